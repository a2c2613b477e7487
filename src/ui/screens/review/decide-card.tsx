/** Texts on which people differ, one at a time, and what all of them agree on in one act. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { majorityOf, type Version } from '#core/agreement';
import type { Decision } from '#core/project';
import type { Act } from '#store';
import { m } from '../../messages/index.ts';
import { useProject } from '../../state/project-context.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { DecideText } from './decide-text.tsx';
import { decide, decideAct } from './decision.ts';
import type { ReviewRecords, SharedDocument } from './records.ts';

const mostListed = 200;

export function DecideCard(props: {
  readonly records: ReviewRecords;
  readonly chosen: string | undefined;
  readonly onChoose: (documentId: string | undefined) => void;
}): JSX.Element {
  const store = useStore();
  const { project } = useProject();
  const text = () => m().review.decide;
  const [busy, setBusy] = createSignal(false);
  const open = createMemo(() =>
    props.records.shared.filter(({ document }) => document.decided === undefined),
  );
  const agreed = createMemo(() => open().filter(({ disagreement }) => disagreement === 0));
  const contested = createMemo(() => open().filter(({ disagreement }) => disagreement > 0));
  const current = createMemo(
    (): SharedDocument | undefined =>
      props.records.shared.find(({ document }) => document.id === props.chosen) ??
      contested()[0] ??
      open()[0],
  );
  let card: HTMLElement | undefined;
  createEffect(
    on(
      createMemo(() => props.chosen),
      (id) => {
        if (id !== undefined) card?.scrollIntoView({ block: 'start' });
      },
      { defer: true },
    ),
  );

  const fill = async (
    some: readonly SharedDocument[],
    how: Decision['how'],
    labelsOf: (one: SharedDocument) => readonly Version[],
  ): Promise<void> => {
    setBusy(true);
    const acts: Act[] = [];
    for (const one of some) {
      const layers = await store.people.layers(one.document.id);
      if (layers !== undefined) acts.push(decideAct(layers, one.people, how, labelsOf(one)));
    }
    if (acts.length > 0 && (await decide(store, project(), acts))) {
      showToast({ text: text().acceptedToast(acts.length) });
    }
    setBusy(false);
  };
  const step = (by: number): void => {
    const all = props.records.shared;
    const at = all.findIndex(({ document }) => document.id === current()?.document.id);
    const next = all[at + by];
    if (next !== undefined) props.onChoose(next.document.id);
  };
  const keys = m().review.decide.keys;
  useShortcuts([
    { keys: 'n', label: keys.next, group: keys.group, run: () => step(1) },
    { keys: 'p', label: keys.previous, group: keys.group, run: () => step(-1) },
  ]);

  return (
    <section class="card stack" ref={card}>
      <h3 class="card-title">{text().title}</h3>
      <p>{text().lead}</p>
      <Show when={props.records.shared.length > 0} fallback={<p>{text().none}</p>}>
        <p aria-live="polite">{open().length === 0 ? text().allDone : text().left(open().length)}</p>
        <div class="row">
          <Show when={agreed().length > 0}>
            <Button
              disabled={busy()}
              busy={busy()}
              onClick={() => void fill(agreed(), 'agreed', ({ versions }) => versions)}
            >
              {text().agreed(agreed().length)}
            </Button>
          </Show>
          <Show when={contested().length > 0}>
            <Button
              disabled={busy()}
              busy={busy()}
              label={text().voteHint}
              onClick={() =>
                void fill(contested(), 'vote', ({ versions, people }) => majorityOf(versions, people))
              }
            >
              {text().vote(contested().length)}
            </Button>
          </Show>
        </div>
        <div class="review-decide">
          <nav class="review-list" aria-label={text().texts}>
            <For each={props.records.shared.slice(0, mostListed)}>
              {({ document }) => (
                <button
                  type="button"
                  class="review-item"
                  aria-current={document.id === current()?.document.id ? 'true' : undefined}
                  onClick={() => props.onChoose(document.id)}
                >
                  <span>{text().text(document.position + 1)}</span>
                  <Show when={document.decided}>
                    {(decided) => <span class="review-badge">{text().decided[decided().how]}</span>}
                  </Show>
                </button>
              )}
            </For>
          </nav>
          <Show when={current()} keyed>
            {(one) => (
              <DecideText
                shared={one}
                onDecided={() => {
                  const left = contested().filter(({ document }) => document.id !== one.document.id);
                  props.onChoose(
                    (left[0] ?? open().find(({ document }) => document.id !== one.document.id))?.document.id,
                  );
                }}
              />
            )}
          </Show>
        </div>
      </Show>
    </section>
  );
}
