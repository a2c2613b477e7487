/** Opens the database with all that the store can do: for workers, tools and tests, which have its code at hand. */
import { err, ok } from '#core/base';
import { assemble, withPacks } from './assemble.ts';
import { openBase } from './base-store.ts';
import type { Outcome } from './outcome.ts';
import type { Store, StoreOptions } from './store.ts';

export async function openStore(options: StoreOptions): Outcome<Store> {
  const opened = await openBase(options, async () => ({ assemble, withPacks }));
  return opened.ok ? ok(await opened.value.whole()) : err(opened.error);
}
