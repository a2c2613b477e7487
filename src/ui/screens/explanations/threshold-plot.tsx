/** Coverage and, where it is known, accuracy by threshold, with the chosen threshold marked. uPlot is loaded with this file. */
import { createEffect, type JSX, onCleanup, onMount, Show } from 'solid-js';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { themeChoice } from '../../theme/theme.ts';

const height = 132;

/** Shares from a threshold on; no accuracy where nothing labelled is covered. */
export interface PlotPoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly accuracy?: number;
}

function series(curve: readonly PlotPoint[]): uPlot.AlignedData {
  return [
    curve.map((point) => point.threshold),
    curve.map((point) => point.coverage),
    curve.map((point) => point.accuracy ?? null),
  ];
}

export function ThresholdPlot(props: {
  readonly curve: readonly PlotPoint[];
  readonly threshold: number;
  /** What the full line shows. */
  readonly coverageName: string;
}): JSX.Element {
  let host: HTMLDivElement | undefined;
  let plot: uPlot | undefined;

  const ink = (name: string): string =>
    host === undefined ? 'currentColor' : getComputedStyle(host).getPropertyValue(name).trim();

  const draw = (): void => {
    plot?.destroy();
    if (host === undefined) return;
    const axis = {
      stroke: () => ink('--ink-soft'),
      grid: { stroke: () => ink('--line') },
      ticks: { show: false },
    };
    plot = new uPlot(
      {
        width: Math.max(host.clientWidth, 200),
        height,
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false }, y: { range: [0, 1] } },
        axes: [
          { ...axis, size: 28 },
          { ...axis, size: 44, values: (_, ticks) => ticks.map((tick) => formatShare(tick)) },
        ],
        series: [
          {},
          { label: props.coverageName, stroke: () => ink('--label-0'), width: 2 },
          {
            label: m().explanations.threshold.accuracy,
            stroke: () => ink('--label-2'),
            width: 2,
            dash: [6, 4],
          },
        ],
        hooks: {
          draw: [
            (self) => {
              const x = Math.round(self.valToPos(props.threshold, 'x', true));
              const { top, height: tall } = self.bbox;
              self.ctx.save();
              self.ctx.strokeStyle = ink('--ink-faint');
              self.ctx.beginPath();
              self.ctx.moveTo(x, top);
              self.ctx.lineTo(x, top + tall);
              self.ctx.stroke();
              self.ctx.restore();
            },
          ],
        },
      },
      series(props.curve),
      host,
    );
  };

  onMount(() => {
    const watch = new ResizeObserver(() => {
      if (host !== undefined) plot?.setSize({ width: Math.max(host.clientWidth, 200), height });
    });
    if (host !== undefined) watch.observe(host);
    // Where the theme follows the system, its change is nobody's signal.
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', draw);
    onCleanup(() => {
      watch.disconnect();
      system.removeEventListener('change', draw);
      plot?.destroy();
    });
  });
  createEffect(() => {
    // A change of theme changes every ink.
    themeChoice();
    draw();
  });

  return (
    <figure class="threshold-plot">
      <div ref={host} aria-hidden="true" />
      <figcaption class="threshold-legend small soft">
        <span class="threshold-key" data-line="coverage">
          {props.coverageName}
        </span>
        <Show when={props.curve.some((point) => point.accuracy !== undefined)}>
          <span class="threshold-key" data-line="accuracy">
            {m().explanations.threshold.accuracy}
          </span>
        </Show>
      </figcaption>
    </figure>
  );
}
