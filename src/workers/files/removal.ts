/**
 * A project goes, and with it the language model that was brought for it, unless another project here reads by that: it lies
 * outside the database, where removal would not find it, and may take 200 MB.
 */
import { ok, type Problem, type Result } from '#core/base';
import type { Project } from '#core/project';
import type { Store } from '#store';
import { isOwn } from '../encoder/contract.ts';

export async function removeProject(
  store: Store,
  projectId: string,
): Promise<Result<{ readonly isBackedUp: boolean }, Problem>> {
  const project = await store.projects.get(projectId);
  const brought = project === undefined ? [] : await broughtFor(store, project);
  const removed = await store.projects.remove(projectId);
  if (!removed.ok) return removed;
  if (brought.length > 0) await forgetUnused(store, brought);
  return ok({ isBackedUp: removed.value.backup !== undefined });
}

/** Names of those that it is set to read by, or that its model still reads by. */
async function broughtFor(store: Store, { id, task, settings }: Project): Promise<string[]> {
  const weights = await store.weights.get(id, task);
  return [settings.encoder?.name, weights?.encoder].flatMap((name) =>
    name !== undefined && isOwn(name) ? [name] : [],
  );
}

async function forgetUnused(store: Store, names: readonly string[]): Promise<void> {
  const used = new Set<string>();
  for (const { project } of await store.projects.list())
    for (const name of await broughtFor(store, project)) used.add(name);
  const { removeOwn } = await import('../encoder/own-files.ts');
  for (const name of names) if (!used.has(name)) await removeOwn(name);
}
