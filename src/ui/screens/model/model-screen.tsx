/** What the model learned, measured on texts that it never saw: scores, mistakes, what helped, and what it cost. */
import { A } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { JudgedItem } from '#core/project';
import { calibrationOf, fitCurve, scoreAt, stoppingAdvice } from '#core/train';
import { projectPath } from '../../app/addresses.ts';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { resetLearner } from '../../state/learner.ts';
import { createLive } from '../../state/live.ts';
import { useProject } from '../../state/project-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { labelScores, type ModelRecords, readModel } from './figures.ts';
import { LineChart } from './line-chart.tsx';
import { type ItemsProps, Mistakes, Suspects } from './mistakes.tsx';
import { Thorough } from './thorough.tsx';
import { Sources, Times } from './work.tsx';
import './model.css';

const decimal = (value: number): string => formatNumber(value, { maximumFractionDigits: 2 });
const whole = (value: number): string => formatNumber(Math.round(value));

export function ModelScreen(): JSX.Element {
  const { project, labels } = useProject();
  const text = () => m().model;
  const records = createLive(
    () => ({ id: project().id, task: project().task }),
    (store, { id, task }) => readModel(store, id, task),
  );
  const nameOf = (id: string): string =>
    id === '' ? text().none : (labels().find((label) => label.id === id)?.name ?? text().gone);
  return (
    <div class="model-screen">
      <h2 class="visually-hidden">{text().title}</h2>
      <Show when={records()}>
        {(found) => (
          <>
            <Summary records={found()} />
            <Show when={project().task === 'ner'}>
              <Thorough />
            </Show>
            <Curve records={found()} />
            <Show when={found().weights?.measured}>
              {(measured) => (
                <>
                  <LabelTable items={measured().items} nameOf={nameOf} />
                  <Mistakes items={measured().items} records={found()} nameOf={nameOf} />
                  <Suspects items={measured().items} records={found()} nameOf={nameOf} />
                  <CalibrationCard items={measured().items} />
                </>
              )}
            </Show>
            <Sources records={found()} />
            <Times records={found()} />
            <Loss records={found()} />
            <section class="card stack">
              <h3 class="card-title">{text().keep.title}</h3>
              <div class="row">
                <A class="button" data-look="plain" data-size="md" href={projectPath(project().id, 'export')}>
                  {text().keep.download}
                </A>
                <Button
                  look="danger"
                  onClick={() => {
                    resetLearner();
                    showToast({ text: m().settings.training.resetDone });
                  }}
                >
                  {m().settings.training.reset}
                </Button>
              </div>
            </section>
          </>
        )}
      </Show>
    </div>
  );
}

function Summary(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.summary;
  const metrics = () => props.records.weights?.metrics ?? {};
  const trend = createMemo(() => fitCurve(props.records.curve));
  const labelled = (): number => metrics()['labelled'] ?? 0;
  const gain = (): number | undefined => {
    const curve = trend();
    return curve === undefined ? undefined : scoreAt(curve, labelled() + 50) - scoreAt(curve, labelled());
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Show when={props.records.weights} fallback={<p>{text().noModel}</p>}>
        <dl class="model-figures">
          <div>
            <dt>{text().version}</dt>
            <dd>{props.records.weights?.version}</dd>
          </div>
          <div>
            <dt>{text().labels}</dt>
            <dd>{whole(labelled())}</dd>
          </div>
          <Show when={metrics()['f1'] !== undefined}>
            <div>
              <dt>{text().score}</dt>
              <dd>
                {formatShare(metrics()['f1'] ?? 0)}{' '}
                <span class="small soft">
                  {text().interval(
                    formatShare(metrics()['f1Low'] ?? 0),
                    formatShare(metrics()['f1High'] ?? 1),
                    metrics()['texts'] ?? 0,
                  )}
                </span>
              </dd>
            </div>
          </Show>
          <Show when={gain() !== undefined}>
            <div>
              <dt>{text().next}</dt>
              <dd>{text().points(formatNumber(100 * (gain() ?? 0), { maximumFractionDigits: 1 }))}</dd>
            </div>
          </Show>
        </dl>
        <Show when={metrics()['f1'] !== undefined} fallback={<p>{text().noTexts}</p>}>
          <p>{text().advice[stoppingAdvice(props.records.curve)]}</p>
        </Show>
      </Show>
    </section>
  );
}

function Curve(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.curve;
  const [over, setOver] = createSignal<'labels' | 'minutes'>('labels');
  const rows = createMemo(() => props.records.curve.toSorted((a, b) => a[over()] - b[over()]));
  return (
    <Show when={props.records.curve.length > 1}>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <div class="row">
          <For each={['labels', 'minutes'] as const}>
            {(one) => (
              <Button size="sm" aria-pressed={over() === one} onClick={() => setOver(one)}>
                {text().over[one]}
              </Button>
            )}
          </For>
        </div>
        <LineChart
          caption={text().caption}
          tableName={m().model.asTable}
          xName={text().over[over()]}
          x={rows().map((row) => row[over()])}
          range={[0, 1]}
          format={formatShare}
          formatX={decimal}
          lines={[
            { name: text().score, values: rows().map((row) => row.score), ink: '--label-0' },
            { name: text().low, values: rows().map((row) => row.low), ink: '--ink-faint', dashed: true },
            { name: text().high, values: rows().map((row) => row.high), ink: '--ink-faint', dashed: true },
          ]}
        />
      </section>
    </Show>
  );
}

function LabelTable(props: ItemsProps): JSX.Element {
  const text = () => m().model.labels;
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <p class="small soft">{text().lead}</p>
      <section class="model-scroll" aria-label={text().title} tabindex="0">
        <table class="model-table">
          <thead>
            <tr>
              <th scope="col">{text().label}</th>
              <th scope="col">{text().precision}</th>
              <th scope="col">{text().recall}</th>
              <th scope="col">F1</th>
              <th scope="col">{text().support}</th>
            </tr>
          </thead>
          <tbody>
            <For each={labelScores(props.items)}>
              {([id, score]) => (
                <tr>
                  <th scope="row">
                    <bdi>{props.nameOf(id)}</bdi>
                  </th>
                  <td>{formatShare(score.precision)}</td>
                  <td>{formatShare(score.recall)}</td>
                  <td>{formatShare(score.f1)}</td>
                  <td>{whole(score.gold)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </section>
  );
}

function CalibrationCard(props: { readonly items: readonly JudgedItem[] }): JSX.Element {
  const text = () => m().model.calibration;
  const found = createMemo(() => calibrationOf(props.items));
  return (
    <Show when={found().bins.length > 0}>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <p>{text().lead(formatShare(found().error))}</p>
        <table class="model-table">
          <thead>
            <tr>
              <th scope="col">{text().promised}</th>
              <th scope="col">{text().right}</th>
              <th scope="col">{text().count}</th>
            </tr>
          </thead>
          <tbody>
            <For each={found().bins}>
              {(bin) => (
                <tr>
                  <th scope="row">{formatShare(bin.confidence)}</th>
                  <td>{formatShare(bin.right)}</td>
                  <td>{whole(bin.count)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Show>
  );
}

function Loss(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.loss;
  const points = () => props.records.loss;
  return (
    <Show when={points().length > 1}>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <LineChart
          caption={text().caption}
          tableName={m().model.asTable}
          xName={text().step}
          x={points().map((point) => point.step)}
          format={decimal}
          formatX={whole}
          lines={[
            {
              name: text().loss,
              values: points().map((point) => point.values['loss'] ?? null),
              ink: '--label-0',
            },
          ]}
        />
      </section>
    </Show>
  );
}
