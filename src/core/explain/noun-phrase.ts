/**
 * The noun phrase around a span: SemEval-2010 and others label only the head of an argument ("the geomagnetic *field*"),
 * while people mean the words between the noun phrases. Determiners and possessors before the phrase belong to it.
 * Law: the result contains the span, lies in the text, and depends on the text and the span alone.
 */
import { nounPhrases, type Span } from '#core/text';

const before = new Set(
  'a an the this that these those my your his her its our their each every some any no all both another'.split(
    ' ',
  ),
);

export function wholePhrase(text: string, span: Span): Span {
  const phrases = nounPhrases(text);
  let { from, to } = span;
  const widen = (touches: (p: Span) => boolean): boolean => {
    const p = phrases.find(touches);
    if (p === undefined || (p.from >= from && p.to <= to)) return false;
    from = Math.min(from, p.from);
    to = Math.max(to, p.to);
    return true;
  };
  widen((p) => p.from < to && from < p.to);
  for (let step = 0; step < 4; step++) {
    const left = text.slice(Math.max(0, from - 60), from);
    const word = /(\p{L}+)\s+$/u.exec(left)?.[1];
    if (word !== undefined && before.has(word.toLowerCase())) {
      from -= left.length - left.lastIndexOf(word);
      continue;
    }
    const possessive = /['\u2019]s?\s+$/u.exec(left);
    if (possessive === null) break;
    const edge = from - (left.length - possessive.index);
    if (!widen((p) => p.from < edge && p.to >= edge && p.to <= from)) break;
  }
  return { from, to };
}
