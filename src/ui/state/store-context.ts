/** The one open store of this tab, given to every component by the shell. */

import { createContext, useContext } from 'solid-js';
import { InternalError } from '#core/base';
import type { Store } from '#store';

export const StoreContext = createContext<Store>();

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === undefined) throw new InternalError('useStore outside of the shell');
  return store;
}
