import { describe, expect, it } from 'vitest';
import {
  type Distance,
  distanceBetween,
  evaluate,
  type Instance,
  type LogicalForm,
  type Region,
} from '#core/explain';
import { tokenize } from '#core/text';
import { corpusInstance } from '../../corpus/corpus.ts';

const doc = corpusInstance('@re [X Ann] , his first wife , lives with Bob and [Y Zoe] .');

function occurs(
  text: string,
  where: Region,
  match: 'word' | 'substring' | 'prefix' | 'suffix' = 'word',
): LogicalForm {
  return { op: 'occurs', what: { kind: 'phrase', texts: [text], match }, where, count: { min: 1 } };
}
const sentence: Region = { kind: 'sentence' };
const x = { kind: 'arg', arg: 'x' } as const;
const y = { kind: 'arg', arg: 'y' } as const;
const side = (s: 'left' | 'right' | 'around', of: typeof x | typeof y, within?: Distance): Region => ({
  kind: 'side',
  side: s,
  of,
  ...(within === undefined ? {} : { within }),
});
const words = (min: number, max?: number): Distance => ({
  unit: 'word',
  min,
  ...(max === undefined ? {} : { max }),
});
const instance = (text: string, args: Instance['args'] = {}): Instance => ({
  text,
  tokens: tokenize(text),
  args,
});

describe('evaluate', () => {
  it('counts words, not punctuation, from neighbour = 1', () => {
    // Ann , his first wife: his 1, first 2, wife 3; in tokens one more each, for the comma.
    for (const [word, wordDistance, tokenDistance] of [
      ['his', 1, 2],
      ['first', 2, 3],
      ['wife', 3, 4],
    ] as const) {
      expect(evaluate(occurs(word, side('right', x, words(wordDistance, wordDistance))), doc)).toBe(true);
      expect(evaluate(occurs(word, side('right', x, words(wordDistance + 1))), doc)).toBe(false);
      expect(
        evaluate(
          occurs(word, side('right', x, { unit: 'token', min: tokenDistance, max: tokenDistance })),
          doc,
        ),
      ).toBe(true);
    }
  });

  it('measures characters between the nearest ends', () => {
    const ann = { from: 0, to: 3 };
    const his = { from: doc.text.indexOf('his'), to: doc.text.indexOf('his') + 3 };
    expect(distanceBetween(ann, his, 'char', doc)).toBe(his.from - 3);
    expect(distanceBetween(his, ann, 'char', doc)).toBe(his.from - 3);
    expect(evaluate(occurs('his', side('right', x, { unit: 'char', min: 0, max: his.from - 3 })), doc)).toBe(
      true,
    );
    expect(evaluate(occurs('his', side('right', x, { unit: 'char', min: 0, max: his.from - 4 })), doc)).toBe(
      false,
    );
  });

  it('knows what lies before, after, between and around', () => {
    const between: Region = { kind: 'between', a: y, b: x };
    expect(evaluate(occurs('wife', between), doc)).toBe(true);
    expect(evaluate(occurs('Ann', between), doc)).toBe(false);
    expect(evaluate(occurs('wife', side('left', y)), doc)).toBe(true);
    expect(evaluate(occurs('wife', side('left', x)), doc)).toBe(false);
    expect(evaluate(occurs('and', side('around', y, words(1, 1))), doc)).toBe(true);
    expect(evaluate({ op: 'size', where: between, unit: 'word', range: { min: 7, max: 7 } }, doc)).toBe(true);
  });

  it('asks one and the same occurrence to be in all regions of `both`', () => {
    const text = instance('yes Ann Bob yes', { x: { from: 4, to: 7 }, y: { from: 8, to: 11 } });
    const after = side('right', x);
    const before = side('left', y);
    expect(evaluate(occurs('yes', { kind: 'both', of: [after, before] }), text)).toBe(false);
    expect(evaluate({ op: 'and', of: [occurs('yes', after), occurs('yes', before)] }, text)).toBe(true);
  });

  it('holds of some occurrence of an anchor phrase, and of none when there is none', () => {
    const beforeAnd: Region = { kind: 'side', side: 'left', of: { kind: 'phrase', text: 'and' } };
    const beforeOr: Region = { kind: 'side', side: 'left', of: { kind: 'phrase', text: 'or' } };
    expect(evaluate(occurs('Bob', beforeAnd), doc)).toBe(true);
    expect(evaluate(occurs('Bob', beforeOr), doc)).toBe(false);
    expect(evaluate({ op: 'size', where: beforeOr, unit: 'word', range: { min: 0 } }, doc)).toBe(false);
  });

  it('is false of a missing argument, and true of an unknown type', () => {
    const alone = instance('Ann lives', { x: { from: 0, to: 3 } });
    expect(evaluate(occurs('lives', side('left', y)), alone)).toBe(false);
    expect(evaluate({ op: 'not', of: occurs('lives', side('left', y)) }, alone)).toBe(true);
    expect(evaluate({ op: 'is', subject: x, test: { kind: 'type', type: 'PERSON' } }, alone)).toBe(true);
    const typed = instance('Ann lives', { x: { from: 0, to: 3, type: 'City' } });
    expect(evaluate({ op: 'is', subject: x, test: { kind: 'type', type: 'PERSON' } }, typed)).toBe(false);
    expect(evaluate({ op: 'is', subject: x, test: { kind: 'type', type: 'CITY' } }, typed)).toBe(true);
  });

  it('looks a pair up by its ids, or else by its texts', () => {
    const lists = [{ name: 'Pairs', words: ['ann\tzoe', 'A1\tZ1'] }];
    const form: LogicalForm = { op: 'pair-listed', first: 'x', second: 'y', list: 'pairs' };
    expect(evaluate(form, { ...doc, lists })).toBe(true);
    expect(evaluate({ ...form, first: 'y', second: 'x' }, { ...doc, lists })).toBe(false);
    const { x: ann, y: zoe } = doc.args;
    const args = { x: { ...ann!, id: 'A1' }, y: { ...zoe!, id: 'Z2' } };
    expect(evaluate(form, { ...doc, args, lists })).toBe(false);
  });

  it('counts words from noun phrase to noun phrase where it is asked to', () => {
    const heads = corpusInstance(
      "@re The [X bat] was blown into the squirrel's treetop [Y nest] by a storm .",
    );
    const size = (whole: boolean, n: number): LogicalForm => {
      const end = whole ? { whole: true as const } : {};
      return {
        op: 'size',
        where: { kind: 'between', a: { ...x, ...end }, b: { ...y, ...end } },
        unit: 'word',
        range: { min: n, max: n },
      };
    };
    expect(evaluate(size(false, 6), heads)).toBe(true);
    expect(evaluate(size(true, 3), heads)).toBe(true);
  });
});

