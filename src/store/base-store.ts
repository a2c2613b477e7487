/**
 * Opens the database. Several contexts (tabs, workers) may have it open: Dexie tells each of them what the others wrote, and one
 * that holds an old version lets go when a newer one comes.
 */
import Dexie, { type DBCore } from 'dexie';
import { err, ok, type Result } from '#core/base';
import { attempt, type Env } from './env.ts';
import type { Outcome } from './outcome.ts';
import type { PackSize } from './packing/packs.ts';
import { platformProblem, StoreFailure, type StoreProblem, storeProblem } from './problems.ts';
import { createProjectList } from './project-list.ts';
import { Database, schemaVersion } from './schema.ts';
import type { BaseStore, LiveQuery, Store, StoreOptions } from './store.ts';

/** How long another tab may take to let go of an older version before the user is told. */
const blockedAfterMs = 3000;

/** A browser that clears a database closes it first. */
const clearedWithinMs = 500;

/** How the rest of the store is had: at once where it is at hand, later where its code is loaded when it is needed. */
type Assembling = () => Promise<{
  readonly assemble: (env: Env, base: BaseStore) => Store;
  readonly withPacks: (rows: DBCore, size?: PackSize) => DBCore;
}>;

/** Opens (and where needed upgrades) the database. */
export async function openBase(options: StoreOptions, assembling: Assembling): Outcome<BaseStore> {
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
  const loaded = async () => {
    const { assemble, withPacks } = await assembling();
    db.packing ??= (rows) => withPacks(rows, options.packs);
    return assemble;
  };
  // Where nothing is packed the first screen does without it.
  if ((await db.packs.count()) > 0) await loaded();
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
  let rest: Promise<Store> | undefined;
  const whole = (): Promise<Store> => {
    rest ??= loaded().then((assemble) => assemble(env, base));
    rest.catch(() => {
      rest = undefined;
    });
    return rest;
  };
  const base: BaseStore = {
    projects: createProjectList(db),
    live,
    onProblem: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...{ destroy, close, whole },
  };
  return ok(base);
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
