/** How the score grew with labels and with minutes, and how training went. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { formatNumber, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { LineChart } from '../../widgets/line-chart.tsx';
import type { ModelRecords } from './figures.ts';

const decimal = (value: number): string => formatNumber(value, { maximumFractionDigits: 2 });
const whole = (value: number): string => formatNumber(Math.round(value));

export function Curve(props: { readonly records: ModelRecords }): JSX.Element {
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
          tableName={m().common.asTable}
          xName={text().over[over()]}
          x={rows().map((row) => row[over()])}
          range={[0, 1]}
          format={formatShare}
          formatX={over() === 'labels' ? whole : decimal}
          wholeX={over() === 'labels'}
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

export function Loss(props: { readonly records: ModelRecords }): JSX.Element {
  const text = () => m().model.loss;
  const points = () => props.records.loss;
  return (
    <Show when={points().length > 1}>
      <section class="card stack">
        <h3 class="card-title">{text().title}</h3>
        <LineChart
          caption={text().caption}
          tableName={m().common.asTable}
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
