import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Label } from '#core/project';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Choice } from '../../widgets/field.tsx';

/** A label that is used: its annotations go with it, or move to another label. */
export function RemoveLabelDialog(props: {
  readonly label: Label;
  readonly used: number;
  readonly others: readonly Label[];
  readonly onClose: () => void;
}): JSX.Element {
  const store = useStore();
  const text = () => m().settings.labels;
  const [moveTo, setMoveTo] = createSignal<string | undefined>(props.others[0]?.id);
  const confirm = async (): Promise<void> => {
    const target = moveTo();
    const how = target === undefined ? 'remove' : { moveTo: target };
    if (await succeeded(store.labels.remove(props.label.id, how))) props.onClose();
  };
  return (
    <Dialog
      title={text().removeTitle(props.label.name)}
      onClose={props.onClose}
      footer={
        <Button look="danger" onClick={() => void confirm()}>
          {text().confirm}
        </Button>
      }
    >
      <div class="stack">
        <p>{text().removeBody(props.used)}</p>
        <div>
          <Show when={props.others.length > 0}>
            <Choice
              kind="radio"
              name="fate"
              checked={moveTo() !== undefined}
              onChange={() => setMoveTo(props.others[0]?.id)}
              title={text().moveThem}
              hint={
                <select
                  class="select"
                  aria-label={text().moveThem}
                  onChange={(event) => setMoveTo(event.currentTarget.value)}
                >
                  <For each={props.others}>
                    {(one) => (
                      <option value={one.id} selected={one.id === moveTo()}>
                        {one.name}
                      </option>
                    )}
                  </For>
                </select>
              }
            />
          </Show>
          <Choice
            kind="radio"
            name="fate"
            checked={moveTo() === undefined}
            onChange={() => setMoveTo(undefined)}
            title={text().removeThem}
          />
        </div>
      </div>
    </Dialog>
  );
}
