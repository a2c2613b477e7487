import { expect, test } from 'vitest';
import { formats, joinChunks } from '#core/formats';
import { countingIds, createProject, type ProjectBundle } from '#core/project';

const project = createProject({ name: 'p', task: 'ner' }, countingIds('p'), 1);
const document = (position: number, status: 'open' | 'done') => ({
  id: `d${position}`,
  projectId: project.id,
  position,
  text: `Text ${position}.`,
  meta: {},
  status,
  flagged: false,
  updatedAt: 1,
});
const bundle = {
  project,
  labels: [],
  documents: [document(0, 'done'), document(1, 'open')],
  annotations: [],
  explanations: [],
} as unknown as ProjectBundle; // the parts that are written

test('only what is done, with the texts in which there is nothing', () => {
  const format = formats.find(
    ({ serialize, extensions }) => serialize !== undefined && extensions.includes('.jsonl'),
  );
  const files = joinChunks([...format!.serialize!(bundle, { name: 'p', status: 'done' })]);
  const text = new TextDecoder().decode(files[0]?.bytes);
  expect(text).toContain('Text 0.');
  expect(text).not.toContain('Text 1.');
});
