import { describe, expect, it } from 'vitest';
import type { RuleRow } from '#workers/rules/contract';
import { highlight } from '../../../src/ui/screens/explanations/highlight.ts';
import { filterRows, noFilter, sortRows } from '../../../src/ui/screens/explanations/table-order.ts';

const row = (
  explanationId: string,
  text: string,
  figures?: Partial<NonNullable<RuleRow['figures']>>,
): RuleRow => ({
  explanationId,
  annotationId: `a-${explanationId}`,
  documentId: 'd',
  labelId: 'l',
  kind: 'nl',
  enabled: true,
  text,
  ...(figures === undefined
    ? { reason: 'no' }
    : {
        figures: {
          matches: 0,
          strictMatches: 0,
          coverage: 0,
          overlaps: 0,
          conflicts: 0,
          correct: 0,
          incorrect: 0,
          weight: 0,
          learnedAccuracy: 0.5,
          ...figures,
        },
      }),
});
const ids = (rows: readonly RuleRow[]): string[] => rows.map((one) => one.explanationId);
const name = (): string => 'Label';

describe('the order of the table of rules', () => {
  const rows = [
    row('few', 'beta', { matches: 2, accuracy: 0.5 }),
    row('unread', 'Gamma'),
    row('many', 'alpha', { matches: 9 }),
    row('none', 'delta', { matches: 0, conflicts: 0.1, accuracy: 1 }),
  ];

  it('puts rows without the figure last in both directions', () => {
    expect(ids(sortRows(rows, { column: 'matches', descending: true }, name))).toEqual([
      'many',
      'few',
      'none',
      'unread',
    ]);
    expect(ids(sortRows(rows, { column: 'matches', descending: false }, name))).toEqual([
      'none',
      'few',
      'many',
      'unread',
    ]);
    expect(ids(sortRows(rows, { column: 'accuracy', descending: true }, name))).toEqual([
      'none',
      'few',
      'unread',
      'many',
    ]);
  });

  it('sorts words without regard to case and keeps the given order without a column', () => {
    expect(ids(sortRows(rows, { column: 'text', descending: false }, name))).toEqual([
      'many',
      'few',
      'none',
      'unread',
    ]);
    expect(ids(sortRows(rows, undefined, name))).toEqual(ids(rows));
  });

  it('filters by words, never by a pattern', () => {
    const odd = [...rows, row('odd', 'a.*b (c', { matches: 1 })];
    expect(ids(filterRows(odd, { ...noFilter, text: '.*' }))).toEqual(['odd']);
    expect(ids(filterRows(odd, { ...noFilter, text: 'ALPHA' }))).toEqual(['many']);
    expect(ids(filterRows(odd, { ...noFilter, show: 'unread' }))).toEqual(['unread']);
    expect(ids(filterRows(odd, { ...noFilter, show: 'conflicting' }))).toEqual(['none']);
    expect(ids(filterRows(odd, { ...noFilter, show: 'silent' }))).toEqual(['none', 'odd']);
  });
});

describe('the highlighted text of a match', () => {
  it('joins to the text and marks overlapping arguments and keywords', () => {
    const text = 'a very fair price';
    const pieces = highlight({
      text,
      arguments: [{ from: 12, to: 17 }],
      keywords: [
        { span: { from: 2, to: 11 }, keyword: 'very fair', score: 0.6, negated: false },
        { span: { from: 7, to: 17 }, keyword: 'fair price', score: 0.9, negated: false },
      ],
    });
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.map((piece) => [piece.text, piece.argument, piece.keyword?.score])).toEqual([
      ['a ', false, undefined],
      ['very ', false, 0.6],
      ['fair', false, 0.9],
      [' ', false, 0.9],
      ['price', true, 0.9],
    ]);
  });

  it('takes spans beyond the text', () => {
    const pieces = highlight({ text: 'ab', arguments: [{ from: 1, to: 9 }], keywords: [] });
    expect(pieces.map((piece) => piece.text)).toEqual(['a', 'b']);
  });
});
