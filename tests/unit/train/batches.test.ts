import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import {
  characterIds,
  distanceRow,
  initialParameters,
  lengthBatches,
  nerCollator,
  nerInputs,
  relationInputs,
  spansOfTags,
  tagMayFollow,
  tagNames,
  textInputs,
} from '#core/train';
import { compileNetwork, networks } from '#models';
import { spellingEncoder } from '../models/planted.ts';

const [ner, re, sa] = networks.map((network) => compileNetwork(network).manifest);

describe('batches by length', () => {
  it('hold every example once, and examples of like length together (seed 5)', () => {
    const rng = createRng(5);
    const lengths = Array.from({ length: 333 }, () => 1 + rng.int(50));
    const batches = lengthBatches(lengths, 16, rng);
    expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
    expect(batches.every((batch) => batch.length <= 16)).toBe(true);
    const padded = batches.reduce((n, b) => n + b.length * Math.max(...b.map((i) => lengths[i]!)), 0);
    const tokens = lengths.reduce((a, b) => a + b, 0);
    // Unsorted batches of 16 lengths from 1 to 50 would pad to about 1.9 times the tokens.
    expect(padded / tokens).toBeLessThan(1.15);
  });
});

describe('the tensors of a batch', () => {
  it('spell each distinct word once and point at it from every token', () => {
    const inputs = nerInputs(ner!, spellingEncoder, [{ words: ['a', 'bc', 'a'] }, { words: ['bc'] }]);
    // Word 0 is the empty one, for padding.
    expect(inputs['characters']!.dims).toEqual([3, 2]);
    expect([...inputs['characters']!.data]).toEqual([1, 0, 97, 0, 98, 99]);
    expect([...inputs['characterMask']!.data]).toEqual([1, 0, 1, 0, 1, 1]);
    expect([...inputs['wordIndex']!.data]).toEqual([1, 2, 1, 2, 0, 0]);
    expect([...inputs['mask']!.data]).toEqual([1, 1, 1, 1, 0, 0]);
    expect([...inputs['vectors']!.data.slice(3 * 10 + 10)]).toEqual(new Array(20).fill(0));
  });

  it('carry what is allowed, the weights and the weak ones', () => {
    const collator = nerCollator(ner!, spellingEncoder);
    const batch = collator.collate([
      { words: ['a', 'b'], allowed: Uint8Array.of(1, 0, 0, 1, 1, 1) },
      { words: ['c'], allowed: Uint8Array.of(0, 1, 0), weight: 0.25, weak: true },
    ]);
    expect(batch['allowed']!.dims).toEqual([2, 2, 3]);
    expect([...batch['allowed']!.data]).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0]);
    expect([...batch['weight']!.data]).toEqual([1, 0.25]);
    expect([...batch['weak']!.data]).toEqual([0, 1]);
  });

  it('tell where each token stands relative to both arguments', () => {
    const words = ['a', 'b', 'c', 'd', 'e'];
    const inputs = relationInputs(re!, spellingEncoder, [
      { words, x: { from: 1, to: 3 }, y: { from: 4, to: 5 } },
    ]);
    expect([...inputs['x']!.data]).toEqual([0, 1, 1, 0, 0]);
    // Row 31 is distance 0.
    expect([...inputs['fromX']!.data]).toEqual([30, 31, 31, 32, 33]);
    expect([...inputs['fromY']!.data]).toEqual([27, 28, 29, 30, 31]);
  });

  it('leave zeros where there is no aspect', () => {
    const inputs = textInputs(sa!, spellingEncoder, [
      { words: ['a', 'b'] },
      { words: ['c'], aspect: { from: 0, to: 1 } },
    ]);
    expect([...inputs['aspect']!.data]).toEqual([0, 0, 1, 0]);
    expect([...inputs['fromAspect']!.data]).toEqual([0, 0, 31, 0]);
  });
});

describe('rows of tables', () => {
  it('of characters: ASCII in place, the rest by remainder, long words cut in the middle', () => {
    expect(characterIds('aé', 512)).toEqual([97, 128 + (0xe9 % 384)]);
    expect(characterIds('', 512)).toEqual([1]);
    expect(characterIds('😀', 512)).toHaveLength(1);
    const cut = characterIds('abcdefghijklmnopqrstuvwxyz', 512);
    expect(String.fromCharCode(...cut)).toBe('abcdefuvwxyz');
  });

  it('of distances: cut on both sides, never 0', () => {
    const span = { from: 100, to: 102 };
    expect([0, 99, 100, 101, 102, 500].map((t) => distanceRow(t, span, 62))).toEqual([1, 30, 31, 31, 32, 61]);
  });
});

describe('parameters', () => {
  const parameters = initialParameters(ner!, { labels: 7, wordDim: 20 }, createRng(1));

  it('take their shapes from the symbols', () => {
    expect(parameters['tokens.input']!.dims).toEqual([2, 70, 400]);
    expect(parameters['transitions']!.dims).toEqual([8, 8]);
  });

  it('start recurrent blocks orthogonal and forget gates open', () => {
    const { data, dims } = parameters['tokens.recurrent']!;
    const [, hidden = 0, columns = 0] = dims;
    const column = (c: number) => Array.from({ length: hidden }, (_, r) => data[r * columns + c]!);
    const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    expect(dot(column(3), column(3))).toBeCloseTo(1, 5);
    expect(dot(column(3), column(40))).toBeCloseTo(0, 5);
    const bias = parameters['tokens.bias']!.data;
    expect([bias[0], bias[199], bias[200], bias[299], bias[300]]).toEqual([0, 0, 1, 1, 0]);
  });
});

describe('tags', () => {
  it('have names, an order and spans', () => {
    expect(tagNames(['A', 'B'])).toEqual(['O', 'B-A', 'I-A', 'B-B', 'I-B']);
    expect([
      tagMayFollow(-1, 2),
      tagMayFollow(1, 2),
      tagMayFollow(2, 2),
      tagMayFollow(3, 2),
      tagMayFollow(4, 3),
    ]).toEqual([false, true, true, false, true]);
    expect(spansOfTags([0, 1, 2, 1, 4, 0, 3])).toEqual([
      { from: 1, to: 3, label: 0 },
      { from: 3, to: 4, label: 0 },
      { from: 4, to: 5, label: 1 },
      { from: 6, to: 7, label: 1 },
    ]);
  });
});
