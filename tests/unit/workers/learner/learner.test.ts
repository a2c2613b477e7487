/** The learner in Node, with the real runtime and a real database: what may happen to it while it works. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '#core/project';
import type { Store } from '#store';
import { value } from '../../store/fixture.ts';
import { type AssetHost, assetHost } from './asset-host.ts';
import {
  labelSome,
  learnerProject,
  type RunningLearner,
  scoredTexts,
  serve,
  startLearner,
  untilDone,
  untilRead,
} from './learner-fixture.ts';

let host: AssetHost;
let at: RunningLearner | undefined;
beforeAll(async () => {
  host = await assetHost();
});
afterEach(async () => {
  await at?.stop();
  at = undefined;
});
afterAll(() => host.close());

/** Versions of the model whose recommendations stand under a text. */
async function versionsUnder(store: Store, document: Document | undefined): Promise<number[]> {
  const sets = await store.recommendations.setsOfDocument(document?.id ?? '');
  return sets.filter(({ source }) => source === 'model').map(({ version }) => version);
}

describe('the learner', () => {
  it('fetches what failed when it is asked again, and says meanwhile what it cannot have', async () => {
    // First of all, since what was fetched once is kept.
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    host.fail(true);
    at = startLearner(project);
    const failed = await at.until('failed', ({ phase }) => phase === 'failed');
    expect(failed.problem?.code).toBe('asset-refused');
    const next = await project.store.documents.at(project.projectId, 5);
    const sources = async (): Promise<string[]> =>
      (await project.store.recommendations.setsOfDocument(next?.id ?? '')).map(({ source }) => source);
    await untilDone('looked up', async () => (await sources()).includes('dictionary'), at.status);
    host.fail(false);
    at.loop.train();
    const { problem } = await at.until('trained', ({ version, order }) => version === 1 && order === 'done');
    expect(problem).toBeUndefined();
  });

  it('recommends for the text on the screen and those after it, with the newest model', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('quiet', ({ version, phase }) => version === 1 && phase === 'idle');
    const near = await project.store.documents.at(project.projectId, 12);
    expect(await versionsUnder(project.store, near)).toEqual([1]);
    const far = await project.store.documents.at(project.projectId, 40);
    at.loop.focus(far?.id ?? '');
    await untilRead('recommended', () => versionsUnder(project.store, far), [1]);
    // What is done is no candidate for the next text any more, also one that had a score before.
    await labelSome(project, 12, 1);
    await at.until('learned', ({ version, phase }) => version === 2 && phase === 'idle');
    const scored = await scoredTexts(project);
    expect(scored).toContain(far?.id);
    expect(scored).not.toContain(near?.id);
  });

  it('learns from labels that are undone while it trains as if they had never been', async () => {
    const project = await learnerProject(60, { trainEvery: 4 });
    await labelSome(project, 0, 2);
    at = startLearner(project);
    await at.until('training', ({ phase }) => phase === 'training');
    value(await project.store.history.undo(project.projectId));
    // Two labels came off: that is half of what makes the network train again.
    await at.until('trained', (now) => now.version > 0 && now.phase === 'idle' && now.pending === 2);
    value(await project.store.history.undo(project.projectId));
    at.loop.train();
    await at.until('answered', ({ order }) => order === 'nothing-to-learn');
  });

  it('trains again for labels that came while it trained', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('training', ({ phase }) => phase === 'training');
    await labelSome(project, 3, 3);
    await at.until(
      'trained twice',
      ({ pending, version, phase }) => version > 2 && !pending && phase === 'idle',
    );
    // First what is new is said at once, then the network learns it, too.
    const of = (one: number) =>
      at?.told.filter(({ version }) => version === one).map(({ pending }) => pending);
    expect(Math.max(...(of(2) ?? []))).toBeGreaterThan(0);
    expect(of(3)).toContain(0);
  });

  it('does not stop at an import of a thousand labelled texts', async () => {
    const project = await learnerProject(30);
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('trained', ({ version, phase }) => version === 1 && phase === 'idle');
    await serve(project.store, project.projectId, 30, 1030, true);
    await at.until('trained', ({ version, pending }) => version > 1 && pending === 0);
  });

  it('trains nothing while it is paused, and recommends all the same', async () => {
    const project = await learnerProject();
    at = startLearner(project, true);
    await at.until('paused', ({ phase }) => phase === 'paused');
    await labelSome(project, 0, 6);
    await at.until('heard', ({ pending }) => pending === 12);
    const next = await project.store.documents.at(project.projectId, 7);
    const shown = () => project.store.recommendations.ofDocument(next?.id ?? '');
    await untilDone('recommended', async () => (await shown()).length > 0, at.status);
    expect(at.status()).toMatchObject({ phase: 'paused', version: 0 });
    at.loop.pause(false);
    await at.until('trained', ({ version }) => version === 1);
  });

  it('goes on from the last training after a reload, with what was labelled meanwhile', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('trained', ({ version, phase }) => version === 1 && phase === 'idle');
    await at.stop();
    await labelSome(project, 3, 2);
    at = startLearner(project);
    const again = await at.until('heard', ({ phase }) => phase === 'idle');
    expect(again.version).toBeGreaterThan(0);
    expect(again.pending).toBe(4);
    await labelSome(project, 5, 1);
    await at.until('trained', ({ version, pending }) => version > again.version && pending === 0);
  });

  it('learns after a reload what was labelled while the last training ran', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('training', ({ step }) => step > 0);
    await labelSome(project, 3, 2);
    await at.until('trained', (now) => now.version > 0 && now.phase === 'idle' && now.pending === 4);
    await at.stop();
    at = startLearner(project);
    expect(await at.until('heard', ({ phase }) => phase === 'idle')).toMatchObject({ pending: 4 });
  });

  it('goes back to a model that was kept, which then is the newest and recommends', async () => {
    const project = await learnerProject();
    const { store, projectId } = project;
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('trained', ({ version, phase }) => version === 1 && phase === 'idle');
    const first = await store.weights.get(projectId, 'ner');
    await labelSome(project, 3, 3);
    const { version } = await at.until('again', (now) => now.version > 1 && now.phase === 'idle');
    at.loop.restore(1);
    await at.until('back', (now) => now.version === version + 1 && now.phase === 'idle');
    const now = await store.weights.get(projectId, 'ner');
    expect(now?.tensors).toEqual(first?.tensors);
    const next = await store.documents.at(projectId, 7);
    await untilRead('recommended', () => versionsUnder(store, next), [version + 1]);
    // What is labelled from then on is learned from there.
    await labelSome(project, 6, 1);
    await at.until('on', (one) => one.version > version + 1);
  });

  it('checks the labels when it is asked to, and stops when it is told to', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 12);
    at = startLearner(project);
    await at.until('trained', ({ version, phase }) => version > 0 && phase === 'idle');
    at.loop.check(false);
    await at.until('checking', ({ check }) => check !== undefined);
    await at.until('checked', ({ check, phase }) => check === undefined && phase === 'idle');
    const found = await project.store.checkUps.get(project.projectId);
    expect(found).toMatchObject({ texts: 12 });
    expect(found?.items.filter(({ gold }) => gold !== '')).toHaveLength(24);
    at.loop.check(false);
    at.loop.check(true);
    await at.until('stopped', ({ check, phase }) => check === undefined && phase === 'idle');
    expect(await project.store.checkUps.get(project.projectId)).toEqual(found);
  });

  it('forgets everything trained on a reset, and begins anew', async () => {
    const project = await learnerProject();
    await labelSome(project, 0, 3);
    at = startLearner(project);
    await at.until('trained', ({ version, phase }) => version === 1 && phase === 'idle');
    const before = await project.store.weights.get(project.projectId, 'ner');
    at.loop.reset();
    await at.until('forgotten', ({ version }) => version === 0);
    await at.until('trained', ({ version, phase }) => version === 1 && phase === 'idle');
    const after = await project.store.weights.get(project.projectId, 'ner');
    expect(after?.step).toBe(before?.step);
    expect(after?.trainedAt).toBeGreaterThan(before?.trainedAt ?? 0);
  });
});
