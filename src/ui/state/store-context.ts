/**
 * The one open store of this tab, given to every component by the shell: what every screen has (`useBaseStore`), and the whole of
 * it (`useStore`) for components that were loaded with it (`lazyWithStore`).
 */

import { type Component, createComponent, createContext, lazy, useContext } from 'solid-js';
import { InternalError } from '#core/base';
import type { BaseStore, Store } from '#store';
import { m } from '../messages/index.ts';
import { showToast } from './toasts.ts';

export const BaseStoreContext = createContext<BaseStore>();
const StoreContext = createContext<Store>();

export function useBaseStore(): BaseStore {
  const store = useContext(BaseStoreContext);
  if (store === undefined) throw new InternalError('useBaseStore outside of the shell');
  return store;
}

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === undefined) throw new InternalError('useStore outside of what lazyWithStore has loaded');
  return store;
}

/** A component that works with the whole store: both are loaded when it is first shown. */
export function lazyWithStore<P extends object>(load: () => Promise<Component<P>>): Component<P> {
  return (props) => {
    const base = useBaseStore();
    const Loaded = lazy<Component<P>>(async () => {
      const [Inner, store] = await Promise.all([load(), base.whole()]);
      return {
        default: (inner) =>
          createComponent(StoreContext.Provider, {
            value: store,
            get children() {
              return createComponent(Inner, inner);
            },
          }),
      };
    });
    return createComponent(Loaded, props);
  };
}

/** The whole store, for what a person asks of the first screen; `undefined` after it was said that its code cannot be had. */
export async function wholeStore(base: BaseStore): Promise<Store | undefined> {
  try {
    return await base.whole();
  } catch {
    showToast({ text: m().common.crash.missingPart.body, tone: 'alert' });
    return undefined;
  }
}
