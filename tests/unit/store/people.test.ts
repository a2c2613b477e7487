/** Several people in one project: whose labels are seen, what a colleague's file does, what is decided. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ProjectBundle } from '#core/project';
import { openStore, type Store } from '#store';
import { smallProject, value } from './fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;
let databases = 0;

async function storeOf(name: string, hour: number): Promise<Store> {
  let acts = 0;
  let ids = 0;
  return value(
    await openStore({
      name: `people-${++databases}`,
      clock: () => hour * 3_600_000 + ++acts,
      ids: () => `${name}-${++ids}`,
      annotator: () => name,
    }),
  );
}

async function fileOf(store: Store, projectId: string): Promise<ProjectBundle> {
  return (await store.bundles.read(projectId, { tombstones: true }))!;
}

/** Ann's project with one text labelled, and Bob, an hour behind, who labels the same text in his copy. */
async function annAndBob() {
  const { store, project, person, place, documentIds } = await smallProject();
  const [text = ''] = documentIds;
  const bob = await storeOf('bob', -1);
  value(await bob.bundles.write(await fileOf(store, project.id)));
  const ann = async (labelId: string, from: number, to: number) =>
    value(
      await store.act(project.id, [
        { kind: 'annotate', documentId: text, labelId, target: span(from, to) },
        { kind: 'mark', documentIds: [text], status: 'done' },
      ]),
    );
  await ann(person, 0, 3);
  value(
    await bob.act(project.id, [
      {
        kind: 'annotate',
        documentId: text,
        labelId: person,
        target: span(0, 3),
        explanations: [{ kind: 'trigger', spans: [{ from: 4, to: 9 }] }],
      },
      { kind: 'annotate', documentId: text, labelId: place, target: span(13, 19) },
      { kind: 'mark', documentIds: [text], status: 'done' },
    ]),
  );
  return { ann: store, bob, project, person, place, text };
}

const who = async (store: Store, text: string): Promise<readonly string[]> =>
  (await store.annotations.ofDocument(text)).map(({ annotator }) => annotator);

describe('opening a colleague’s file', () => {
  it('puts their labels beside mine: everybody sees and trains on their own', async () => {
    const { ann, bob, project, text } = await annAndBob();
    const [annsFile, bobsFile] = [await fileOf(ann, project.id), await fileOf(bob, project.id)];
    value(await ann.bundles.write(bobsFile));
    value(await bob.bundles.write(annsFile));
    expect((await ann.projects.get(project.id))?.settings.people).toBe(true);
    expect(await who(ann, text)).toEqual(['ann']);
    expect(await who(bob, text)).toEqual(['bob', 'bob']);
    const [learned] = await ann.documents.labelled(project.id);
    expect(learned?.annotations).toHaveLength(1);
    expect(await ann.explanations.ofProject(project.id)).toEqual([]);
    const layers = await ann.people.layers(text);
    expect(layers?.annotations.map(({ annotator }) => annotator).sort()).toEqual(['ann', 'bob', 'bob']);
    expect(layers?.document.statuses).toMatchObject({ ann: { status: 'done' }, bob: { status: 'done' } });
    // Both have the same now, whoever opened whose file first.
    const strip = ({ documents, annotations, explanations }: ProjectBundle) => ({
      documents: documents.map(({ status: _, ...rest }) => rest),
      annotations,
      explanations,
    });
    expect(strip(await fileOf(ann, project.id))).toEqual(strip(await fileOf(bob, project.id)));
  });

  it('leaves a text that a colleague finished open for me', async () => {
    const { ann, bob, project } = await annAndBob();
    const other = (await ann.documents.page(project.id)).items[1]!;
    value(await bob.act(project.id, { kind: 'mark', documentIds: [other.id], status: 'done' }));
    value(await ann.bundles.write(await fileOf(bob, project.id)));
    expect((await ann.documents.get(other.id))?.status).toBe('open');
  });
});

describe('deciding', () => {
  it('makes gold labels that train and are undone in one step, and leaves people’s as they are', async () => {
    const { ann, bob, project, person, text } = await annAndBob();
    value(await ann.bundles.write(await fileOf(bob, project.id)));
    value(
      await ann.act(project.id, {
        kind: 'decide',
        documentId: text,
        how: 'person',
        labels: [
          {
            labelId: person,
            target: span(13, 19),
            explanations: [{ kind: 'trigger', spans: [{ from: 4, to: 9 }] }],
          },
        ],
      }),
    );
    expect(await who(ann, text)).toEqual(['ann']);
    const [learned] = await ann.documents.labelled(project.id);
    expect(learned?.annotations).toMatchObject([{ labelId: person, target: span(13, 19), gold: true }]);
    expect(learned?.explanations).toHaveLength(1);
    value(await ann.projects.update(project.id, { settings: { learnFrom: 'mine' } }));
    expect((await ann.documents.labelled(project.id))[0]?.annotations[0]?.annotator).toBe('ann');
    // Deciding again replaces what was decided.
    value(await ann.act(project.id, { kind: 'decide', documentId: text, how: 'vote', labels: [] }));
    expect((await ann.people.layers(text))?.annotations.filter(({ gold }) => gold === true)).toEqual([]);
    value(await ann.history.undo(project.id));
    value(await ann.history.undo(project.id));
    expect((await ann.people.layers(text))?.document.decided).toBeUndefined();
  });
});

describe('a name that is given later', () => {
  it('is taken by what was labelled without one', async () => {
    let name = '';
    const { store: first, project, person, documentIds } = await smallProject();
    const [text = ''] = documentIds;
    const store = value(
      await openStore({
        name: `people-${++databases}`,
        clock: () => 9_000_000,
        ids: () => `late-${++databases}`,
        annotator: () => name,
      }),
    );
    value(await store.bundles.write(await fileOf(first, project.id)));
    value(
      await store.act(project.id, {
        kind: 'annotate',
        documentId: text,
        labelId: person,
        target: span(0, 3),
      }),
    );
    value(await store.people.setName('Cleo'));
    name = 'Cleo';
    expect(await who(store, text)).toEqual(['Cleo']);
    expect(await store.people.name()).toBe('Cleo');
  });
});
