/** A project of short sentences that a model learns in seconds, and a learner at work on it in Node. */
import 'fake-indexeddb/auto';
import { isDeepStrictEqual } from 'node:util';
import Dexie from 'dexie';
import { StopSource } from '#core/base';
import { type Document, defaultSettings, type ProjectSettings } from '#core/project';
import { openStore, type Store } from '#store';
import type { ContextOptions } from '#workers/learner/context-states';
import type { LearnerStatus } from '#workers/learner/contract';
import { LearnerLoop, type LoopOptions } from '#workers/learner/loop';
import { threadMs } from '../../../thread-time.ts';
import { value } from '../../store/fixture.ts';

const dishes = ['pizza', 'soup', 'pasta', 'salad', 'burger', 'steak', 'curry', 'sushi', 'tacos', 'ramen'];
const places = ['Paris', 'London', 'Rome', 'Berlin', 'Madrid', 'Tokyo', 'Boston', 'Lisbon'];

let databases = 0;
let ids = 0;

export interface LearnerProject {
  /** Of its database. */
  readonly name?: string;
  readonly store: Store;
  readonly projectId: string;
}

export async function learnerProject(
  count = 60,
  settings: Partial<ProjectSettings> = {},
): Promise<LearnerProject> {
  const name = `learner-${++databases}`;
  const store = value(
    await openStore({
      name,
      clock: Date.now,
      ids: () => `id-${++ids}`,
      annotator: () => 'cook',
    }),
  );
  const project = value(
    await store.projects.create({
      name: 'restaurants',
      task: 'ner',
      explanationKinds: ['trigger', 'nl'],
      settings: { ...defaultSettings, trainEvery: 5, ...settings },
      labels: [
        { kind: 'span', name: 'Dish' },
        { kind: 'span', name: 'Place' },
      ],
    }),
  );
  await serve(store, project.id, 0, count);
  return { name, store, projectId: project.id };
}

/** Ids of the texts that have a place in the order of texts. */
export async function scoredTexts({ name = '' }: LearnerProject): Promise<unknown[]> {
  const db = await new Dexie(name).open();
  const ids = await db.table('priorities').toCollection().primaryKeys();
  db.close();
  return ids;
}

/** Texts `from` … `to − 1`; with `labelled` they come with their labels, as an import brings them. */
export async function serve(
  store: Store,
  projectId: string,
  from: number,
  to: number,
  labelled = false,
): Promise<void> {
  const importer = store.importer(projectId);
  for (let at = from; at < to; at += 500) {
    const batch = Array.from({ length: Math.min(500, to - at) }, (_, k) => {
      const i = at + k;
      const dish = dishes[i % dishes.length] ?? '';
      const place = places[(i * 5 + Math.floor(i / 40)) % places.length] ?? '';
      const text = `We had ${dish} in ${place} on day ${i} and it was ${i % 2 ? 'good' : 'awful'}.`;
      if (!labelled) return { text };
      const span = (word: string, label: string) => {
        const start = text.indexOf(word);
        const target = { kind: 'span', from: start, to: start + word.length } as const;
        return { label, target, explanations: [] };
      };
      return { text, annotations: [span(dish, 'Dish'), span(place, 'Place')] };
    });
    value(await importer.appendBatch(batch));
  }
}

/**
 * Until `holds`; throws after so many milliseconds of this thread's own work, whatever else the machine does, or when nothing
 * at all happens for as long as a test may take.
 */
export async function untilDone(
  what: string,
  holds: () => boolean | Promise<boolean>,
  now: () => unknown,
  ms = 10_000,
): Promise<void> {
  const begun = threadMs();
  while (!(await holds())) {
    if (threadMs() - begun > ms) throw new Error(`not ${what} after ${ms} ms: ${JSON.stringify(now())}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Until what is read is `wanted`, within the same limits. */
export async function untilRead<T>(what: string, read: () => Promise<T>, wanted: T): Promise<void> {
  let last: T | undefined;
  await untilDone(
    what,
    async () => {
      last = await read();
      return isDeepStrictEqual(last, wanted);
    },
    () => last,
  );
}

/** Labels a text as its words say, in one act, and marks it done; with a sentence or (`''`) a trigger as the reason of its dish. */
export async function label(
  { store, projectId }: LearnerProject,
  document: Document,
  reason?: string,
): Promise<void> {
  const labels = await store.labels.list(projectId);
  const acts = [dishes, places].flatMap((words, i) =>
    words.flatMap((word) => {
      const from = document.text.indexOf(word);
      if (from < 0) return [];
      const target = { kind: 'span', from, to: from + word.length } as const;
      const labelId = labels[i]?.id ?? '';
      const explanation =
        reason === ''
          ? ({ kind: 'trigger', spans: [{ from: 3, to: 6 }] } as const)
          : ({ kind: 'nl', text: reason ?? '' } as const);
      const explanations = reason === undefined || i > 0 ? [] : [explanation];
      return [{ kind: 'annotate', documentId: document.id, labelId, target, explanations } as const];
    }),
  );
  value(await store.act(projectId, [...acts, { kind: 'mark', documentIds: [document.id], status: 'done' }]));
}

export async function labelSome(
  at: LearnerProject,
  from: number,
  count: number,
  reason?: (i: number) => string,
): Promise<void> {
  for (const { document } of await at.store.documents.chunk(at.projectId, from, count)) {
    await label(at, document, reason?.(document.position));
  }
}

export interface RunningLearner {
  readonly loop: LearnerLoop;
  readonly status: () => LearnerStatus;
  /** Every status that was told. */
  readonly told: LearnerStatus[];
  /** Until the status is so; throws after so many milliseconds of this thread's own work, whatever else the machine does. */
  until(what: string, holds: (status: LearnerStatus) => boolean, ms?: number): Promise<LearnerStatus>;
  stop(): Promise<void>;
}

export function startLearner(
  { store, projectId }: LearnerProject,
  paused = false,
  encoder?: ContextOptions,
  plan: LoopOptions['plan'] = {},
): RunningLearner {
  const stop = new StopSource();
  const told: LearnerStatus[] = [];
  const loop = new LearnerLoop(
    store,
    projectId,
    {
      stop,
      progress: (status: LearnerStatus) => {
        told.push(status);
      },
    },
    {
      ...{ documentId: undefined, paused, schedule: { coldSteps: 8, warmSteps: 4 } },
      plan: {
        sentences: 32,
        lessonEpochs: 1,
        teacherSteps: 8,
        studentSteps: 8,
        checkpointEvery: 1,
        taught: 32,
        steps: 8,
        ...plan,
      },
      ...(encoder === undefined ? {} : { encoder }),
    },
  );
  const ended = loop.run();
  const status = (): LearnerStatus => {
    const last = told.at(-1);
    if (last === undefined) throw new Error('nothing told yet');
    return last;
  };
  return {
    loop,
    status,
    told,
    until: async (what, holds, ms) => {
      const last = (): LearnerStatus | undefined => told.at(-1);
      let found: LearnerStatus | undefined;
      await untilDone(
        what,
        () => {
          found = last();
          return found !== undefined && holds(found);
        },
        last,
        ms,
      );
      return found ?? status();
    },
    stop: async () => {
      stop.stop();
      await ended;
    },
  };
}
