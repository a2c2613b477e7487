/**
 * Rules as an expert in the product (methods.md §8; products of experts, Hinton 2002): what rules say of a target shifts what the
 * model says of it, by a power that labels have to bear out. It is learned forwards, like those of the other experts (Dawid 1984):
 * a text that was labelled since is predicted by the model as it was, and each power is judged by what it makes of that.
 * docs/label-efficiency.md says what it is worth.
 */
import { type FloatTensors, floatTensor } from '#core/graph';
import { type RecommendedTarget, recommendedKey } from '#core/project';

/** What rules say of one target. */
export interface TargetVotes {
  readonly target: RecommendedTarget;
  /** By label id the scores of the rules that vote for it, each in (0, 1]. */
  readonly scores: ReadonlyMap<string, readonly number[]>;
}

/** What rules say in a document, also of targets that are labelled; no rule votes on what it explains. */
export type VotesOf = (documentId: string) => readonly TargetVotes[];

/** Rules beside a model: what they say, and the nats that a vote of theirs is worth. */
export interface RuleExpert {
  readonly votes: VotesOf;
  readonly power: number;
}

/** Something that is judged: what the model says of each outcome, how strongly rules vote for it, and which is so. */
export interface VotedCase {
  readonly probabilities: ArrayLike<number>;
  readonly votes: ArrayLike<number>;
  readonly gold: number;
}

/** Nats that one vote is worth. */
export const votePowers: readonly number[] = [0, 0.5, 1, 1.5, 2, 3];
/** Until labels say otherwise: a vote of a rule that is right in three of four. */
export const usualPower = 1;
/** Labelled targets with votes that the usual power is worth. */
const trust = 1;
/** A further rule that says the same is worth half: rules that explain alike texts are alike. */
const further = 0.5;
const memory = 0.98;
const names = { power: 'expert.votes', record: 'expert.votes.record' } as const;

/** How strongly rules vote for a label: the best score whole, the others half. */
export function strengthOf(scores: readonly number[]): number {
  const best = Math.max(0, ...scores);
  return best + further * (scores.reduce((sum, score) => sum + score, 0) - best);
}

/** Votes of one document by target, as strengths by output. */
export class DocumentVotes {
  readonly #byTarget = new Map<string, Float64Array<ArrayBuffer>>();

  /** `outputs`: label ids by output. Votes for other labels are left out. */
  constructor(votes: readonly TargetVotes[], outputs: ReadonlyMap<string, number>) {
    for (const { target, scores } of votes) {
      const strengths = new Float64Array(outputs.size);
      let any = false;
      for (const [labelId, own] of scores) {
        const output = outputs.get(labelId);
        if (output === undefined) continue;
        strengths[output] = strengthOf(own);
        any = true;
      }
      if (any) this.#byTarget.set(recommendedKey(target), strengths);
    }
  }

  of(target: RecommendedTarget): Float64Array<ArrayBuffer> | undefined {
    return this.#byTarget.get(recommendedKey(target));
  }
}

/** The product: probabilities once the votes have their say. The sum stays 1. */
export function withVotes(
  probabilities: ArrayLike<number>,
  votes: ArrayLike<number> | undefined,
  power: number,
): Float32Array<ArrayBuffer> {
  const out = Float32Array.from(probabilities);
  if (votes === undefined || power === 0) return out;
  let sum = 0;
  for (let j = 0; j < out.length; j++) {
    out[j] = Math.max(1e-6, out[j] ?? 0) * Math.exp(power * (votes[j] ?? 0));
    sum += out[j] ?? 0;
  }
  return out.map((p) => p / sum);
}

/** What is known of the powers: a count of judged targets, then the sum of each power's losses, older ones fading. */
export class VoteRecord {
  readonly #sums: Float32Array<ArrayBuffer>;

  private constructor(sums: Float32Array<ArrayBuffer>) {
    this.#sums = sums;
  }

  static of(tensors: FloatTensors): VoteRecord {
    const known = tensors[names.record]?.data;
    const size = votePowers.length + 1;
    return new VoteRecord(known?.length === size ? known.slice() : new Float32Array(size));
  }

  add({ probabilities, votes, gold }: VotedCase): void {
    this.#sums[0] = 1 + memory * (this.#sums[0] ?? 0);
    votePowers.forEach((power, i) => {
      const loss = -Math.log(Math.max(1e-6, withVotes(probabilities, votes, power)[gold] ?? 0));
      this.#sums[i + 1] = Math.min(10, loss) + memory * (this.#sums[i + 1] ?? 0);
    });
  }

  /** The power that labels support, the usual one having the weight of a few of them. */
  get power(): number {
    let [best, least] = [usualPower, Number.POSITIVE_INFINITY];
    votePowers.forEach((power, i) => {
      const loss = (this.#sums[i + 1] ?? 0) + trust * 0.5 * (power - usualPower) ** 2;
      if (loss < least) [best, least] = [power, loss];
    });
    return best;
  }

  get tensors(): FloatTensors {
    return {
      [names.power]: floatTensor([1], [this.power]),
      [names.record]: { dims: [this.#sums.length], data: this.#sums },
    };
  }
}

/** The power of rules beside these weights; weights of before know none. */
export function votePowerOf(tensors: FloatTensors): number {
  return tensors[names.power]?.data[0] ?? 0;
}
