import { describe, expect, it } from 'vitest';
import { type Span, spanText, tokenize, tokensOf } from '#core/text';
import { hostileTexts } from './hostile.ts';

const shown = (text: string, spans: readonly Span[]): string => spans.map((s) => spanText(text, s)).join('|');
const cut = (text: string): string => shown(text, tokenize(text));

describe('tokens of English', () => {
  it.each([
    ['pre-war', 'pre|-|war'],
    ['Selegiline-induced', 'Selegiline|-|induced'],
    ["Parkinson's disease", "Parkinson|'s|disease"],
    ["I don't, won’t, can't; we're, dogs' 'em", "I|do|n't|,|wo|n’t|,|ca|n't|;|we|'re|,|dogs|'|'|em"],
    ["O'Neill drank l'eau", "O'|Neill|drank|l'|eau"],
    ['$1,000.50 or 50% of 3.', '$|1,000.50|or|50|%|of|3|.'],
    ['the 19th, 5mg H1N1', 'the|19th|,|5mg|H1N1'],
    ['in the U.S. and J. Smith', 'in|the|U.S.|and|J|.|Smith'],
    ['so... no!! -- (a)(b))', 'so|...|no|!!|--|(|a|)|(|b|)|)'],
    ['and/or a.b snake_case', 'and|/|or|a|.|b|snake_case'],
    ['"Hi," she said.', '"|Hi|,|"|she|said|.'],
  ])('%s', (text, expected) => {
    expect(cut(text)).toBe(expected);
  });
});

describe('tokens of other scripts and symbols', () => {
  it.each([
    ['我爱北京天安门', '我|爱|北|京|天|安|门'],
    ['مرحبا بالعالم', 'مرحبا|بالعالم'],
    ['Évry', 'Évry'],
    ['E\u0301vry', 'E\u0301vry'],
    ['Москва is big', 'Москва|is|big'],
    ['नमस्ते दुनिया', 'नमस्ते|दुनिया'],
    ['カタカナとかな 한국어', 'カタカナ|と|か|な|한국어'],
    ['👨‍👩‍👧 love 🇫🇷', '👨‍👩‍👧|love|🇫🇷'],
    ['👍🏽🇫🇷🇩🇪1️⃣', '👍🏽|🇫🇷|🇩🇪|1️⃣'],
    ['see [12] Jane Roe (', 'see|[|12|]|Jane|Roe|('],
    ['a.*b (c', 'a|.|*|b|(|c'],
    ['cat and dog, cat and dog.', 'cat|and|dog|,|cat|and|dog|.'],
    ['one\r\ntwo\rthree', 'one|two|three'],
    ['\uFEFFBOM', 'BOM'],
    ['', ''],
    ['‮evil', '‮|evil'],
    ['a\uD800b', 'a|\uD800|b'],
  ])('%j', (text, expected) => {
    expect(cut(text)).toBe(expected);
  });
});

describe('the laws', () => {
  it.each(hostileTexts)('hold for %s', (_, text) => {
    let end = 0;
    for (const token of tokenize(text)) {
      // Plain comparisons: a matcher per token would take seconds on a megabyte.
      if (
        !(token.to > token.from) ||
        text.slice(end, token.from).trim() !== '' ||
        /\s/u.test(spanText(text, token))
      ) {
        expect.fail(`token ${token.from}–${token.to} is empty, skips text or holds white space`);
      }
      end = token.to;
    }
    const rest = text.slice(end).replace(/[\p{Cc}\u200B]/gu, '');
    expect(rest.trim()).toBe('');
  });
});

/** A text that counts how many of its characters are looked at: work, measured without a clock. */
class CountedText extends String {
  reads = 0;

  override codePointAt(at: number): number | undefined {
    this.reads += 1;
    return super.codePointAt(at);
  }

  override charCodeAt(at: number): number {
    this.reads += 1;
    return super.charCodeAt(at);
  }

  override slice(from?: number, to?: number): string {
    const part = super.slice(from, to);
    this.reads += part.length;
    return part;
  }
}

describe('work', () => {
  it.each(["a'", '-', "'", '我', '1.', 'a.', '\u200d', '👨‍', ')', '\u0301', '🇫', 'The cat sat. '])(
    'is linear in the length of a line of %j',
    (unit) => {
      for (const length of [1000, 100_000]) {
        const text = new CountedText(unit.repeat(Math.ceil(length / unit.length)));
        // The tokenizer asks of a string only what this one counts.
        tokenize(text as unknown as string);
        expect(text.reads).toBeGreaterThan(length / 2);
        expect(text.reads).toBeLessThan(10 * text.length);
      }
    },
  );
});

describe('the tokens that a document came with', () => {
  it('are kept', () => {
    const tokens = [
      { from: 0, to: 7 },
      { from: 8, to: 9 },
    ];
    expect(tokensOf({ text: 'pre-war x', tokens })).toEqual(tokens);
  });

  it('are left out where they are reversed, empty, overlapping, negative or beyond the end', () => {
    const tokens = [
      { from: -1, to: 2 },
      { from: 0, to: 2 },
      { from: 1, to: 3 },
      { from: 2, to: 2 },
      { from: 5, to: 3 },
      { from: 3, to: 99 },
      { from: 3, to: 4 },
    ];
    expect(tokensOf({ text: 'abcdef', tokens })).toEqual([
      { from: 0, to: 2 },
      { from: 3, to: 4 },
    ]);
  });

  it('are made where there are none', () => {
    expect(tokensOf({ text: 'a b' })).toEqual(tokenize('a b'));
  });
});
