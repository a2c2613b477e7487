/** A shortcut as key caps. Decoration: the name of the control says the key to screen readers. */
import { For, type JSX } from 'solid-js';
import { m } from '../messages/index.ts';
import { keyCaps } from '../state/shortcuts.ts';
import './keys.css';

export function Keys(props: { readonly keys: string }): JSX.Element {
  return (
    <span class="keys" aria-hidden="true">
      <For each={keyCaps(props.keys, m().common.shortcuts.key)}>{(cap) => <kbd class="key">{cap}</kbd>}</For>
    </span>
  );
}
