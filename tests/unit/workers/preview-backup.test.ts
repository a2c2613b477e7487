/** What a restore would do, told before it is done: brought back, put back as it was, taken away. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { previewBackup, restoreBackup } from '../../../src/workers/files/open-project.ts';
import { smallProject, value } from '../store/fixture.ts';

it('a restore says what it brings back, changes and takes away, and then nothing is left to do', async () => {
  const { store, project, documentIds, person } = await smallProject();
  const [first = '', second = ''] = documentIds;
  const label = (id: string, documentId: string) =>
    store.act(project.id, {
      kind: 'annotate',
      ...{ id, documentId, labelId: person, target: { kind: 'span', from: 0, to: 3 } },
    });
  value(await label('before', first));
  const { id } = value(await store.backups.make(project.id, 'acts'));
  const none = { documents: 0, annotations: 0, explanations: 0 };
  const same = { isHere: true, back: none, changed: none, gone: none };
  expect(await previewBackup(store, id)).toMatchObject({ ok: true, value: same });
  value(await store.act(project.id, { kind: 'remove', annotationIds: ['before'], relations: 'remove' }));
  value(await label('since', second));
  value(await store.act(project.id, { kind: 'mark', documentIds: [second], status: 'done' }));
  expect(await previewBackup(store, id)).toMatchObject({
    ok: true,
    value: {
      back: { ...none, annotations: 1 },
      changed: { ...none, documents: 1 },
      gone: { ...none, annotations: 1 },
    },
  });
  expect((await restoreBackup(store, id)).ok).toBe(true);
  expect(await previewBackup(store, id)).toMatchObject({ ok: true, value: same });
  value(await store.projects.remove(project.id));
  expect(await previewBackup(store, id)).toMatchObject({ ok: true, value: { isHere: false, gone: none } });
});
