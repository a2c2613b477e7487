/** A class of words by examples: strictly the examples, softly what is near to one of them or to their mean. */
import { expect, it } from 'vitest';
import {
  Corpus,
  EmbeddingMatcher,
  NgramTable,
  noDecay,
  plainCosine,
  SoftPass,
  softKeywords,
} from '#core/execute';
import { parseExplanation } from '#core/explain';
import { corpusInstance } from '../../corpus/corpus.ts';

/** "wife" and "husband" lie at right angles, "spouse" half-way, "boss" elsewhere. */
const vectors: Readonly<Record<string, readonly [number, number, number]>> = {
  wife: [1, 0, 0],
  husband: [0, 1, 0],
  spouse: [0.7, 0.7, 0.1],
  boss: [0, 0, 1],
};

function mean(tokens: readonly string[]): readonly number[] {
  const known = tokens.map((t) => vectors[t] ?? [0, 0, -1]);
  return [0, 1, 2].map((d) => known.reduce((sum, v) => sum + (v[d] ?? 0), 0) / tokens.length);
}

const texts = ['wife', 'spouse', 'boss'].map((w) =>
  corpusInstance(`@re [X Tom] and his ${w} [Y Lea] left .`),
);

function scoresOf(sentence: string): readonly number[] {
  const read = parseExplanation(sentence, texts[0]!);
  const form = read.ok ? read.value[0]!.form : { op: 'constant' as const, value: false };
  const corpus = new Corpus();
  for (const { args, ...text } of texts) corpus.addInstance(corpus.addSentence(text), args);
  const ngrams = new NgramTable(corpus);
  const matcher = new EmbeddingMatcher('mean', ngrams, (text) => text.split(' '), plainCosine);
  for (const keyword of softKeywords(form)) matcher.want(keyword);
  for (let batch = matcher.pending(100); batch.length > 0; batch = matcher.pending(100)) {
    matcher.supply(100, { vectors: Float32Array.from(batch.flatMap(mean)), dims: 3 });
  }
  const pass = new SoftPass(ngrams, { matcher, decay: noDecay });
  const score = pass.compile(form);
  return texts.map((_, instance) => pass.score(score, instance));
}

it('is near to the mean of its examples, where each example alone is far', () => {
  const [own, near, far] = scoresOf('family words like "wife" and "husband" appear between X and Y');
  const [, listed] = scoresOf('the word "wife" or "husband" appears between X and Y');
  expect(own).toBe(1);
  expect(near).toBeGreaterThan(0.95);
  expect(listed).toBeLessThan(0.75);
  expect(far).toBeLessThan(0.3);
});
