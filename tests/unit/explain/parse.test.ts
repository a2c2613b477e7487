import { describe, expect, it } from 'vitest';
import { defaultParseOptions, parseExplanation } from '#core/explain';
import { corpusInstance } from '../../corpus/corpus.ts';
import { hostileRng, hostileText } from '../../property/explain/hostile.ts';
import { threadMs } from '../../thread-time.ts';

const doc = corpusInstance('@re [X Ann] was born in [Y Lyon] , and the born child moved .');
const aspect = corpusInstance('@sa The [A food] was nice .');

function best(text: string, instance = doc, options = defaultParseOptions) {
  const result = parseExplanation(text, instance, options);
  return result.ok ? result.value[0]! : undefined;
}
function reason(text: string, instance = doc) {
  const result = parseExplanation(text, instance);
  return result.ok ? undefined : result.error;
}

describe('reasons', () => {
  it('names the word that is not known and what to say instead', () => {
    expect(reason('"born" is nearby X')).toMatchObject({
      code: 'unknown-word',
      message: 'I don\'t know the word "nearby"; did you mean within N words of?',
      params: { word: 'nearby' },
    });
  });

  it('asks for quotes around words of the text', () => {
    expect(reason('Frobnicate the gizmo quux zork')).toMatchObject({ code: 'unknown-word' });
  });

  it('names an argument that the task has not', () => {
    expect(reason('OBJ is before SUBJ', aspect)).toMatchObject({ code: 'unknown-argument' });
  });

  it('tells an unfinished sentence from a misunderstood one', () => {
    expect(reason('X is')).toMatchObject({ code: 'incomplete', params: { understood: 'X is' } });
    expect(reason('The word "born" appears within 3')).toMatchObject({ code: 'incomplete' });
    expect(reason('"born" appears before Y "foo" 8 or 8')).toMatchObject({
      code: 'not-understood',
      params: { rest: '"foo" 8 or 8' },
    });
  });

  it('says when there is nothing, or too much', () => {
    expect(reason('  ')).toMatchObject({ code: 'empty' });
    expect(reason('not '.repeat(600))).toMatchObject({ code: 'too-long' });
  });
});

describe('the semantic filter', () => {
  it('puts a reading that is true here before a cheaper one that is not', () => {
    // "induc" as a whole word is not there; as part of a word it is.
    const stem = corpusInstance('@re [X Lithium] may induce [Y tremor] .');
    const text = '"induc" is between X and Y';
    expect(best(text, stem)?.canonical).toBe('the letters "induc" appear between X and Y');
    expect(best(text, stem, { ...defaultParseOptions, falseCost: 0 })?.canonical).toBe(
      'the word "induc" appears between X and Y',
    );
  });

  it('marks what is false here and never drops it', () => {
    const text = 'the word "died" appears between X and Y';
    expect(best(text)).toMatchObject({ canonical: text, trueHere: false });
  });

  it('does not buy truth with words that it passes over', () => {
    expect(best('the word "born" occurs more than twice')).toMatchObject({ trueHere: false });
    expect(best('the word "born" does not occur')).toMatchObject({ trueHere: false });
  });
});

describe('ambiguity', () => {
  /** Readings by canonical form, without regard to the sentence, with their derivation counts. */
  function readings(text: string) {
    const result = parseExplanation(text, doc, { ...defaultParseOptions, falseCost: 0 });
    return result.ok ? result.value.map((r) => [r.canonical, r.derivations] as const) : [];
  }

  it('counts every derivation of one meaning', () => {
    expect(readings('X capitalised')).toEqual([['X is capitalised', 1]]);
    // "is" as a verb, or passed over.
    expect(readings('X is capitalised')).toEqual([['X is capitalised', 2]]);
  });

  it('counts the ways to put "and" and "or" together', () => {
    // (a and b) or c, and a and (b or c) is not English of ours: "and" binds tighter. Two atoms each, no other order.
    const found = readings('X is capitalised and Y is capitalised or X is lowercase');
    expect(found[0]?.[0]).toBe('(X is capitalised and Y is capitalised) or X is lowercase');
  });

  it('keeps both readings of a quoted stem', () => {
    const found = readings('"born" is between X and Y').map(([canonical]) => canonical);
    expect(found).toContain('the word "born" appears between X and Y');
    expect(found).toContain('the letters "born" appear between X and Y');
  });

  it('reads "only one word" as nothing else and as once', () => {
    const found = readings('there is only one word "born" between X and Y').map(([canonical]) => canonical);
    expect(found[0]).toBe(
      'the word "born" appears between X and Y and there is exactly 1 word between X and Y',
    );
    expect(found).toContain('the word "born" appears exactly once between X and Y');
  });

  it('adds up derivations of one meaning', () => {
    const one = readings('"born" appears after X')[0]!;
    const two = readings('"born" appears after X and "born" appears after X')[0]!;
    expect(two[1]).toBe(one[1] * one[1]);
  });
});

describe('hostile explanations', () => {
  it('give a form or a reason, quickly (first 150 of the seeded 10 000)', () => {
    const rng = hostileRng();
    for (let k = 0; k < 150; k++) {
      const text = hostileText(rng);
      const before = threadMs();
      const result = parseExplanation(text, k % 2 === 0 ? doc : aspect);
      const took = threadMs() - before;
      expect(result.ok ? result.value.length : result.error.message.length).toBeGreaterThan(0);
      expect(took).toBeLessThan(1500);
    }
  });

  it.each([
    '__proto__',
    'constructor',
    'the word "__proto__" appears before X',
    'a word of the list "constructor" appears',
    'toString is before X',
  ])('survives %j', (text) => {
    expect(parseExplanation(text, doc)).toBeDefined();
  });
});
