/**
 * `npm run bench:online [-- --tasks ner,re,sa --arms explained,random,labels --annotations 200 --seeds 1 --texts 2000]`: an
 * annotator replayed through the real loop: the store and the learner's worker in Chromium, as the app builds them.
 *
 * He opens the text that the order puts next, waits for what the learner proposes, labels it as the gold says (with the reason
 * that people gave, where there is one), and goes on. Arms: `explained` (the most uncertain next, with reasons), `random` (by
 * chance, with reasons), `labels` (the most uncertain next, without). Measured after 10, 25, 50, 100 and 200 annotations: F1 on held-out texts
 * (entities: conlleval; classes: macro), and the share of what was proposed under the texts opened since that was right.
 * `updateMs`: from an annotation that a training is due after to recommendations of a newer model under the next text.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import type { Annotation, Document, Task, TaughtDocument, Weights } from '#core/project';
import { evaluateWeights } from '#core/tasks';
import { currentRun } from './bench-run.ts';
import { contextual } from './encoder-states.ts';
import { inHarness } from './in-chromium.ts';
import { type GoldText, type OnlineTask, readOnlineTask } from './online-data.ts';
import { loadedNetwork } from './replay-network.ts';
import { hasData } from './rules-data.ts';
import { gloveEncoder } from './train-data.ts';

const { values: flags } = parseArgs({
  options: {
    tasks: { type: 'string', default: 'ner,re,sa' },
    arms: { type: 'string', default: 'explained,random,labels' },
    annotations: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '1' },
    texts: { type: 'string', default: '2000' },
    'held-out': { type: 'string', default: '300' },
    /** A training after so many annotations; the app's own setting where it is absent. */
    every: { type: 'string' },
    out: { type: 'string', default: 'bench/results/online.json' },
  },
});
if (!hasData) {
  console.log('bench:online: skipped, ../shared/data is not there');
  process.exit(0);
}
const checkpoints = [10, 25, 50, 100, 200].filter((n) => n <= Number(flags.annotations));
/** No update within this time is a missed one, and is counted with it. */
const patienceMs = 30_000;

type Arm = 'explained' | 'random' | 'labels';

interface Point {
  readonly annotations: number;
  readonly f1: number;
  readonly rightShare: number;
  readonly proposed: number;
  readonly version: number;
}

interface Cell {
  readonly task: string;
  readonly arm: Arm;
  readonly seed: number;
  readonly points: readonly Point[];
  readonly updateMs: readonly number[];
  readonly missed: number;
  readonly minutes?: number;
}

/** Puts the project into the page's store and starts the learner on it. */
async function setUp(page: Page, data: OnlineTask, arm: Arm): Promise<void> {
  await page.evaluate(
    async ({ task, labels, pool, every, reasons, strategy }) => {
      const store = await harness.open();
      const kind = ({ ner: 'span', re: 'relation', sa: 'text' } as const)[task];
      const created = await store.projects.create({
        name: 'online',
        task,
        explanationKinds: reasons ? ['trigger', 'nl'] : [],
        settings: { acquisition: strategy, ...(every === undefined ? {} : { trainEvery: every }) },
        labels: [
          ...(task === 're' ? [{ kind: 'span', name: 'Entity' } as const] : []),
          ...labels.map((name) => ({ kind, name })),
        ],
      });
      if (!created.ok) throw new Error(created.error.code);
      const { id } = created.value;
      const importer = store.importer(id);
      // The two ends of a relation are there, as in the data; its label is what the annotator gives.
      const ends = ({ gold }: GoldText) =>
        gold.flatMap(({ span, tail }) =>
          [span, tail].flatMap((one) =>
            one === undefined
              ? []
              : [{ label: 'Entity', target: { kind: 'span', ...one } as const, explanations: [] }],
          ),
        );
      for (let from = 0; from < pool.length; from += 500) {
        const batch = pool.slice(from, from + 500).map((one) => ({
          text: one.text,
          ...(one.tokens === undefined ? {} : { tokens: one.tokens }),
          ...(task === 're' ? { annotations: ends(one) } : {}),
        }));
        const written = await importer.appendBatch(batch);
        if (!written.ok) throw new Error(written.error.code);
      }
      const learner = harness.createLearnerClient();
      const first = await store.documents.at(id, 0);
      learner.start(id, first?.id);
      Object.assign(globalThis, { online: { store, learner, id, current: first, position: 0 } });
    },
    {
      task: data.task,
      labels: data.labels,
      pool: data.pool,
      every: flags.every === undefined ? undefined : Number(flags.every),
      reasons: arm !== 'labels',
      strategy: arm === 'random' ? ('random' as const) : ('uncertainty' as const),
    },
  );
}

interface Labelled {
  readonly annotations: number;
  readonly proposed: number;
  readonly right: number;
  readonly updateMs?: number;
}

