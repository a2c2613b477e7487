import { For, type JSX, Show } from 'solid-js';
import type { AcquisitionStrategy, Project, RecommendationSource } from '#core/project';
import { m } from '../../messages/index.ts';
import { learnerStatus, pauseLearner, resetLearner, trainNow } from '../../state/learner.ts';
import { showToast } from '../../state/toasts.ts';
import { orderWords } from '../../state/training-order.ts';
import { Button } from '../../widgets/button.tsx';
import { Choice, Field, FieldSet } from '../../widgets/field.tsx';
import { Slider } from '../../widgets/slider.tsx';
import type { ProjectChange } from './change.ts';

const sources: readonly RecommendationSource[] = ['explanations', 'model', 'dictionary', 'noun-phrases'];
const orders: readonly AcquisitionStrategy[] = ['sequential', 'uncertainty', 'disagreement', 'random'];
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
                checked={settings().sources[source]}
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
                const chosen = orders.find((one) => one === event.currentTarget.value);
                if (chosen !== undefined) props.onChange({ settings: { acquisition: chosen } });
              }}
            >
              <For each={orders}>
                {(one) => (
                  <option value={one} selected={one === settings().acquisition}>
                    {text().orders[one]}
                  </option>
                )}
              </For>
            </select>
          )}
        </Field>
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
