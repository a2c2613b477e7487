/**
 * A live query of the store as a signal. The query is run again whenever what it read changed (in this tab, another
 * tab or a worker) and whenever a signal that `key` reads changed; the previous value stays until the new one is
 * there, so that nothing flickers. `undefined` until the first answer, and while `key` gives `undefined`.
 */

import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { Store } from '#store';
import { reportProblem } from './problems.ts';
import { useStore } from './store-context.ts';

export function createLive<K, T>(
  key: Accessor<K | undefined>,
  query: (store: Store, key: K) => Promise<T>,
): Accessor<T | undefined> {
  const store = useStore();
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
