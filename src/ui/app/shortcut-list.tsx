/** Every key that works right now, by group, beside the screen. */
import { createMemo, For, type JSX } from 'solid-js';
import { m } from '../messages/index.ts';
import { type Shortcut, shortcuts } from '../state/shortcuts.ts';
import { Dialog } from '../widgets/dialog.tsx';
import { Keys } from '../widgets/keys.tsx';
import './shortcut-list.css';

export function ShortcutList(props: { readonly onClose: () => void }): JSX.Element {
  const groups = createMemo(() => {
    const byGroup = new Map<string, Shortcut[]>();
    for (const shortcut of shortcuts()) {
      const group = byGroup.get(shortcut.group) ?? [];
      if (!group.some((other) => other.keys === shortcut.keys)) group.push(shortcut);
      byGroup.set(shortcut.group, group);
    }
    // What belongs to the shown screen comes first.
    return [...byGroup].reverse();
  });
  return (
    <Dialog title={m().common.shortcuts.title} place="side" onClose={() => props.onClose()}>
      <For each={groups()}>
        {([group, list]) => (
          <section class="shortcut-group">
            <h3 class="shortcut-heading">{group}</h3>
            <ul class="shortcut-list">
              <For each={list}>
                {(shortcut) => (
                  <li class="shortcut-row">
                    <span>{shortcut.label}</span>
                    <Keys keys={shortcut.keys} />
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </Dialog>
  );
}
