/**
 * A vote across sentences: a term that the triggers name in some sentence is looked up in all others, and where its mean
 * posterior over all its occurrences is high it is taken everywhere, also where this one sentence's context says little.
 * (The second view of co-training, Collins & Singer 1999: triggers are the context, the term is the spelling.)
 */
import { must } from '#core/base';
import type { TokenLabel } from '#core/train';
import type { VotedSpan } from './vote.ts';
import type { TriggerReading } from './weak.ts';

export interface PropagateOptions {
  /** Mean posterior over all occurrences from which a term is taken, in [0, 1]. */
  readonly confidence: number;
  /** It occurs at least so often. */
  readonly minCount: number;
}

const longestTerm = 6;

/** Terms are compared in lower case, so that a sentence's first word finds the others. */
const keyOf = (words: readonly string[], from: number, to: number): string =>
  words.slice(from, to).join(' ').toLowerCase();

interface Evidence {
  count: number;
  /** Sum of posteriors by label. */
  readonly sums: Map<number, number>;
}

export interface Term {
  readonly label: number;
  readonly confidence: number;
  readonly count: number;
}

/** The terms that hold across the corpus, by their words in lower case. */
export function corpusTerms(
  readings: readonly TriggerReading[],
  options: PropagateOptions,
): Map<string, Term> {
  const evidence = new Map<string, Evidence>();
  for (const { words, verdict } of readings) {
    for (const { from, to, label } of verdict.spans) {
      if (to - from > longestTerm) continue;
      const key = keyOf(words, from, to);
      const entry: Evidence = evidence.get(key) ?? { count: 0, sums: new Map<number, number>() };
      entry.sums.set(label, 0);
      evidence.set(key, entry);
    }
  }
  for (const { words, ballots } of readings) {
    if (ballots.length === 0) continue;
    forEachTerm(words, evidence, (entry, from, to) => {
      entry.count++;
      for (const label of entry.sums.keys()) {
        entry.sums.set(
          label,
          must(entry.sums.get(label), 'sum') + meanPosterior(ballots, { from, to, label }),
        );
      }
      return false;
    });
  }
  const terms = new Map<string, Term>();
  for (const [key, { count, sums }] of evidence) {
    if (count < options.minCount || key.length < 3) continue;
    for (const [label, sum] of sums) {
      const confidence = sum / count;
      if (confidence >= options.confidence && confidence > (terms.get(key)?.confidence ?? 0)) {
        terms.set(key, { label, confidence, count });
      }
    }
  }
  return terms;
}

function meanPosterior(
  ballots: readonly { posterior(span: TokenLabel): number }[],
  span: TokenLabel,
): number {
  return ballots.reduce((sum, ballot) => sum + ballot.posterior(span), 0) / ballots.length;
}

/** Calls back for each occurrence, longest first at each token; `true` goes on behind it. */
function forEachTerm<Entry>(
  words: readonly string[],
  terms: ReadonlyMap<string, Entry>,
  found: (entry: Entry, from: number, to: number) => boolean,
): void {
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + longestTerm); to > from; to--) {
      const entry = terms.get(keyOf(words, from, to));
      if (entry !== undefined && found(entry, from, to)) {
        from = to - 1;
        break;
      }
    }
  }
}

/**
 * Readings with the corpus' terms among their spans. A span that the vote gave itself stays where it is longer and at
 * least as sure; otherwise the term takes its place.
 */
export function propagate(
  readings: readonly TriggerReading[],
  terms: ReadonlyMap<string, Term>,
): TriggerReading[] {
  return readings.map((reading) => {
    if (reading.ballots.length === 0) return reading;
    const spans: VotedSpan[] = [];
    const own = reading.verdict.spans;
    forEachTerm(reading.words, terms, ({ label, confidence }, from, to) => {
      const stronger = own.some(
        (s) => s.from < to && from < s.to && s.to - s.from > to - from && s.confidence >= confidence,
      );
      if (stronger) return false;
      spans.push({ from, to, label, confidence, share: 1, voters: [] });
      return true;
    });
    if (spans.length === 0) return reading;
    const kept = own.filter((s) => spans.every((term) => s.to <= term.from || term.to <= s.from));
    const all = [...kept, ...spans].sort((a, b) => a.from - b.from);
    return { ...reading, verdict: { ...reading.verdict, spans: all } };
  });
}
