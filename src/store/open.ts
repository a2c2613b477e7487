import { InternalError, type Result } from '#core/base';
import type { StoreProblem } from './problems.ts';
import type { Store, StoreOptions } from './store.ts';

/** Opens (and where needed upgrades) the database. */
export async function openStore(_options: StoreOptions): Promise<Result<Store, StoreProblem>> {
  throw new InternalError('not built yet');
}
