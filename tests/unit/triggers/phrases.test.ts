/** Triggers as phrases, on planted vectors: words of one group have a cosine of 0.8, as "lunch" and "dinner" have it. */
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import type { RecommendedTarget } from '#core/project';
import { createWordVectors, passagesOf } from '#core/train';
import {
  createWordSimilarity,
  findPhrase,
  PhraseMatcher,
  type PhraseVectors,
  partsOf,
  type Trigger,
  triggerOf,
} from '#core/triggers';

const dims = 24;
/** Commonest first: a word's rank is its place. */
const common = 'the of to and in a is was at with where we i had not'.split(' ');
const groups = [
  ['lunch', 'dinner', 'breakfast'],
  ['food', 'meal'],
  ['cheap', 'expensive'],
  ['great', 'lovely'],
  ['citizen', 'resident'],
  ['caused', 'induced'],
];
const others = 'car station friend recommend recommended born yesterday price fair service old left'.split(
  ' ',
);

/** 0.8 = share² of the group's own direction. */
function planted(): PhraseVectors {
  const rng = createRng(5);
  const noise = (): number[] => Array.from({ length: dims }, () => rng.normal());
  const unit = (vector: readonly number[]): number[] => {
    const length = Math.hypot(...vector);
    return vector.map((x) => x / length);
  };
  const axis = (k: number): number[] => Array.from({ length: dims }, (_, d) => (d === k ? 1 : 0));
  const vectors = new Map<string, number[]>();
  let next = 0;
  const own = (): number[] => axis(next++ % dims);
  for (const word of common) vectors.set(word, unit(noise()));
  // Ranks of rarer words begin far down the list.
  for (let i = 0; i < 4000; i++) vectors.set(`filler${i}`, axis(0));
  next = 0;
  for (const group of groups) {
    const shared = own();
    for (const word of group) {
      const rest = own();
      vectors.set(
        word,
        shared.map((x, d) => Math.sqrt(0.8) * x + Math.sqrt(0.2) * (rest[d] ?? 0)),
      );
    }
  }
  for (const word of others) vectors.set(word, unit(noise()));
  vectors.set('recommended', vectors.get('recommend') ?? []);
  return createWordVectors(vectors, dims);
}

const vectors = planted();
const similarity = createWordSimilarity(vectors, true);
const wordsOf = (text: string): readonly string[] => passagesOf({ id: 'x', text })[0]?.words ?? [];
const spanOf = (text: string, words: string) => {
  const from = text.indexOf(words);
  if (from < 0) throw new Error(`${words} is not in: ${text}`);
  return { from, to: from + words.length };
};

function best(phrase: string, sentence: string): number {
  const words = phrase.split(' … ').flatMap((part) => [...part.split(' '), '…']);
  const positions = words.flatMap((word, i) => (word === '…' ? [] : [i]));
  return findPhrase(partsOf(words, positions), wordsOf(sentence), similarity, 0)[0]?.similarity ?? 0;
}

