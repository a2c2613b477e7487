/**
 * From examples to the tensors of a batch, and from a list of examples to batches of like length.
 * Padding is zero everywhere: vectors, masks, ids and, in `allowed`, every tag.
 */
import { must, type Rng, shuffled } from '#core/base';
import {
  type FloatTensor,
  floatTensor,
  type IntTensor,
  intTensor,
  type NetworkManifest,
  type Tensors,
} from '#core/graph';
import { characterIds, distanceRow } from './characters.ts';
import type {
  NerExample,
  NerInput,
  RelationExample,
  RelationInput,
  TextExample,
  TextInput,
  TokenEncoder,
  TokenSpan,
} from './examples.ts';

/** Makes the training graph's inputs of some examples (everything but parameters, dropout and hyper-parameters). */
export interface Collator<Example> {
  /** Number of tokens: batches are made of examples of like length. */
  lengthOf(example: Example): number;
  /** Is it a weak example (methods.md §5)? Gold ones and weak ones are drawn apart. */
  isWeak(example: Example): boolean;
  collate(examples: readonly Example[]): Tensors;
}

/** Rows of the table that `parameter` is. */
function rowsOf(manifest: NetworkManifest, parameter: string): number {
  const spec = manifest.parameters.find((p) => p.name === parameter);
  return Number(must(spec?.shape[0], `rows of ${parameter}`));
}

function longest(inputs: readonly { readonly words: readonly string[] }[]): number {
  return Math.max(1, ...inputs.map((input) => input.words.length));
}

/** `vectors` (batch, time, dim) and `mask` (batch, time). */
function wordTensors(
  inputs: readonly NerInput[],
  encoder: TokenEncoder,
): { vectors: FloatTensor; mask: FloatTensor } {
  const time = longest(inputs);
  const vectors = floatTensor([inputs.length, time, encoder.dim]);
  const mask = floatTensor([inputs.length, time]);
  inputs.forEach(({ words, place }, b) => {
    encoder.encode(words, vectors.data, b * time * encoder.dim, place);
    mask.data.fill(1, b * time, b * time + words.length);
  });
  return { vectors, mask };
}

function teaching(examples: readonly { readonly weight?: number; readonly weak?: boolean }[]): Tensors {
  return {
    weight: floatTensor(
      [examples.length],
      examples.map((e) => e.weight ?? 1),
    ),
    weak: floatTensor(
      [examples.length],
      examples.map((e) => (e.weak === true ? 1 : 0)),
    ),
  };
}

function targets(examples: readonly { readonly target: Float32Array }[]): FloatTensor {
  const labels = must(examples[0], 'example').target.length;
  const target = floatTensor([examples.length, labels]);
  examples.forEach((e, b) => {
    target.data.set(e.target, b * labels);
  });
  return target;
}

export function nerInputs(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
  inputs: readonly NerInput[],
): Tensors {
  const rows = rowsOf(manifest, 'characters.table');
  const { vectors, mask } = wordTensors(inputs, encoder);
  const time = must(mask.dims[1], 'time');
  const wordIndex = intTensor([inputs.length, time]);
  // Word 0 is what padding points at; its states are masked.
  const index = new Map<string, number>([['', 0]]);
  inputs.forEach(({ words }, b) => {
    words.forEach((word, t) => {
      let i = index.get(word);
      if (i === undefined) {
        i = index.size;
        index.set(word, i);
      }
      wordIndex.data[b * time + t] = i;
    });
  });
  const spellings = [...index.keys()].map((word) => characterIds(word, rows));
  const width = Math.max(...spellings.map((s) => s.length));
  const characters = intTensor([spellings.length, width]);
  const characterMask = floatTensor([spellings.length, width]);
  spellings.forEach((ids, i) => {
    characters.data.set(ids, i * width);
    characterMask.data.fill(1, i * width, i * width + ids.length);
  });
  return { vectors, mask, characters, characterMask, wordIndex };
}

export function nerCollator(manifest: NetworkManifest, encoder: TokenEncoder): Collator<NerExample> {
  return {
    lengthOf: (example) => example.words.length,
    isWeak: (example) => example.weak === true,
    collate: (examples) => {
      const inputs = nerInputs(manifest, encoder, examples);
      const time = longest(examples);
      const [first] = examples;
      const tags = first === undefined ? 1 : first.allowed.length / Math.max(1, first.words.length);
      const allowed = floatTensor([examples.length, time, tags]);
      examples.forEach((example, b) => {
        allowed.data.set(example.allowed, b * time * tags);
      });
      return { ...inputs, ...teaching(examples), allowed };
    },
  };
}

