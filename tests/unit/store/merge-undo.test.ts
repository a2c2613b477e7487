/** Before a colleague's file is merged it is said what it does, and afterwards one undo takes it back to the letter. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ProjectBundle } from '#core/project';
import { openStore, type Store } from '#store';
import { code, smallProject, value } from './fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;
let databases = 0;

async function storeOf(name: string): Promise<Store> {
  let [acts, ids] = [0, 0];
  return value(
    await openStore({
      name: `merge-undo-${++databases}`,
      clock: () => 7_200_000 + ++acts,
      ids: () => `${name}-${++ids}`,
      annotator: () => name,
    }),
  );
}

/** The project as it lies here, tombstones and times included. */
async function fileOf(store: Store, projectId: string): Promise<ProjectBundle> {
  return (await store.bundles.read(projectId, { tombstones: true }))!;
}

/** Ann's project, and Bob's copy, in which he labels, renames a label, deletes a text and adds one. */
async function annAndBob() {
  const { store: ann, name, project, person, place, documentIds } = await smallProject();
  const [first = '', second = '', third = ''] = documentIds;
  const annotate = (id: string, documentId: string, labelId: string, from: number, to: number) =>
    ({ kind: 'annotate', id, documentId, labelId, target: span(from, to) }) as const;
  value(
    await ann.act(project.id, [
      annotate('mine', first, person, 0, 3),
      annotate('other', second, person, 0, 5),
      { kind: 'mark', documentIds: [first], status: 'done' },
    ]),
  );
  const bob = await storeOf('bob');
  value(await bob.bundles.write(await fileOf(ann, project.id)));
  value(
    await bob.act(project.id, [
      annotate('theirs', first, place, 13, 19),
      { kind: 'explain', annotationId: 'theirs', explanations: [{ kind: 'trigger', spans: [span(4, 9)] }] },
      { kind: 'mark', documentIds: [first], status: 'done' },
    ]),
  );
  value(await bob.labels.update(place, { name: 'Location' }));
  value(await bob.importer(project.id).appendBatch([{ text: 'Alan came too.' }]));
  /** Bob's file, in which the third text is deleted. */
  const bobsFile = async (): Promise<ProjectBundle> => {
    const whole = await fileOf(bob, project.id);
    const gone = { text: '', meta: {}, deleted: true, updatedAt: 8_000_000 } as const;
    return {
      ...whole,
      documents: whole.documents.map((doc) => (doc.id === third ? { ...doc, ...gone } : doc)),
    };
  };
  return { ann, name, bob, project, person, place, first, bobsFile };
}

describe('a preview', () => {
  it('says what the merge then does, and changes nothing', async () => {
    const { ann, project, bobsFile } = await annAndBob();
    const before = await fileOf(ann, project.id);
    const file = await bobsFile();
    const preview = value(await ann.bundles.preview(file));
    expect(await fileOf(ann, project.id)).toEqual(before);
    expect(preview).toMatchObject({
      isHere: true,
      isNews: true,
      isUndone: true,
      texts: { added: 1, changed: 0, removed: 1 },
      reasons: { added: 1, changed: 0, removed: 0 },
      labels: { added: [], removed: [], renamed: [{ from: 'Place', to: 'Location' }] },
      layers: [{ name: 'bob', isOwn: false, added: 1, changed: 0, removed: 0 }],
      settings: true,
    });
    value(await ann.bundles.write(file));
    expect(value(await ann.bundles.preview(file))).toMatchObject({ isNews: false });
    expect(await ann.documents.count(project.id)).toBe(3);
  });

  it('of a project that is not here names it', async () => {
    const { project, bobsFile } = await annAndBob();
    const cleo = await storeOf('cleo');
    const preview = value(await cleo.bundles.preview(await bobsFile()));
    expect(preview).toMatchObject({ isHere: false, name: 'small' });
    expect(await cleo.projects.get(project.id)).toBeUndefined();
  });
});