/** Labels the text that is open, goes to the next, and waits for a newer model where one is due. */
async function labelOne(page: Page, pool: readonly GoldText[], arm: Arm, task: Task): Promise<Labelled> {
  const position = await page.evaluate(() => {
    const { online } = globalThis as unknown as { online: { current: { position: number } } }; // put there by setUp
    return online.current.position;
  });
  const gold = pool[position]?.gold ?? [];
  return page.evaluate(
    async ({ gold, reasons, task, patienceMs }) => {
      type Store = Awaited<ReturnType<typeof harness.open>>;
      interface Online {
        store: Store;
        learner: ReturnType<typeof harness.createLearnerClient>;
        id: string;
        current: { id: string; position: number };
      }
      const { online } = globalThis as unknown as { online: Online }; // put there by setUp
      const { store, learner, id, current } = online;
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const labels = new Map((await store.labels.list(id)).map((label) => [label.name, label]));
      const names = new Map([...labels.values()].map((label) => [label.id, label.name]));
      const key = (target: unknown, label: string | undefined) => JSON.stringify([target, label]);
      const spanOf = ({ from, to }: { from: number; to: number }) => ({ from, to });
      const targets = gold.map(({ span, tail }) => {
        if (span === undefined) return { kind: 'text' } as const;
        if (tail !== undefined) return { kind: 'relation', head: spanOf(span), tail: spanOf(tail) } as const;
        return { kind: task === 'sa' ? 'aspect' : 'span', ...spanOf(span) } as const;
      });
      const truth = new Set(gold.map(({ label }, i) => key(targets[i], label)));
      const shown = (await store.recommendations.ofDocument(current.id)).filter(
        ({ labelId }) => labelId !== undefined,
      );
      const plain = (target: (typeof shown)[number]['target']) =>
        target.kind === 'relation'
          ? { kind: 'relation', head: spanOf(target.head), tail: spanOf(target.tail) }
          : target.kind === 'text'
            ? { kind: 'text' }
            : { kind: target.kind, from: target.from, to: target.to };
      const right = shown.filter(({ target, labelId }) =>
        truth.has(key(plain(target), names.get(labelId ?? ''))),
      ).length;

      const there = await store.annotations.ofDocument(current.id);
      const endOf = (span: { from: number } | undefined) =>
        there.find(({ target }) => target.kind === 'span' && target.from === span?.from)?.id ?? '';
      const acts = gold.map(({ label, span, tail, trigger, sentence }, i) => {
        const explanations = [
          ...(reasons && trigger !== undefined ? [{ kind: 'trigger' as const, spans: trigger }] : []),
          ...(reasons && sentence !== undefined ? [{ kind: 'nl' as const, text: sentence }] : []),
        ];
        const given = targets[i] ?? ({ kind: 'text' } as const);
        const target =
          given.kind === 'relation'
            ? ({ kind: 'relation', head: endOf(span), tail: endOf(tail) } as const)
            : given;
        return {
          ...({ kind: 'annotate', documentId: current.id, labelId: labels.get(label)?.id ?? '' } as const),
          ...{ target, explanations },
        };
      });
      const before = learner.status;
      const started = performance.now();
      const done = await store.act(id, [
        ...acts,
        { kind: 'mark', documentIds: [current.id], status: 'done' } as const,
      ]);
      if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
      const project = await store.projects.get(id);
      const strategy = project?.settings.acquisition ?? 'sequential';
      const next = await store.documents.upNext(id, current.position, strategy, current.id);
      if (next === undefined) throw new Error('no text is left');
      online.current = next;
      learner.focus(next.id);
      const isDue = before.pending + Math.max(1, acts.length) >= (project?.settings.trainEvery ?? 5);
      const newest = async (): Promise<number> =>
        (await store.recommendations.setsOfDocument(next.id)).find(({ source }) => source === 'model')
          ?.version ?? 0;
      let updateMs: number | undefined;
      if (isDue) {
        while ((await newest()) <= before.version && performance.now() - started < patienceMs) await wait(20);
        updateMs = performance.now() - started;
      } else {
        // As long as a person at least looks at the next text.
        await wait(300);
      }
      return {
        annotations: acts.length,
        proposed: shown.length,
        right,
        ...(updateMs === undefined ? {} : { updateMs: Math.round(updateMs) }),
      };
    },
    { gold, reasons: arm !== 'labels', task, patienceMs },
  );
}

/** The model as the page has it now, and its labels by id. */
async function modelOf(
  page: Page,
  task: Task,
): Promise<{ weights: Weights; labels: Map<string, string> } | undefined> {
  const packed = await page.evaluate(async (model) => {
    const { online } = globalThis as unknown as {
      online: { store: Awaited<ReturnType<typeof harness.open>>; id: string };
    }; // put there by setUp
    const weights = await online.store.weights.get(online.id, model);
    if (weights === undefined) return undefined;
    const tensors = Object.entries(weights.tensors).map(
      ([name, { dims, data }]) => [name, [...dims], Array.from(data)] as const,
    );
    const labels = (await online.store.labels.list(online.id)).map(({ id, name }) => [id, name] as const);
    return { weights: { ...weights, tensors: {} }, tensors, labels };
  }, task);
  if (packed === undefined) return undefined;
  const tensors = Object.fromEntries(
    packed.tensors.map(([name, dims, data]) => [name, { dims, data: Float32Array.from(data) }]),
  );
  return { weights: { ...packed.weights, tensors }, labels: new Map(packed.labels) };
}

