/** `?`: the list of keys. Its code comes when it is first opened: the first screen does without it. */
import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import { m } from '../messages/index.ts';
import { useShortcuts } from '../state/shortcuts.ts';

const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

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
  return (
    <Show when={open()}>
      <Suspense>
        <ShortcutList onClose={() => setOpen(false)} />
      </Suspense>
    </Show>
  );
}
