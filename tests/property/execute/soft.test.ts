import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Corpus,
  exactMatcher,
  exponentialDecay,
  NgramTable,
  nearlyOne,
  noDecay,
  SoftPass,
  StrictPass,
  type StringMatcher,
  stepDecay,
} from '#core/execute';
import type { Instance, LogicalForm } from '#core/explain';
import { form, instance } from './arbitraries.ts';

/** Any number in [0, nearlyOne] for a (keyword, n-gram), decided by a hash of the two and `salt`. */
function hashed(keyword: string, ngram: number, salt: number): number {
  let h = salt;
  for (const ch of `${keyword}${ngram}`) h = Math.imul(h ^ (ch.codePointAt(0) ?? 0), 0x01000193);
  return ((h >>> 8) % 1000) / 1001;
}

function randomMatcher(salt: number, lift: (score: number) => number): StringMatcher {
  return { name: 'random', scorer: (keyword) => ({ score: (ngram) => lift(hashed(keyword, ngram, salt)) }) };
}

function setUp(instances: readonly Instance[]): { ngrams: NgramTable; strict: StrictPass } {
  const corpus = new Corpus();
  for (const { args, ...sentence } of instances) corpus.addInstance(corpus.addSentence(sentence), args);
  return { ngrams: new NgramTable(corpus), strict: new StrictPass(corpus) };
}

/** Does a higher similarity only ever help it? Not under `not`, "none of" and upper limits on clauses. */
function isMonotone(f: LogicalForm): boolean {
  if (f.op === 'and' || f.op === 'or') return f.of.every(isMonotone);
  if (f.op === 'number-of') return f.range.max === undefined && f.of.every(isMonotone);
  return f.op !== 'not' && !(f.op === 'occurs' && f.count.max === 0);
}

const cases = fc.record({
  forms: fc.array(form, { minLength: 5, maxLength: 5 }),
  instances: fc.array(instance, { minLength: 5, maxLength: 5 }),
  salt: fc.nat(),
});
const decays = [noDecay, stepDecay, exponentialDecay(2)];
const conjunctions = ['next', 'product', 'least'] as const;

describe('soft execution', () => {
  it('is strict execution where only exact matches count and no miss is forgiven (seed 21)', () => {
    fc.assert(
      fc.property(cases, ({ forms, instances }) => {
        const { ngrams, strict } = setUp(instances);
        for (const conjunction of conjunctions) {
          const soft = new SoftPass(ngrams, { matcher: exactMatcher, decay: noDecay, conjunction });
          for (const f of forms) {
            const scores = instances.map((_, slot) => soft.score(soft.compile(f), slot));
            const rule = strict.compile(f);
            expect({ f, scores }).toEqual({
              f,
              scores: instances.map((_, slot) => (strict.holds(rule, slot) ? 1 : 0)),
            });
          }
        }
      }),
      { seed: 21, numRuns: 150 },
    );
  });

  it('labels at threshold 1 exactly what strict execution labels, whatever the matcher says (seed 22)', () => {
    let between = 0;
    fc.assert(
      fc.property(cases, ({ forms, instances, salt }) => {
        const { ngrams, strict } = setUp(instances);
        const matcher = randomMatcher(salt, (score) => score);
        for (const decay of decays) {
          for (const conjunction of conjunctions) {
            const soft = new SoftPass(ngrams, { matcher, decay, conjunction });
            for (const f of forms) {
              expect([...soft.run(soft.compile(f), 1).instances]).toEqual([...strict.run(strict.compile(f))]);
              const scores = instances.map((_, slot) => soft.score(soft.compile(f), slot));
              expect(scores.every((score) => score === 1 || (score >= 0 && score <= nearlyOne))).toBe(true);
              between += scores.filter((score) => score > 0 && score < 1).length;
            }
          }
        }
      }),
      { seed: 22, numRuns: 100 },
    );
    expect(between).toBeGreaterThan(1000);
  });

  it('never falls when a similarity rises, for forms without negation (seed 23)', () => {
    let risen = 0;
    fc.assert(
      fc.property(cases, ({ forms, instances, salt }) => {
        const { ngrams } = setUp(instances);
        // Lifts some n-grams and not others, so that windows change places.
        const low = randomMatcher(salt, (score) => score);
        const high: StringMatcher = {
          name: 'lifted',
          scorer: (keyword) => ({
            score: (ngram) => {
              const score = hashed(keyword, ngram, salt);
              return ngram % 3 === 0 ? score : score + (nearlyOne - score) * hashed(keyword, ngram, salt + 1);
            },
          }),
        };
        for (const decay of decays) {
          for (const conjunction of conjunctions) {
            const before = new SoftPass(ngrams, { matcher: low, decay, conjunction });
            const after = new SoftPass(ngrams, { matcher: high, decay, conjunction });
            for (const f of forms.filter(isMonotone)) {
              instances.forEach((_, slot) => {
                const [a, b] = [before.score(before.compile(f), slot), after.score(after.compile(f), slot)];
                if (b > a) risen++;
                if (b < a)
                  expect({ f, at: instances[slot], score: b }).toEqual({ f, at: instances[slot], score: a });
              });
            }
          }
        }
      }),
      { seed: 23, numRuns: 100 },
    );
    expect(risen).toBeGreaterThan(300);
  });
});
