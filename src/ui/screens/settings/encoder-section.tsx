/** The encoder on this device: whether and on what it runs, how fast, and how much of what it made is kept. */
import { createResource, For, type JSX, Show } from 'solid-js';
import { encoderChoices } from '#workers/encoder/contract';
import { formatBytes } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { chooseEncoder, encoderChoice, encoderState, learnerStatus } from '../../state/learner.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice, FieldSet } from '../../widgets/field.tsx';

export function EncoderSection(): JSX.Element {
  const store = useStore();
  const text = () => m().settings.encoder;
  const [kept, { refetch }] = createResource(() => store.states.bytes());
  const state = (): string => {
    if (encoderChoice() === 'off') return text().isOff;
    const ready = encoderState();
    if (ready !== undefined) {
      const runs = text().ready(text().runners[ready.runner], ready.perSecond);
      // Where it is left to the app, only a measurement is worth a word.
      const isTold = encoderChoice() === 'webgpu' || ready.refused === 'slower';
      return ready.refused === undefined || !isTold ? runs : `${runs} ${text().refused[ready.refused]}`;
    }
    return learnerStatus().encoderProblem === undefined ? text().waiting : text().failed;
  };
  const clear = async (): Promise<void> => {
    await succeeded(store.states.clear());
    await refetch();
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p class="soft">{text().lead}</p>
      <FieldSet legend={text().where}>
        <For each={encoderChoices}>
          {(choice) => (
            <Choice
              kind="radio"
              name="encoder"
              checked={encoderChoice() === choice}
              onChange={() => chooseEncoder(choice)}
              title={text().choices[choice]}
            />
          )}
        </For>
      </FieldSet>
      <p role="status">{state()}</p>
      <Show when={kept.latest !== undefined}>
        <div class="row">
          <span>{text().kept(formatBytes(kept.latest ?? 0))}</span>
          <Button look="quiet" disabled={(kept.latest ?? 0) === 0} onClick={() => void clear()}>
            {text().clear}
          </Button>
        </div>
      </Show>
    </section>
  );
}
