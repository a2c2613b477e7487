/**
 * Workers ended at any moment: the learner while it trains, the import while a file comes in. The learner goes on from its last
 * model and loses no label; an import that was cut off is known, and goes on or is taken back whole.
 */
import { createRng } from '#core/base';
import { harnessHost, openHarness } from '../../tests/browser/harness-host.ts';
import { killLearner } from '../../tests/browser/kills.ts';
import { Victim } from './chromium.ts';
import { type Figures, Tally } from './figures.ts';
import { orphansIn, readRows } from './rows.ts';

export async function killLearners(seed: number, kills: number): Promise<Figures> {
  const tally = new Tally();
  const host = await harnessHost();
  const victim = new Victim();
  try {
    const page = await victim.page();
    await openHarness(page, host, []);
    const report = await killLearner(page, kills, seed);
    for (let kill = 0; kill < report.kills; kill++) tally.kill();
    tally.fault('lost', `annotations, seed ${seed}`, report.lost);
    tally.fault('silent', `older over newer, seed ${seed}`, report.older + report.backwards);
    if (report.versionAfter <= report.versionBefore)
      tally.fault('exceptions', `seed ${seed}: no training after the kills`);
    const orphans = orphansIn(await page.evaluate(readRows, 'lean-life'));
    tally.fault('orphans', `learner kills of seed ${seed}: ${orphans[0]}`, orphans.length);
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

/** Each import is killed once, goes on and is killed again, and is then finished or taken back by chance. */
export async function killImports(seed: number, kills: number): Promise<Figures> {
  const tally = new Tally();
  const rng = createRng(seed);
  const host = await harnessHost();
  const victim = new Victim();
  try {
    const page = await victim.page();
    await openHarness(page, host, []);
    const projectId = await page.evaluate(async () => harness.restaurants(await harness.open(), 10));
    let texts = 10;
    for (let kill = 0; kill < kills; kill += 2) {
      const rows = 300 + rng.int(1500);
      const outcome = await page.evaluate(importAndKill, {
        projectId,
        rows,
        waits: [rng.int(250), rng.int(250)] as const,
        isKept: rng.int(2) === 0,
      });
      for (let i = 0; i < outcome.kills; i++) tally.kill();
      const what = `import kill ${kill} of seed ${seed}`;
      const there = outcome.texts - texts;
      if (outcome.isKept ? there !== rows : there !== 0)
        tally.fault(
          'lost',
          `${what}: ${there} of ${rows} texts, ${outcome.isKept ? 'finished' : 'taken back'}`,
        );
      if (outcome.twice > 0) tally.fault('silent', `${what}: texts came in twice`, outcome.twice);
      texts = outcome.texts;
      const orphans = orphansIn(await page.evaluate(readRows, 'lean-life'));
      tally.fault('orphans', `${what}: ${orphans[0]}`, orphans.length);
    }
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

/** In the page. */
async function importAndKill({
  projectId,
  rows,
  waits,
  isKept,
}: {
  readonly projectId: string;
  readonly rows: number;
  readonly waits: readonly [number, number];
  readonly isKept: boolean;
}) {
  const store = await harness.open();
  const stamp = Math.random().toString(36);
  const lines = Array.from({ length: rows }, (_, i) =>
    JSON.stringify({ text: `Ada wrote letter ${i} of ${stamp}.`, label: [[0, 3, 'Dish']] }),
  );
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const files = [new File([lines.join('\n')], 'many.jsonl')];
  let client = harness.createImportClient();
  let ended: Promise<unknown> = client.run({ projectId, files, options: { task: 'ner' } }).result;
  let kills = 0;
  for (const wait of waits) {
    const isDone = await Promise.race([ended.then(() => true), pause(wait).then(() => false)]);
    client.close();
    if (isDone) break;
    kills++;
    await pause(50); // a transaction that was under way ends one way or the other
    const [record] = await store.imports.unfinished(projectId);
    client = harness.createImportClient();
    ended =
      record === undefined
        ? client.run({ projectId, files, options: { task: 'ner' } }).result
        : client.resume({ importId: record.id }).result;
  }
  const [left] = await store.imports.unfinished(projectId);
  let isFinished = true;
  if (isKept || left === undefined) {
    if (kills > 0) await ended;
  } else {
    client.close();
    await pause(50);
    const [record] = await store.imports.unfinished(projectId);
    if (record !== undefined) {
      await store.importer(projectId, record.id).rollback();
      isFinished = false;
    }
  }
  client.close();
  const all = await store.documents.chunk(projectId, 0, 100_000);
  const mine = all
    .filter(({ document }) => document.text.includes(stamp))
    .map(({ document }) => document.text);
  const texts = all.length;
  store.close();
  return { kills, texts, isKept: isFinished, twice: mine.length - new Set(mine).size };
}
