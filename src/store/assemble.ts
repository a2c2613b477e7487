/**
 * Puts the parts of the store together, but for what every start needs (`base-store.ts`). What is short is written here.
 */
import Dexie from 'dexie';
import { ok } from '#core/base';
import { compareExplanations } from '#core/project';
import { createBackups } from './backups/backups.ts';
import { createKeptFiles } from './backups/kept-files.ts';
import { createBundles } from './bundles.ts';
import { createDocuments } from './documents.ts';
import { attempt, type Env, reading } from './env.ts';
import { createHistory } from './history.ts';
import { createImporter, createImports } from './importer.ts';
import { isAlive, isInView } from './in-view.ts';
import { byPlace } from './labelled-documents.ts';
import { createLabels } from './labels.ts';
import { createPassages } from './passages.ts';
import { createPeople } from './people.ts';
import { performActs } from './perform.ts';
import { createProjects } from './projects.ts';
import { createRecommendations } from './recommendations.ts';
import { toAnnotation, toExplanation } from './rows.ts';
import { createStates } from './states.ts';
import { createStorage } from './storage.ts';
import type { Annotations, BaseStore, Drafts, Explanations, Store } from './store.ts';
import { createCheckUps, createTrainingLog, createWeights } from './training.ts';

export { withPacks } from './packing/overlay.ts';

/** Everything that a store can do, over what it is from the start. */
export function assemble(env: Env, { whole: _, ...base }: BaseStore): Store {
  const { db } = env;
  const documents = { ...createDocuments(env), ...createPassages(env) };
  const { read, preview, write, replace } = createBundles(env);
  const backups = createBackups(env, { read });
  const projects = createProjects(env);
  return {
    ...base,
    projects: {
      ...base.projects,
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
      preview,
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
    act: (projectId, acts, by) =>
      performActs(
        by === undefined ? env : { ...env, annotator: () => by },
        projectId,
        'kind' in acts ? [acts] : acts,
      ),
    imports: createImports(env),
    importer: (projectId, importId) => createImporter(env, projectId, importId),
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
