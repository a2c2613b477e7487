/** Whose labels leave a project of several people. */
import { expect, it } from 'vitest';
import { type Annotation, type Document, goldName, labelsForExport, type ProjectBundle } from '#core/project';

const annotation = (id: string, documentId: string, annotator: string, gold?: true) =>
  ({ id, documentId, annotator, ...(gold ? { gold } : {}) }) as Annotation; // the fields that decide
const text = (id: string, more: Partial<Document>) => ({ id, status: 'open', ...more }) as Document; // the same
const bundle = {
  project: { settings: { people: true } },
  documents: [
    text('1', { statuses: { Ann: { status: 'done', at: 1 }, Bo: { status: 'skipped', at: 1 } } }),
    text('2', { status: 'done', decided: { by: 'Ann', at: 2, how: 'person' } }),
  ],
  annotations: [annotation('a', '1', 'Ann'), annotation('b', '1', 'Bo'), annotation('g', '2', 'Ann', true)],
  explanations: [
    { id: 'ea', annotationId: 'a' },
    { id: 'eb', annotationId: 'b' },
  ],
} as unknown as ProjectBundle; // the parts that are read

it('gives one person’s labels with that person’s state, whoever is at the device', () => {
  const { annotations, explanations, documents } = labelsForExport(bundle, false, 'Ann', 'Bo');
  expect(annotations.map(({ id }) => id)).toEqual(['b']);
  expect(explanations.map(({ id }) => id)).toEqual(['eb']);
  expect(documents.map(({ status }) => status)).toEqual(['skipped', 'done']);
});

it('gives what was decided alone', () => {
  const { annotations, documents } = labelsForExport(bundle, true, 'Ann', goldName);
  expect(annotations).toEqual([{ ...annotation('g', '2', 'Ann', true), annotator: goldName }]);
  expect(documents.map(({ status }) => status)).toEqual(['open', 'done']);
});

it('without a choice: the decided ones, else those of the person at the device', () => {
  expect(labelsForExport(bundle, false, 'Bo').annotations.map(({ id }) => id)).toEqual(['b', 'g']);
});
