import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWordVectorEncoder, createWordVectors, readWordVectors } from '#core/train';
import { packWordVectors } from '../../../models/word-vectors/pack.ts';

const bytes = readFileSync('models/word-vectors/glove-100d.bin');
const measures = JSON.parse(readFileSync('models/word-vectors/measures.json', 'utf8')) as { sha256: string };
const read = readWordVectors(bytes);
if (!read.ok) throw new Error(read.error.message);
const vectors = read.value;

function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    ab += x * b[i]!;
    aa += x * x;
    bb += b[i]! ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}
const similarity = (a: string, b: string): number => cosine(vectors.lookup(a), vectors.lookup(b));

describe('the committed table', () => {
  it('has the hash that its build recorded, and stays under 25 MB', () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(measures.sha256);
    expect(bytes.length).toBeLessThan(25e6);
  });

  it('knows that related words are near each other, in both tiers', () => {
    expect(similarity('paris', 'france')).toBeGreaterThan(0.6);
    expect(vectors.rank('midazolam')).toBeGreaterThan(30_000); // stored with 4 bits
    expect(similarity('midazolam', 'lorazepam')).toBeGreaterThan(0.6);
    expect(similarity('aspirin', 'table')).toBeLessThan(0.3);
  });
});

describe('how a token finds its vector', () => {
  it('falls back to lower case, then to letters without diacritics', () => {
    expect(vectors.rank('PARIS')).toBe(vectors.rank('paris'));
    expect(vectors.rank('Évry')).toBe(vectors.rank('evry'));
    expect(vectors.rank('Évry')).toBeGreaterThan(0);
  });

  it('takes the mean of the known parts of a compound', () => {
    const part = (word: string): Float32Array => vectors.lookup(word);
    const mean = part('aspirin').map((x, i) => (x + part('induced')[i]!) / 2);
    expect(cosine(vectors.lookup('Aspirin-induced'), mean)).toBeCloseTo(1, 5);
    expect(vectors.has('aspirin-induced')).toBe(true);
    expect(vectors.has('qqxzv-zzvqx')).toBe(false);
  });

  it('gives numbers of one shape one vector', () => {
    expect(vectors.lookup('1998')).toEqual(vectors.lookup('2004'));
    expect(vectors.lookup('1998')).not.toEqual(vectors.lookup('98'));
  });

  it('gives an unknown word a small vector of its own, always the same', () => {
    const a = vectors.lookup('qqxzv');
    expect(a).toEqual(vectors.lookup('QQXZV'));
    expect(Math.abs(similarity('qqxzv', 'zzvqx'))).toBeLessThan(0.4);
    const rms = Math.sqrt(a.reduce((s, x) => s + x * x, 0) / 100);
    expect(rms).toBeGreaterThan(0.05);
    expect(rms).toBeLessThan(0.15);
  });

  it.each([
    ['nothing', ''],
    ['a lone hyphen', '-'],
    ['Chinese', '我'],
    ['joined emoji', '👨‍👩‍👧'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['a megabyte of a', 'a'.repeat(1_000_000)],
    ['a megabyte of hyphens', '-'.repeat(1_000_000)],
  ])('survives %s', (_, word) => {
    expect(vectors.lookup(word).every((x) => Number.isFinite(x))).toBe(true);
  });
});

describe('filling a batch', () => {
  it('puts sentence b, token t at (b · time + t) · dims, cuts long sentences and leaves 0 behind short ones', () => {
    const out = vectors.fillBatch([['the', 'cat', 'sat'], ['dog']], 2);
    expect(out.length).toBe(2 * 2 * 100);
    expect(out.slice(100, 200)).toEqual(vectors.lookup('cat'));
    expect(out.slice(200, 300)).toEqual(vectors.lookup('dog'));
    expect(out.slice(300).every((x) => x === 0)).toBe(true);
  });

  it('serves as the encoder of a network', () => {
    const encoder = createWordVectorEncoder(vectors);
    const into = new Float32Array(300);
    encoder.encode(['cat', 'dog'], into, 100);
    expect(into.slice(200)).toEqual(vectors.lookup('dog'));
  });
});

describe('the format', () => {
  const table = Float32Array.from({ length: 6 * 3 }, (_, i) => Math.sin(i + 1));
  const packed = packWordVectors({ words: ['a', 'b', 'c', 'd', 'e', 'f'], table, dims: 3, fineRows: 2 });

  it('reads back what was packed: fine rows within half a step, odd dimensions too', () => {
    const small = readWordVectors(packed);
    if (!small.ok) throw new Error(small.error.message);
    expect(small.value.size).toBe(6);
    small.value.lookup('b').forEach((x, d) => {
      expect(Math.abs(x - table[3 + d]!)).toBeLessThan(0.005);
    });
    expect(cosine(small.value.lookup('f'), table.slice(15))).toBeGreaterThan(0.97);
  });

  it('refuses what is not a table, a newer version, and a truncated file', () => {
    const codeOf = (file: Uint8Array): string => {
      const result = readWordVectors(file);
      return result.ok ? 'ok' : result.error.code;
    };
    const newer = packed.slice();
    newer[4] = 2;
    expect(codeOf(new Uint8Array(3))).toBe('vectors-not-a-table');
    expect(codeOf(new Uint8Array(100))).toBe('vectors-not-a-table');
    expect(codeOf(newer)).toBe('vectors-version');
    expect(codeOf(packed.slice(0, -1))).toBe('vectors-truncated');
  });

  it('makes a table of plain vectors, whatever their names', () => {
    const made = createWordVectors(
      new Map([
        ['__proto__', [1, -0.5]],
        ['constructor', [0, 0]],
      ]),
      2,
    );
    expect(made.lookup('__proto__')[0]).toBeCloseTo(1, 5);
    expect([...made.lookup('constructor')]).toEqual([0, 0]);
  });
});
