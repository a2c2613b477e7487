/** Lines over numbers, drawn by uPlot for the eye, with the same numbers in a table for everyone else. uPlot is loaded with this file. */
import { createEffect, For, type JSX, onCleanup, onMount } from 'solid-js';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { themeChoice } from '../theme/theme.ts';
import { DataTable } from './data-table.tsx';
import './line-chart.css';

const usualHeight = 200;
/** Points are drawn where there are fewer. */
const manyPoints = 40;
/** Between ticks that are whole numbers. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000];

export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly ink: '--label-0' | '--label-2' | '--ink-faint';
  readonly dashed?: boolean;
}

export function LineChart(props: {
  readonly caption?: string;
  readonly xName: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  /** `[0, 1]` for shares; absent: as far as the values go. */
  readonly range?: readonly [number, number];
  readonly format: (value: number) => string;
  readonly formatX: (value: number) => string;
  /** The x axis counts things: no ticks between two of them. */
  readonly wholeX?: boolean;
  /** What opens the table. */
  readonly tableName: string;
  /** In pixels. */
  readonly height?: number;
  /** Where on the x axis a line stands. */
  readonly mark?: number;
  readonly points?: boolean;
}): JSX.Element {
  let host: HTMLDivElement | undefined;
  let plot: uPlot | undefined;
  const height = (): number => props.height ?? usualHeight;
  const ink = (name: string): string =>
    host === undefined ? 'currentColor' : getComputedStyle(host).getPropertyValue(name).trim();
  const drawMark = (self: uPlot): void => {
    if (props.mark === undefined) return;
    const x = Math.round(self.valToPos(props.mark, 'x', true));
    const { top, height: tall } = self.bbox;
    self.ctx.save();
    self.ctx.strokeStyle = ink('--ink-faint');
    self.ctx.beginPath();
    self.ctx.moveTo(x, top);
    self.ctx.lineTo(x, top + tall);
    self.ctx.stroke();
    self.ctx.restore();
  };
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
        height: height(),
        cursor: { show: false },
        legend: { show: false },
        scales: {
          x: { time: false },
          ...(range === undefined ? {} : { y: { range: [range[0], range[1]] } }),
        },
        axes: [
          {
            ...axis,
            size: 28,
            ...(props.wholeX === true ? { incrs: wholeSteps } : {}),
            values: (_, ticks) => ticks.map((tick) => props.formatX(tick)),
          },
          { ...axis, size: 52, values: (_, ticks) => ticks.map((tick) => props.format(tick)) },
        ],
        series: [
          {},
          ...props.lines.map((line) => ({
            label: line.name,
            stroke: () => ink(line.ink),
            width: line.ink === '--ink-faint' ? 1 : 2,
            points: {
              show: props.points !== false && props.x.length < manyPoints && line.ink !== '--ink-faint',
            },
            ...(line.dashed === true ? { dash: [6, 4] } : {}),
          })),
        ],
        hooks: { draw: [drawMark] },
      },
      [[...props.x], ...props.lines.map((line) => [...line.values])],
      host,
    );
  };
  onMount(() => {
    const watch = new ResizeObserver(() => {
      if (host !== undefined) plot?.setSize({ width: Math.max(host.clientWidth, 200), height: height() });
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
    <figure class="line-chart">
      <div ref={host} aria-hidden="true" />
      <figcaption class="small soft">
        <span class="line-chart-keys">
          <For each={props.lines}>
            {(line) => (
              <span
                class="line-chart-key"
                data-dashed={line.dashed === true ? '' : undefined}
                style={{ '--line-ink': `var(${line.ink})` }}
              >
                {line.name}
              </span>
            )}
          </For>
        </span>
        {props.caption}
      </figcaption>
      <details class="line-chart-fold">
        <summary class="small">{props.tableName}</summary>
        <DataTable
          name={props.tableName}
          columns={[{ name: props.xName }, ...props.lines.map(({ name }) => ({ name }))]}
          rows={props.x.map((x, i) => [
            props.formatX(x),
            ...props.lines.map(({ values }) => {
              const value = values[i] ?? null;
              return value === null ? '' : props.format(value);
            }),
          ])}
        />
      </details>
    </figure>
  );
}
