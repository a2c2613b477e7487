/**
 * `npm run bench:import` (after `npm run build`; about two minutes): 100 000 lines of JSONL with labels, and a project file of
 * 50 MB of texts, brought in by the built app in Chromium, with the longest time that the page is busy meanwhile. The texts are
 * made up by a seed. `linesBareMs` and `projectBareMs` are what the browser needs to write the very same rows into an empty
 * database with the same indexes and nothing else: a busy machine slows both, so their ratio says what the app adds.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { createRng } from '#core/base';
import { buildBundle, formatById, joinChunks, type ParsedDocument, packFiles } from '#core/formats';
import { countingIds, createProject } from '#core/project';
import { ProjectsPage } from '../tests/e2e/pages/projects-page.ts';
import { currentRun } from './bench-run.ts';
import { inBuiltApp } from './in-chromium.ts';

const seed = 20261129;
const { values: flags } = parseArgs({
  options: {
    lines: { type: 'string', default: '100000' },
    megabytes: { type: 'string', default: '50' },
    port: { type: 'string', default: '4193' },
    out: { type: 'string', default: 'bench/results/import.json' },
  },
});
const longMs = 300_000;
const words =
  'the a model city letter river wrote read 東京 Köln مرحبا small green Ada Bob Oslo and of'.split(' ');

function sentence(random: ReturnType<typeof createRng>, length: number): string {
  return Array.from({ length }, () => words[random.int(words.length)]).join(' ');
}

function jsonLines(count: number): string {
  const random = createRng(seed);
  return Array.from({ length: count }, (_, id) => {
    const text = `Ada ${sentence(random, 12)} Oslo.`;
    return JSON.stringify({ id, text, label: [[0, 3, 'PER']] });
  }).join('\n');
}

/** A project file whose texts have about so many bytes; as it would come out of the app. */
function projectFile(megabytes: number): { readonly bytes: Uint8Array; readonly texts: number } {
  const random = createRng(seed + 1);
  const documents: ParsedDocument[] = [];
  for (let bytes = 0; bytes < megabytes * 1_000_000; ) {
    const text = `Ada ${sentence(random, 160)} Oslo.`;
    bytes += Buffer.byteLength(text);
    const person = { label: 'PER', target: { kind: 'span' as const, from: 0, to: 3 }, explanations: [] };
    documents.push({
      text,
      meta: { id: String(documents.length) },
      annotations: [person],
      file: '',
      line: 1,
    });
  }
  const project = createProject({ name: 'Large', task: 'ner' }, countingIds('p'), 1);
  const bundle = buildBundle(project, documents, countingIds('r'), 1);
  const chunks = formatById('project')?.serialize?.(bundle, { name: 'large' }) ?? [];
  return { bytes: packFiles(joinChunks(chunks), 'large').bytes, texts: documents.length };
}

/** Watches how long the page is ever busy. */
async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const found = { longest: 0 };
    Object.assign(window, { longTasks: found });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.longest = Math.max(found.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
}

const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { longTasks: { longest: number } }).longTasks.longest); // put there above

/** Milliseconds in which the browser writes the rows that are in the app's database into another one, one by one, with the same indexes. */
async function bareWrite(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    const tables = ['documents', 'texts', 'annotations'];
    for (const name of names) {
      const app = await asked(indexedDB.open(name));
      if (!tables.every((table) => app.objectStoreNames.contains(table))) {
        app.close();
        continue;
      }
      const reading = app.transaction(tables);
      const stores = tables.map((table) => reading.objectStore(table));
      const layouts = stores.map((store) => ({
        keyPath: store.keyPath,
        indexes: [...store.indexNames].map((index) => ({ index, keyPath: store.index(index).keyPath })),
      }));
      const single = await Promise.all(stores.map((store) => asked(store.getAll())));
      const packs = await asked(app.transaction('packedRows').objectStore('packedRows').getAll());
      const rows = tables.map((table, at) => [
        ...single[at]!,
        ...packs.flatMap((pack) => (pack.id.startsWith(`${table} `) ? pack.rows : [])),
      ]);
      app.close();
      const opening = indexedDB.open('bare');
      opening.onupgradeneeded = () => {
        for (const [at, table] of tables.entries()) {
          const { keyPath, indexes } = layouts[at]!;
          const store = opening.result.createObjectStore(table, { keyPath });
          for (const one of indexes) store.createIndex(one.index, one.keyPath);
        }
      };
      const bare = await asked(opening);
      const began = performance.now();
      const most = Math.max(...rows.map((list) => list.length));
      for (let from = 0; from < most; from += 1000) {
        const writing = bare.transaction(tables, 'readwrite');
        for (const [at, table] of tables.entries())
          for (const row of rows[at]!.slice(from, from + 1000)) writing.objectStore(table).add(row);
        await new Promise((done) => {
          writing.oncomplete = done;
        });
      }
      const ms = performance.now() - began;
      bare.close();
      await asked(indexedDB.deleteDatabase('bare'));
      return ms;
    }
    throw new Error('no database of the app');
  });
}

async function choose(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(path);
}

async function measureLines(page: Page, folder: string): Promise<Record<string, number>> {
  const lines = join(folder, 'lines.jsonl');
  writeFileSync(lines, jsonLines(Number(flags.lines)));
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Lines', labels: ['PER'] });
  await watchTasks(page);
  const looked = performance.now();
  await choose(page, lines);
  await expect(page.getByRole('combobox', { name: 'Format' })).toBeVisible({ timeout: longMs });
  const inspectMs = performance.now() - looked;
  const begun = performance.now();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: /imported$/ })).toBeVisible({ timeout: longMs });
  const linesMs = performance.now() - begun;
  const linesLongestTaskMs = await longestTask(page);
  return { inspectMs, linesMs, linesLongestTaskMs, linesBareMs: await bareWrite(page) };
}

async function measureProject(page: Page, folder: string): Promise<Record<string, number>> {
  const large = projectFile(Number(flags.megabytes));
  const project = join(folder, 'large.leanlife');
  writeFileSync(project, large.bytes);
  const projects = new ProjectsPage(page);
  await projects.open();
  await projects.create({ name: 'Other', labels: ['PER'] });
  await watchTasks(page);
  const opened = performance.now();
  await choose(page, project);
  await page.getByRole('button', { name: 'Open as a project' }).click({ timeout: longMs });
  await expect(page.getByRole('application', { name: 'Text to annotate' })).toBeVisible({ timeout: longMs });
  const projectMs = performance.now() - opened;
  const projectLongestTaskMs = await longestTask(page);
  return {
    projectMs,
    projectLongestTaskMs,
    projectBareMs: await bareWrite(page),
    projectTexts: large.texts,
    projectFileBytes: large.bytes.length,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
const found: Record<string, number> = {};
await inBuiltApp(flags.port, async (newPage) => {
  for (const measure of [measureLines, measureProject]) {
    const page = await newPage();
    Object.assign(found, await measure(page, folder));
    await page.context().close();
  }
});
rmSync(folder, { recursive: true });
const share = (of: string): number => (found[`${of}Ms`] ?? 0) / (found[`${of}BareMs`] ?? 1);
const metrics = {
  ...Object.fromEntries(Object.entries(found).map(([name, value]) => [name, Math.round(value)])),
  linesToBare: Number(share('lines').toFixed(2)),
  projectToBare: Number(share('project').toFixed(2)),
};
const record = { ...currentRun(seed), load: Math.round(loadavg()[0] ?? 0), metrics };
writeFileSync(flags.out, `${JSON.stringify(record, null, 2)}\n`);
console.log(JSON.stringify(record, null, 2));
