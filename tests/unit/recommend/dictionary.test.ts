import { describe, expect, it } from 'vitest';
import { Dictionary, type DictionaryEntry } from '#core/recommend';
import { costMs } from '../../thread-time.ts';
import { hostileTexts } from '../text/hostile.ts';

const made = (...entries: (string | DictionaryEntry)[]): Dictionary => {
  const dictionary = new Dictionary();
  for (const entry of entries) {
    dictionary.add(typeof entry === 'string' ? { text: entry, labelId: 'L' } : entry);
  }
  return dictionary;
};
const found = (dictionary: Dictionary, text: string): string[] =>
  dictionary.find(text).map(({ from, to }) => `${from}:${text.slice(from, to)}`);

describe('where a term is found', () => {
  it.each([
    ['war', 'the war and post-war, war', ['4:war', '22:war']],
    ['war', 'pre-war', []],
    ['war', 'warm wars war', ['10:war']],
    ['aspartate', 'N-methyl-D-aspartate', []],
    ['aspirin', 'aspirin-induced', ['0:aspirin']],
    ['IL', 'IL-2 and IL', ['9:IL']],
    ['war', '- war\n-war', ['2:war', '7:war']],
    ['Parkinson', "Parkinson's disease", ['0:Parkinson']],
    ['北京', '我爱北京天安门', ['2:北京']],
    ['New York', 'New  York and new york', ['0:New  York']],
    ['[12] (', 'see [12] (', ['4:[12] (']],
    ['a.*b', 'aaab a.*b', ['5:a.*b']],
    ['cat', 'cat and dog, cat and dog.', ['0:cat', '13:cat']],
  ])('%s in %j', (term, text, expected) => {
    expect(found(made(term), text)).toEqual(expected);
  });

  it('is the longest term, without overlaps', () => {
    const dictionary = made('New York', 'New York Times', 'York Times Square');
    expect(found(dictionary, 'New York Times Square in New York')).toEqual([
      '0:New York Times',
      '25:New York',
    ]);
  });
});

describe('case', () => {
  it.each([
    ['aspirin', 'Aspirin aspirin ASPIRIN aspIRIN', ['0:Aspirin', '8:aspirin', '16:ASPIRIN']],
    ['Apple', 'apple Apple APPLE', ['6:Apple', '12:APPLE']],
    ['US', 'us US Us', ['3:US']],
    ['war', 'WAR War', ['4:War']],
  ])('of %s in %j', (term, text, expected) => {
    expect(found(made(term), text)).toEqual(expected);
  });

  it('of the first word of a sentence says nothing', () => {
    const dictionary = made({ text: 'Aspirin', labelId: 'L', startsSentence: true });
    expect(found(dictionary, 'some aspirin')).toEqual(['5:aspirin']);
    const name = made({ text: 'New York', labelId: 'L', startsSentence: true });
    expect(found(name, 'a new york')).toEqual([]);
  });
});

describe('labels and confidence', () => {
  it('take the most frequent label, and its share', () => {
    const dictionary = made(
      { text: 'Jordan', labelId: 'person', count: 3 },
      { text: 'Jordan', labelId: 'place' },
    );
    // (3 + ½) of (4 + 1)
    expect(dictionary.find('Jordan')).toMatchObject([{ labelId: 'person', count: 3, confidence: 0.7 }]);
  });

  it('sink with each occurrence that a finished document leaves unlabelled', () => {
    const dictionary = made('drug');
    const before = dictionary.find('drug')[0]!.confidence;
    dictionary.observe('a drug is a drug', [{ from: 2, to: 6 }]);
    // One labelled, one passed over: (1 + ½) of (2 + 1).
    expect(dictionary.find('drug')[0]!.confidence).toBe(0.5);
    expect(before).toBe(0.75);
  });
});

describe('size and hostile input', () => {
  it.each(hostileTexts)('survives %s as text and as term', (_, text) => {
    const dictionary = made('cat', text);
    for (const match of dictionary.find(text)) expect(match.to).toBeGreaterThan(match.from);
  });

  it('takes terms called like properties, and none without tokens', () => {
    const dictionary = made('__proto__', 'constructor', ' ', '');
    expect(dictionary.size).toBe(2);
    expect(found(dictionary, 'a constructor of __proto__ toString')).toEqual([
      '2:constructor',
      '17:__proto__',
    ]);
  });

  it('does not slow down with the number of terms', () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(2000);
    const time = (dictionary: Dictionary): number => costMs(() => void dictionary.find(text), 7);
    const large = made(...Array.from({ length: 50_000 }, (_, i) => `term${i} of ${i % 100}`));
    expect(time(large)).toBeLessThan(20 * time(made('fox')) + 50);
  });
});

it('a word is found whether its accents are characters of their own or not', () => {
  const dictionary = new Dictionary();
  dictionary.add({ text: 'Caf\u00e9 Zola', labelId: 'place' });
  const text = 'At Cafe\u0301 Zola today';
  expect(dictionary.find(text).map(({ from, to }) => text.slice(from, to))).toEqual(['Cafe\u0301 Zola']);
});
