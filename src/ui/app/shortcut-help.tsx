/** `?`: every key that works right now, by group. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { m } from '../messages/index.ts';
import { type Shortcut, shortcuts, useShortcuts } from '../state/shortcuts.ts';
import { Dialog } from '../widgets/dialog.tsx';
import { Keys } from '../widgets/keys.tsx';
import './shortcut-help.css';

const [open, setOpen] = createSignal(false);

export function openShortcutHelp(): void {
  setOpen(true);
}

export function ShortcutHelp(): JSX.Element {
  useShortcuts([
    {
      keys: '?',
      label: m().common.shortcuts.open,
      group: m().common.shortcuts.general,
      run: () => {
        setOpen(true);
      },
    },
  ]);
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
    <Show when={open()}>
      <Dialog title={m().common.shortcuts.title} place="side" onClose={() => setOpen(false)}>
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
    </Show>
  );
}
