/**
 * The weak label of a sentence: the majority vote over the label sequences that its triggers gave it (TriggerNER, Lin et
 * al. 2020). A span stands where more than half of the sequences hold exactly it, with its label; two such spans cannot
 * overlap, for some sequence would hold both. Beside the count stands the mean posterior, which is what thresholds look
 * at: a vote of three hesitant sequences is not a certain one.
 */
import { must } from '#core/base';
import { type NerPrediction, outsideTag, type TokenLabel } from '#core/train';

export interface VotedSpan extends TokenLabel {
  /** Share of the sequences that hold exactly this span, in (½, 1]. */
  readonly share: number;
  /** Mean over all sequences of its posterior, in [0, 1]. */
  readonly confidence: number;
  /** Which sequences hold it, by their place in the list. */
  readonly voters: readonly number[];
}

export interface Verdict {
  readonly spans: readonly VotedSpan[];
  /** Per token: mean posterior of O. */
  readonly outside: Float32Array<ArrayBuffer>;
}

/** One label sequence, and its posterior for spans that other sequences hold. */
export type Ballot = NerPrediction;

/** Without ballots nothing is said, and nothing is O. */
export function voteOnSequences(ballots: readonly Ballot[]): Verdict {
  const [first] = ballots;
  if (first === undefined) return { spans: [], outside: new Float32Array(0) };
  const length = first.tags.length;
  const tags = length === 0 ? 1 : first.marginals.length / length;
  const outside = new Float32Array(length);
  const counted = new Map<string, { readonly span: TokenLabel; readonly voters: number[] }>();
  ballots.forEach((ballot, voter) => {
    for (let t = 0; t < length; t++) {
      outside[t] =
        must(outside[t], 'token') +
        must(ballot.marginals[t * tags + outsideTag], 'marginal') / ballots.length;
    }
    for (const { from, to, label } of ballot.spans) {
      const key = `${from} ${to} ${label}`;
      const entry = counted.get(key);
      if (entry === undefined) counted.set(key, { span: { from, to, label }, voters: [voter] });
      else entry.voters.push(voter);
    }
  });
  const spans = [...counted.values()].flatMap(({ span, voters }): VotedSpan[] => {
    if (voters.length * 2 <= ballots.length) return [];
    const sum = ballots.reduce((total, ballot) => total + ballot.posterior(span), 0);
    return [{ ...span, share: voters.length / ballots.length, confidence: sum / ballots.length, voters }];
  });
  spans.sort((a, b) => a.from - b.from);
  return { spans, outside };
}
