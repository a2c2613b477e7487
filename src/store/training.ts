/**
 * Checkpoints of models and the curves of their training. The project is looked at before and not locked with them: an
 * act must not wait for the learner. (A project may have been removed while its model trained.)
 */
import Dexie from 'dexie';
import type { Weights } from '#core/project';
import { attempt, type Env, reading } from './env.ts';
import type { CheckUps, TrainingLog, WeightStore } from './learning-contract.ts';

/** Points kept per project and model: enough for a curve, whatever the length of the training. */
const maxPoints = 5000;

/** Versions of a model that are kept, beside the best one. */
const maxVersions = 5;

export function createWeights(env: Env): WeightStore {
  const { db } = env;
  const versionsOf = (projectId: string, model: string) =>
    db.weightVersions
      .where('[projectId+model+version]')
      .between([projectId, model, Dexie.minKey], [projectId, model, Dexie.maxKey]);
  return {
    get: (projectId, model) => reading(() => db.weights.get([projectId, model])),
    list: (projectId) => reading(() => db.weights.where('projectId').equals(projectId).toArray()),
    put: (weights) =>
      attempt(env, async () => {
        if ((await db.projects.get(weights.projectId)) === undefined) return;
        await db.transaction('rw', db.weights, async () => {
          const there = await db.weights.get([weights.projectId, weights.model]);
          const isNewer =
            there === undefined ||
            weights.version > there.version ||
            (weights.version === there.version && weights.step >= there.step);
          if (isNewer) await db.weights.put(weights);
        });
      }),
    remove: (projectId, model) =>
      attempt(env, async () => {
        if (model === undefined) {
          await db.weights.where('projectId').equals(projectId).delete();
          await db.weightVersions.where('projectId').equals(projectId).delete();
          return;
        }
        await db.weights.delete([projectId, model]);
        await versionsOf(projectId, model).delete();
      }),
    keep: (weights) =>
      attempt(env, async () => {
        const { projectId, model } = weights;
        if ((await db.projects.get(projectId)) === undefined) return;
        await db.transaction('rw', db.weightVersions, async () => {
          await db.weightVersions.put(weights);
          const kept = await versionsOf(projectId, model).reverse().toArray();
          const best = kept.reduce((a, b) => (scoreOf(b) > scoreOf(a) ? b : a), weights);
          const surplus = kept.slice(maxVersions).filter(({ version }) => version !== best.version);
          await db.weightVersions.bulkDelete(surplus.map(({ version }) => [projectId, model, version]));
        });
      }),
    versions: (projectId, model) =>
      reading(async () => {
        const kept = await versionsOf(projectId, model).reverse().toArray();
        return kept.map(({ version, trainedAt, metrics }) => ({ version, trainedAt, metrics }));
      }),
    version: (projectId, model, version) => reading(() => db.weightVersions.get([projectId, model, version])),
  };
}

const scoreOf = ({ metrics }: Weights): number => metrics['f1'] ?? -1;

export function createCheckUps(env: Env): CheckUps {
  const { db } = env;
  return {
    get: (projectId) => reading(() => db.checkUps.get(projectId)),
    put: (checkUp) =>
      attempt(env, async () => {
        if ((await db.projects.get(checkUp.projectId)) === undefined) return;
        await db.checkUps.put(checkUp);
      }),
  };
}

export function createTrainingLog(env: Env): TrainingLog {
  const { db } = env;
  const of = (projectId: string, model: string) =>
    db.trainingLog.where('[projectId+model+seq]').between([projectId, model], [projectId, model, []]);
  return {
    list: (projectId, model, limit = 500) =>
      reading(async () => {
        const rows = await of(projectId, model).reverse().limit(limit).toArray();
        return rows.reverse().map(({ seq: _, ...point }) => point);
      }),
    append: (points) =>
      attempt(env, async () => {
        const first = points[0];
        if (first === undefined || (await db.projects.get(first.projectId)) === undefined) return;
        await db.transaction('rw', db.trainingLog, async () => {
          await db.trainingLog.bulkAdd([...points]);
          const surplus = (await of(first.projectId, first.model).count()) - maxPoints;
          if (surplus > 0) {
            const oldest = await of(first.projectId, first.model).limit(surplus).primaryKeys();
            await db.trainingLog.bulkDelete(oldest);
          }
        });
      }),
    clear: (projectId, model) =>
      attempt(env, async () => {
        await of(projectId, model).delete();
      }),
  };
}
