import { expect, test } from 'vitest';
import type { Label, Recommendation } from '#core/project';
import { suggestionMarks } from '#ui/screens/annotate/marks.ts';
import { suggestionsOf } from '#ui/screens/annotate/suggestions.ts';
import { layOut, type Mark } from '#ui/widgets/text-view/marks.ts';

const label: Label = {
  id: 'p',
  projectId: 'x',
  kind: 'span',
  name: 'Person',
  colour: 3,
  shortcut: '1',
  position: 0,
  updatedAt: 0,
};
const item = (from: number, to: number, labelId?: string): Recommendation => ({
  target: { kind: 'span', from, to },
  ...(labelId === undefined ? {} : { labelId }),
  confidence: 0.8,
  provenance: [{ kind: 'noun-phrase' }],
});
const stored: Mark = { id: 'a', kind: 'label', colour: 1, tag: 'Place', from: 10, to: 20 };

function marks(items: readonly Recommendation[], labelled: readonly Mark[]): readonly Mark[] {
  return suggestionMarks({
    suggestions: suggestionsOf(items),
    current: undefined,
    places: [],
    labelled,
    labelOf: (id) => (id === 'p' ? label : undefined),
  });
}

test('what is suggested never takes a second row, so that the text does not move', () => {
  const items = [
    item(0, 5, 'p'),
    item(3, 8, 'p'),
    item(8, 12, 'p'),
    item(18, 25, 'p'),
    item(20, 24),
    item(30, 33),
  ];
  const shown = marks(items, [stored]);
  expect(shown.map(({ from, kind, tag }) => [from, kind, tag])).toEqual([
    [0, 'suggestion', 'Person'],
    [30, 'candidate', ''],
  ]);
  expect(Math.max(...layOut([stored, ...shown]).map(({ lane }) => lane))).toBe(0);
});
