/**
 * A live query of the store as a signal. The query is run again whenever what it read changed (in this tab, another
 * tab or a worker) and whenever a signal that `key` reads changed; the previous value stays until the new one is
 * there, so that nothing flickers. `undefined` until the first answer, and while `key` gives `undefined`.
 */

import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { BaseStore, Store } from '#store';
import { reportProblem } from './problems.ts';
import { useBaseStore, useStore } from './store-context.ts';

export function createLive<K, T>(
  key: Accessor<K | undefined>,
  query: (store: Store, key: K) => Promise<T>,
): Accessor<T | undefined> {
  return liveOf(useStore(), key, query);
}

/** The same of what the first screen has of the store. */
export function createBaseLive<K, T>(
  key: Accessor<K | undefined>,
  query: (store: BaseStore, key: K) => Promise<T>,
): Accessor<T | undefined> {
  return liveOf(useBaseStore(), key, query);
}

function liveOf<S extends Pick<Store, 'live'>, K, T>(
  store: S,
  key: Accessor<K | undefined>,
  query: (store: S, key: K) => Promise<T>,
): Accessor<T | undefined> {
  const [value, setValue] = createSignal<T | undefined>(undefined, { equals: false });
  createEffect(
    on(key, (current) => {
      if (current === undefined) {
        setValue(undefined);
        return;
      }
      const subscription = store
        .live(() => untrack(() => query(store, current)))
        .subscribe(
          (next) => setValue(() => next),
          (problem) => reportProblem(problem),
        );
      onCleanup(() => subscription.unsubscribe());
    }),
  );
  return value;
}
