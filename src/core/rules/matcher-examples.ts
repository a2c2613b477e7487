/**
 * What the `find` network (models/find.ts) is pre-trained on: the user's own sentences, without labels. An example is a
 * sentence and a span of it that serves as query; the windows of the sentence are the candidates. Each batch also carries the
 * rules' keywords with their labels, for the margin loss between labels.
 */
import type { Rng } from '#core/base';
import { maxWindow } from '#core/execute';
import { floatTensor, intTensor, type Tensors } from '#core/graph';

/** Texts longer than this are cut: keywords, in effect. */
export const maxFindTokens = 8;
/** Tokens of a sentence whose windows take part. */
const maxSentenceTokens = 24;

/** How a token becomes numbers (`TokenEncoder` of core/train is one). */
export interface TextEncoder {
  readonly dim: number;
  encode(words: readonly string[], out: Float32Array, offset: number): void;
}

export interface FindExample {
  readonly words: readonly string[];
  /** The query: `[from, to)` of `words`. */
  readonly from: number;
  readonly to: number;
}

/** A keyword of a rule. Keywords of one rule, as alternatives, have its label all. */
export interface LabelledKeyword {
  readonly words: readonly string[];
  readonly label: number;
}

/** One query for each of `count` sentences drawn at random. Sentences are lower-case tokens. */
export function findExamples(
  sentences: readonly (readonly string[])[],
  count: number,
  rng: Rng,
): FindExample[] {
  const usable = sentences.filter((words) => words.length >= 2);
  const examples: FindExample[] = [];
  while (examples.length < count && usable.length > 0) {
    const all = usable[rng.int(usable.length)] ?? [];
    // A stretch of a long sentence is as good as the whole.
    const start = all.length > maxSentenceTokens ? rng.int(all.length - maxSentenceTokens) : 0;
    const words = all.slice(start, start + maxSentenceTokens);
    const size = 1 + rng.int(Math.min(maxWindow, words.length - 1));
    const from = rng.int(words.length - size + 1);
    examples.push({ words, from, to: from + size });
  }
  return examples;
}

/** The training graph's inputs. `Collator` of core/train. */
export class FindCollator {
  readonly #encoder: TextEncoder;
  readonly #keywords: readonly LabelledKeyword[];

  constructor(encoder: TextEncoder, keywords: readonly LabelledKeyword[]) {
    this.#encoder = encoder;
    this.#keywords = keywords;
  }

  lengthOf(example: FindExample): number {
    return example.words.length;
  }

  isWeak(): boolean {
    return false;
  }

  collate(examples: readonly FindExample[]): Tensors {
    const texts = new TextList();
    const longest = Math.max(...examples.map((example) => example.words.length));
    const windowCount = maxWindow * longest;
    const batch = examples.length;
    const query = intTensor([batch]);
    const window = intTensor([batch, windowCount]);
    const size = floatTensor([batch, windowCount, maxWindow]);
    const target = floatTensor([batch, windowCount]);
    const weight = floatTensor([batch, windowCount]);
    examples.forEach((example, b) => {
      query.data[b] = texts.add(example.words.slice(example.from, example.to));
      const wanted = example.words.slice(example.from, example.to).join(' ');
      const positives: number[] = [];
      const negatives: number[] = [];
      for (let n = 1; n <= maxWindow; n++) {
        for (let from = 0; from + n <= example.words.length; from++) {
          const at = b * windowCount + (n - 1) * longest + from;
          const words = example.words.slice(from, from + n);
          window.data[at] = texts.add(words);
          size.data[at * maxWindow + n - 1] = 1;
          if (words.join(' ') === wanted) positives.push(at);
          // Half the query is neither the query nor something else: not judged.
          else if (from + n <= example.from || from >= example.to) negatives.push(at);
        }
      }
      for (const at of positives) {
        target.data[at] = 1;
        weight.data[at] = 1 / positives.length;
      }
      for (const at of negatives) weight.data[at] = 1 / negatives.length;
    });
    const keyword = intTensor(
      [this.#keywords.length],
      this.#keywords.map((one) => texts.add(one.words)),
    );
    return { ...this.#encode(texts.all), query, window, size, target, weight, keyword, ...this.#pairs() };
  }

  /** Texts as the network reads them: `vectors` (texts, time, dim) and `mask` (texts, time). */
  texts(texts: readonly (readonly string[])[]): Tensors {
    return this.#encode(texts.map((words) => words.slice(0, maxFindTokens)));
  }

  #encode(texts: readonly (readonly string[])[]): Tensors {
    const time = Math.max(1, ...texts.map((words) => words.length));
    const { dim } = this.#encoder;
    const vectors = floatTensor([texts.length, time, dim]);
    const mask = floatTensor([texts.length, time]);
    texts.forEach((words, k) => {
      this.#encoder.encode(words, vectors.data, k * time * dim);
      mask.data.fill(1, k * time, k * time + words.length);
    });
    return { vectors, mask };
  }

  /** Pairs of the same label and pairs of two labels weigh the same in sum. */
  #pairs(): Tensors {
    const n = this.#keywords.length;
    const same = floatTensor([n, n]);
    const pair = floatTensor([n, n]);
    let together = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const equal = this.#keywords[i]?.label === this.#keywords[j]?.label;
        if (equal) same.data[i * n + j] = 1;
        if (equal && i !== j) together++;
      }
    }
    const apart = n * n - n - together;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const share = same.data[i * n + j] === 1 ? together : apart;
        if (i !== j && share > 0) pair.data[i * n + j] = 1 / share;
      }
    }
    return { same, pair };
  }
}

/** Distinct texts of a batch. */
class TextList {
  readonly all: (readonly string[])[] = [];
  readonly #index = new Map<string, number>();

  add(words: readonly string[]): number {
    const cut = words.slice(0, maxFindTokens);
    const key = cut.join(' ');
    let at = this.#index.get(key);
    if (at === undefined) {
      at = this.all.length;
      this.#index.set(key, at);
      this.all.push(cut);
    }
    return at;
  }
}
