import { describe, expect, it } from 'vitest';
import type { ProjectBundle } from '#core/project';
import type { Store } from '#store';
import { freshStore, smallProject, value } from './fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;

/** Two people with a copy each of one project, in which one text has one label. */
async function twoCopies() {
  const first = await smallProject();
  const { store, project, person, documentIds } = first;
  const documentId = documentIds[0]!;
  value(
    await store.act(project.id, [
      { kind: 'annotate', id: 'x', documentId, labelId: person, target: span(0, 3) },
    ]),
  );
  const second = await freshStore();
  value(await second.store.bundles.write((await store.bundles.read(project.id))!));
  return { ...first, other: second.store };
}

const fileOf = async (store: Store, projectId: string): Promise<ProjectBundle> =>
  (await store.bundles.read(projectId, { tombstones: true }))!;

describe('what two people did becomes one', () => {
  it('a label that one renamed has its new name with the other', async () => {
    const { store, other, project, person } = await twoCopies();
    value(await other.labels.update(person, { name: 'Human being' }));
    value(await store.bundles.write(await fileOf(other, project.id)));
    expect((await store.labels.list(project.id)).map(({ name }) => name)).toContain('Human being');
  });

  it('ends the same on both sides where both changed one label at the same time', async () => {
    const { store, other, project, place, livesIn } = await twoCopies();
    expect(livesIn).toBeDefined();
    const at = (bundle: ProjectBundle, change: object): ProjectBundle => ({
      ...bundle,
      annotations: bundle.annotations.map((one) => ({ ...one, ...change, updatedAt: 5_000_000 })),
    });
    const mine = at(await fileOf(store, project.id), { labelId: place });
    const theirs = at(await fileOf(other, project.id), { target: span(4, 9) });
    const ends = await Promise.all(
      [
        [mine, theirs],
        [theirs, mine],
      ].map(async (files) => {
        const person = await freshStore();
        for (const one of files) value(await person.store.bundles.write(one));
        return (await fileOf(person.store, project.id)).annotations;
      }),
    );
    expect(ends[0]).toEqual(ends[1]);
  });

  it('a label that one deleted does not come back with the other’s older copy', async () => {
    const { store, other, project, place } = await twoCopies();
    const older = await fileOf(other, project.id);
    value(await store.labels.remove(place, 'remove'));
    value(await store.bundles.write(older));
    expect((await store.labels.list(project.id)).map(({ id }) => id)).not.toContain(place);
  });
});
