import { describe, expect, test } from 'vitest';
import { layOut, type Mark } from '../../../src/ui/widgets/text-view/marks.ts';
import { segmentsOf, tagLines } from '../../../src/ui/widgets/text-view/segments.ts';

const mark = (id: string, from: number, to: number): Mark => ({
  id,
  from,
  to,
  kind: 'label',
  colour: 0,
  tag: id,
});
/** Segments as `text[ids]`. */
const cut = (text: string, marks: readonly Mark[], from = 0, to = text.length): string[] =>
  segmentsOf({ from, to }, layOut(marks)).map(
    (segment) => `${text.slice(segment.from, segment.to)}[${segment.marks.map((one) => one.id).join(' ')}]`,
  );

describe('segments', () => {
  test('a text without marks is one segment', () => {
    expect(cut('abc', [])).toEqual(['abc[]']);
  });

  test('overlapping marks are cut where each begins and ends, lowest lane first', () => {
    expect(cut('abcdef', [mark('x', 0, 4), mark('y', 2, 6)])).toEqual(['ab[x]', 'cd[x y]', 'ef[y]']);
  });

  test('a block sees only its part of a mark that runs on', () => {
    expect(cut('abcdef', [mark('x', 1, 6)], 3, 6)).toEqual(['def[x]']);
  });

  test('an empty block is one empty segment', () => {
    expect(segmentsOf({ from: 0, to: 0 }, [])).toEqual([{ from: 0, to: 0, marks: [] }]);
  });

  test('names stand on the line of their lane, where their mark begins', () => {
    const segments = segmentsOf({ from: 0, to: 6 }, layOut([mark('outer', 0, 6), mark('inner', 2, 4)]));
    expect(segments.map(tagLines)).toEqual(['\nouter', 'inner', '']);
  });

  test('line breaks in a name cannot push other names to another lane', () => {
    const [segment] = segmentsOf({ from: 0, to: 3 }, layOut([{ ...mark('m', 0, 3), tag: 'two\nlines' }]));
    expect(segment === undefined ? '' : tagLines(segment)).toBe('two lines');
  });
});
