import { describe, expect, it } from 'vitest';
import { sentenceAt, sentences, spanText, tokenize } from '#core/text';
import { hostileTexts } from './hostile.ts';

const cut = (text: string): string[] => sentences(text).map((span) => spanText(text, span));

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Dr. Smith and J. Roe came. He left.', ['Dr. Smith and J. Roe came.', 'He left.']],
    ['It costs 3.5 e.g. here. ok', ['It costs 3.5 e.g. here. ok']],
    ['In the U.S. Senate. In the U.S. The end.', ['In the U.S. Senate.', 'In the U.S.', 'The end.']],
    ['He said "Hi." Then (he left.) So.', ['He said "Hi."', 'Then (he left.)', 'So.']],
    ['我爱北京。天安门！', ['我爱北京。', '天安门！']],
    ['a title\n\nand a text\nthat goes on', ['a title', 'and a text\nthat goes on']],
    ['a title\r\n\r\nand a text', ['a title', 'and a text']],
    ['Wait... what? No... no.', ['Wait... what?', 'No... no.']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it.each(hostileTexts)('of %s hold every token exactly once', (_, text) => {
    const tokens = tokenize(text);
    const found = sentences(text, tokens);
    let i = 0;
    for (const sentence of found) {
      if (sentence.from !== tokens[i]!.from)
        expect.fail(`a sentence begins at ${sentence.from}, in no token`);
      while (i < tokens.length && tokens[i]!.to <= sentence.to) i++;
      if (sentence.to !== tokens[i - 1]!.to) expect.fail(`a sentence ends at ${sentence.to}, in no token`);
    }
    expect(i).toBe(tokens.length);
  });

  it('are found by offset', () => {
    const found = sentences('One. Two.');
    expect(sentenceAt(found, 0)).toBe(0);
    expect(sentenceAt(found, 6)).toBe(1);
    expect(sentenceAt(found, 99)).toBe(2);
  });
});
