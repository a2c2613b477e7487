import { For, type JSX, Show } from 'solid-js';
import type { Project, RecommendationSource } from '#core/project';
import { formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { learnerStatus, pauseLearner, resetLearner, trainNow } from '../../state/learner.ts';
import { ordersOf } from '../../state/orders.ts';
import { showToast } from '../../state/toasts.ts';
import { orderWords } from '../../state/training-order.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice, Field, FieldSet } from '../../widgets/field.tsx';
import { Slider } from '../../widgets/slider.tsx';
import type { ProjectChange } from './change.ts';

const sources: readonly RecommendationSource[] = [
  'explanations',
  'model',
  'predictions',
  'dictionary',
  'noun-phrases',
];
const blindChoices = [0, 0.05, 0.1, 0.2] as const;
const everyChoices = [0, 1, 2, 5, 10, 20, 50, 100] as const;

export function RecommendSection(props: {
  readonly project: Project;
  readonly onChange: (change: ProjectChange) => void;
}): JSX.Element {
  const text = () => m().settings.recommend;
  const training = () => m().settings.training;
  const settings = () => props.project.settings;
  return (
    <>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <FieldSet legend={text().sources}>
          <For each={sources}>
            {(source) => (
              <Choice
                kind="switch"
                checked={settings().sources[source] ?? true}
                onChange={(on) =>
                  props.onChange({ settings: { sources: { ...settings().sources, [source]: on } } })
                }
                title={text().source[source]}
                hint={text().sourceHint[source]}
              />
            )}
          </For>
        </FieldSet>
        <Field label={text().confidence}>
          {(parts) => (
            <Slider
              id={parts.id}
              value={settings().confidenceThreshold}
              onCommit={(confidenceThreshold) => props.onChange({ settings: { confidenceThreshold } })}
            />
          )}
        </Field>
        <Field label={text().trigger}>
          {(parts) => (
            <Slider
              id={parts.id}
              value={settings().triggerThreshold}
              onCommit={(triggerThreshold) => props.onChange({ settings: { triggerThreshold } })}
            />
          )}
        </Field>
        <Field label={text().rule}>
          {(parts) => (
            <Slider
              id={parts.id}
              min={0.05}
              value={settings().ruleThreshold}
              onCommit={(ruleThreshold) => props.onChange({ settings: { ruleThreshold } })}
            />
          )}
        </Field>
        <Field label={text().order}>
          {(parts) => (
            <select
              {...parts}
              class="select settings-narrow"
              onChange={(event) => {
                const chosen = ordersOf(props.project.task).find((one) => one === event.currentTarget.value);
                if (chosen !== undefined) props.onChange({ settings: { acquisition: chosen } });
              }}
            >
              <For each={ordersOf(props.project.task)}>
                {(one) => (
                  <option value={one} selected={one === settings().acquisition}>
                    {text().orders[one]}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Field label={text().blind} hint={text().blindHint}>
          {(parts) => (
            <select
              {...parts}
              class="select settings-narrow"
              onChange={(event) =>
                props.onChange({ settings: { blindShare: Number(event.currentTarget.value) } })
              }
            >
              <For each={[...new Set([...blindChoices, settings().blindShare])].sort((a, b) => a - b)}>
                {(one) => (
                  <option value={one} selected={one === settings().blindShare}>
                    {one === 0 ? text().blindNone : formatShare(one)}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <Choice
          kind="switch"
          checked={settings().timing}
          onChange={(timing) => props.onChange({ settings: { timing } })}
          title={text().timing}
          hint={text().timingHint}
        />
      </section>
      <section class="card stack">
        <h3 class="card-title">{training().title}</h3>
        <Field label={training().every} hint={training().hint}>
          {(parts) => (
            <select
              {...parts}
              class="select settings-narrow"
              onChange={(event) =>
                props.onChange({ settings: { trainEvery: Number(event.currentTarget.value) } })
              }
            >
              <For each={[...new Set([...everyChoices, settings().trainEvery])].sort((a, b) => a - b)}>
                {(n) => (
                  <option value={n} selected={n === settings().trainEvery}>
                    {n === 0 ? training().off : n}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
        <div class="row">
          <Button onClick={trainNow}>{training().now}</Button>
          <Show
            when={learnerStatus().phase === 'paused'}
            fallback={<Button onClick={() => pauseLearner(true)}>{m().annotate.training.pause}</Button>}
          >
            <Button onClick={() => pauseLearner(false)}>{m().annotate.training.resume}</Button>
          </Show>
          <Button
            look="danger"
            onClick={() => {
              resetLearner();
              showToast({ text: training().resetDone });
            }}
          >
            {training().reset}
          </Button>
        </div>
        <p class="soft small" role="status">
          {orderWords(learnerStatus())}
        </p>
      </section>
    </>
  );
}
