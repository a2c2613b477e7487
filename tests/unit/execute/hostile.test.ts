import { describe, expect, it } from 'vitest';
import { Corpus, StrictPass } from '#core/execute';
import { evaluate, type Instance, type LogicalForm } from '#core/explain';
import { tokenize } from '#core/text';

/** product.md, "Inputs that must not hurt". */
const texts = [
  '我爱北京天安门',
  'مرحبا بالعالم',
  'Évry',
  'E\u0301vry',
  'Москва is big',
  '👨‍👩‍👧 love 🇫🇷',
  'see [12] Jane Roe (',
  'a.*b (c',
  'cat and dog, cat and dog.',
  'pre-war',
  'a\r\nb\rc',
  '\ufeffstart',
  '__proto__ constructor',
  'İstanbul ŞİŞLİ',
];
const queries = [
  '北京',
  'بالعالم',
  'évry',
  'москва',
  '👨‍👩‍👧',
  '[12]',
  '.*',
  'cat and',
  'war',
  'b',
  'start',
  '__proto__',
  'istanbul',
];

const occurs = (text: string, match: 'word' | 'substring' | 'prefix' | 'suffix'): LogicalForm => ({
  op: 'occurs',
  what: { kind: 'phrase', texts: [text], match },
  where: { kind: 'sentence' },
  count: { min: 1 },
});

describe('strict execution on inputs that must not hurt', () => {
  const instances: Instance[] = texts.map((text) => ({ text, tokens: tokenize(text), args: {} }));
  const corpus = new Corpus();
  for (const { args, ...sentence } of instances) corpus.addInstance(corpus.addSentence(sentence), args);
  const pass = new StrictPass(corpus);
  for (const match of ['word', 'substring', 'prefix', 'suffix'] as const) {
    it(`agrees with the reference by ${match}, scanned and looked up`, () => {
      let found = 0;
      for (const query of queries) {
        const form = occurs(query, match);
        const rule = pass.compile(form);
        const expected = instances.flatMap((instance, i) => (evaluate(form, instance) ? [i] : []));
        expect({ query, at: [...pass.run(rule)] }).toEqual({ query, at: expected });
        expect({ query, at: [...pass.scan(rule)] }).toEqual({ query, at: expected });
        found += expected.length;
      }
      expect(found).toBeGreaterThan(8);
    });
  }

  it('finds a word composed and decomposed, and no word inside another', () => {
    expect([...pass.run(pass.compile(occurs('Évry', 'word')))]).toEqual([2, 3]);
    expect([...pass.run(pass.compile(occurs('war', 'word')))]).toEqual([]);
  });

  it('does not match across two sentences', () => {
    const two = new Corpus();
    for (const text of ['one two', 'three four']) two.addInstance(two.addSentence({ text, tokens: [] }), {});
    const run = new StrictPass(two);
    expect([...run.run(run.compile(occurs('two three', 'word')))]).toEqual([]);
  });

  it('takes a text of a megabyte in its stride', () => {
    const text = 'lorem ipsum dolor '.repeat(60_000);
    const large = new Corpus();
    large.addInstance(large.addSentence({ text, tokens: tokenize(text) }), { entity: { from: 0, to: 5 } });
    const run = new StrictPass(large);
    const form: LogicalForm = {
      op: 'occurs',
      what: { kind: 'phrase', texts: ['dolor lorem'], match: 'word' },
      where: { kind: 'side', side: 'right', of: { kind: 'arg', arg: 'entity' } },
      count: { min: 59_999, max: 59_999 },
    };
    expect([...run.run(run.compile(form))]).toEqual([0]);
  });
});
