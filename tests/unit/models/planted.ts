/** Small networks and made-up data for the tests of the networks: an encoder by spelling, patterns to be learned. */
import { createRng, type Rng } from '#core/base';
import type { NerExample, RelationExample, TextExample, TokenEncoder } from '#core/train';
import { nerNetwork, relationNetwork, sentimentNetwork } from '#models';

export const small = {
  ner: nerNetwork({ characterDim: 6, characterHidden: 6, hidden: 12 }),
  re: relationNetwork({ positionDim: 4, hidden: 12 }),
  sa: sentimentNetwork({ positionDim: 4, aspectDim: 6, hidden: 12 }),
};

/** A vector decided by the word's spelling: equal words get equal vectors. */
export const spellingEncoder: TokenEncoder = {
  dim: 10,
  encode: (words, into, offset) => {
    words.forEach((word, t) => {
      let seed = 7;
      for (const c of word) seed = (Math.imul(seed, 31) + c.charCodeAt(0)) | 0;
      const rng = createRng(seed);
      for (let d = 0; d < 10; d++) into[offset + t * 10 + d] = 0.5 * rng.normal();
    });
  },
};

export const vocabulary = Array.from({ length: 40 }, (_, i) => `word${i}`);

export function randomWords(rng: Rng, shortest = 3, longest = 9): string[] {
  return Array.from({ length: shortest + rng.int(longest - shortest + 1) }, () => vocabulary[rng.int(40)]!);
}

export function oneHot(index: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => (i === index ? 1 : 0));
}

/** Tags as a table of allowed ones. */
export function known(words: readonly string[], tags: readonly number[], tagCount: number): NerExample {
  const allowed = new Uint8Array(words.length * tagCount);
  tags.forEach((tag, t) => {
    allowed[t * tagCount + tag] = 1;
  });
  return { words, allowed };
}

/** Arbitrary labels: what a network can only learn by heart. */
export function arbitraryNer(count: number, seed: number): NerExample[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const words = randomWords(rng);
    const at = rng.int(words.length);
    return known(
      words,
      words.map((_, t) => (t === at ? 1 + 2 * rng.int(2) : 0)),
      5,
    );
  });
}

export function arbitraryRelations(count: number, seed: number): RelationExample[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const words = randomWords(rng, 4);
    return { words, x: { from: 0, to: 1 }, y: { from: 2, to: 4 }, target: oneHot(rng.int(3), 3) };
  });
}

export function arbitraryTexts(count: number, seed: number): TextExample[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, (_, i) => ({
    words: randomWords(rng),
    ...(i % 3 === 0 ? {} : { aspect: { from: 1, to: 2 } }),
    target: oneHot(rng.int(3), 3),
  }));
}
