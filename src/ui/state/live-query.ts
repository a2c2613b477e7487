/** What stands behind live queries, and those of the part of the store that the first screen has. */
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { BaseStore, Store } from '#store';
import { reportProblem } from './problems.ts';
import { useBaseStore } from './store-context.ts';

/** As `createLive`, of what the first screen has of the store; each answer is new, as it is read. */
export function createBaseLive<K, T>(
  key: Accessor<K | undefined>,
  query: (store: BaseStore, key: K) => Promise<T>,
): Accessor<T | undefined> {
  return liveOf(useBaseStore(), key, query, (_, next) => next);
}

/** `take`: what is shown of an answer, given the one before it. */
export function liveOf<S extends Pick<Store, 'live'>, K, T>(
  store: S,
  key: Accessor<K | undefined>,
  query: (store: S, key: K) => Promise<T>,
  take: (old: T | undefined, next: T) => T,
): Accessor<T | undefined> {
  const [value, setValue] = createSignal<T | undefined>();
  createEffect(
    on(key, (current) => {
      if (current === undefined) {
        setValue(undefined);
        return;
      }
      const subscription = store
        .live(() => untrack(() => query(store, current)))
        .subscribe(
          (next) => setValue((old) => take(old, next)),
          (problem) => reportProblem(problem),
        );
      onCleanup(() => subscription.unsubscribe());
    }),
  );
  return value;
}
