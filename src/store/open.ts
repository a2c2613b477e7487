/**
 * Opens the database and puts the parts of the store together. Several contexts (tabs, workers) may have it open:
 * Dexie tells each of them what the others wrote, and one that holds an old version lets go when a newer one comes.
 */
import Dexie from 'dexie';
import { err, ok, type Result } from '#core/base';
import { compareExplanations } from '#core/project';
import { createBackups } from './backups/backups.ts';
import { createKeptFiles } from './backups/kept-files.ts';
import { createBundles } from './bundles.ts';
import { isAlive, isInView } from './change-set.ts';
import { createDocuments } from './documents.ts';
import { attempt, type Env, reading } from './env.ts';
import { createHistory } from './history.ts';
import { createImporter, createImports } from './importer.ts';
import { byPlace } from './labelled-documents.ts';
import { createLabels } from './labels.ts';
import type { Outcome } from './outcome.ts';
import { createPassages } from './passages.ts';
import { createPeople } from './people.ts';
import { performActs } from './perform.ts';
import { platformProblem, StoreFailure, type StoreProblem, storeProblem } from './problems.ts';
import { createProjects } from './projects.ts';
import { createRecommendations } from './recommendations.ts';
import { toAnnotation, toExplanation } from './rows.ts';
import { Database, schemaVersion } from './schema.ts';
import { createStates } from './states.ts';
import { createStorage } from './storage.ts';
import type { Annotations, Drafts, Explanations, LiveQuery, Store, StoreOptions } from './store.ts';
import { createCheckUps, createTrainingLog, createWeights } from './training.ts';

/** How long another tab may take to let go of an older version before the user is told. */
const blockedAfterMs = 3000;

/** A browser that clears a database closes it first. */
const clearedWithinMs = 500;

/** Opens (and where needed upgrades) the database. */
export async function openStore(options: StoreOptions): Outcome<Store> {
  const db = new Database(options.name ?? 'lean-life');
  const listeners = new Set<(found: StoreProblem) => void>();
  const report = (found: StoreProblem): void => {
    for (const listener of listeners) listener(found);
  };
  /** Because another tab or the browser asked for it: said where it is so. */
  let hasLetGo = false;
  /** By an order of ours: nothing is to be said. */
  let isOver = false;
  db.on('versionchange', ({ newVersion }) => {
    hasLetGo = true;
    db.close();
    if (newVersion !== null) {
      report(storeProblem('version-change', 'A newer version of the app was opened in another tab.'));
    } else if (!isOver) report(evicted());
    return false; // Dexie's own answer would open it again at the next read
  });
  db.on('close', () => {
    if (hasLetGo || isOver) return;
    hasLetGo = true; // closing it tells us again
    // Opened again at the next read, a cleared database would be an empty one, and what is done next would seem to be kept.
    db.close();
    setTimeout(async () => {
      if (isOver) return;
      const found = await db.open().then(() => undefined, platformProblem);
      // Where it does not open again for another reason, what is done next says why.
      hasLetGo = found !== undefined;
      if (hasLetGo) db.close();
      report(found?.code === 'evicted' ? found : storeProblem('aborted', 'The browser closed the database.'));
    }, clearedWithinMs);
  });
  let mayCreate = options.create ?? true;
  db.on('populate', () => {
    if (!mayCreate) throw new StoreFailure(evicted());
  });
  const opened = await opening(db, options.clock);
  if (!opened.ok) {
    db.close();
    return opened;
  }
  mayCreate = false;
  const { clock, ids } = options;
  const env = { db, clock, ids, annotator: options.annotator ?? (() => ''), report };
  const destroy = (): Outcome<void> => {
    isOver = true;
    return attempt(env, () => db.delete());
  };
  const close = (): void => {
    isOver = true;
    db.close();
  };
  return ok(assemble(env, listeners, { destroy, close }));
}

function evicted(): StoreProblem {
  return storeProblem('evicted', 'The browser has cleared what was stored here.');
}

