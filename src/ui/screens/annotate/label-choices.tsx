/** Labels to choose one of, with their keys, in a pop-up: the recommended one is ringed in red as in the header. */
import { For, type JSX, Show } from 'solid-js';
import type { Label } from '#core/project';
import { m } from '../../messages/index.ts';
import { hueOf, lineImage } from '../../theme/palette.ts';
import { Keys } from '../../widgets/keys.tsx';
import './label-choices.css';

export function LabelChoices(props: {
  readonly labels: readonly Label[];
  readonly recommended?: string | undefined;
  readonly onChoose: (label: Label) => void;
}): JSX.Element {
  const name = (label: Label): string => m().annotate.labels.withKey(label.name, label.shortcut);
  return (
    <fieldset class="label-choices" aria-label={m().annotate.labels.region}>
      <For each={props.labels}>
        {(label) => (
          <button
            type="button"
            class="label-choice"
            data-hue={hueOf(label.colour)}
            data-recommended={props.recommended === label.id ? '' : undefined}
            aria-label={
              props.recommended === label.id
                ? `${name(label)}, ${m().annotate.labels.recommended}`
                : name(label)
            }
            onClick={() => props.onChoose(label)}
          >
            <span class="label-choice-line" style={{ 'background-image': lineImage(label.colour) }} />
            <bdi class="label-choice-name">{label.name}</bdi>
            <Show when={label.shortcut !== ''}>
              <Keys keys={label.shortcut} />
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  );
}
