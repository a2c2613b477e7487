/**
 * A modal dialog: the browser's own `<dialog>`, which traps focus, closes on Escape, makes the rest inert and gives
 * focus back. Mounted only while open; `onClose` is called once however it was closed.
 */
import X from 'lucide-solid/icons/x';
import { createUniqueId, type JSX, onMount } from 'solid-js';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import './dialog.css';

export interface DialogProps {
  readonly title: JSX.Element;
  readonly onClose: () => void;
  readonly children: JSX.Element;
  readonly footer?: JSX.Element;
  /** `side`: a panel at the edge, for reading beside the work. */
  readonly place?: 'middle' | 'side';
  readonly width?: 'narrow' | 'wide';
}

export function Dialog(props: DialogProps): JSX.Element {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  onMount(() => {
    element?.showModal();
    element?.addEventListener('click', (event) => {
      // A click on the backdrop is a click on the dialog itself, outside of its box.
      if (event.target === element && props.place === 'side') element?.close();
    });
  });
  return (
    <dialog
      ref={element}
      class="dialog"
      data-place={props.place ?? 'middle'}
      data-width={props.width ?? 'narrow'}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
    >
      <div class="dialog-box">
        <header class="dialog-head">
          <h2 class="dialog-title" id={titleId}>
            {props.title}
          </h2>
          <Button look="quiet" icon={<X />} label={m().common.close} onClick={() => element?.close()} />
        </header>
        <div class="dialog-body">{props.children}</div>
        {props.footer === undefined ? null : <footer class="dialog-foot">{props.footer}</footer>}
      </div>
    </dialog>
  );
}
