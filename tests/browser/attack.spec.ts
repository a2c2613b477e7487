/** The quick parts of `npm run attack`, with seeds of their own: kills, three tabs, a browser that clears everything. */
import { expect, test } from '@playwright/test';
import { killActs } from '../../bench/attack/act-kills.ts';
import { killClicks } from '../../bench/attack/click-kills.ts';
import type { Figures } from '../../bench/attack/figures.ts';
import { evicted, threeTabs } from '../../bench/attack/pressure.ts';

/** How long an answer takes is asked of a quiet machine only. */
const faultsOf = ({ notes }: Figures): readonly string[] => notes.filter((note) => !note.startsWith('slow'));

test('a page killed in the middle of its acts leaves each of them whole or not at all', async () => {
  const figures = await killActs(9001, 4);
  expect(faultsOf(figures)).toEqual([]);
  expect(figures.kills).toBe(4);
});

test('three tabs on one project lose none of each other’s acts', async () => {
  const figures = await threeTabs(9002, 15);
  expect(faultsOf(figures)).toEqual([]);
  expect(figures.cases).toBeGreaterThan(30);
});

test('the app killed within a moment of a click has what was on the screen, and opens again', async () => {
  const figures = await killClicks(9003, 3);
  expect(faultsOf(figures)).toEqual([]);
  expect(figures.kills).toBe(3);
});

test('an open page says that the browser has cleared everything, and so does the next start', async () => {
  const figures = await evicted(9004);
  expect(faultsOf(figures)).toEqual([]);
  expect(figures.cases).toBe(2);
});