describe('matching', () => {
  const matches = (
    text: string,
    phrase: string,
    match: 'word' | 'substring' | 'prefix' | 'suffix' = 'word',
    args: Instance['args'] = {},
  ) => evaluate(occurs(phrase, sentence, match), instance(text, args));

  it.each([
    ['the pre-war era', 'war', false],
    ['the pre-war era', 'pre-war', true],
    ['(war)', 'war', true],
    ['warfare', 'war', false],
    ['Noisy, crowded', 'noisy , crowded', true],
    ['it is noisycrowded', 'noisy crowded', false],
    ['Évry est belle', 'évry', true],
    ['E\u0301vry', '\u00c9vry', true],
    ['我爱北京天安门', '北京', true],
    ['the “best” one', '"best"', true],
    ['see [12] Jane Roe (', '[12] jane', true],
    ['a.*b (c', 'a.*b', true],
    ['axxb', 'a.*b', false],
    ["she didn't go", "didn't", true],
    ["the wife's car", 'wife', true],
    ['snake_case', 'case', false],
  ])('in %j the phrase %j: %j', (text, phrase, expected) => {
    expect(matches(text, phrase)).toBe(expected);
  });

  it('matches parts of words only when asked', () => {
    expect(matches('it was induced', 'induc')).toBe(false);
    expect(matches('it was induced', 'induc', 'substring')).toBe(true);
    expect(matches('it was induced', 'indu', 'prefix')).toBe(true);
    expect(matches('it was induced', 'duced', 'prefix')).toBe(false);
    expect(matches('it was induced', 'duced', 'suffix')).toBe(true);
  });

  it('cuts a hyphen where it touches an argument', () => {
    expect(matches('lithium-induced tremor', 'induced')).toBe(false);
    expect(matches('lithium-induced tremor', 'induced', 'word', { x: { from: 0, to: 7 } })).toBe(true);
  });

  it('counts occurrences without overlap', () => {
    const twice: LogicalForm = {
      op: 'occurs',
      what: { kind: 'phrase', texts: ['a a'], match: 'word' },
      where: sentence,
      count: { min: 2 },
    };
    expect(evaluate(twice, instance('a a a'))).toBe(false);
    expect(evaluate(twice, instance('a a a a'))).toBe(true);
  });
});
