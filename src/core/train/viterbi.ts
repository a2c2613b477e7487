/**
 * Reading a CRF: the best tag sequence (Viterbi), its probability, per-token posteriors and the posterior of a span,
 * in double precision from the emissions and transitions that the network learned.
 *
 * The transitions' last row holds the start scores, their last column the end scores (as in core/graph's CRF). With
 * `bio`, sequences in which an I follows nothing of its own label are excluded, from the partition as well: what is
 * shown is the probability among the sequences that can be shown.
 */
import { must } from '#core/base';
import type { FloatTensor } from '#core/graph';
import { beginTag, insideTag } from './examples-ner.ts';
import { type TokenLabel, tagMayFollow } from './tags.ts';

/** One sentence's chain: scores, and the recursions over them. */
export class Chain {
  readonly #tokens: number;
  readonly #tags: number;
  readonly #emissions: ArrayLike<number>;
  readonly #offset: number;
  /** (tags + 1)²; −∞ where excluded. */
  readonly #transitions: Float64Array;
  #alpha: Float64Array | undefined;
  #beta: Float64Array | undefined;

  /** Emissions of the sentence: `tokens · tags` numbers from `offset` on. */
  constructor(
    emissions: ArrayLike<number>,
    offset: number,
    tokens: number,
    transitions: FloatTensor,
    options: { readonly bio: boolean } = { bio: true },
  ) {
    this.#emissions = emissions;
    this.#offset = offset;
    this.#tokens = tokens;
    const side = must(transitions.dims[0], 'side of the transitions');
    this.#tags = side - 1;
    this.#transitions = Float64Array.from(transitions.data);
    if (!options.bio) return;
    for (let from = 0; from < side; from++) {
      for (let to = 0; to < this.#tags; to++) {
        if (!tagMayFollow(from === this.#tags ? -1 : from, to)) {
          this.#transitions[from * side + to] = Number.NEGATIVE_INFINITY;
        }
      }
    }
  }

  #emission(t: number, tag: number): number {
    return must(this.#emissions[this.#offset + t * this.#tags + tag], 'emission');
  }

  /** `from` or `to` equal to the number of tags is the boundary. */
  #transition(from: number, to: number): number {
    return must(this.#transitions[from * (this.#tags + 1) + to], 'transition');
  }

  /** The best sequence and its score; ties go to the lower tag. */
  best(): { readonly tags: Int32Array<ArrayBuffer>; readonly score: number } {
    const [n, k] = [this.#tokens, this.#tags];
    const tags = new Int32Array(n);
    if (n === 0) return { tags, score: 0 };
    let scores = Float64Array.from({ length: k }, (_, j) => this.#transition(k, j) + this.#emission(0, j));
    const back = new Int32Array(n * k);
    for (let t = 1; t < n; t++) {
      const next = new Float64Array(k);
      for (let j = 0; j < k; j++) {
        let best = Number.NEGATIVE_INFINITY;
        let from = 0;
        for (let i = 0; i < k; i++) {
          const score = must(scores[i], 'score') + this.#transition(i, j);
          if (score > best) {
            best = score;
            from = i;
          }
        }
        next[j] = best + this.#emission(t, j);
        back[t * k + j] = from;
      }
      scores = next;
    }
    let last = 0;
    let score = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < k; j++) {
      const total = must(scores[j], 'score') + this.#transition(j, k);
      if (total > score) {
        score = total;
        last = j;
      }
    }
    for (let t = n - 1; t >= 0; t--) {
      tags[t] = last;
      last = must(back[t * k + last], 'back pointer');
    }
    return { tags, score };
  }

  /** log Σ exp over what ends at (t, j), emission of t included. */
  #forward(): Float64Array {
    if (this.#alpha !== undefined) return this.#alpha;
    const [n, k] = [this.#tokens, this.#tags];
    const alpha = new Float64Array(n * k);
    const terms = new Float64Array(k);
    for (let t = 0; t < n; t++) {
      for (let j = 0; j < k; j++) {
        for (let i = 0; i < k; i++) {
          terms[i] =
            t === 0
              ? Number.NEGATIVE_INFINITY
              : must(alpha[(t - 1) * k + i], 'alpha') + this.#transition(i, j);
        }
        const before = t === 0 ? this.#transition(k, j) : logSumExp(terms);
        alpha[t * k + j] = before + this.#emission(t, j);
      }
    }
    this.#alpha = alpha;
    return alpha;
  }

  /** log Σ exp over what follows (t, i), emission of t left out. */
  #backward(): Float64Array {
    if (this.#beta !== undefined) return this.#beta;
    const [n, k] = [this.#tokens, this.#tags];
    const beta = new Float64Array(n * k);
    const terms = new Float64Array(k);
    for (let t = n - 1; t >= 0; t--) {
      for (let i = 0; i < k; i++) {
        if (t === n - 1) {
          beta[t * k + i] = this.#transition(i, k);
          continue;
        }
        for (let j = 0; j < k; j++) {
          terms[j] = this.#transition(i, j) + this.#emission(t + 1, j) + must(beta[(t + 1) * k + j], 'beta');
        }
        beta[t * k + i] = logSumExp(terms);
      }
    }
    this.#beta = beta;
    return beta;
  }

  logPartition(): number {
    const [n, k] = [this.#tokens, this.#tags];
    if (n === 0) return 0;
    const alpha = this.#forward();
    return logSumExp(
      Float64Array.from(
        { length: k },
        (_, j) => must(alpha[(n - 1) * k + j], 'alpha') + this.#transition(j, k),
      ),
    );
  }

  /** tokens × tags. */
  marginals(): Float32Array<ArrayBuffer> {
    const [alpha, beta, z] = [this.#forward(), this.#backward(), this.logPartition()];
    return Float32Array.from(alpha, (a, i) => Math.exp(a + must(beta[i], 'beta') - z));
  }

  /** Probability that exactly this span with this label is there: B, then I to its end, and no I after it. */
  spanProbability({ from, to, label }: TokenLabel): number {
    const k = this.#tags;
    const [alpha, beta, z] = [this.#forward(), this.#backward(), this.logPartition()];
    const [begin, inside] = [beginTag(label), insideTag(label)];
    let score = must(alpha[from * k + begin], 'alpha');
    let tag = begin;
    for (let t = from + 1; t < to; t++) {
      score += this.#transition(tag, inside) + this.#emission(t, inside);
      tag = inside;
    }
    if (to === this.#tokens) return Math.exp(score + must(beta[(to - 1) * k + tag], 'beta') - z);
    const after = new Float64Array(k);
    for (let j = 0; j < k; j++) {
      after[j] =
        j === inside
          ? Number.NEGATIVE_INFINITY
          : this.#transition(tag, j) + this.#emission(to, j) + must(beta[to * k + j], 'beta');
    }
    return Math.exp(score + logSumExp(after) - z);
  }
}

function logSumExp(values: Float64Array): number {
  const peak = Math.max(...values);
  if (peak === Number.NEGATIVE_INFINITY) return peak;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - peak);
  return peak + Math.log(sum);
}
