/** From sentences and triggers to the tensors of the three trigger networks. */
import { must } from '#core/base';
import { type FloatTensor, floatTensor, type NetworkManifest, type Tensors } from '#core/graph';
import {
  type Collator,
  type NerExample,
  type NerInput,
  nerCollator,
  nerInputs,
  type TokenEncoder,
} from '#core/train';

/** A sentence with the tokens of one of its triggers. */
export interface TriggerInput {
  readonly words: readonly string[];
  readonly positions: readonly number[];
}

/** What the matcher learns from: a trigger, its label, and which sentence it is of. */
export interface TriggerExample extends TriggerInput {
  /** Index of its label. */
  readonly label: number;
  /** Equal for triggers of one sentence: they are never a sentence and a foreign trigger. */
  readonly sentence: number;
}

/** What the trigger-aware tagger learns from: a sentence as it is seen with one trigger. */
export interface TriggeredExample extends NerExample {
  /** All zero: no trigger. */
  readonly trigger: Float32Array;
}

/** `trigger` (batch, time): 1 on the trigger's tokens. */
export function triggerInputs(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
  inputs: readonly TriggerInput[],
): Tensors {
  const base = nerInputs(manifest, encoder, inputs);
  const [batch = 0, time = 0] = must(base['mask'], 'mask').dims;
  const trigger = floatTensor([batch, time]);
  inputs.forEach(({ positions }, b) => {
    for (const t of positions) trigger.data[b * time + t] = 1;
  });
  return { ...base, trigger };
}

export function triggerCollator(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
  labels: number,
): Collator<TriggerExample> {
  return {
    lengthOf: (example) => example.words.length,
    isWeak: () => false,
    collate: (examples) => {
      const n = examples.length;
      const own = floatTensor([n, n]);
      const foreign = floatTensor([n, n]);
      const target = floatTensor([n, labels]);
      examples.forEach((a, i) => {
        target.data[i * labels + a.label] = 1;
        examples.forEach((b, j) => {
          if (i === j) own.data[i * n + j] = 1;
          else if (a.sentence !== b.sentence) foreign.data[i * n + j] = 1;
        });
      });
      return {
        ...triggerInputs(manifest, encoder, examples),
        target,
        own,
        foreign,
        weight: floatTensor([n], new Float32Array(n).fill(1)),
        weak: floatTensor([n]),
      };
    },
  };
}

export function triggeredCollator(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
): Collator<TriggeredExample> {
  const plain = nerCollator(manifest, encoder);
  return {
    lengthOf: plain.lengthOf,
    isWeak: plain.isWeak,
    collate: (examples) => ({
      ...plain.collate(examples),
      triggers: rows(examples.map((example) => example.trigger)),
    }),
  };
}

/**
 * How much a gap counts by the word that fills it: words rarer than `often`, a share of all tokens, count fully, others
 * by √(often / share), which is the rate at which word2vec keeps frequent words (Mikolov et al. 2013).
 */
export function rarityWeights(sentences: readonly NerInput[], often: number): (word: string) => number {
  const counts = new Map<string, number>();
  let tokens = 0;
  for (const { words } of sentences) {
    tokens += words.length;
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return (word) => Math.min(1, Math.sqrt((often * tokens) / Math.max(1, counts.get(word) ?? 1)));
}

/**
 * Bare sentences, for the lesson without labels. `wordVectors` (words, dim): of each distinct word of the batch;
 * `weights` (batch, time): what `weightOf` says of each token.
 */
export function contextCollator(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
  weightOf: (word: string) => number = () => 1,
): Collator<NerInput> {
  return {
    lengthOf: (example) => example.words.length,
    isWeak: () => false,
    collate: (examples) => {
      const base = nerInputs(manifest, encoder, examples);
      const words = must(base['characters'], 'characters').dims[0] ?? 0;
      const vectors = must(base['vectors'], 'vectors').data;
      const index = must(base['wordIndex'], 'word index').data;
      const wordVectors = floatTensor([words, encoder.dim]);
      const { data: mask, dims } = must(base['mask'], 'mask');
      const weights = floatTensor([must(dims[0], 'batch'), must(dims[1], 'time')]);
      examples.forEach((example, b) => {
        example.words.forEach((word, t) => {
          weights.data[b * must(dims[1], 'time') + t] = weightOf(word);
        });
      });
      for (let at = 0; at < index.length; at++) {
        if (mask[at] !== 1) continue;
        const from = at * encoder.dim;
        const row = must(index[at], 'word');
        for (let d = 0; d < encoder.dim; d++) {
          wordVectors.data[row * encoder.dim + d] = must(vectors[from + d], 'vector');
        }
      }
      return { ...base, wordVectors, weights };
    },
  };
}

/** Vectors of one length as a matrix. */
export function rows(vectors: readonly Float32Array[]): FloatTensor {
  const width = vectors[0]?.length ?? 0;
  const tensor = floatTensor([vectors.length, width]);
  vectors.forEach((vector, i) => {
    tensor.data.set(vector, i * width);
  });
  return tensor;
}
