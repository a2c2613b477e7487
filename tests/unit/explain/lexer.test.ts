import { describe, expect, it } from 'vitest';
import { lexExplanation } from '../../../src/core/explain/lexer.ts';

/** `q:born` for quoted text, words as they are. */
const lex = (text: string) => lexExplanation(text).map((l) => (l.kind === 'quoted' ? `q:${l.text}` : l.text));

describe('lexExplanation', () => {
  it.each([
    ['the word "born"', ['the', 'word', 'q:born']],
    ["the word 'born'", ['the', 'word', 'q:born']],
    ['the word “born”', ['the', 'word', 'q:born']],
    ['the word ‘born’', ['the', 'word', 'q:born']],
    ['the word «born in»', ['the', 'word', 'q:born in']],
    ["''born'' and ``so''", ['q:born', 'and', 'q:so']],
    ["'it's great' appears", ["q:it's great", 'appears']],
    ["'a', 'b' or 'c'", ['q:a', ',', 'q:b', ',', 'q:c'].toSpliced(3, 1, 'or')],
    ["X's and the wife's", ['X', 'and', 'the', 'wife']],
    ['the word "born appears', ['the', 'word', 'q:born', 'appears']],
    ['the word born" appears', ['the', 'word', 'q:born', 'appears']],
    ['$T$ is SUBJ-PERSON', ['$T$', 'is', 'SUBJ-PERSON']],
    ["isn't 12, 3.5", ["isn't", '12', ',', '3.5']],
    ['""', []],
    ['"', []],
    ["' ' '", []],
  ])('%j', (text, expected) => {
    expect(lex(text)).toEqual(expected);
  });

  it.each([
    ['the words "was born in appear', ['the', 'words', 'q:was born in', 'appear']],
    ['the words was born in" appear', ['the', 'words', 'q:was born in', 'appear']],
    ['the words "was born in\' appear', ['the', 'words', 'q:was born in', 'appear']],
    ['"born appears before "Lyon"', ['q:born', 'appears', 'before', 'q:Lyon']],
    ['the word "born," appears', ['the', 'word', 'q:born', 'appears']],
  ])('with the sentence at hand, %j', (text, expected) => {
    const lexemes = lexExplanation(text, 'Ann was born in Lyon.');
    expect(lexemes.map((l) => (l.kind === 'quoted' ? `q:${l.text}` : l.text))).toEqual(expected);
  });

  it('covers the text in order', () => {
    const text = "Between “X” and Y, the word 'very nice' isn't (there): \"open";
    let end = 0;
    for (const l of lexExplanation(text)) {
      expect(l.from).toBeGreaterThanOrEqual(end);
      expect(l.to).toBeGreaterThan(l.from);
      end = l.to;
    }
    expect(end).toBeLessThanOrEqual(text.length);
  });
});