/** A held-out text as a finished document of the project. */
function finished(text: GoldText, i: number, task: Task, idOf: (name: string) => string): TaughtDocument {
  const id = `held-out-${i}`;
  const common = { projectId: 'p', documentId: id, annotator: '', source: 'imported', updatedAt: 0 } as const;
  const annotations = text.gold.flatMap(({ label, span, tail }, k): Annotation[] => {
    const own = { ...common, id: `${id}-${k}`, labelId: idOf(label) };
    if (span === undefined) return [{ ...own, target: { kind: 'text' } }];
    if (tail === undefined) return [{ ...own, target: { kind: task === 'sa' ? 'aspect' : 'span', ...span } }];
    const end = (name: string, at: typeof span): Annotation => ({
      ...{ ...common, id: `${id}-${name}`, labelId: 'entity' },
      target: { kind: 'span', ...at },
    });
    return [
      end('x', span),
      end('y', tail),
      { ...own, target: { kind: 'relation', head: `${id}-x`, tail: `${id}-y` } },
    ];
  });
  const document: Document = {
    ...{ id, projectId: 'p', position: i, text: text.text, meta: {} },
    ...{ status: 'done', flagged: false, updatedAt: 0 },
    ...(text.tokens === undefined ? {} : { tokens: text.tokens }),
  };
  return { document, annotations };
}

const encoder = gloveEncoder();

async function scoreHeldOut(page: Page, data: OnlineTask): Promise<{ f1: number; version: number }> {
  const model = await modelOf(page, data.task);
  if (model === undefined) return { f1: 0, version: 0 };
  const byName = new Map([...model.labels].map(([id, name]) => [name, id]));
  const documents = data.heldOut.map((text, i) =>
    finished(text, i, data.task, (name) => byName.get(name) ?? ''),
  );
  const read = model.weights.encoder !== undefined;
  const { metrics } = await evaluateWeights({
    task: data.task,
    network: await loadedNetwork(data.task),
    encoder: read
      ? await contextual(
          encoder,
          documents.map(({ document }) => document),
        )
      : encoder,
    weights: model.weights,
    documents,
  });
  return { f1: metrics['f1'] ?? metrics['macroF1'] ?? 0, version: model.weights.version };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

async function replay(page: Page, data: OnlineTask, arm: Arm, seed: number): Promise<Cell> {
  await setUp(page, data, arm);
  const points: Point[] = [];
  const updateMs: number[] = [];
  const open = [...checkpoints];
  let annotations = 0;
  let proposed = 0;
  let right = 0;
  while (open.length > 0) {
    const one = await labelOne(page, data.pool, arm, data.task);
    annotations += one.annotations;
    proposed += one.proposed;
    right += one.right;
    if (one.updateMs !== undefined) updateMs.push(one.updateMs);
    if (annotations < (open[0] ?? 0)) continue;
    open.shift();
    const { f1, version } = await scoreHeldOut(page, data);
    points.push({
      ...{ annotations, f1: round(f1), proposed, version },
      rightShare: proposed === 0 ? 0 : round(right / proposed),
    });
    console.error(`${data.name} ${arm} ${seed}: ${JSON.stringify(points.at(-1))}`);
    proposed = 0;
    right = 0;
  }
  return {
    ...{ task: data.name, arm, seed, points, updateMs },
    missed: updateMs.filter((ms) => ms >= patienceMs).length,
  };
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0;

/** Cells that were made by an earlier call stay: the whole takes a quarter of an hour, and can be made in parts. */
const cells: Cell[] = existsSync(flags.out) ? JSON.parse(readFileSync(flags.out, 'utf8')).cells : [];
await inHarness(async (newPage) => {
  for (const seed of flags.seeds.split(',').map(Number)) {
    for (const task of flags.tasks.split(',') as Task[]) {
      const data = readOnlineTask(task, Number(flags.texts), Number(flags['held-out']), seed);
      for (const arm of flags.arms.split(',') as Arm[]) {
        if (cells.some((one) => one.task === data.name && one.arm === arm && one.seed === seed)) continue;
        const started = performance.now();
        const page = await newPage();
        const cell = await replay(page, data, arm, seed);
        cells.push({ ...cell, minutes: Math.round((performance.now() - started) / 6000) / 10 });
        await page.context().close();
        write();
      }
    }
  }
});

function write(): void {
  const all = cells.flatMap((cell) => cell.updateMs);
  const result = {
    ...currentRun(Number(flags.seeds.split(',')[0])),
    texts: Number(flags.texts),
    load: Math.round(10 * (loadavg()[0] ?? 0)) / 10,
    metrics: {
      medianUpdateMs: quantile(all, 0.5),
      p95UpdateMs: quantile(all, 0.95),
      missedUpdates: cells.reduce((sum, { missed }) => sum + missed, 0),
    },
    cells: cells.map((cell) => ({
      ...cell,
      medianUpdateMs: quantile(cell.updateMs, 0.5),
      p95UpdateMs: quantile(cell.updateMs, 0.95),
    })),
  };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify(result)}\n`);
  console.log(JSON.stringify(result.metrics));
}
