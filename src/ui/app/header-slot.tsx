/** A place in the blue header that the shown screen fills (the training status, for one). */
import { createSignal, type JSX, onCleanup, Show } from 'solid-js';

const [content, setContent] = createSignal<() => JSX.Element>();

export const HeaderSlot = {
  Outlet: (): JSX.Element => <Show when={content()}>{(render) => render()()}</Show>,
  /** Filled as long as the calling component lives. */
  use: (render: () => JSX.Element): void => {
    setContent(() => render);
    onCleanup(() => setContent((current) => (current === render ? undefined : current)));
  },
};
