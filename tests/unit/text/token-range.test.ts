import { describe, expect, it } from 'vitest';
import {
  indexVocabulary,
  rangeOfSpan,
  snapToTokens,
  spanOfRange,
  tokenAt,
  tokenize,
  VocabularyBuilder,
} from '#core/text';

describe('token ranges', () => {
  const text = 'the pre-war economy';
  const tokens = tokenize(text); // the · pre · - · war · economy

  it('hold every token that a span touches', () => {
    expect(rangeOfSpan(tokens, { from: 4, to: 11 })).toEqual({ from: 1, to: 4 });
    expect(rangeOfSpan(tokens, { from: 5, to: 9 })).toEqual({ from: 1, to: 4 });
    expect(rangeOfSpan(tokens, { from: 3, to: 4 })).toBeUndefined();
    expect(rangeOfSpan(tokens, { from: 12, to: 99 })).toEqual({ from: 4, to: 5 });
    expect(rangeOfSpan([], { from: 0, to: 3 })).toBeUndefined();
  });

  it('go back to spans, and back again', () => {
    for (let from = 0; from < tokens.length; from++) {
      for (let to = from + 1; to <= tokens.length; to++) {
        const span = spanOfRange(tokens, { from, to });
        expect(span && rangeOfSpan(tokens, span)).toEqual({ from, to });
      }
    }
    expect(spanOfRange(tokens, { from: 2, to: 2 })).toBeUndefined();
    expect(spanOfRange(tokens, { from: 2, to: 9 })).toBeUndefined();
  });

  it('widen a ragged selection to whole tokens', () => {
    expect(snapToTokens(tokens, { from: 9, to: 14 })).toEqual({ from: 8, to: 19 });
    expect(snapToTokens(tokens, { from: 3, to: 4 })).toEqual({ from: 3, to: 4 });
    expect(tokenAt(tokens, 3)).toBe(1);
  });
});

describe('vocabulary', () => {
  it('counts any word, most frequent first, then by spelling', () => {
    const builder = new VocabularyBuilder();
    for (const word of ['b', 'a', '__proto__', 'b', '__proto__', 'constructor']) builder.add(word);
    const vocabulary = builder.build();
    expect(vocabulary.words).toEqual(['__proto__', 'b', 'a', 'constructor']);
    expect(vocabulary.counts).toEqual([2, 2, 1, 1]);
    expect(builder.build(2).words).toEqual(['__proto__', 'b']);
    expect(builder.build(1, 1).words).toEqual(['__proto__']);
    expect(indexVocabulary(vocabulary).get('constructor')).toBe(3);
    expect(indexVocabulary(vocabulary).get('toString')).toBeUndefined();
  });
});
