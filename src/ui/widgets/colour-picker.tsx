/**
 * A label's colour: a swatch that opens the palette. Each colour comes with its line pattern, as it is painted in texts.
 * The palette is a popover of the browser's own, so that it also lies above a modal dialog.
 */
import { computePosition, flip, offset, shift } from '@floating-ui/dom';
import { createUniqueId, For, type JSX } from 'solid-js';
import { m } from '../messages/index.ts';
import { hueCount, hueOf, lineImage } from '../theme/palette.ts';
import './colour-picker.css';

const choices = Array.from({ length: 2 * hueCount }, (_, i) => i);

export function ColourPicker(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (colour: number) => void;
}): JSX.Element {
  const id = createUniqueId();
  let opener: HTMLButtonElement | undefined;
  let menu: HTMLFieldSetElement | undefined;
  const place = async (): Promise<void> => {
    if (opener === undefined || menu === undefined) return;
    const { x, y } = await computePosition(opener, menu, {
      strategy: 'fixed',
      placement: 'bottom-start',
      middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
    });
    menu.style.left = `${x}px`;
    menu.style.top = `${y}px`;
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        class="swatch"
        data-hue={hueOf(props.value)}
        aria-label={props.label}
        aria-haspopup="true"
        title={props.label}
        popovertarget={id}
      >
        <span class="swatch-line" style={{ 'background-image': lineImage(props.value) }} />
      </button>
      <fieldset
        ref={menu}
        id={id}
        class="swatch-menu"
        popover="auto"
        aria-label={props.label}
        onToggle={(event) => {
          if ('newState' in event && event.newState === 'open') void place();
        }}
      >
        <div class="swatch-grid">
          <For each={choices}>
            {(colour) => (
              <button
                type="button"
                class="swatch"
                data-hue={hueOf(colour)}
                aria-label={m().settings.labels.colourName(colour + 1)}
                aria-pressed={props.value === colour}
                onClick={() => {
                  props.onChange(colour);
                  menu?.hidePopover();
                }}
              >
                <span class="swatch-line" style={{ 'background-image': lineImage(colour) }} />
              </button>
            )}
          </For>
        </div>
      </fieldset>
    </>
  );
}
