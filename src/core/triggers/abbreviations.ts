/**
 * Abbreviations as witnesses: "angiotensin converting enzyme ( ACE )" says that ACE is of the kind that the words before
 * the bracket are. Where the vote names the long form, the short one is taken everywhere; where it never does, the short
 * one is nothing, whatever its capitals look like. Long forms are found as Schwartz & Hearst (2003) find them: a word
 * that begins like the abbreviation, from which on all its letters follow in order.
 */
import { must } from '#core/base';
import type { VotedSpan } from './vote.ts';
import type { TriggerReading } from './weak.ts';

/** A short form with what its definitions say. */
export interface Abbreviation {
  /** How often it is defined in the corpus. */
  readonly definitions: number;
  /** Label of the long forms that are spans; `undefined` where none is. */
  readonly label: number | undefined;
  /** Share of the definitions whose long form is a span with this label, in [0, 1]. */
  readonly share: number;
}

const longest = 8;

/** Two to eight letters and digits, about half of them capitals or more. */
function isShortForm(word: string): boolean {
  if (word.length < 2 || word.length > longest || !/^[\p{L}\p{N}-]+$/u.test(word)) return false;
  return (word.match(/\p{Lu}/gu) ?? []).length >= Math.max(1, (word.length - 1) / 2);
}

/** Do these words stand for the short form? */
function standFor(words: readonly string[], short: string): boolean {
  const letters = [...short.toLowerCase()].filter((c) => /\p{L}/u.test(c));
  const text = words.join(' ').toLowerCase();
  if (letters.length === 0 || !text.startsWith(must(letters[0], 'letter'))) return false;
  let met = 0;
  for (const c of text) if (c === letters[met]) met++;
  return met === letters.length;
}

/** The abbreviations that the corpus defines, with what the spans of the definitions say of them. */
export function corpusAbbreviations(readings: readonly TriggerReading[]): Map<string, Abbreviation> {
  const found = new Map<string, { definitions: number; readonly labels: Map<number, number> }>();
  for (const { words, ballots, verdict } of readings) {
    if (ballots.length === 0) continue;
    for (let open = 1; open + 2 < words.length; open++) {
      const short = must(words[open + 1], 'word');
      if (words[open] !== '(' || words[open + 2] !== ')' || !isShortForm(short)) continue;
      const reach = Math.min(short.length + 5, 2 * short.length);
      let defined = false;
      for (let from = Math.max(0, open - reach); from < open && !defined; from++) {
        defined = standFor(words.slice(from, open), short);
      }
      if (!defined) continue;
      const entry = found.get(short) ?? { definitions: 0, labels: new Map<number, number>() };
      found.set(short, entry);
      entry.definitions++;
      const long = verdict.spans.find((s) => s.to === open && standFor(words.slice(s.from, s.to), short));
      if (long !== undefined) entry.labels.set(long.label, (entry.labels.get(long.label) ?? 0) + 1);
    }
  }
  return new Map(
    [...found].map(([short, { definitions, labels }]) => {
      const [best] = [...labels].sort((a, b) => b[1] - a[1]);
      return [short, { definitions, label: best?.[0], share: (best?.[1] ?? 0) / definitions }];
    }),
  );
}

/**
 * Readings in which each defined abbreviation is what its definitions say: from a share of `atLeast` on a span of their
 * label, nothing where none of them is a span, and untouched in between. Longer spans around it stay as they are.
 */
export function spellOut(
  readings: readonly TriggerReading[],
  abbreviations: ReadonlyMap<string, Abbreviation>,
  atLeast = 0.7,
): TriggerReading[] {
  return readings.map((reading) => {
    const { words, ballots, verdict } = reading;
    if (ballots.length === 0 || !words.some((word) => abbreviations.has(word))) return reading;
    const alone = (s: VotedSpan): Abbreviation | undefined =>
      s.to - s.from === 1 ? abbreviations.get(must(words[s.from], 'word')) : undefined;
    const spans = verdict.spans.flatMap((span): VotedSpan[] => {
      const known = alone(span);
      if (known === undefined) return [span];
      if (known.label === undefined) return [];
      return known.share < atLeast ? [span] : [{ ...span, label: known.label }];
    });
    words.forEach((word, t) => {
      const known = abbreviations.get(word);
      if (known?.label === undefined || known.share < atLeast) return;
      if (spans.some((s) => s.from <= t && t < s.to)) return;
      const { label, share: confidence } = known;
      spans.push({ from: t, to: t + 1, label, confidence, share: 1, voters: [] });
    });
    spans.sort((a, b) => a.from - b.from);
    return { ...reading, verdict: { ...verdict, spans } };
  });
}
