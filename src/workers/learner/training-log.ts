/** The curves of a training session, written sparsely: a few points a second, and the measures at its end. */
import type { Weights } from '#core/project';
import type { Store, TrainingPoint } from '#store';

const pointEveryMs = 500;

/** Metrics without the facts that the session keeps for itself. */
export function shownMetrics(weights: Weights): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(weights.metrics).filter(([name]) => !name.startsWith('facts.')));
}

export function createTrainingLog(
  store: Store,
  session: Pick<TrainingPoint, 'projectId' | 'model' | 'version'> & { readonly before: number },
) {
  const { before, ...common } = session;
  const points: TrainingPoint[] = [];
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** `step` counts from the start of this session. */
    add: (step: number, values: Readonly<Record<string, number>>): void => {
      if (performance.now() - last < pointEveryMs) return;
      last = performance.now();
      points.push({ ...common, step: before + step, at: Date.now(), values });
    },
    end: async (weights: Weights): Promise<void> => {
      const values = shownMetrics(weights);
      if (Object.keys(values).length > 0) {
        points.push({ ...common, step: weights.step, at: Date.now(), values });
      }
      if (points.length > 0) await store.trainingLog.append(points.splice(0));
    },
  };
}
