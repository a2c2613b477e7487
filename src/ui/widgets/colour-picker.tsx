/** A label's colour: a swatch that opens the palette. Each colour comes with its line pattern, as it is painted in texts. */
import { Popover } from '@kobalte/core/popover';
import { createSignal, For, type JSX } from 'solid-js';
import { m } from '../messages/index.ts';
import { hueCount, hueOf, lineImage } from '../theme/palette.ts';
import './colour-picker.css';

const choices = Array.from({ length: 2 * hueCount }, (_, i) => i);

export function ColourPicker(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (colour: number) => void;
}): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <Popover open={open()} onOpenChange={setOpen} placement="bottom-start" gutter={6}>
      <Popover.Trigger
        class="swatch"
        data-hue={hueOf(props.value)}
        aria-label={props.label}
        title={props.label}
      >
        <span class="swatch-line" style={{ 'background-image': lineImage(props.value) }} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class="swatch-menu">
          <Popover.Title class="visually-hidden">{props.label}</Popover.Title>
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
                    setOpen(false);
                  }}
                >
                  <span class="swatch-line" style={{ 'background-image': lineImage(colour) }} />
                </button>
              )}
            </For>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}
