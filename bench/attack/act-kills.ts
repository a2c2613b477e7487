/**
 * A page that acts as fast as it can, by the store's own contract, killed at any moment. An act that was answered is there whole
 * afterwards; the one under way is there whole or not at all.
 */
import { createRng, type Rng } from '#core/base';
import { harnessHost, openHarness } from '../../tests/browser/harness-host.ts';
import { endingOf, Victim } from './chromium.ts';
import { type Figures, Tally } from './figures.ts';
import { halfStepsIn, orphansIn, type Rows, readRows } from './rows.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the page has been told was done: steps done and undone, and the number of the last setting. */
interface Told {
  readonly done: number;
  readonly undone: number;
  readonly setting: number;
}

export async function killActs(seed: number, kills: number): Promise<Figures> {
  const tally = new Tally();
  const rng = createRng(seed);
  const host = await harnessHost();
  const victim = new Victim();
  try {
    for (let kill = 0; kill < kills; kill++)
      await killOne(victim, host, rng, tally, `act kill ${kill} of seed ${seed}`);
  } finally {
    await victim.close();
    await host.close();
  }
  for (const error of new Set(victim.uncaught)) tally.fault('exceptions', error);
  return tally.figures;
}

async function killOne(
  victim: Victim,
  host: Awaited<ReturnType<typeof harnessHost>>,
  rng: Rng,
  tally: Tally,
  what: string,
): Promise<void> {
  let told: Told = { done: 0, undone: 0, setting: 0 };
  let longest = 0;
  let projectId = '';
  const page = await victim.page();
  await page.exposeFunction('told', (state: Told, ms: number) => {
    told = state;
    longest = Math.max(longest, ms);
  });
  const begun = new Promise<void>((resolve) => {
    void page.exposeFunction('begun', (id: string) => {
      projectId = id;
      resolve();
    });
  });
  await openHarness(page, host, []);
  // Ends only with the page.
  page.evaluate(actOn, rng.int(2 ** 31)).catch(() => undefined);
  await begun;
  await pause(20 + rng.int(600));
  const known = told;
  const how = endingOf(rng.next());
  await victim.end(page, how);
  tally.kill();
  tally.took(longest, what);
  const after = await victim.page();
  await openHarness(after, host, []);
  const rows = await after.evaluate(readRows, 'lean-life');
  await judge(rows, projectId, known, told, tally, `${what} (${how})`);
  await after.evaluate(async (id) => {
    const store = await harness.open();
    await store.projects.remove(id);
    store.close();
  }, projectId);
  await after.close();
}

function judge(rows: Rows, projectId: string, known: Told, last: Told, tally: Tally, what: string): void {
  const orphans = orphansIn(rows);
  tally.fault('orphans', `${what}: ${orphans[0]}`, orphans.length);
  const halves = halfStepsIn(rows);
  tally.fault('lost', `${what}: ${halves[0]}`, halves.length);
  const steps = (rows['history'] ?? []).filter(({ value }) => value['projectId'] === projectId);
  const undone = steps.filter(({ value }) => value['undone'] === 1).length;
  const done = steps.length - undone;
  // What was told last, or one more act of any kind.
  const fits = [known, last].some(
    (told) =>
      (done === told.done && undone === told.undone) ||
      (done === told.done + 1 && (undone === 0 || undone === told.undone - 1)) ||
      (done === told.done - 1 && undone === told.undone + 1),
  );
  const ahead = done + undone > last.done + last.undone + 1;
  if (!fits || ahead)
    tally.fault('lost', `${what}: ${done} done and ${undone} undone, ${JSON.stringify(last)} were told`);
  const setting = Number(rows['projects']?.find(({ key }) => key === projectId)?.value['guidelines'] ?? 0);
  if (setting < known.setting) tally.fault('lost', `${what}: setting ${setting}, ${known.setting} was told`);
}

