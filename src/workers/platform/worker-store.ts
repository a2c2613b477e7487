/**
 * The database as a worker sees it: opened when first needed, once. The page has opened it before; a worker that made one where the
 * browser has just cleared it would hide that from the page.
 */
import type { Result } from '#core/base';
import { openStore, type Store, type StoreProblem } from '#store';
import { randomId } from './identity.ts';

let opening: Promise<Result<Store, StoreProblem>> | undefined;

export async function workerStore(): Promise<Result<Store, StoreProblem>> {
  opening ??= openStore({ clock: Date.now, ids: randomId, create: false });
  const opened = await opening;
  if (!opened.ok) opening = undefined; // the next request tries again
  return opened;
}
