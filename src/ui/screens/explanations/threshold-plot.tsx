/** Coverage and, where it is known, accuracy by threshold, with the chosen threshold marked. */
import type { JSX } from 'solid-js';
import { formatConfidence, formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { LineChart } from '../../widgets/line-chart.tsx';

/** Shares from a threshold on; no accuracy where nothing labelled is covered. */
export interface PlotPoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly accuracy?: number;
}

export function ThresholdPlot(props: {
  readonly curve: readonly PlotPoint[];
  readonly threshold: number;
  /** What the full line shows. */
  readonly coverageName: string;
}): JSX.Element {
  return (
    <LineChart
      tableName={m().common.asTable}
      xName={m().explanations.threshold.axis}
      x={props.curve.map(({ threshold }) => threshold)}
      range={[0, 1]}
      height={132}
      points={false}
      mark={props.threshold}
      format={formatShare}
      formatX={formatConfidence}
      lines={[
        {
          name: props.coverageName,
          values: props.curve.map(({ coverage }) => coverage),
          ink: '--label-0',
        },
        ...(props.curve.some(({ accuracy }) => accuracy !== undefined)
          ? [
              {
                name: m().explanations.threshold.accuracy,
                values: props.curve.map(({ accuracy }) => accuracy ?? null),
                ink: '--label-2',
                dashed: true,
              } as const,
            ]
          : []),
      ]}
    />
  );
}
