/**
 * Reads the sources of the sample projects: sentences with entities in brackets, triggers or explanations on the
 * indented lines below (see the head of each `.txt`). Everything is checked while it is read: a trigger must stand
 * in its sentence, and just once.
 */
import { type Span, tokenize } from '#core/text';

export interface MarkedExplanation {
  /** Words of the annotation that is explained, or head and tail of a relation. */
  readonly subject: string;
  readonly tail?: string;
  /** Relations and labels of whole texts. */
  readonly label?: string;
  readonly triggers: readonly (readonly Span[])[];
  readonly sentences: readonly string[];
}

export interface MarkedSentence {
  readonly part: 'taught' | 'holdout' | 'open';
  readonly text: string;
  readonly entities: readonly (Span & { readonly label: string })[];
  readonly explanations: readonly MarkedExplanation[];
  readonly line: number;
}

class MarkupError extends Error {
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
  }
}

function readSentence(source: string): Pick<MarkedSentence, 'text' | 'entities'> {
  let text = '';
  let at = 0;
  const entities: (Span & { label: string })[] = [];
  for (const match of source.matchAll(/\[([^|\]]+)\|([^\]]+)\]/g)) {
    const [all, words = '', label = ''] = match;
    text += source.slice(at, match.index);
    entities.push({ from: text.length, to: text.length + words.length, label });
    text += words;
    at = match.index + all.length;
  }
  return { text: text + source.slice(at), entities };
}

/** `had .. lunch at` → its two spans, each from the first place after the one before; the first must be unique. */
function findTrigger(text: string, trigger: string, line: number): Span[] {
  const tokens = tokenize(text);
  const words = tokens.map((token) => text.slice(token.from, token.to));
  const spans: Span[] = [];
  let begin = 0;
  for (const piece of trigger.split(' .. ')) {
    const wanted = tokenize(piece).map((token) => piece.slice(token.from, token.to));
    const places: number[] = [];
    for (let at = begin; at + wanted.length <= words.length; at++) {
      if (wanted.every((word, i) => words[at + i] === word)) places.push(at);
    }
    const [place] = places;
    if (place === undefined) throw new MarkupError(line, `the trigger "${piece}" is not in its sentence`);
    if (places.length > 1 && spans.length === 0)
      throw new MarkupError(line, `the trigger "${piece}" is there twice`);
    const first = tokens[place] as Span; // found above
    const last = tokens[place + wanted.length - 1] as Span;
    spans.push({ from: first.from, to: last.to });
    begin = place + wanted.length;
  }
  return spans;
}

function readExplanation(source: string, text: string, line: number): MarkedExplanation {
  const relation = /^(.+?) -> (.+?) = (.+?)(?: \| (.+))?$/.exec(source);
  if (relation !== null) {
    const [, subject = '', tail = '', label = '', sentence] = relation;
    return { subject, tail, label, triggers: [], sentences: sentence === undefined ? [] : [sentence] };
  }
  const colon = source.indexOf(': ');
  if (colon === -1) throw new MarkupError(line, 'an explanation needs a colon');
  const subject = source.slice(0, colon);
  const rest = source.slice(colon + 2);
  // A sentence begins with a capital letter and has a verb of the explanation language; a trigger is words of the text.
  const isSentence = /^(?:The|There|It) .*\b(?:is|are|was|comes?|appears?|occurs?)\b/.test(rest);
  if (isSentence) return { subject, triggers: [], sentences: [rest] };
  return {
    subject,
    triggers: rest.split('; ').map((trigger) => findTrigger(text, trigger, line)),
    sentences: [],
  };
}

export function readMarkup(source: string): MarkedSentence[] {
  const sentences: (MarkedSentence & { explanations: MarkedExplanation[] })[] = [];
  let part: MarkedSentence['part'] = 'open';
  source.split('\n').forEach((content, index) => {
    const line = index + 1;
    if (content.trim() === '' || content.startsWith('#')) return;
    const heading = /^== (taught|holdout|open)$/.exec(content);
    if (heading !== null) {
      part = heading[1] as MarkedSentence['part']; // the pattern admits these three only
    } else if (content.startsWith('  ')) {
      const sentence = sentences.at(-1);
      if (sentence === undefined) throw new MarkupError(line, 'an explanation without a sentence');
      sentence.explanations.push(readExplanation(content.trim(), sentence.text, line));
    } else {
      sentences.push({ part, ...readSentence(content), explanations: [], line });
    }
  });
  return sentences;
}
