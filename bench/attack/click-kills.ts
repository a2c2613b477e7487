/**
 * A person at the built app, clicking, whose page is killed within a moment of a click. What was on the screen before that click
 * is there afterwards; what the click does is done whole or not at all; and the app opens again.
 */
import { expect, type Page } from '@playwright/test';
import { createRng, type Rng } from '#core/base';
import { type StaticHost, serveFolder } from '../../tests/browser/static-server.ts';
import { AnnotatePage } from '../../tests/e2e/pages/annotate-page.ts';
import { endingOf, Victim } from './chromium.ts';
import { type Figures, Tally } from './figures.ts';
import { halfStepsIn, lostSince, orphansIn, type Rows, readRows } from './rows.ts';

const samples = ['Eating out', 'People and their places', 'Restaurant reviews'] as const;
const quick = { timeout: 1500 };

type Act = (page: Page, at: AnnotatePage, rng: Rng) => Promise<void>;

async function label(_: Page, at: AnnotatePage, rng: Rng): Promise<void> {
  const words = [...(await at.content()).matchAll(/\p{L}{3,}/gu)];
  const word = words[rng.int(Math.max(1, words.length))];
  if (word === undefined) throw new Error('no word to label');
  await at.drag(word.index, word.index + word[0].length);
  const buttons = at.page.getByRole('toolbar', { name: 'Labels' }).getByRole('button');
  await buttons.nth(rng.int(await buttons.count())).click(quick);
}

const button =
  (name: string | RegExp): Act =>
  (page) =>
    page.getByRole('button', { name }).first().click(quick);
const key =
  (keys: string): Act =>
  async (page) => {
    await page
      .getByRole('main')
      .first()
      .click({ position: { x: 2, y: 2 }, ...quick });
    await page.keyboard.press(keys);
  };
const settings = async (page: Page, at: AnnotatePage): Promise<void> => {
  if (!page.url().includes('settings')) await at.go('Settings');
};
const onMark = async (at: AnnotatePage, rng: Rng): Promise<void> => {
  const marks = at.text.locator('mark');
  await marks.nth(rng.int(Math.max(1, await marks.count()))).click(quick);
};