async function opening(db: Database, clock: () => number): Promise<Result<void, StoreProblem>> {
  const found = await versionThere(db.name);
  if (found >= schemaVersion + 1) {
    return err(
      storeProblem('version-newer', 'The data was written by a newer version of the app.', { found }),
    );
  }
  if (found > 0 && found < schemaVersion) {
    const { backUpBeforeUpgrade } = await import('./backups/before-upgrade.ts');
    await backUpBeforeUpgrade(db.name, clock());
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<Result<void, StoreProblem>>((resolve) => {
    db.on('blocked', () => {
      timer ??= setTimeout(() => {
        resolve(err(storeProblem('blocked', 'Another tab has an older version of the app open.')));
      }, blockedAfterMs);
    });
  });
  const open = db.open().then(
    () => ok(undefined),
    (error: unknown) => {
      const found = platformProblem(error);
      if (found === undefined) throw error;
      return err(found);
    },
  );
  const result = await Promise.race([open, blocked]);
  if (timer !== undefined) clearTimeout(timer);
  return result;
}

/**
 * The version that is there, 0 for none. Looked at before opening, because Dexie would take a newer database for an
 * extended one of our version, and work on.
 */
async function versionThere(name: string): Promise<number> {
  const db = new Dexie(name);
  try {
    await db.open();
    return db.verno;
  } catch {
    return 0; // not there, or not to be opened at all: then opening it properly says why
  } finally {
    db.close();
  }
}

function assemble(
  env: Env,
  listeners: Set<(found: StoreProblem) => void>,
  ends: Pick<Store, 'destroy' | 'close'>,
): Store {
  const { db } = env;
  const documents = { ...createDocuments(env), ...createPassages(env) };
  const { read, write, replace } = createBundles(env);
  const backups = createBackups(env, { read });
  const projects = createProjects(env, documents);
  return {
    projects: {
      ...projects,
      remove: async (id) => {
        const made = await backups.make(id, 'deletion');
        const removed = await projects.remove(id);
        return removed.ok ? ok({ backup: made.ok ? made.value : undefined }) : removed;
      },
    },
    backups,
    keptFiles: createKeptFiles(db.name),
    labels: createLabels(env),
    documents,
    annotations: createAnnotations(env),
    explanations: createExplanations(env),
    history: createHistory(env),
    drafts: createDrafts(env),
    recommendations: createRecommendations(env),
    weights: createWeights(env),
    trainingLog: createTrainingLog(env),
    checkUps: createCheckUps(env),
    states: createStates(env),
    people: createPeople(env),
    bundles: {
      read,
      write: async (bundle) => {
        if ((await db.projects.get(bundle.project.id)) !== undefined)
          await backups.make(bundle.project.id, 'merge');
        return write(bundle);
      },
      replace: async (bundle) => {
        await backups.make(bundle.project.id, 'restore');
        return replace(bundle);
      },
    },
    storage: createStorage(),
    act: (projectId, acts) => performActs(env, projectId, 'kind' in acts ? [acts] : acts),
    imports: createImports(env),
    importer: (projectId, importId) => createImporter(env, projectId, importId),
    live: (query) => live(query),
    onProblem: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...ends,
  };
}

function live<T>(query: () => Promise<T>): LiveQuery<T> {
  return {
    subscribe: (next, failed) =>
      Dexie.liveQuery(query).subscribe({
        next,
        error: (error: unknown) => {
          const found = platformProblem(error);
          if (found === undefined) throw error;
          failed?.(found);
        },
      }),
  };
}

function createAnnotations({ db }: Env): Annotations {
  return {
    ofDocument: (documentId) =>
      reading(async () => {
        const rows = await db.annotations.where('documentId').equals(documentId).filter(isInView).toArray();
        return rows.map(toAnnotation).sort(byPlace);
      }),
    get: (id) =>
      reading(async () => {
        const row = await db.annotations.get(id);
        return row === undefined || !isAlive(row) ? undefined : toAnnotation(row);
      }),
    count: (projectId) =>
      reading(() =>
        db.annotations
          .where('[projectId+at]')
          .between([projectId, Dexie.minKey], [projectId, Dexie.maxKey])
          .count(),
      ),
  };
}

function createExplanations({ db }: Env): Explanations {
  return {
    ofDocument: (documentId) =>
      reading(async () => {
        const rows = await db.explanations.where('documentId').equals(documentId).filter(isInView).toArray();
        return rows.map(toExplanation).sort(compareExplanations);
      }),
    ofProject: (projectId) =>
      reading(async () => {
        const rows = await db.explanations
          .where('[projectId+at]')
          .between([projectId, Dexie.minKey], [projectId, Dexie.maxKey])
          .toArray();
        // The index orders them by text; the sort keeps that.
        return rows.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || compareExplanations(a, b)).map(toExplanation);
      }),
    count: (projectId) =>
      reading(() =>
        db.explanations
          .where('[projectId+at]')
          .between([projectId, Dexie.minKey], [projectId, Dexie.maxKey])
          .count(),
      ),
    get: (id) =>
      reading(async () => {
        const row = await db.explanations.get(id);
        return row === undefined || !isAlive(row) ? undefined : toExplanation(row);
      }),
  };
}

function createDrafts(env: Env): Drafts {
  const { db } = env;
  return {
    get: (documentId) => reading(() => db.drafts.get(documentId)),
    ofProject: (projectId) => reading(() => db.drafts.where('projectId').equals(projectId).toArray()),
    save: (draft) =>
      attempt(env, async () => {
        await db.drafts.put({ ...draft, savedAt: env.clock() });
      }),
    clear: (documentId) => attempt(env, () => db.drafts.delete(documentId)),
  };
}
