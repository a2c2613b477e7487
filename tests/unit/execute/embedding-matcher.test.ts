import { expect, it } from 'vitest';
import { createRng } from '#core/base';
import { Corpus, EmbeddingMatcher, meanCalibration, NgramTable, nearlyOne, plainCosine } from '#core/execute';
import { tokenize } from '#core/text';

const dims = 40;

function tableOf(...texts: string[]): NgramTable {
  const corpus = new Corpus();
  for (const text of texts) corpus.addInstance(corpus.addSentence({ text, tokens: tokenize(text) }), {});
  return new NgramTable(corpus);
}

/** A random vector per text, the same for the same text. */
function encode(texts: readonly (readonly string[])[]): { vectors: Float32Array; dims: number } {
  const vectors = new Float32Array(texts.length * dims);
  texts.forEach((tokens, row) => {
    let seed = 1;
    for (const ch of tokens.join(' ')) seed = Math.imul(seed, 31) + ch.charCodeAt(0);
    const rng = createRng(seed);
    for (let d = 0; d < dims; d++) vectors[row * dims + d] = rng.normal();
  });
  return { vectors, dims };
}

function cosineOf(a: readonly string[], b: readonly string[]): number {
  const { vectors } = encode([a, b]);
  let [ab, aa, bb] = [0, 0, 0];
  for (let d = 0; d < dims; d++) {
    const [x, y] = [vectors[d]!, vectors[dims + d]!];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

it('scores the cosine of keyword and n-gram, within 0.002, however the encodings are handed over', () => {
  const ngrams = tableOf('one two three four', 'Two three five');
  const matcher = new EmbeddingMatcher('test', ngrams, (text) => text.split(' '), plainCosine);
  matcher.want('two three');
  matcher.want('seven');
  for (let limit = 1; ; limit++) {
    const texts = matcher.pending(limit);
    if (texts.length === 0) break;
    matcher.supply(limit, encode(texts));
  }
  for (const keyword of ['two three', 'seven']) {
    const scorer = matcher.scorer(keyword);
    for (let ngram = 0; ngram < ngrams.size; ngram++) {
      const expected = Math.min(Math.max(cosineOf(keyword.split(' '), ngrams.tokensOf(ngram)), 0), nearlyOne);
      expect(Math.abs(scorer.score(ngram) - expected)).toBeLessThan(0.002);
    }
  }
});

it('asks for what is new only, and for everything again after a reset', () => {
  const ngrams = tableOf('one two');
  const matcher = new EmbeddingMatcher('test', ngrams, (text) => text.split(' '));
  matcher.supply(99, encode(matcher.pending(99)));
  expect(matcher.pending(99)).toEqual([]);
  matcher.want('six');
  const text = 'two three';
  ngrams.corpus.addSentence({ text, tokens: tokenize(text) });
  expect(matcher.pending(99)).toEqual([['six'], ['two', 'three'], ['three']]);
  expect(() => matcher.scorer('six')).toThrow('keyword without encoding');
  matcher.reset();
  expect(matcher.pending(99)).toHaveLength(1 + ngrams.size);
});

it('gives an n-gram that has no encoding yet a score of 0', () => {
  const ngrams = tableOf('one two');
  const matcher = new EmbeddingMatcher('test', ngrams, (text) => text.split(' '), plainCosine);
  matcher.want('one');
  matcher.supply(1, encode(matcher.pending(1)));
  expect(matcher.scorer('one').score(0)).toBe(0);
});

it('never falls as the cosine rises, whatever the calibration', () => {
  for (let cosine = -1; cosine < 1; cosine += 0.01) {
    expect(meanCalibration(cosine + 0.01, 1)).toBeGreaterThanOrEqual(meanCalibration(cosine, 1));
  }
  expect(meanCalibration(0.95, 2)).toBeCloseTo(0.8, 10);
});
