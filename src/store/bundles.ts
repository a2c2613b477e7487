/**
 * A project as one piece: read whole for the project file and for exports, put in whole, or merged with the copy that is
 * here. What a merge changes is worked out in `merge-plan.ts`; here it is shown or written, in one transaction and as one
 * undo step, with as few rows written as differ.
 */
import {
  compareDocuments,
  type Document,
  newerWeights,
  type ProjectBundle,
  validateBundle,
} from '#core/project';
import { applyChanges } from './change-set.ts';
import { attempt, type Env, reading } from './env.ts';
import { remember } from './history.ts';
import { livingLabels } from './labels.ts';
import { chunkSize, planMerge, readSmall } from './merge-plan.ts';
import { previewOf } from './merge-preview.ts';
import { forgetDocuments, removeRowsOfProject } from './orphans.ts';
import { personAt } from './people.ts';
import { type StoreProblem, storeProblem } from './problems.ts';
import { toAnnotation, toDocument, toExplanation } from './rows.ts';
import type { Database } from './schema.ts';
import type { Bundles, MergeReport } from './store.ts';

export function createBundles(env: Env): Bundles {
  const { db } = env;
  const tables = [db.projects, db.removedProjects, ...db.projectTables];
  const person = async (): Promise<string> => (env.annotator() === '' ? await personAt(db) : env.annotator());
  /** What is sound of a bundle goes in, after `first`, in one transaction. */
  const put = async (bundle: ProjectBundle, first?: () => Promise<void>): Promise<MergeReport> => {
    const { sound, refused } = soundOf(bundle);
    const me = await person();
    return db.transaction('rw', tables, async () => {
      await first?.();
      if (first !== undefined) await db.projects.delete(bundle.project.id);
      return write(db, sound, refused, me, env.clock());
    });
  };
  return {
    read: (projectId, options = {}) =>
      reading(async () => {
        // One transaction for what changes; texts never do, and reading them all must not keep acts waiting.
        const own = [
          db.projects,
          db.labels,
          db.documents,
          db.annotations,
          db.explanations,
          db.removedDocuments,
        ];
        const small = await db.transaction('r', own, () => readSmall(db, projectId));
        if (small === undefined) return undefined;
        const documents: Document[] = [];
        for (let i = 0; i < small.rows.length; i += chunkSize) {
          const part = small.rows.slice(i, i + chunkSize);
          const texts = await db.texts.bulkGet(part.map((row) => row.id));
          for (const [k, row] of part.entries()) {
            const text = texts[k];
            if (text !== undefined) documents.push(toDocument(row, text));
          }
        }
        const { project, labels, removed } = small;
        const bundle: ProjectBundle = {
          project,
          labels: options.tombstones === true ? labels : await livingLabels(db, projectId),
          documents:
            options.tombstones === true ? [...documents, ...removed.toSorted(compareDocuments)] : documents,
          annotations: small.annotations.map(toAnnotation),
          explanations: small.explanations.map(toExplanation),
        };
        if (options.weights !== true) return bundle;
        return { ...bundle, weights: await db.weights.where('projectId').equals(projectId).toArray() };
      }),
    preview: (bundle) =>
      attempt(env, async () => {
        const { sound, refused } = soundOf(bundle);
        const me = await person();
        return db.transaction('r', tables, async () =>
          previewOf(await planMerge(db, sound, refused, me), me),
        );
      }),
    write: (bundle) => attempt(env, () => put(bundle)),
    replace: (bundle) => attempt(env, () => put(bundle, () => removeRowsOfProject(db, bundle.project.id))),
  };
}

function soundOf(bundle: ProjectBundle): {
  readonly sound: ProjectBundle;
  readonly refused: readonly StoreProblem[];
} {
  const { bundle: sound, violations } = validateBundle(bundle);
  const refused = violations.map(({ code, table, id }) =>
    storeProblem('invalid-record', `Not taken over as it was: ${table} ${id} (${code}).`, {
      table,
      id,
      reason: code,
    }),
  );
  return { sound, refused };
}

/** `me`: who sits at this device. */
async function write(
  db: Database,
  file: ProjectBundle,
  unsound: readonly StoreProblem[],
  me: string,
  now: number,
): Promise<MergeReport> {
  const projectId = file.project.id;
  const plan = await planMerge(db, file, unsound, me);
  const { changes, refused, added, updated, kept, isHere } = plan;
  const removedHere = await db.removedProjects.get(projectId);
  await db.removedProjects.delete(projectId);
  const gone = changes.flatMap(({ table, key, after }) =>
    table === 'documents' && after === undefined && typeof key === 'string' ? [key] : [],
  );
  await forgetDocuments(db, gone);
  await applyChanges(db, changes);
  await putWeights(db, projectId, file);
  if (isHere) await remember(db, projectId, ['merge'], changes, now);
  return { added, updated, kept, refused, restored: removedHere !== undefined && !isHere };
}

async function putWeights(db: Database, projectId: string, { weights = [] }: ProjectBundle): Promise<void> {
  for (const given of weights) {
    const row = { ...given, projectId };
    const there = await db.weights.get([projectId, row.model]);
    if (there === undefined || newerWeights(there, row) !== there) await db.weights.put(row);
  }
}
