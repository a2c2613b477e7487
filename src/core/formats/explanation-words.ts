/**
 * Explanations that a file gives as mere strings. LEAN-LIFE writes a trigger as its words joined by spaces, and a
 * sentence as itself; the two are told apart by whether the words stand in the text.
 */
import { type Span, tokenize } from '#core/text';
import type { ParsedExplanation } from './parsed.ts';

/** Between several explanations in one cell of LEAN-LIFE's CSV. */
export const explanationSeparator = ':*:*:';

/** A longer string is no trigger: looking for it would take too long in a long text. */
const maxTriggerWords = 100;

/** A trigger or a sentence; `kind` forces one of them, and yields `undefined` for trigger words that do not occur. */
export function explanationFrom(
  text: string,
  words: string,
  kind: 'trigger' | 'nl' | undefined,
): ParsedExplanation | undefined {
  const clean = words.trim();
  if (clean === '') return undefined;
  if (kind === 'nl') return { kind: 'nl', text: clean };
  const spans = findTrigger(text, clean);
  if (spans !== undefined) return { kind: 'trigger', spans };
  return kind === 'trigger' ? undefined : { kind: 'nl', text: clean };
}

/**
 * Where the words of a trigger stand: as one phrase if the text has it, otherwise piece by piece from left to
 * right, each piece as long as possible. `undefined` if a word does not occur. The first place wins, so a trigger
 * whose words occur twice may land on the wrong ones: LEAN-LIFE's layout does not say which it was.
 */
export function findTrigger(text: string, words: string): readonly Span[] | undefined {
  const phrase = tokenize(words).map((token) => words.slice(token.from, token.to).normalize('NFC'));
  if (phrase.length > maxTriggerWords) return undefined;
  const doc = tokenize(text);
  const equal = (at: number, word: string): boolean => {
    const token = doc[at];
    return token !== undefined && text.slice(token.from, token.to).normalize('NFC') === word;
  };
  const spans: Span[] = [];
  let begin = 0;
  let from = 0;
  while (begin < phrase.length) {
    let best = { at: -1, length: 0 };
    for (const start of [from, 0]) {
      for (let at = start; at < doc.length; at++) {
        let length = 0;
        while (begin + length < phrase.length && equal(at + length, phrase[begin + length] ?? ''))
          length += 1;
        if (length > best.length) best = { at, length };
      }
      if (best.length > 0) break;
    }
    const first = doc[best.at];
    const last = doc[best.at + best.length - 1];
    if (first === undefined || last === undefined) return undefined;
    spans.push({ from: first.from, to: last.to });
    begin += best.length;
    from = best.at + best.length;
  }
  return spans.length === 0 ? undefined : spans;
}

/** The words of a trigger as LEAN-LIFE writes them. */
export function triggerWords(text: string, spans: readonly Span[]): string {
  return spans.map((span) => text.slice(span.from, span.to).replace(/\s+/g, ' ')).join(' ');
}
