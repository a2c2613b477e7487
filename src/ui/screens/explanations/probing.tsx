/**
 * A rule goes through its places, one key each: is the label right here? Each answer is a label (or a rejection) of the
 * project and evidence about the rule; from three answers on a repaired form is offered where they support one.
 */
import Check from 'lucide-solid/icons/check';
import Wrench from 'lucide-solid/icons/wrench';
import X from 'lucide-solid/icons/x';
import { type Accessor, createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { kindOfLabelFor, type Label } from '#core/project';
import type { Act } from '#store';
import type { ProbeOrder, ProbePlace, ProbeReply } from '#workers/rules/contract';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { useStore } from '../../state/store-context.ts';
import { rulesWorker } from '../../state/workers.ts';
import { hueOf } from '../../theme/palette.ts';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import { MatchText } from './match-text.tsx';
import type { Thresholds } from './report.ts';
import './probing.css';

const orders: readonly ProbeOrder[] = ['doubtful', 'varied'];

export function Probing(props: {
  readonly explanationId: string;
  readonly projectId: string;
  readonly labels: readonly Label[];
  readonly thresholds: Accessor<Thresholds>;
  readonly onClose: () => void;
}): JSX.Element {
  const store = useStore();
  const t = () => m().explanations.probing;
  const [reply, setReply] = createSignal<ProbeReply>();
  const [failed, setFailed] = createSignal(false);
  const [order, setOrder] = createSignal<ProbeOrder>('doubtful');
  const [putOff, setPutOff] = createSignal<readonly string[]>([]);
  /** Counts the answers: the worker is asked again after each. */
  const [round, setRound] = createSignal(0);
  let isBusy = false;
  let section: HTMLElement | undefined;

  createEffect(
    on([createMemo(() => props.explanationId), order, putOff, round], ([explanationId, wanted, later]) => {
      const { rule, trigger } = props.thresholds();
      void rulesWorker()
        .then(
          (client) =>
            client.probe({
              projectId: props.projectId,
              explanationId,
              ruleThreshold: rule,
              triggerThreshold: trigger,
              order: wanted,
              putOff: later,
            }).result,
        )
        .then((answer) => {
          if (!answer.ok && answer.error.code === 'superseded') return;
          isBusy = false;
          setFailed(!answer.ok);
          if (!answer.ok) return;
          setReply(answer.value);
          const { place } = answer.value;
          announce(
            place === undefined
              ? t().done
              : `${t().question(labelName())} ${place.match.text} ${whyText(place)}`,
          );
        });
    }),
  );
  createEffect(
    on(
      createMemo(() => props.explanationId),
      () => queueMicrotask(() => section?.focus()),
    ),
  ); // keys work at once

  const labelOf = (id: string | undefined): Label | undefined => props.labels.find((one) => one.id === id);
  const label = (): Label | undefined => labelOf(reply()?.labelId);
  const labelName = (): string => label()?.name ?? '';
  /** Labels that could be right in its place. */
  const others = (): readonly Label[] => {
    const target = reply()?.place?.target;
    if (target === undefined) return [];
    const kind = kindOfLabelFor(target);
    return props.labels.filter((one) => one.kind === kind && one.id !== label()?.id);
  };

  const answer = async (acts: (place: ProbePlace, documentId: string) => Act[]): Promise<void> => {
    const place = reply()?.place;
    if (place === undefined || isBusy) return;
    isBusy = true;
    const done = await succeeded(store.act(props.projectId, acts(place, place.match.documentId)));
    if (done) setRound((n) => n + 1);
    else isBusy = false;
  };
  const accept = (labelId: string): void => {
    void answer(({ target }, documentId) => [
      ...(labelId === label()?.id ? [] : rejectionOf(target, documentId)),
      { kind: 'accept', documentId, items: [{ labelId, target }] },
    ]);
  };
  const rejectionOf = (target: ProbePlace['target'], documentId: string): Act[] => {
    const wrong = label();
    return wrong === undefined
      ? []
      : [{ kind: 'reject', documentId, items: [{ labelId: wrong.id, target }] }];
  };
  const right = (): void => {
    const own = label();
    if (own !== undefined) accept(own.id);
  };
  const wrong = (): void => {
    void answer(({ target }, documentId) => rejectionOf(target, documentId));
  };
  const later = (): void => {
    const key = reply()?.place?.key;
    if (key !== undefined && !isBusy) setPutOff((old) => [...old, key]);
  };
  const repair = async (): Promise<void> => {
    const offered = reply()?.repair;
    if (offered === undefined) return;
    const { sentence, logicalForm } = offered;
    const done = await succeeded(
      store.act(props.projectId, {
        kind: 'edit-explanation',
        explanationId: props.explanationId,
        explanation: { kind: 'nl', text: sentence, logicalForm },
      }),
    );
    if (!done) return;
    announce(t().repaired(sentence));
    setRound((n) => n + 1);
  };
  const whyText = ({ why }: ProbePlace): string => {
    switch (why.kind) {
      case 'clause':
        return t().why.clause(why.sentence);
      case 'threshold':
        return t().why.threshold;
      case 'rules':
        return t().why.rules;
      case 'model':
        return t().why.model;
      case 'varied':
        return t().why.varied;
      case 'next':
        return t().why.next;
      default:
        return why satisfies never;
    }
  };

  const group = t().keys.group;
  useShortcuts([
    { keys: '+', label: t().right, group, run: right },
    { keys: '=', label: t().right, group, hidden: true, run: right },
    { keys: '-', label: t().wrong, group, run: wrong },
    { keys: 'l', label: t().later, group, run: later },
    { keys: 't', label: t().take, group, run: () => (reply()?.repair === undefined ? false : void repair()) },
    { keys: 'Escape', label: t().close, group, run: () => props.onClose() },
  ]);

  return (
    <section class="probing" aria-label={t().region} tabindex={-1} ref={section}>
      <Show when={failed()}>
        <p role="alert" class="details-flag">
          {t().failed}
        </p>
      </Show>
      <Show when={reply()} fallback={<p class="soft small">{t().looking}</p>}>
        {(now) => (
          <>
            <Show when={now().place} fallback={<p class="probing-done">{t().done}</p>}>
              {(place) => (
                <>
                  <h3 class="probing-question">
                    {t().questionBefore}{' '}
                    <span class="match-chip" data-hue={hueOf(label()?.colour ?? 0)}>
                      <bdi>{labelName()}</bdi>
                    </span>{' '}
                    {t().questionAfter}
                  </h3>
                  <p class="probing-text" dir="auto">
                    <MatchText match={place().match} />
                  </p>
                  <p class="probing-why small soft">
                    <Show when={!place().isMatch}>
                      <span class="probing-outside">{t().outside}</span>{' '}
                    </Show>
                    {whyText(place())}
                  </p>
                  <div class="probing-answers">
                    <Button icon={<Check />} class="probing-right" onClick={right}>
                      {t().right}
                      <Keys keys="+" />
                    </Button>
                    <Button icon={<X />} class="probing-wrong" onClick={wrong}>
                      {t().wrong}
                      <Keys keys="-" />
                    </Button>
                    <Button look="quiet" onClick={later}>
                      {t().later}
                      <Keys keys="l" />
                    </Button>
                  </div>
                  <Show when={others().length > 0}>
                    <p class="probing-others small">
                      <span class="soft">{t().rather}</span>
                      <For each={others()}>
                        {(other) => (
                          <button
                            type="button"
                            class="probing-other"
                            data-hue={hueOf(other.colour)}
                            onClick={() => accept(other.id)}
                          >
                            <bdi>{other.name}</bdi>
                          </button>
                        )}
                      </For>
                    </p>
                  </Show>
                </>
              )}
            </Show>
            <Show when={now().repair}>
              {(offered) => (
                <section class="probing-repair" aria-label={t().repair}>
                  <h4 class="probing-repair-title">
                    <Wrench size={16} aria-hidden="true" />
                    {t().repair}
                  </h4>
                  <p class="probing-sentence">{offered().sentence}</p>
                  <dl class="probing-numbers small">
                    <dt class="soft">{t().before}</dt>
                    <dd>{t().figures(offered().before)}</dd>
                    <dt class="soft">{t().after}</dt>
                    <dd>{t().figures(offered().after)}</dd>
                  </dl>
                  <Button look="primary" size="sm" onClick={() => void repair()}>
                    {t().take}
                    <Keys keys="t" />
                  </Button>
                </section>
              )}
            </Show>
            <footer class="probing-foot small soft">
              <span role="status">{t().progress(now().figures, now().open)}</span>
              <label class="probing-order">
                {t().order.name}
                <select
                  class="input"
                  value={order()}
                  onChange={(event) =>
                    setOrder(orders.find((one) => one === event.currentTarget.value) ?? 'doubtful')
                  }
                >
                  <For each={orders}>{(one) => <option value={one}>{t().order[one]}</option>}</For>
                </select>
              </label>
              <Button look="quiet" size="sm" onClick={() => props.onClose()}>
                {t().close}
                <Keys keys="Escape" />
              </Button>
            </footer>
          </>
        )}
      </Show>
    </section>
  );
}
