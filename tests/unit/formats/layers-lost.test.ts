/** Whose labels a file leaves out is said before it is written. */
import { describe, expect, it } from 'vitest';
import { formatById, losses } from '#core/formats';
import {
  type Annotation,
  countingIds,
  createProject,
  labelsForExport,
  type ProjectBundle,
} from '#core/project';

const project = createProject({ name: 'p', task: 'ner' }, countingIds('p'), 0);
const common = { projectId: project.id, source: 'manual', updatedAt: 0 } as const;
const by = (
  annotator: string,
  documentId: string,
  from: number,
  more: Partial<Annotation> = {},
): Annotation => ({
  ...{ ...common, id: `${annotator}-${documentId}-${from}`, annotator, documentId, labelId: 'l' },
  target: { kind: 'span', from, to: from + 3 },
  ...more,
});
const text = (id: string, position: number) =>
  ({ id, position, projectId: project.id, text: 'Ada met Bob.', meta: {}, status: 'done' }) as const;

const bundle: ProjectBundle = {
  project: { ...project, settings: { ...project.settings, people: true } },
  labels: [
    {
      ...{
        id: 'l',
        projectId: project.id,
        kind: 'span',
        name: 'Person',
        colour: 0,
        shortcut: '1',
        position: 0,
      },
      updatedAt: 0,
    },
  ],
  documents: [
    { ...text('one', 0), flagged: false, updatedAt: 0, decided: { by: 'ann', at: 1, how: 'vote' } },
    { ...text('two', 1), flagged: false, updatedAt: 0 },
  ],
  annotations: [
    by('ann', 'one', 0),
    by('bob', 'one', 0),
    by('bob', 'one', 8),
    by('ann', 'one', 4, { id: 'gold', gold: true }),
    by('ann', 'two', 0),
    by('bob', 'two', 8),
    by('bob', 'two', 4, { deleted: true }),
  ],
  explanations: [],
};

function lost(id: string, whose?: string) {
  const format = formatById(id);
  if (format === undefined) throw new Error(id);
  const leaving = labelsForExport(bundle, format.holds?.annotators === true, 'ann', whose);
  const found = losses(format, leaving, bundle);
  return { of: found.find(({ code }) => code === 'layers')?.of, codes: found.map(({ code }) => code) };
}

describe('layers that do not leave', () => {
  it('are named where the format knows no people', () => {
    // Of the decided text gold leaves, of the other one what Ann said.
    expect(lost('conll').of).toEqual([
      { name: 'ann', labels: 1 },
      { name: 'bob', labels: 3 },
    ]);
    expect(lost('conll').codes).toContain('votes');
  });

  it('are none where it does, and where one person’s are asked for all but that one’s', () => {
    expect(lost('label-studio').of).toBeUndefined();
    expect(lost('label-studio', 'bob').of).toEqual([
      { name: 'ann', labels: 2 },
      { name: 'gold', labels: 1 },
    ]);
    expect(lost('conll', 'gold').of).toEqual([
      { name: 'ann', labels: 2 },
      { name: 'bob', labels: 3 },
    ]);
    expect(lost('conll', 'bob').codes).not.toContain('votes');
  });
});
