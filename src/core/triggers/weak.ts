/**
 * Votes as weak examples for the partial CRF (methods.md §4 and §5): the tokens of a span that the vote is sure of carry
 * its tags, a token that the vote calls O with confidence is O, every other token is unknown.
 */
import { must, neverStop, type StopSignal } from '#core/base';
import { beginTag, insideTag, type NerExample, outsideTag } from '#core/train';
import type { TaggingInput, TriggerTagger } from './tagger.ts';
import { type Ballot, type Verdict, voteOnSequences } from './vote.ts';

/** A sentence as its triggers read it. */
export interface TriggerReading {
  readonly words: readonly string[];
  readonly ballots: readonly Ballot[];
  readonly verdict: Verdict;
}

/**
 * Reads sentences with one tagger or several (of different seeds): each gives one sequence per trigger, and all of a
 * sentence's sequences vote together.
 */
export async function readSentences(
  taggers: readonly TriggerTagger[],
  inputs: readonly TaggingInput[],
  signal: StopSignal = neverStop,
): Promise<TriggerReading[]> {
  const ballots: Ballot[][] = inputs.map(() => []);
  for (const tagger of taggers) {
    const read = await tagger.tag(inputs, signal);
    read.forEach((own, i) => {
      must(ballots[i], 'ballots').push(...own);
    });
  }
  return inputs.map(({ words }, i) => {
    const own = must(ballots[i], 'ballots');
    return { words, ballots: own, verdict: voteOnSequences(own) };
  });
}

export interface WeakThresholds {
  /** A span is taught from this mean posterior on, in [0, 1]. */
  readonly span: number;
  /** A token is taught as O from this mean posterior of O on; above 1: never. */
  readonly outside: number;
  /** `false`: what is not sure is taught as O instead of unknown (for measuring what the partial CRF is worth). */
  readonly partial?: boolean;
}

/** `undefined` where nothing of the sentence is sure. */
export function weakExample(
  { words, verdict }: Pick<TriggerReading, 'words' | 'verdict'>,
  tags: number,
  thresholds: WeakThresholds,
): NerExample | undefined {
  if (verdict.outside.length !== words.length) return undefined;
  const allowed = new Uint8Array(words.length * tags).fill(1);
  let known = 0;
  let sum = 0;
  let spans = 0;
  const settle = (t: number, tag: number): void => {
    allowed.fill(0, t * tags, (t + 1) * tags);
    allowed[t * tags + tag] = 1;
    known++;
  };
  for (let t = 0; t < words.length; t++) {
    if (must(verdict.outside[t], 'token') >= thresholds.outside || thresholds.partial === false) {
      settle(t, outsideTag);
    }
  }
  for (const { from, to, label, confidence } of verdict.spans) {
    if (confidence < thresholds.span) continue;
    settle(from, beginTag(label));
    for (let t = from + 1; t < to; t++) settle(t, insideTag(label));
    if (to < words.length && allowed[to * tags + outsideTag] === 1) allowed[to * tags + insideTag(label)] = 0;
    sum += confidence;
    spans++;
  }
  if (known === 0) return undefined;
  return { words, allowed, weak: true, weight: spans === 0 ? 1 : sum / spans };
}