describe('a phrase in another sentence', () => {
  it('is itself with 1, whatever stands around it', () => {
    expect(best('had lunch at', 'We had lunch at Rumble Fish.')).toBe(1);
    expect(best('had lunch at', 'We HAD Lunch at Rumble Fish.')).toBe(1);
    expect(best('had lunch … the food', 'I had lunch in Rome and loved the food there.')).toBe(1);
  });

  it('is nearly itself with a word that is used alike, and a small word in between', () => {
    const other = best('had lunch at', 'I had a dinner at McDonalds.');
    expect(other).toBeGreaterThan(0.7);
    expect(other).toBeLessThan(best('had lunch at', 'I had dinner at McDonalds.'));
    expect(best('had lunch at', 'I had dinner at McDonalds.')).toBeLessThan(1);
  });

  it('is not there when its telling word is missing, its parts change places, or it is denied', () => {
    expect(best('had lunch at', 'We had a car at the station.')).toBeLessThan(0.5);
    const swapped = best('lunch … food', 'The food came, then lunch was over.');
    expect(swapped).toBeLessThan(0.7);
    expect(best('recommend', 'I recommend it.')).toBe(1);
    expect(best('recommend', 'I do not recommend it.')).toBe(0);
    expect(best('not recommend', 'I do not recommend it.')).toBe(1);
  });

  it('never gains by a word that is changed, left out or put in between (seed 17)', () => {
    const rng = createRng(17);
    const pool = [...common, ...groups.flat(), ...others];
    const any = (): string => pool[rng.int(pool.length)] ?? 'the';
    for (let round = 0; round < 300; round++) {
      const phrase = Array.from({ length: 1 + rng.int(4) }, any);
      const sentence = [...Array.from({ length: rng.int(3) }, () => 'car'), ...phrase];
      const parts = partsOf(
        phrase,
        phrase.map((_, i) => i),
      );
      const whole = findPhrase(parts, sentence, similarity, 0)[0]?.similarity ?? 0;
      const at = rng.int(sentence.length);
      const changed = sentence.with(at, 'station');
      const shorter = sentence.toSpliced(at, 1);
      const longer = sentence.toSpliced(at, 0, 'old');
      for (const one of [changed, shorter, longer]) {
        const now = findPhrase(parts, one, similarity, 0)[0]?.similarity ?? 0;
        expect(now).toBeLessThanOrEqual(whole + 1e-9);
        expect(now).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('compares opinions by the form of their words: opposites are neighbours to vectors', () => {
    const strict = createWordSimilarity(vectors, false);
    expect(similarity.similarity('cheap', 'expensive')).toBeGreaterThan(0.7);
    expect(strict.similarity('cheap', 'expensive')).toBe(0);
    expect(strict.similarity('recommend', 'Recommended')).toBeGreaterThan(0.9);
  });
});

const explained = 'We had lunch at Rumble Fish where the food was great.';
function restaurantTriggers(): Trigger[] {
  return ['had lunch at', 'where the food'].map((words, i) => {
    const found = triggerOf(
      { id: 'explained', text: explained },
      { id: `t${i + 1}`, spans: [spanOf(explained, words)] },
      'restaurant',
      spanOf(explained, 'Rumble Fish'),
    );
    if (found === undefined) throw new Error(words);
    return found;
  });
}

async function matcherOf(triggers: readonly Trigger[], texts: readonly string[], soft = true) {
  const matcher = new PhraseMatcher({ vectors, soft, threshold: 0.6 });
  await matcher.addDocuments(texts.map((text, i) => ({ id: `${i}`, text })));
  await matcher.addTriggers(triggers);
  return matcher;
}

const proposed = async (matcher: PhraseMatcher, texts: readonly string[]) =>
  Promise.all(
    texts.map(async (text, i) =>
      (await matcher.propose(`${i}`)).map(({ target }) =>
        target.kind === 'span' ? text.slice(target.from, target.to) : target.kind,
      ),
    ),
  );

describe('few triggers of entities', () => {
  const texts = [
    'I had a dinner at McDonalds, where the food is cheap.',
    'They had breakfast at the old Harbour Inn yesterday.',
    'We had a car at the station.',
    'Rumble Fish is where I left my friend.',
    'We did not have lunch at Oak Tree.',
    '',
  ];

  it("propose the paper's unseen restaurant, with both triggers as the reason", async () => {
    const matcher = await matcherOf(restaurantTriggers(), texts);
    const [first] = await matcher.propose('0');
    expect(texts[0]?.slice(...Object.values(spanOf(texts[0], 'McDonalds')))).toBe('McDonalds');
    expect(first).toMatchObject({ target: { kind: 'span', ...spanOf(texts[0] ?? '', 'McDonalds') } });
    expect(first?.labelId).toBe('restaurant');
    expect(first?.provenance.map((why) => (why.kind === 'trigger' ? why.phrase : why.kind)).sort()).toEqual([
      'had lunch at',
      'where the food',
    ]);
    expect(first?.confidence).toBeGreaterThan(0.5);
    expect(first?.confidence).toBeLessThan(1);
  });

  it('propose nothing where the phrase is missing or the place is another', async () => {
    const matcher = await matcherOf(restaurantTriggers(), texts);
    const found = await proposed(matcher, texts);
    expect(found[1]).toEqual(['old Harbour Inn']);
    expect(found.slice(2)).toEqual([[], [], [], []]);
  });

  /** The trigger `words` of what is labelled in a text. */
  const reasonOf = (text: string, labelled: string, words: string): Trigger => {
    const made = triggerOf(
      { id: 'explained', text },
      { id: 'reason', spans: [spanOf(text, words)] },
      'label',
      spanOf(text, labelled),
    );
    if (made === undefined) throw new Error('no trigger');
    return made;
  };
  const said = async (trigger: Trigger, others: readonly string[]) =>
    (await proposed(await matcherOf([trigger], others), others)).flat();

  it('inside the phrase of a name propose what is left of it: titles, and words in lower case', async () => {
    const doctors = ['Doctor Bruno works at the hospital.', 'Doctor Chiara works at the hospital.'];
    const alba = 'Doctor Alba works at the hospital.';
    expect(await said(reasonOf(alba, 'Alba', 'Doctor'), doctors)).toEqual(['Bruno', 'Chiara']);
    expect(await said(reasonOf(alba, 'Alba', 'works at the hospital'), doctors)).toEqual(['Bruno', 'Chiara']);
    const failure = reasonOf('He had acute renal failure.', 'renal failure', 'acute');
    expect(await said(failure, ['She had acute liver failure.'])).toEqual(['liver failure']);
    const lithium = reasonOf('They stopped lithium therapy.', 'lithium', 'therapy');
    expect(await said(lithium, ['She began aspirin therapy.'])).toEqual(['aspirin']);
  });

  it('are surer with two triggers than with one, and say so of the threshold', async () => {
    const triggers = restaurantTriggers();
    const both = await (await matcherOf(triggers, texts)).propose('0');
    const one = await (await matcherOf(triggers.slice(0, 1), texts)).propose('0');
    expect(one[0]?.confidence).toBeLessThan(both[0]?.confidence ?? 0);
    const matcher = await matcherOf(triggers, texts);
    expect(matcher.coverage([0.6, 1]).map(({ matched }) => matched)).toEqual([2, 1]);
    matcher.setThreshold(1);
    expect([...matcher.reach()]).toEqual([['t2', ['0']]]);
  });

  it('never speak for their own sentence, and are forgotten when they go', async () => {
    const matcher = await matcherOf(restaurantTriggers(), texts);
    await matcher.addDocuments([{ id: 'explained', text: explained }]);
    expect(matcher.matchesOf('explained')).toEqual([]);
    expect(matcher.matchesOf('0').map(({ explanationId }) => explanationId)).toEqual(['t2', 't1']);
    expect(matcher.removeTriggers(['t1', 't2', 'unknown'])).toEqual(new Set(['0', '1']));
    expect(await matcher.propose('0')).toEqual([]);
    expect(matcher.best('0')).toBe(0);
  });

  it('let two labels that are as well founded take each other back', async () => {
    const [first] = restaurantTriggers();
    if (first === undefined) throw new Error('no trigger');
    const rival = { ...first, explanationId: 'r', labelId: 'station' };
    const alone = await (await matcherOf([first], texts)).propose('1');
    const contested = await (await matcherOf([first, rival], texts)).propose('1');
    expect(alone).toHaveLength(1);
    expect(contested[0]?.confidence ?? 0).toBeLessThan(alone[0]?.confidence ?? 0);
  });

  it('match by the very words where there are no vectors, and in scripts without spaces', async () => {
    const text = '我在老张饭馆吃午饭。';
    const trigger = triggerOf(
      { id: 'explained', text },
      { id: 't', spans: [spanOf(text, '吃午饭')] },
      'restaurant',
      spanOf(text, '老张饭馆'),
    );
    if (trigger === undefined) throw new Error('no trigger');
    const unseen = '他在小王饭馆吃午饭。';
    const matcher = new PhraseMatcher({ soft: true, threshold: 0.6 });
    await matcher.addDocuments([{ id: '0', text: unseen }]);
    await matcher.addTriggers([trigger]);
    expect(matcher.best('0')).toBe(1);
    expect(matcher.matchedWords('0', 't').map(({ from, to }) => unseen.slice(from, to))).toEqual(['吃午饭']);
  });
});

describe('few triggers of relations, texts and aspects', () => {
  const text = 'Ms. Lee is a Canadian citizen.';
  const pairOf = (sentence: string, head: string, tail: string) => ({
    head: spanOf(sentence, head),
    tail: spanOf(sentence, tail),
  });
  const citizen = triggerOf(
    { id: 'explained', text },
    { id: 't', spans: [spanOf(text, 'citizen')] },
    'nationality',
    undefined,
    pairOf(text, 'Ms. Lee', 'Canadian'),
  );
  const others = ['Mr. Okafor became a British resident.', 'A British friend met Mr. Okafor.'];
  const relation = (sentence: string, head: string, tail: string): RecommendedTarget => ({
    kind: 'relation',
    ...pairOf(sentence, head, tail),
  });

  it('propose the label of a pair in the same order, and not of its reverse', async () => {
    if (citizen === undefined) throw new Error('no trigger');
    const matcher = await matcherOf([citizen], others);
    const [sentence = ''] = others;
    const target = relation(sentence, 'Mr. Okafor', 'British');
    expect(matcher.proposeFor('0', target)).toMatchObject({ target, labelId: 'nationality' });
    expect(matcher.proposeFor('0', relation(sentence, 'British', 'Mr. Okafor'))).toBeUndefined();
    expect(matcher.proposeFor('0', target, new Set(['visited']))).toBeUndefined();
    expect(matcher.proposeFor('1', relation(others[1] ?? '', 'Mr. Okafor', 'British'))).toBeUndefined();
  });

  it('propose the label of a text and of an aspect beside the words, each for its own kind', async () => {
    const review = 'A fair price.';
    const triggers = [
      triggerOf(
        { id: 'e', text: review },
        { id: 'a', spans: [spanOf(review, 'fair')] },
        'good',
        spanOf(review, 'price'),
      ),
      triggerOf({ id: 'e', text: review }, { id: 'b', spans: [spanOf(review, 'fair price')] }, 'good'),
    ].filter((one) => one !== undefined);
    const unseen = ['They ask a fair price for lunch.', 'A price that was not fair.', 'Cheap food.'];
    const matcher = await matcherOf(triggers, unseen, false);
    const aspect = (sentence: string): RecommendedTarget => ({
      kind: 'aspect',
      ...spanOf(sentence, 'price'),
    });
    expect(matcher.proposeFor('0', aspect(unseen[0] ?? ''))?.provenance).toMatchObject([
      { explanationId: 'a' },
    ]);
    expect(matcher.proposeFor('0', { kind: 'text' })?.provenance).toMatchObject([{ explanationId: 'b' }]);
    expect(matcher.proposeFor('1', aspect(unseen[1] ?? ''))).toBeUndefined();
    expect(matcher.proposeFor('2', { kind: 'text' })).toBeUndefined();
  });
});
