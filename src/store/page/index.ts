/** The store as the page opens it: the list of projects at once, the rest when a project is opened. */
import { openBase } from '../base-store.ts';
import type { Outcome } from '../outcome.ts';
import type { BaseStore, StoreOptions } from '../store.ts';

export function openBaseStore(options: StoreOptions): Outcome<BaseStore> {
  return openBase(options, () => import('../assemble.ts'));
}
