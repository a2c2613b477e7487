import { describe, expect, it } from 'vitest';
import { spanText } from '#core/text';
import {
  allowedTags,
  DocumentWindows,
  flatten,
  maxPassageTokens,
  nerExamples,
  passagesOf,
  spansOfRanges,
  targetOf,
} from '#core/train';

/** Allowed tags as letters, a token a word: with one label O, B and I. */
function shown(
  text: string,
  spans: { from: number; to: number; label: number }[],
  complete: boolean,
): string {
  const [passage] = passagesOf({ id: 'd', text });
  const allowed = allowedTags(passage!, spans, 1, complete);
  return passage!.tokens
    .map((_, t) => ['O', 'B', 'I'].filter((__, k) => allowed[t * 3 + k] === 1).join(''))
    .join(' ');
}

describe('allowed tags', () => {
  const span = { from: 4, to: 11, label: 0 }; // "red cat" of "the red cat sat down"
  const text = 'the red cat sat down';

  it('are one per token in a document that is done', () => {
    expect(shown(text, [span], true)).toBe('O B I O O');
    expect(shown(text, [], true)).toBe('O O O O O');
  });

  it('are all where nothing is known, but a span ends where it ends', () => {
    expect(shown(text, [span], false)).toBe('OBI B I OB OBI');
  });

  it('cover each token that a ragged span touches', () => {
    expect(shown(text, [{ from: 5, to: 9, label: 0 }], true)).toBe('O B I O O');
  });

  it('leave spans beyond the end and empty ones out', () => {
    expect(
      shown(
        text,
        [
          { from: 99, to: 120, label: 0 },
          { from: 5, to: 5, label: 0 },
        ],
        true,
      ),
    ).toBe('O O O O O');
  });

  it('leave out the later of two spans that meet in one token', () => {
    expect(
      shown(
        'ab cd',
        [
          { from: 0, to: 1, label: 0 },
          { from: 1, to: 5, label: 0 },
        ],
        true,
      ),
    ).toBe('B O');
  });
});

describe('overlapping annotations', () => {
  it('are taught by the longest, then the first', () => {
    const spans = [
      { from: 0, to: 4, label: 0 },
      { from: 2, to: 10, label: 1 },
      { from: 12, to: 14, label: 0 },
      { from: 13, to: 15, label: 1 },
    ];
    expect(flatten(spans)).toEqual([spans[1], spans[2]]);
  });
});

describe('passages', () => {
  it('are sentences; together they hold every token', () => {
    const text = 'One two. Three four.';
    const found = passagesOf({ id: 'd', text });
    expect(found.map((p) => p.words)).toEqual([
      ['One', 'two', '.'],
      ['Three', 'four', '.'],
    ]);
    expect(found.flatMap((p) => p.tokens.map((t) => spanText(text, t)))).toEqual(
      found.flatMap((p) => p.words),
    );
  });

  it('of a document with tokens are one', () => {
    const tokens = [
      { from: 0, to: 4 },
      { from: 5, to: 9 },
    ];
    expect(passagesOf({ id: 'd', text: 'One. Two.', tokens }).map((p) => p.words)).toEqual([
      ['One.', 'Two.'],
    ]);
  });

  it('never exceed their size, and a span cut by them goes on as I', () => {
    const text = 'w '.repeat(maxPassageTokens + 10);
    const found = passagesOf({ id: 'd', text });
    expect(found.map((p) => p.words.length)).toEqual([maxPassageTokens, 10]);
    const from = 2 * (maxPassageTokens - 1);
    const allowed = allowedTags(found[1]!, [{ from, to: from + 4, label: 0 }], 1, true);
    expect([...allowed.slice(0, 6)]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('of which nothing is known teach nothing', () => {
    const passages = passagesOf({ id: 'd', text: 'One two. Three four.' });
    const spans = [{ from: 0, to: 3, label: 0 }];
    expect(nerExamples(passages, spans, 1, { complete: false })).toHaveLength(1);
    expect(nerExamples(passages, spans, 1, { complete: true })).toHaveLength(2);
  });

  it('turn token ranges back into spans of the text', () => {
    const [, second] = passagesOf({ id: 'd', text: 'One two. Three four.' });
    expect(spansOfRanges(second!, [{ from: 0, to: 2 }])).toEqual([{ from: 9, to: 19 }]);
  });
});

describe('pairs and texts', () => {
  const text = 'Ann was born. Bob met Ann in Paris. She left.';
  const windows = new DocumentWindows({ id: 'd', text });

  it('put both arguments into the sentence that holds them', () => {
    expect(windows.relation({ from: 29, to: 34 }, { from: 14, to: 17 })).toEqual({
      words: ['Bob', 'met', 'Ann', 'in', 'Paris', '.'],
      place: { documentId: 'd', token: 4 },
      x: { from: 4, to: 5 },
      y: { from: 0, to: 1 },
    });
  });

  it('join the sentences between two arguments', () => {
    const input = windows.relation({ from: 0, to: 3 }, { from: 29, to: 34 });
    expect(input?.words.join(' ')).toBe('Ann was born . Bob met Ann in Paris .');
  });

  it('are none where the arguments touch no token or lie too far apart', () => {
    expect(windows.relation({ from: 3, to: 4 }, { from: 0, to: 3 })).toBeUndefined();
    const far = new DocumentWindows({ id: 'd', text: 'w '.repeat(500) });
    expect(far.relation({ from: 0, to: 1 }, { from: 900, to: 901 })).toBeUndefined();
  });

  it('keep a window of a long sentence around its argument', () => {
    const far = new DocumentWindows({ id: 'd', text: 'w '.repeat(500) });
    const input = far.aspect({ from: 500, to: 501 });
    expect(input?.words).toHaveLength(maxPassageTokens);
    expect(input?.aspect).toEqual({ from: 60, to: 61 });
  });

  it('read a text without an aspect from its beginning, and an empty one not at all', () => {
    expect(windows.text()?.words.slice(0, 4)).toEqual(['Ann', 'was', 'born', '.']);
    expect(new DocumentWindows({ id: 'd', text: ' ' }).text()).toBeUndefined();
  });

  it('share the target among several labels', () => {
    expect([...targetOf([0, 2, 2], 3)]).toEqual([0.5, 0, 0.5]);
    expect([...targetOf([7], 2)]).toEqual([0, 0]);
  });
});