/** `mask` and distance rows of one argument per input; an absent one leaves zeros. */
function argumentTensors(
  spans: readonly (TokenSpan | undefined)[],
  lengths: readonly number[],
  time: number,
  rows: number,
): { at: FloatTensor; distance: IntTensor } {
  const at = floatTensor([spans.length, time]);
  const distance = intTensor([spans.length, time]);
  spans.forEach((span, b) => {
    if (span === undefined) return;
    at.data.fill(1, b * time + span.from, b * time + span.to);
    for (let t = 0; t < must(lengths[b], 'length'); t++) {
      distance.data[b * time + t] = distanceRow(t, span, rows);
    }
  });
  return { at, distance };
}

export function relationInputs(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
  inputs: readonly RelationInput[],
): Tensors {
  const { vectors, mask } = wordTensors(inputs, encoder);
  const lengths = inputs.map((input) => input.words.length);
  const time = longest(inputs);
  const x = argumentTensors(
    inputs.map((i) => i.x),
    lengths,
    time,
    rowsOf(manifest, 'position.x'),
  );
  const y = argumentTensors(
    inputs.map((i) => i.y),
    lengths,
    time,
    rowsOf(manifest, 'position.y'),
  );
  return { vectors, mask, x: x.at, y: y.at, fromX: x.distance, fromY: y.distance };
}

export function relationCollator(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
): Collator<RelationExample> {
  return {
    lengthOf: (example) => example.words.length,
    isWeak: (example) => example.weak === true,
    collate: (examples) => ({
      ...relationInputs(manifest, encoder, examples),
      ...teaching(examples),
      target: targets(examples),
    }),
  };
}

export function textInputs(
  manifest: NetworkManifest,
  encoder: TokenEncoder,
  inputs: readonly TextInput[],
): Tensors {
  const { vectors, mask } = wordTensors(inputs, encoder);
  const lengths = inputs.map((input) => input.words.length);
  const aspects = inputs.map((input) => input.aspect);
  const { at, distance } = argumentTensors(aspects, lengths, longest(inputs), rowsOf(manifest, 'position'));
  return { vectors, mask, aspect: at, fromAspect: distance };
}

export function textCollator(manifest: NetworkManifest, encoder: TokenEncoder): Collator<TextExample> {
  return {
    lengthOf: (example) => example.words.length,
    isWeak: (example) => example.weak === true,
    collate: (examples) => ({
      ...textInputs(manifest, encoder, examples),
      ...teaching(examples),
      target: targets(examples),
    }),
  };
}

/** How many batches' worth of examples are sorted by length together: more pads less, fewer mixes better. */
const bucketBatches = 20;

/**
 * Indices in batches of like length: examples are shuffled, sorted within windows of some batches, cut, and the
 * batches shuffled. Every index occurs exactly once.
 */
export function lengthBatches(lengths: readonly number[], batchSize: number, rng: Rng): number[][] {
  const order = shuffled(
    lengths.map((_, i) => i),
    rng,
  );
  const batches: number[][] = [];
  const window = batchSize * bucketBatches;
  for (let start = 0; start < order.length; start += window) {
    const part = order.slice(start, start + window);
    part.sort((a, b) => must(lengths[a], 'length') - must(lengths[b], 'length') || a - b);
    for (let i = 0; i < part.length; i += batchSize) batches.push(part.slice(i, i + batchSize));
  }
  return shuffled(batches, rng);
}

/**
 * The batches of one epoch: each has examples of the larger kind (gold or weak) and, where both kinds exist, as many
 * of the other, which is gone through again and again.
 */
export function epochBatches<Example>(
  examples: readonly Example[],
  collator: Collator<Example>,
  batchSize: number,
  rng: Rng,
): number[][] {
  const gold: number[] = [];
  const weak: number[] = [];
  examples.forEach((example, i) => {
    // An example without words teaches nothing.
    if (collator.lengthOf(example) > 0) (collator.isWeak(example) ? weak : gold).push(i);
  });
  const batchesOf = (indices: readonly number[]): number[][] => {
    const lengths = indices.map((i) => collator.lengthOf(must(examples[i], 'example')));
    return lengthBatches(lengths, batchSize, rng).map((batch) => batch.map((k) => must(indices[k], 'index')));
  };
  const [large, small] = gold.length >= weak.length ? [gold, weak] : [weak, gold];
  const main = batchesOf(large);
  if (small.length === 0) return main;
  let companions: number[][] = [];
  return main.map((batch) => {
    if (companions.length === 0) companions = batchesOf(small);
    return [...batch, ...must(companions.pop(), 'batch')];
  });
}
