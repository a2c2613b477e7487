import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExplanation, suggestCompletions } from '#core/explain';
import { corpusInstance } from '../../corpus/corpus.ts';

const instances = [
  corpusInstance('@re [X Anna Miller] , a citizen of [Y France] , married Tom in 1998 .'),
  corpusInstance('@sa The [A food] was absolutely delicious but the service was slow .'),
  corpusInstance('@ner Patients treated with [E lithium] developed severe tremor .'),
];
const starts = [
  '',
  'The word ',
  'The word "citizen"',
  'The word "citizen" appears',
  'The word "delicious" appears ',
  'There are ',
  'there are no more than 5 words ',
  'X ',
  '$T$ is ',
  'the entity is preceded by ',
  'the sentence ',
  'the wo',
  'The word "c',
  'Between X and Y ',
  'The number of words ',
  'the word "a" does not ',
  'the word "a" appears before X and ',
  'it is not the case that ',
  'not (',
];

describe('completions', () => {
  it('offer right, left, between, within and number of, as in figure 4 of the paper', () => {
    const offered = suggestCompletions('The word "citizen" appears', instances[0]!, { limit: 10 }).map(
      (c) => c.text,
    );
    for (const wanted of ['right', 'left', 'between', 'within', 'number of']) {
      expect(offered.some((text) => text.includes(wanted))).toBe(true);
    }
  });

  it('are filled with words of the sentence', () => {
    const offered = suggestCompletions('The word "ci', instances[0]!);
    expect(offered[0]?.text).toBe('"citizen"');
  });

  it('parse once they are accepted, to their end, step by step (seed 43)', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...instances),
        fc.constantFrom(...starts),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }),
        (instance, start, choices) => {
          let typed = start;
          for (const choice of choices) {
            const offered = suggestCompletions(typed, instance, { limit: 8 });
            const one = offered[choice % Math.max(1, offered.length)];
            if (one === undefined) return;
            accepted++;
            typed = `${typed.slice(0, one.from)}${one.text}`;
            const whole = `${typed}${one.rest}`;
            expect({ whole, parses: parseExplanation(whole, instance).ok }).toEqual({ whole, parses: true });
          }
        },
      ),
      { numRuns: 60, seed: 43 },
    );
    expect(accepted).toBeGreaterThan(60);
  });

  it('are true of the text, all of them, unless none is', () => {
    let untrue = 0;
    for (const instance of instances) {
      for (const start of starts) {
        const offered = suggestCompletions(start, instance, { limit: 8 });
        const truth = offered.map(({ from, text, rest }) => {
          const result = parseExplanation(`${start.slice(0, from)}${text}${rest}`, instance);
          return result.ok && result.value[0]?.trueHere === true;
        });
        if (offered[0]?.isTrue === true) expect([start, truth.includes(false)]).toEqual([start, false]);
        else untrue += offered.length;
      }
    }
    // "The word "a" does not" and its like can be made true; a word that is nowhere cannot.
    expect(untrue).toBeGreaterThan(0);
  });

  it('are built from the words that tell labels apart', () => {
    const weightOf = (word: string) => (word === 'slow' ? 1 : 0);
    const [first] = suggestCompletions('', instances[1]!, { limit: 3, weightOf });
    expect(first?.text).toBe('the word "slow" appears to the right of the aspect');
  });

  it('say the same to the same question', () => {
    for (const start of starts) {
      expect(suggestCompletions(start, instances[0]!)).toEqual(suggestCompletions(start, instances[0]!));
    }
  });
});