/** What a person can click. Rejects where the screen does not offer it just then. */
const acts: Readonly<Record<string, Act>> = {
  label,
  'label with a reason': async (page, at, rng) => {
    await label(page, at, rng);
    const words = [...(await at.content()).matchAll(/\p{L}{3,}/gu)];
    const word = words[rng.int(Math.max(1, words.length))];
    if (word !== undefined) await at.clickAt(word.index);
    await at.explain.getByRole('button', { name: 'Done', exact: true }).click(quick);
  },
  'cancel a label': async (page, at, rng) => {
    await label(page, at, rng);
    await page.keyboard.press('Escape');
  },
  done: button('Done, next'),
  skip: button(/^Skip/),
  flag: button(/^(?:Flag|Remove the flag)$/),
  undo: key('Control+z'),
  redo: key('Control+Shift+z'),
  'accept all': button('Accept all'),
  accept: async (page, at) => {
    await at.suggestions().first().focus(quick);
    await page.keyboard.press('Enter');
  },
  reject: async (page, at) => {
    await at.suggestions().first().focus(quick);
    await page.keyboard.press('Delete');
  },
  'delete a label': async (page, at, rng) => {
    await onMark(at, rng);
    await page.getByRole('button', { name: 'Delete the label' }).first().click(quick);
  },
  relabel: async (page, at, rng) => {
    await onMark(at, rng);
    await page
      .getByRole('combobox', { name: 'Change the label' })
      .first()
      .selectOption({ index: rng.int(2) }, quick);
  },
  'rename the project': async (page, at, rng) => {
    await settings(page, at);
    const name = page.getByRole('textbox', { name: 'Name', exact: true }).first();
    await name.fill(`Renamed ${rng.int(1000)}`, quick);
    await name.blur();
  },
  'add a label': async (page, at) => {
    await settings(page, at);
    await page.getByRole('button', { name: 'Add label' }).first().click(quick);
  },
  'remove a label': async (page, at) => {
    await settings(page, at);
    await page
      .getByRole('button', { name: /^Delete (?!this|project)/ })
      .last()
      .click(quick);
    await page.getByRole('button', { name: 'Delete label' }).click(quick);
  },
  'open the sample again': async (page) => {
    await page.evaluate(() => {
      location.hash = '#/';
    });
    await page
      .getByRole('button', { name: /^Open the sample/ })
      .first()
      .click(quick);
  },
  'delete the project': async (page) => {
    await page.evaluate(() => {
      location.hash = '#/';
    });
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click(quick);
    await page.getByRole('menuitem', { name: 'Delete…' }).click(quick);
    await page.getByRole('button', { name: 'Delete project' }).click(quick);
  },
  import: async (page, at, rng) => {
    await at.go('Import');
    await page.getByRole('button', { name: 'Paste text' }).click(quick);
    const lines = Array.from(
      { length: 200 + rng.int(3000) },
      (_, i) => `Line ${i} of import ${rng.int(1e6)}.`,
    );
    await page.getByRole('textbox', { name: 'Texts, one a line' }).fill(lines.join('\n'), quick);
    await page.getByRole('button', { name: 'Use this text' }).click(quick);
    await page.getByRole('button', { name: 'Import', exact: true }).click(quick);
  },
  'take an import back': async (page) => {
    await page.getByRole('button', { name: 'Take back' }).click(quick);
    await page.getByRole('button', { name: 'Take the import back' }).click(quick);
  },
  'finish an import': button('Import the rest'),
  'keep an import': button('Keep what came in'),
  'train now': async (page) => {
    await page.locator('.chip').click(quick);
    await page.getByRole('menuitem', { name: 'Train now' }).click(quick);
  },
};
const names = Object.keys(acts);
/** What leads nowhere else is done most. */
const usual = names.slice(0, 13);
/** Where a killed import waits for an answer. */
const afterImport = ['take an import back', 'finish an import', 'keep an import'];
const maxTries = 6;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function killClicks(seed: number, kills: number, folder = 'dist'): Promise<Figures> {
  const tally = new Tally();
  const rng = createRng(seed);
  const host = await serveFolder(folder, { isolate: true });
  const victim = new Victim();
  let project: Project | undefined;
  try {
    for (let kill = 0; kill < kills; kill++) {
      project = await killOne(victim, host, project, rng, tally, `click kill ${kill} of seed ${seed}`);
    }
    const last = await victim.page();
    await settle(last, host, project, tally, `after ${kills} click kills of seed ${seed}`);
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

interface Project {
  readonly id: string;
  /** As it was before the last click. */
  readonly before: Rows;
  readonly what: string;
}

/** Opens the app as it was left, and judges how. `undefined` where there is no project to go on with. */
async function settle(
  page: Page,
  host: StaticHost,
  project: Project | undefined,
  tally: Tally,
  what: string,
): Promise<Rows | undefined> {
  await page.goto(`${host.url}#/p/${project?.id ?? 'none'}/annotate`);
  const shown = page
    .getByRole('application', { name: 'Text to annotate' })
    .or(page.getByRole('heading', { name: /There is nothing here|Every text|No texts yet/ }));
  try {
    await shown.first().waitFor({ timeout: 20_000 });
  } catch {
    tally.fault('exceptions', `${what}: the app does not open again`);
  }
  const rows = await page.evaluate(readRows, 'lean-life');
  if (project !== undefined) {
    const orphans = orphansIn(rows);
    tally.fault('orphans', `${project.what}: ${orphans[0]}`, orphans.length);
    const lost = [...lostSince(project.before, rows), ...halfStepsIn(rows)];
    tally.fault('lost', `${project.what}: ${lost[0]}`, lost.length);
  }
  return rows['projects']?.some(({ key: id }) => id === project?.id) === true ? rows : undefined;
}

async function killOne(
  victim: Victim,
  host: StaticHost,
  known: Project | undefined,
  rng: Rng,
  tally: Tally,
  what: string,
): Promise<Project | undefined> {
  const page = await victim.page();
  page.setDefaultTimeout(20_000);
  let rows = await settle(page, host, known, tally, what);
  let id = known?.id ?? '';
  // Another project now and then: histories stay short, and all tasks have their turn.
  if (rows === undefined || (rows['history']?.length ?? 0) > 150) {
    const sample = samples[rng.int(3)] ?? samples[0];
    await page.goto(`${host.url}#/`);
    await page.getByRole('button', { name: new RegExp(`Open the sample ${sample}`) }).click();
    await expect(page).toHaveURL(/annotate/);
    id = /#\/p\/([^/]+)/.exec(page.url())?.[1] ?? '';
  }
  const at = new AnnotatePage(page);
  const isOffered = await page.getByRole('button', { name: 'Take back' }).isVisible();
  const choose = (): string => {
    const from = isOffered ? afterImport : rng.int(3) > 0 ? usual : names;
    return from[rng.int(from.length)] ?? 'done';
  };
  const how = endingOf(rng.next());
  const done: string[] = [];
  const attempt = async (name: string): Promise<boolean> => {
    done.push(name);
    try {
      await acts[name]?.(page, at, rng);
      return true;
    } catch {
      return false; // the screen does not offer it now
    }
  };
  if (rng.int(2) === 0) {
    await attempt(choose());
    await pause(30);
  }
  // The last click is the one that is not waited for. Where the screen does not offer it another one is made.
  let isClicked = false;
  for (let tries = 0; tries < maxTries && !isClicked; tries++) {
    rows = await page.evaluate(readRows, 'lean-life');
    isClicked = await attempt(choose());
  }
  if (isClicked) tally.case();
  await pause(rng.int(250));
  await victim.end(page, how);
  tally.kill();
  return { id, before: rows ?? {}, what: `${what} (${done.join(', ')}; ${how})` };
}
