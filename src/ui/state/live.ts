/**
 * A live query of the store as a signal. The query is run again whenever what it read changed (in this tab, another
 * tab or a worker) and whenever a signal that `key` reads changed; the previous value stays until the new one is
 * there, so that nothing flickers, and what of it did not change stays the same object. `undefined` until the first answer, and
 * while `key` gives `undefined`.
 */

import type { Accessor } from 'solid-js';
import type { Store } from '#store';
import { withKeptParts } from './kept-parts.ts';
import { liveOf } from './live-query.ts';
import { useStore } from './store-context.ts';

export function createLive<K, T>(
  key: Accessor<K | undefined>,
  query: (store: Store, key: K) => Promise<T>,
): Accessor<T | undefined> {
  return liveOf(useStore(), key, query, withKeptParts);
}
