/** What the Model screen shows, read from the store's records. */

import type { CheckUp, JudgedItem, Weights } from '#core/project';
import { quoteOf } from '#core/text';
import { type CurvePoint, scoresOfItems, steadyScore, suspectedItems } from '#core/train';
import type { Store, TrainingPoint, WeightVersion } from '#store';

/** One finished training that was measured. */
interface CurveRow extends CurvePoint {
  readonly minutes: number;
  readonly low: number;
  readonly high: number;
}

export interface ModelRecords {
  readonly weights?: Weights;
  readonly curve: readonly CurveRow[];
  readonly loss: readonly TrainingPoint[];
  readonly times: readonly TrainingPoint[];
  readonly contributions: readonly TrainingPoint[];
  /** What the answers on a fixed sample of texts say of stopping. */
  readonly signs: readonly TrainingPoint[];
  readonly versions: readonly WeightVersion[];
  readonly checkUp?: CheckUp;
  readonly positions: ReadonlyMap<string, number>;
  /** The words of an item, where it is about some of a text. */
  readonly wordsOf: (item: JudgedItem) => string;
}

const mostPoints = 5000;

/** Names under which the Annotate screen notes what is no training. */
const timeLog = 'time';
const sourceLog = 'sources';
/** And the learner what its answers on a fixed sample say. */
const signLog = 'signs';

export async function readModel(store: Store, projectId: string, task: string): Promise<ModelRecords> {
  const [weights, log, times, contributions, signs, versions, checkUp] = await Promise.all([
    store.weights.get(projectId, task),
    store.trainingLog.list(projectId, task, mostPoints),
    store.trainingLog.list(projectId, timeLog, mostPoints),
    store.trainingLog.list(projectId, sourceLog, mostPoints),
    store.trainingLog.list(projectId, signLog, 50),
    store.weights.versions(projectId, task),
    store.checkUps.get(projectId),
  ]);
  const judged = [...(weights?.measured?.items ?? []), ...suspectedItems(checkUp?.items ?? [])];
  const wrong = judged.filter(({ gold, predicted }) => gold !== predicted);
  const ids = [...new Set(wrong.map(({ documentId }) => documentId))].slice(0, 200);
  const documents = await Promise.all(ids.map((id) => store.documents.get(id)));
  return {
    ...(weights === undefined ? {} : { weights }),
    curve: curveOf(log, times),
    loss: log.filter(({ values }) => values['loss'] !== undefined),
    times,
    contributions,
    signs,
    versions,
    ...(checkUp === undefined ? {} : { checkUp }),
    wordsOf: ({ documentId, from, to }) =>
      quoteOf(documents.find((one) => one?.id === documentId)?.text ?? '', { from: from ?? 0, to: to ?? 0 }),
    positions: new Map(
      documents.flatMap((one) => (one === undefined ? [] : [[one.id, one.position] as const])),
    ),
  };
}

/** Minutes are those of labelling, without idle: what was noted up to each training. */
function curveOf(log: readonly TrainingPoint[], times: readonly TrainingPoint[]): readonly CurveRow[] {
  return log.flatMap(({ values, at }) => {
    const { f1, f1Low, f1High, labelled } = values;
    if (f1 === undefined || labelled === undefined) return [];
    const seconds = times.reduce((sum, one) => sum + (one.at <= at ? (one.values['seconds'] ?? 0) : 0), 0);
    return [{ labels: labelled, score: f1, low: f1Low ?? 0, high: f1High ?? 1, minutes: seconds / 60 }];
  });
}

interface TimeRow {
  readonly explained: boolean;
  readonly recommended: boolean;
  readonly labels: number;
  /** Median seconds per label. */
  readonly seconds: number;
}

/** Seconds per label, by whether a reason was given and whether the text showed recommendations. */
export function timeRows(times: readonly TrainingPoint[]): readonly TimeRow[] {
  const rows: TimeRow[] = [];
  for (const explained of [false, true]) {
    for (const recommended of [false, true]) {
      const own = times.filter(
        ({ values }) =>
          (values['explained'] === 1) === explained && (values['recommended'] === 1) === recommended,
      );
      const each = own
        .map(({ values }) => (values['seconds'] ?? 0) / Math.max(1, values['labels'] ?? 1))
        .sort((a, b) => a - b);
      const labels = own.reduce((sum, { values }) => sum + (values['labels'] ?? 0), 0);
      if (labels > 0) rows.push({ explained, recommended, labels, seconds: each[each.length >> 1] ?? 0 });
    }
  }
  return rows;
}

export function timesAsCsv(times: readonly TrainingPoint[]): string {
  const lines = times.map(({ at, values }) =>
    [
      new Date(at).toISOString(),
      ...['seconds', 'labels', 'explained', 'recommended'].map((name) => values[name] ?? 0),
    ].join(','),
  );
  return `${['at,seconds,labels,explained,recommended', ...lines].join('\r\n')}\r\n`;
}

const sourceNames = ['rule', 'trigger', 'model', 'prediction', 'dictionary', 'noun-phrase'] as const;

interface SourceRow {
  readonly source: (typeof sourceNames)[number];
  readonly shown: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly right: number;
}

export function sourceRows(points: readonly TrainingPoint[]): readonly SourceRow[] {
  const sum = (source: string, what: string): number =>
    points.reduce((total, { values }) => total + (values[`${source}.${what}`] ?? 0), 0);
  return sourceNames
    .map((source) => ({
      source,
      shown: sum(source, 'shown'),
      accepted: sum(source, 'accepted'),
      rejected: sum(source, 'rejected'),
      right: sum(source, 'right'),
    }))
    .filter((row) => row.shown + row.accepted + row.rejected > 0);
}

/** A sign that more labels would change little: what it is, what it is now, and from where on it counts. */
export interface StopSign {
  readonly sign: 'score' | 'agreement' | 'changed' | 'uncertainty';
  readonly value: number;
  readonly limit: number;
  readonly reached: boolean;
}

/** Comparisons whose mean counts. */
const comparisons = 3;

/**
 * The field's criteria: the score stands still (Laws and Schütze 2008); successive models agree by kappa (Bloodgood and
 * Vijay-Shanker 2009), their answers do not change (Zhu et al. 2008), and they are sure of what nobody labelled (Zhu et al.
 * 2008). The limits are those of these papers.
 */
export function stopSigns({ curve, signs }: Pick<ModelRecords, 'curve' | 'signs'>): readonly StopSign[] {
  const steady = steadyScore(curve);
  const last = signs.slice(-comparisons);
  const mean = (name: string): number =>
    last.reduce((sum, { values }) => sum + (values[name] ?? 0), 0) / Math.max(1, last.length);
  const isEnough = last.length === comparisons;
  const found: StopSign[] = [];
  if (steady !== undefined) {
    const { moved, limit } = steady;
    found.push({ sign: 'score', value: moved, limit, reached: moved <= limit });
  }
  if (last.length > 0) {
    const [kappa, changed, uncertainty] = [mean('kappa'), mean('changed'), mean('uncertainty')];
    found.push(
      { sign: 'agreement', value: kappa, limit: 0.99, reached: isEnough && kappa >= 0.99 },
      { sign: 'changed', value: changed, limit: 0, reached: isEnough && changed === 0 },
      { sign: 'uncertainty', value: uncertainty, limit: 0.05, reached: isEnough && uncertainty <= 0.05 },
    );
  }
  return found;
}

export const labelScores = (items: readonly JudgedItem[]) => [...scoresOfItems(items).byLabel];
