/** What the Model screen shows, read from the store's records. */
import type { JudgedItem, Weights } from '#core/project';
import { type CurvePoint, scoresOfItems } from '#core/train';
import type { Store, TrainingPoint } from '#store';

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
  readonly positions: ReadonlyMap<string, number>;
}

const mostPoints = 5000;

/** Names under which the Annotate screen notes what is no training. */
const timeLog = 'time';
const sourceLog = 'sources';

export async function readModel(store: Store, projectId: string, task: string): Promise<ModelRecords> {
  const [weights, log, times, contributions] = await Promise.all([
    store.weights.get(projectId, task),
    store.trainingLog.list(projectId, task, mostPoints),
    store.trainingLog.list(projectId, timeLog, mostPoints),
    store.trainingLog.list(projectId, sourceLog, mostPoints),
  ]);
  const wrong = (weights?.measured?.items ?? []).filter(({ gold, predicted }) => gold !== predicted);
  const ids = [...new Set(wrong.map(({ documentId }) => documentId))].slice(0, 200);
  const documents = await Promise.all(ids.map((id) => store.documents.get(id)));
  return {
    ...(weights === undefined ? {} : { weights }),
    curve: curveOf(log, times),
    loss: log.filter(({ values }) => values['loss'] !== undefined),
    times,
    contributions,
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

/** Where the model contradicts a label that it never learned from, and is very sure. */
export function suspected(items: readonly JudgedItem[], from = 0.9): readonly JudgedItem[] {
  return items
    .filter(({ gold, predicted, confidence }) => predicted !== '' && gold !== predicted && confidence >= from)
    .toSorted((a, b) => b.confidence - a.confidence);
}

export const labelScores = (items: readonly JudgedItem[]) => [...scoresOfItems(items).byLabel];
