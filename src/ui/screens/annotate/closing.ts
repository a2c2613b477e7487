/** A pop-up that goes away on Escape and on a press beside it. */
import { onCleanup, onMount } from 'solid-js';
import { m } from '../../messages/index.ts';
import { useShortcuts } from '../../state/shortcuts.ts';

export function useClosing(box: () => HTMLElement | undefined, close: () => void): void {
  useShortcuts([
    {
      keys: 'Escape',
      label: m().common.close,
      group: m().annotate.keys.groupText,
      hidden: true,
      inFields: true,
      run: close,
    },
  ]);
  onMount(() => {
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && box()?.contains(event.target) === false) close();
    };
    // After the click that opened it.
    const timer = setTimeout(() => document.addEventListener('pointerdown', outside));
    onCleanup(() => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', outside);
    });
  });
}