/** In the page: a project, then every kind of act by chance, each told before the next begins. */
async function actOn(seed: number): Promise<void> {
  const { told, begun } = globalThis as unknown as {
    told(state: { done: number; undone: number; setting: number }, ms: number): Promise<void>;
    begun(id: string): Promise<void>;
  };
  let state = seed >>> 0;
  const chance = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[chance(list.length)];
  const store = await harness.open();
  const id = await harness.restaurants(store, 40);
  await begun(id);
  let setting = 0;
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('lean-life');
    request.onsuccess = () => resolve(request.result);
  });
  /** Steps that are done (0) or undone (1), of the one project that there is. */
  const steps = (undone: 0 | 1): Promise<number> =>
    new Promise((resolve) => {
      const index = db.transaction('history').objectStore('history').index('[projectId+undone+seq]');
      const request = index.count(IDBKeyRange.bound([id, undone], [id, undone, []]));
      request.onsuccess = () => resolve(request.result);
    });
  for (;;) {
    const { document, annotations, explanations } = (await store.documents.chunk(id, chance(40), 1))[0]!;
    const labels = await store.labels.list(id);
    const label = pick(labels)!;
    const one = pick(annotations);
    const reason = pick(explanations);
    const documentId = document.id;
    const from = chance(document.text.length - 4);
    const span = { kind: 'span', from, to: from + 1 + chance(3) } as const;
    const act = (what: Parameters<typeof store.act>[1]) => store.act(id, what);
    const started = performance.now();
    const kind = chance(20);
    if (kind < 5) {
      const explanations = [
        { kind: 'trigger', spans: [{ from: 0, to: 2 }] },
        { kind: 'nl', text: 'The word "x" is before it.' },
      ] as const;
      await act({ kind: 'annotate', documentId, labelId: label.id, target: span, explanations });
    } else if (kind === 5)
      await act({
        kind: 'mark',
        documentIds: [documentId],
        status: chance(2) === 0 ? 'done' : 'skipped',
        flagged: chance(2) === 0,
      });
    else if (kind === 6)
      await act({ kind: 'accept', documentId, items: [{ labelId: label.id, target: span }] });
    else if (kind === 7)
      await act({ kind: 'reject', documentId, items: [{ labelId: label.id, target: span }] });
    else if (kind === 8 && one) await act({ kind: 'remove', annotationIds: [one.id], relations: 'remove' });
    else if (kind === 9 && one) await act({ kind: 'relabel', annotationIds: [one.id], labelId: label.id });
    else if (kind === 10 && one) await act({ kind: 'retarget', annotationId: one.id, target: span });
    else if (kind === 11 && one)
      await act({
        kind: 'explain',
        annotationId: one.id,
        explanations: [{ kind: 'nl', text: `Because ${chance(99)}.` }],
      });
    else if (kind === 12 && reason)
      await act({
        kind: 'edit-explanation',
        explanationId: reason.id,
        explanation: { kind: 'nl', text: `Since ${chance(99)}.` },
      });
    else if (kind === 13 && reason)
      await act({
        kind: 'enable-explanations',
        explanationIds: [reason.id],
        enabled: reason.enabled !== true,
      });
    else if (kind === 14 && reason) await act({ kind: 'remove-explanations', explanationIds: [reason.id] });
    else if (kind === 15) await store.labels.add(id, { kind: 'span', name: `L${chance(1e6)}` });
    else if (kind === 16) await store.labels.update(label.id, { name: `M${chance(1e6)}` });
    else if (kind === 17 && labels.length > 2) await store.labels.remove(label.id, 'remove');
    else if (kind === 18) await store.history.undo(id);
    else if (kind === 19) await store.history.redo(id);
    if (chance(6) === 0) {
      setting++;
      await store.projects.update(id, { guidelines: String(setting) });
    }
    const ms = performance.now() - started;
    const undoneNow = await steps(1);
    await told({ done: await steps(0), undone: undoneNow, setting }, ms);
  }
}
