/**
 * Names inside noun phrases: "Bruno" in "Doctor Bruno", "Marguerite" in "cousin Marguerite", "Harbour Inn" and "Inn" in "old Harbour
 * Inn". Which of them a label stands on is the annotator's habit; this only says what there is to choose from.
 *
 * Law: each part lies inside one of the phrases, on token boundaries, begins with a capital, and is not a phrase itself.
 */
import { compareSpans, type Span, spanText } from './span.ts';
import { rangeOfSpan, spanOfRange, type TokenRange } from './token-range.ts';

/** Longer runs of capitals are headlines. */
const longestRun = 5;

export function nameParts(text: string, tokens: readonly Span[], phrases: readonly Span[]): readonly Span[] {
  const found = new Map<string, Span>();
  const known = new Set(phrases.map(keyOf));
  for (const phrase of phrases) {
    const range = rangeOfSpan(tokens, phrase);
    if (range === undefined) continue;
    for (const run of capitalRuns(text, tokens, range)) {
      if (run.to - run.from > longestRun) continue;
      for (let from = run.from; from < run.to; from++) {
        const part = spanOfRange(tokens, { from, to: run.to });
        if (part !== undefined && !known.has(keyOf(part))) found.set(keyOf(part), part);
      }
    }
  }
  return [...found.values()].sort(compareSpans);
}

const keyOf = ({ from, to }: Span): string => `${from} ${to}`;

function* capitalRuns(
  text: string,
  tokens: readonly Span[],
  { from, to }: TokenRange,
): Generator<TokenRange> {
  const isCapital = (at: number): boolean => {
    const token = tokens[at];
    return token !== undefined && /^\p{Lu}/u.test(spanText(text, token));
  };
  for (let at = from; at < to; at++) {
    if (!isCapital(at)) continue;
    let end = at + 1;
    while (end < to && isCapital(end)) end++;
    yield { from: at, to: end };
    at = end;
  }
}
