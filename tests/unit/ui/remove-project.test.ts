/** The eight seconds in which a deletion can be called off: by Undo, and by opening the project again from its file. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { must } from '#core/base';
import {
  keepingReopened,
  pendingRemovals,
  removeProject,
} from '../../../src/ui/screens/projects/remove-project.ts';
import { toasts } from '../../../src/ui/state/toasts.ts';
import { type Small, smallProject, value } from '../store/fixture.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const isHere = async ({ store, project }: Small): Promise<boolean> =>
  (await store.projects.get(project.id)) !== undefined;

async function removed(): Promise<Small> {
  const small = await smallProject();
  removeProject(small.store, must(await small.store.projects.summary(small.project.id), 'summary'));
  expect(pendingRemovals().has(small.project.id)).toBe(true);
  return small;
}

it('after them the project is gone, and not before', async () => {
  const small = await removed();
  await vi.advanceTimersByTimeAsync(7900);
  expect(await isHere(small)).toBe(true);
  await vi.advanceTimersByTimeAsync(200);
  await vi.waitFor(async () => expect(await isHere(small)).toBe(false), { timeout: 10_000 });
  await vi.waitFor(() => expect(pendingRemovals().has(small.project.id)).toBe(false), { timeout: 10_000 });
});

it('Undo calls it off', async () => {
  const small = await removed();
  must(toasts().at(-1)?.action, 'Undo').run();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await isHere(small)).toBe(true);
  expect(pendingRemovals().size).toBe(0);
});

it('so does opening its file again, even where that ends after them', async () => {
  const small = await removed();
  const { store, project } = small;
  const bundle = must(await store.bundles.read(project.id), 'bundle');
  let finish: (() => void) | undefined;
  const opening = keepingReopened(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    value(await store.bundles.write(bundle));
    return { projectId: project.id };
  });
  await vi.advanceTimersByTimeAsync(9000);
  expect(await isHere(small)).toBe(true);
  must(finish, 'finish')();
  await opening;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await isHere(small)).toBe(true);
  expect(pendingRemovals().size).toBe(0);
});
