/** The cache of what an encoder made: bounded, cleared, gone with its project. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { smallProject, value } from './fixture.ts';

const row = (projectId: string, documentId: string, tokens = 10) => ({
  projectId,
  documentId,
  encoder: 'e',
  textHash: 1,
  codes: new Int8Array(tokens * 4).fill(3),
  scales: new Float32Array(tokens).fill(0.5),
});

describe('kept states', () => {
  it('come back as they were, of the encoder that was asked for', async () => {
    const { store, project } = await smallProject();
    value(await store.states.put([row(project.id, 'a'), row(project.id, 'b')], 1e6));
    expect(await store.states.get(['b', 'c'], 'e')).toMatchObject([row(project.id, 'b')]);
    expect(await store.states.get(['b'], 'other')).toEqual([]);
    expect(await store.states.bytes()).toBe(160);
    value(await store.states.clear());
    expect(await store.states.bytes()).toBe(0);
  });

  it('stay under their bound: those written first go', async () => {
    const { store, project } = await smallProject();
    for (const id of ['a', 'b', 'c', 'd']) {
      value(await store.states.put([row(project.id, id)], 240));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await store.states.bytes()).toBeLessThanOrEqual(240);
    expect((await store.states.get(['a', 'b', 'c', 'd'], 'e')).map(({ documentId }) => documentId)).toContain(
      'd',
    );
    expect(await store.states.get(['a'], 'e')).toEqual([]);
  });

  it('go with their project, and are not written for one that is gone', async () => {
    const { store, project } = await smallProject();
    value(await store.states.put([row(project.id, 'a')], 1e6));
    value(await store.projects.remove(project.id));
    value(await store.states.put([row(project.id, 'b')], 1e6));
    expect(await store.states.bytes()).toBe(0);
  });
});
