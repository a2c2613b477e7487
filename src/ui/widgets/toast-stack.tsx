/** Paints the toasts. They wait while the pointer or the focus is on them. */
import X from 'lucide-solid/icons/x';
import { createSignal, For, type JSX, onCleanup, onMount } from 'solid-js';
import { m } from '../messages/index.ts';
import { dismissToast, type Toast, toasts } from '../state/toasts.ts';
import { Button } from './button.tsx';
import './toast-stack.css';

function ToastCard(props: { readonly toast: Toast }): JSX.Element {
  const [held, setHeld] = createSignal(false);
  let left = props.toast.timeoutMs;
  onMount(() => {
    const timer = setInterval(() => {
      if (held()) return;
      left -= 250;
      if (left <= 0) dismissToast(props.toast.id);
    }, 250);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <li
      class="toast"
      data-tone={props.toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span class="toast-text">{props.toast.text}</span>
      {props.toast.action === undefined ? null : (
        <Button
          look="quiet"
          size="sm"
          class="toast-action"
          onClick={() => {
            props.toast.action?.run();
            dismissToast(props.toast.id);
          }}
        >
          {props.toast.action.label}
        </Button>
      )}
      <Button
        look="quiet"
        size="sm"
        icon={<X />}
        label={m().common.toast.dismiss}
        onClick={() => dismissToast(props.toast.id)}
      />
    </li>
  );
}

export function ToastStack(): JSX.Element {
  return (
    <section class="toast-stack" aria-label={m().common.toast.region} aria-live="polite">
      <ol class="toast-list">
        <For each={toasts()}>{(toast) => <ToastCard toast={toast} />}</For>
      </ol>
    </section>
  );
}
