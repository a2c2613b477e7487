/** Lines over numbers, drawn by uPlot for the eye, with the same numbers in a table for everyone else. */
import { createEffect, For, type JSX, onCleanup, onMount } from 'solid-js';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { themeChoice } from '../../theme/theme.ts';

const height = 200;

export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly ink: '--label-0' | '--label-2' | '--ink-faint';
  readonly dashed?: boolean;
}

export function LineChart(props: {
  readonly caption: string;
  readonly xName: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  /** `[0, 1]` for shares; absent: as far as the values go. */
  readonly range?: readonly [number, number];
  readonly format: (value: number) => string;
  readonly formatX: (value: number) => string;
  /** What opens the table. */
  readonly tableName: string;
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
    const { range } = props;
    plot = new uPlot(
      {
        width: Math.max(host.clientWidth, 200),
        height,
        cursor: { show: false },
        legend: { show: false },
        scales: {
          x: { time: false },
          ...(range === undefined ? {} : { y: { range: [range[0], range[1]] } }),
        },
        axes: [
          { ...axis, size: 28, values: (_, ticks) => ticks.map((tick) => props.formatX(tick)) },
          { ...axis, size: 52, values: (_, ticks) => ticks.map((tick) => props.format(tick)) },
        ],
        series: [
          {},
          ...props.lines.map((line) => ({
            label: line.name,
            stroke: () => ink(line.ink),
            width: line.ink === '--ink-faint' ? 1 : 2,
            points: { show: props.x.length < 40 && line.ink !== '--ink-faint' },
            ...(line.dashed === true ? { dash: [6, 4] } : {}),
          })),
        ],
      },
      [[...props.x], ...props.lines.map((line) => [...line.values])],
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
    themeChoice();
    draw();
  });
  return (
    <figure class="model-chart">
      <div ref={host} aria-hidden="true" />
      <figcaption class="small soft">{props.caption}</figcaption>
      <details class="model-table-fold">
        <summary class="small">{props.tableName}</summary>
        <section class="model-scroll" aria-label={props.tableName} tabindex="0">
          <table class="model-table">
            <thead>
              <tr>
                <th scope="col">{props.xName}</th>
                <For each={props.lines}>{(line) => <th scope="col">{line.name}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.x}>
                {(x, i) => (
                  <tr>
                    <th scope="row">{props.formatX(x)}</th>
                    <For each={props.lines}>
                      {(line) => {
                        const value = (): number | null => line.values[i()] ?? null;
                        return <td>{value() === null ? '' : props.format(value() ?? 0)}</td>;
                      }}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