describe('undoing a merge', () => {
  it('leaves the project as if the file had never been opened, and redoing brings it again', async () => {
    const { ann, project, first, bobsFile } = await annAndBob();
    const [before, file] = [await fileOf(ann, project.id), await bobsFile()];
    const seen = () => ann.documents.labelled(project.id);
    const shownBefore = await seen();
    value(await ann.bundles.write(file));
    const [merged, shownMerged] = [await fileOf(ann, project.id), await seen()];
    expect(merged).not.toEqual(before);
    const step = value(await ann.history.undo(project.id));
    expect(step.kinds).toEqual(['merge']);
    // No tombstones: given on, this copy would delete Bob's labels everywhere.
    expect(await fileOf(ann, project.id)).toEqual(before);
    expect(await seen()).toEqual(shownBefore);
    value(await ann.history.redo(project.id));
    expect(await fileOf(ann, project.id)).toEqual(merged);
    expect(await seen()).toEqual(shownMerged);
    // And what was labelled before it can still be undone.
    value(await ann.history.undo(project.id));
    value(await ann.history.undo(project.id));
    expect(await ann.annotations.ofDocument(first)).toEqual([]);
  });

  it('comes after the acts that followed it, which keep their newer times', async () => {
    const { ann, project, first, place, bobsFile } = await annAndBob();
    const before = await fileOf(ann, project.id);
    value(await ann.bundles.write(await bobsFile()));
    value(await ann.act(project.id, { kind: 'relabel', annotationIds: ['mine'], labelId: place }));
    value(await ann.history.undo(project.id));
    value(await ann.history.undo(project.id));
    const [was, is] = [before, await fileOf(ann, project.id)].map(({ annotations }) =>
      annotations.find(({ id }) => id === 'mine'),
    );
    expect({ ...is, updatedAt: 0 }).toEqual({ ...was, updatedAt: 0 });
    expect(is?.updatedAt).toBeGreaterThan(was?.updatedAt ?? 0);
    expect((await ann.annotations.ofDocument(first)).map(({ id }) => id)).toEqual(['mine']);
  });

  it('shows what is of whoever sits here by then', async () => {
    const { ann: store, name, project, first, bobsFile } = await annAndBob();
    const before = await fileOf(store, project.id);
    value(await store.bundles.write(await bobsFile()));
    const ann = value(
      await openStore({ name, clock: () => 9_000_000, ids: () => 'none', annotator: () => '' }),
    );
    value(await ann.people.setName('cleo'));
    value(await ann.history.undo(project.id));
    const strip = ({ documents, ...rest }: ProjectBundle) => ({
      ...{ labels: rest.labels, annotations: rest.annotations, explanations: rest.explanations },
      documents: documents.map(({ status: _, ...doc }) => doc),
    });
    expect(strip(await fileOf(ann, project.id))).toEqual(strip(before));
    // The project is one heap again.
    expect(await ann.annotations.ofDocument(first)).toHaveLength(1);
    value(await ann.history.redo(project.id));
    expect(await ann.annotations.ofDocument(first)).toEqual([]);
    expect((await ann.documents.get(first))?.status).toBe('open');
  });

  it('is refused where a label that it brought is used by an import since', async () => {
    const { ann, bob, project, bobsFile } = await annAndBob();
    value(await bob.labels.add(project.id, { kind: 'span', name: 'Work' }));
    value(await ann.bundles.write(await bobsFile()));
    const annotations = [{ label: 'Work', target: span(0, 5), explanations: [] }];
    value(await ann.importer(project.id).appendBatch([{ text: 'Notes by Ada.', annotations }]));
    const merged = await fileOf(ann, project.id);
    expect(code(await ann.history.undo(project.id))).toBe('history-conflict');
    expect(await fileOf(ann, project.id)).toEqual(merged);
    expect((await ann.history.state(project.id)).undo?.kinds).not.toContain('merge');
  });

  it('takes back more than a row of the history holds', async () => {
    const { ann, project, first, person, bobsFile } = await annAndBob();
    const before = await fileOf(ann, project.id);
    const file = await bobsFile();
    const many = Array.from({ length: 5010 }, (_, i) => ({
      ...file.annotations.find(({ id }) => id === 'theirs')!,
      ...{ id: `many-${i}`, documentId: first, labelId: person, target: span(i % 9, 10 + (i % 7)) },
      annotator: `person ${i}`,
    }));
    value(await ann.bundles.write({ ...file, annotations: [...file.annotations, ...many] }));
    expect((await fileOf(ann, project.id)).annotations.length).toBeGreaterThan(5000);
    const { undo } = await ann.history.state(project.id);
    expect(undo?.changes).toBeGreaterThan(5010);
    value(await ann.history.undo(project.id));
    expect(await fileOf(ann, project.id)).toEqual(before);
    // The next act drops what could be redone, with all of its rows.
    value(await ann.act(project.id, { kind: 'mark', documentIds: [first], flagged: true }));
    expect(code(await ann.history.redo(project.id))).toBe('nothing-to-redo');
    expect((await ann.history.state(project.id)).undo?.changes).toBe(1);
  });
});
