/** Texts on which people differ, one at a time, and what all of them agree on in one act. */
import { Key } from '@solid-primitives/keyed';
import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js';
import type { FillRequest, ReviewRecords, SharedDocument } from '#workers/review/contract';
import { formatNumber } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { annotatorName } from '../../state/annotator.ts';
import { settled } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { reviewWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { DecideText } from './decide-text.tsx';

const mostListed = 200;

export function DecideCard(props: {
  readonly records: ReviewRecords;
  readonly chosen: string | undefined;
  readonly onChoose: (documentId: string | undefined) => void;
}): JSX.Element {
  const store = useStore();
  const { project } = useProject();
  const text = () => m().review.decide;
  const [filling, setFilling] = createSignal<FillRequest['how']>();
  /** Decided here since the labels were read, which takes a moment. */
  const [since, setSince] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(
    on(
      createMemo(() => props.records),
      () => setSince(new Set<string>()),
      { defer: true },
    ),
  );
  const open = createMemo(() =>
    props.records.shared.filter(({ id, decided }) => decided === undefined && !since().has(id)),
  );
  const agreed = createMemo(() => open().filter(({ disagreement }) => disagreement === 0));
  const contested = createMemo(() => open().filter(({ disagreement }) => disagreement > 0));
  /** One that is being looked at stays, whatever comes before it by now. */
  const current = createMemo((old: SharedDocument | undefined): SharedDocument | undefined => {
    const chosen = props.records.shared.find(({ id }) => id === props.chosen);
    return chosen ?? open().find(({ id }) => id === old?.id) ?? contested()[0] ?? open()[0];
  });
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

  const fill = async (how: FillRequest['how']): Promise<void> => {
    setFilling(how);
    const client = await reviewWorker();
    const done = await settled(client.fill({ projectId: project().id, how, by: annotatorName() }).result);
    setFilling(undefined);
    if (done === undefined) return;
    const accuracies = done.people.map(({ name, accuracy }) =>
      text().rightShare(name === '' ? m().review.nobody : name, formatNumber(accuracy, { style: 'percent' })),
    );
    showToast({
      text: [text().acceptedToast(done.texts), ...accuracies].join(' '),
      action: { label: m().common.undo, run: () => void settled(store.history.undo(project().id)) },
    });
  };
  const step = (by: number): void => {
    const all = props.records.shared;
    const next = all[all.findIndex(({ id }) => id === current()?.id) + by];
    if (next !== undefined) props.onChoose(next.id);
    // Enter is to decide, not to follow the link that led here.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const decided = (id: string): void => {
    setSince(new Set([...since(), id]));
    props.onChoose((contested()[0] ?? open()[0])?.id);
  };
  const { keys } = m().review.decide;
  const { group } = keys;
  useShortcuts([
    { keys: 'n', label: keys.next, group, run: () => step(1) },
    { keys: 'p', label: keys.previous, group, run: () => step(-1) },
    {
      keys: 'a',
      label: keys.agreed,
      group,
      run: () => agreed().length > 0 && filling() === undefined && void fill('agreed'),
    },
  ]);
  const vote = (how: 'vote' | 'weighed', name: string, hint: string): JSX.Element => (
    <div class="review-vote">
      <Button
        disabled={filling() !== undefined}
        busy={filling() === how}
        aria-describedby={`review-${how}`}
        onClick={() => void fill(how)}
      >
        {name}
      </Button>
      <span class="soft small" id={`review-${how}`}>
        {hint}
      </span>
    </div>
  );

  return (
    <section class="card stack" ref={card}>
      <h3 class="card-title">{text().title}</h3>
      <p>{text().lead}</p>
      <Show when={props.records.shared.length > 0} fallback={<p>{text().none}</p>}>
        <p aria-live="polite">{open().length === 0 ? text().allDone : text().left(open().length)}</p>
        <Show when={agreed().length > 0}>
          <div class="row">
            <Button
              disabled={filling() !== undefined}
              busy={filling() === 'agreed'}
              onClick={() => void fill('agreed')}
            >
              {text().agreed(agreed().length)}
            </Button>
            <kbd class="review-key">A</kbd>
          </div>
        </Show>
        <Show when={contested().length > 0}>
          {vote('vote', text().vote(contested().length), text().voteHint)}
          {vote('weighed', text().weighed(contested().length), text().weighedHint)}
        </Show>
        <div class="review-decide">
          <nav class="review-list" aria-label={text().texts}>
            <Key each={props.records.shared.slice(0, mostListed)} by="id">
              {(one) => (
                <button
                  type="button"
                  class="review-item"
                  aria-current={one().id === current()?.id ? 'true' : undefined}
                  onClick={() => props.onChoose(one().id)}
                >
                  <span>{text().text(one().position + 1)}</span>
                  <Show when={since().has(one().id) ? 'person' : one().decided?.how}>
                    {(how) => <span class="review-badge">{text().decided[how()]}</span>}
                  </Show>
                </button>
              )}
            </Key>
          </nav>
          <Show when={current()?.id} keyed>
            {(id) => (
              <Show when={current()}>
                {(one) => <DecideText shared={one()} onDecided={() => decided(id)} />}
              </Show>
            )}
          </Show>
        </div>
      </Show>
    </section>
  );
}
