/**
 * Backups of projects, made before what cannot be undone and after so many acts. They are project files: what opens them is
 * what opens those. One at a time, over all tabs and workers.
 *
 * Law: making one never changes the project; a backup that could not be made is an answer, never a reason to lose something else.
 */
import { err, ok, type Result } from '#core/base';
import type { ProjectBundle } from '#core/project';
import type { Env } from '../env.ts';
import type { Outcome } from '../outcome.ts';
import { noProject, platformProblem, type StoreProblem, storeProblem } from '../problems.ts';
import type { Bundles } from '../store.ts';
import type { Backup, BackupReason } from './rotation.ts';
import { Shelf } from './shelf.ts';

export interface Backups {
  /** The newest first; of one project or of all, those that were deleted among them. */
  list(projectId?: string): Promise<readonly Backup[]>;
  /** Reads the whole project and packs it: for workers. */
  make(projectId: string, reason: BackupReason): Outcome<Backup>;
  /** Acts that are in no backup yet. */
  actsSince(projectId: string): Promise<number>;
  /** The project file. */
  read(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  remove(id: string): Outcome<void>;
}

export function createBackups(env: Env, bundles: Pick<Bundles, 'read'>): Backups {
  const { db } = env;
  const shelf = new Shelf(db.name);
  const list = async (projectId?: string): Promise<readonly Backup[]> =>
    (await shelf.list()).filter((one) => projectId === undefined || one.projectId === projectId);
  const stepsOf = (projectId: string): Promise<number[]> =>
    db.history.where('projectId').equals(projectId).primaryKeys();
  return {
    list,
    read: (id) => shelf.read(id),
    remove: (id) => outcomeOf(() => shelf.remove(id)),
    actsSince: async (projectId) => {
      const [last] = await list(projectId);
      return (await stepsOf(projectId)).filter((seq) => seq > (last?.seq ?? 0)).length;
    },
    make: async (projectId, reason) => {
      // What acts change is no model, and models are large.
      const weights = reason !== 'acts';
      const bundle = await bundles.read(projectId, { tombstones: true, weights });
      if (bundle === undefined) return err(noProject(projectId));
      const seq = Math.max(0, ...(await stepsOf(projectId)));
      const here = new Set(await db.projects.toCollection().primaryKeys());
      return outcomeOf(() => backUp(shelf, bundle, { reason, seq, at: env.clock() }, (id) => here.has(id)));
    },
  };
}

/** Packs a project and puts it on the shelf. */
export async function backUp(
  shelf: Shelf,
  bundle: ProjectBundle,
  { reason, seq, at }: Pick<Backup, 'reason' | 'seq' | 'at'>,
  isHere: (projectId: string) => boolean,
): Promise<Backup> {
  // Formats are read when a backup is made, not when the app starts.
  const { joinChunks, writeProject } = await import('#core/formats');
  const [file] = joinChunks(writeProject(bundle, { name: 'backup' }));
  const { project, documents, annotations, explanations } = bundle;
  const living = (records: readonly { readonly deleted?: boolean }[]): number =>
    records.filter((record) => record.deleted !== true).length;
  const about = {
    id: `${at}-${project.id.replace(/[^\w-]/g, '').slice(0, 40)}-${seq}`,
    projectId: project.id,
    projectName: project.name,
    ...{ at, reason, seq },
    documents: living(documents),
    annotations: living(annotations),
    explanations: living(explanations),
  };
  // A copy of the view: a file takes plain buffers only.
  const bytes = new Uint8Array(file?.bytes ?? []);
  return alone(() => shelf.add(bytes, about, isHere));
}

/** Absent in old browsers and in Node: there nothing else is at work. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request('lean-life backups', work);
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Result<T, StoreProblem>> {
  try {
    return ok(await work());
  } catch (error) {
    return err(
      platformProblem(error) ?? storeProblem('unavailable', `No backup could be written: ${String(error)}`),
    );
  }
}
