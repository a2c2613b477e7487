/** How good the model is, what more labels would bring, and the signs by which one may stop. */
import { createMemo, type JSX, Show } from 'solid-js';
import { fitCurve, scoreAt, stoppingAdvice } from '#core/train';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { type ModelRecords, type StopSign, stopSigns } from './figures.ts';

const points = (value: number): string => formatNumber(100 * value, { maximumFractionDigits: 1 });

export function Summary(props: { readonly records: ModelRecords }): JSX.Element {
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
            <dd>{formatNumber(labelled())}</dd>
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
              <dd>{(gain() ?? 0) < 0.005 ? text().nearlyNothing : text().points(points(gain() ?? 0))}</dd>
            </div>
          </Show>
        </dl>
        <Show when={metrics()['f1'] !== undefined} fallback={<p>{text().noTexts}</p>}>
          <p>{text().advice[stoppingAdvice(props.records.curve)]}</p>
        </Show>
        <StopSigns records={props.records} />
      </Show>
    </section>
  );
}

function StopSigns(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.signs;
  const found = createMemo(() => stopSigns(props.records));
  const value = ({ sign, value: number }: StopSign): string =>
    sign === 'score' ? text().points(points(number)) : formatShare(number);
  const limit = ({ sign, limit: number }: StopSign): string =>
    sign === 'score'
      ? text().atMost(text().points(points(number)))
      : sign === 'agreement'
        ? text().atLeast(formatShare(number))
        : text().atMost(formatShare(number));
  return (
    <Show when={found().length > 0}>
      <details class="model-fold">
        <summary>{text().title}</summary>
        <p class="small soft">{text().lead}</p>
        <DataTable
          name={text().title}
          columns={[
            { name: text().sign },
            { name: text().now },
            { name: text().enough },
            { name: text().reached },
          ]}
          rows={found().map((one) => [
            text().names[one.sign],
            value(one),
            limit(one),
            one.reached ? text().yes : text().no,
          ])}
        />
      </details>
    </Show>
  );
}
