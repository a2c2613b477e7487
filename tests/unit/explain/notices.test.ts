import { describe, expect, it } from 'vitest';
import { type Known, sameMeaning, understand } from '#core/explain';
import { corpusInstance } from '../../corpus/corpus.ts';

const doc = corpusInstance('@re [X Ann] was born in [Y Lyon] .');
const codes = (text: string, known: Known = {}) => understand(text, doc, known).notices.map((n) => n.code);
const formOf = (text: string) => understand(text, doc).reading!.form;

describe('notices', () => {
  it('are silent about a plain explanation', () => {
    expect(codes('the word "born" appears between X and Y')).toEqual([]);
  });

  it('say that it is not true here', () => {
    expect(codes('the word "died" appears between X and Y')).toContain('false-here');
  });

  it('are not what is said of words that were left out: that is a question', () => {
    const { notices, question } = understand('gladly the word "born" appears between X and Y', doc);
    expect(notices).toEqual([]);
    expect(question).toEqual({ leftOut: ['gladly'] });
  });

  it('name a word list that does not exist', () => {
    expect(codes('a word of the list "births" appears between X and Y')).toContain('unknown-list');
  });

  it('find duplicates, whatever the order', () => {
    const forms = [formOf('"born" is between Y and X and X is before Y')];
    expect(codes('X precedes Y and the word "Born" appears between X and Y', { forms })).toContain(
      'duplicate',
    );
    expect(codes('X precedes Y', { forms })).not.toContain('duplicate');
  });

  it('say what share of all sentences it is true of', () => {
    const text = 'X is before Y';
    const spread = (matches: number, instances = 100) =>
      understand(text, doc, { spread: { matches, instances } }).notices;
    expect(spread(96)).toEqual([
      { code: 'too-general', message: 'It is true of 96 % of all sentences.', params: { share: 96 } },
    ]);
    expect(spread(1)).toMatchObject([{ code: 'only-here' }]);
    expect(spread(50)).toEqual([]);
    expect(spread(1, 3)).toEqual([]);
  });
});

describe('sameMeaning', () => {
  it('tells conditions apart', () => {
    expect(sameMeaning(formOf('"a" is before X'), formOf('"a" is after X'))).toBe(false);
    expect(sameMeaning(formOf('"a" or "b" is before X'), formOf('"B" or "A" is before X'))).toBe(true);
  });
});
