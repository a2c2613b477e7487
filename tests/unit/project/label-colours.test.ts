import { expect, test } from 'vitest';
import { LabelMaker, meantColour } from '#core/project';

test('good is green, bad is not, and neutral is no colour', () => {
  const maker = new LabelMaker([]);
  const colours = ['positive', 'negative', 'neutral', 'Person'].map(
    (name, i) => maker.make({ id: `${i}`, projectId: 'p', kind: 'text', name }).colour,
  );
  expect(colours.slice(0, 3)).toEqual([2, 1, 10]);
  expect(meantColour('Person')).toBeUndefined();
  expect(colours[3]).toBe(0);
});
