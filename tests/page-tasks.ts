/**
 * How long the page's own thread is ever busy, by Chromium's trace. What counts is the processor's time of a task: the clock on
 * the wall also holds the time in which other programs of the machine had the processor (a task of 31 ms was seen to take 219).
 */
import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long on the wall, and of the processor (not on every system). */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface PageTasks {
  readonly count: number;
  /** Milliseconds of the longest task. */
  readonly longestCpuMs: number;
  readonly longestWallMs: number;
  /** Milliseconds of the processor between each mark (`performance.mark`) of one name and the next one of the other, sorted. */
  cpuBetween(from: string, to: string): number[];
}

/** Runs `body` while the tasks of the page's main thread are written down. One at a time in a browser. */
export async function withPageTasks<T>(
  browser: Browser,
  page: Page,
  body: () => Promise<T>,
): Promise<{ readonly value: T; readonly tasks: PageTasks }> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing', '__metadata'] });
  let trace: Buffer;
  let value: T;
  try {
    value = await body();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const main = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map((event) => `${event.pid}/${event.tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid}/${tid}`),
  );
  const marks = traceEvents
    .filter(({ pid, tid, ts }) => main.has(`${pid}/${tid}`) && ts > 0)
    .sort((a, b) => a.ts - b.ts);
  const longest = (of: (task: TraceEvent) => number | undefined): number =>
    Math.round(Math.max(0, ...tasks.map((task) => of(task) ?? 0)) / 1000);
  return {
    value,
    tasks: {
      count: tasks.length,
      longestCpuMs: longest((task) => task.tdur ?? task.dur),
      longestWallMs: longest((task) => task.dur),
      cpuBetween: (from, to) => {
        const costs: number[] = [];
        let begun: TraceEvent | undefined;
        for (const mark of marks) {
          if (mark.name === from) begun = mark;
          if (mark.name !== to || begun === undefined) continue;
          costs.push(cpuOf(tasks, begun.ts, mark.ts));
          begun = undefined;
        }
        return costs.sort((a, b) => a - b);
      },
    },
  };
}

/** Milliseconds of the processor of the tasks that had it at some time between the two, whole ones. */
function cpuOf(tasks: readonly TraceEvent[], from: number, to: number): number {
  const sum = tasks
    .filter(({ ts, dur }) => ts < to && ts + (dur ?? 0) > from)
    .reduce((total, { tdur, dur }) => total + (tdur ?? dur ?? 0), 0);
  return Math.round(sum / 1000);
}
