/** What is kept of a measurement: the scores, how far chance may have moved them, and what they were counted from. */
import { type JudgedItem, type Measured, type Task, type TaughtDocument, taskTraits } from '#core/project';
import {
  type ConfidenceMap,
  fitConfidenceMap,
  intervalOf,
  mappedConfidence,
  scoresOfItems,
} from '#core/train';
import { methodOf } from './methods.ts';

/** Scores with the interval in which other texts' would lie: of entities the micro F1, of classes the mean of the labels'. */
export function measuredOn(
  documents: readonly TaughtDocument[],
  items: readonly JudgedItem[],
  task: Task,
): { readonly metrics: Readonly<Record<string, number>>; readonly measured: Measured } {
  const documentIds = documents.map(({ document }) => document.id);
  const f1 = (some: readonly JudgedItem[]): number => methodOf(task).score(scoresOfItems(some));
  const { low, high } = intervalOf(items, documentIds, f1);
  return {
    metrics: { ...metricsOf(items, task), f1: f1(items), f1Low: low, f1High: high, texts: documents.length },
    measured: { documentIds, items },
  };
}

/** What else the Model screen shows of a score. */
function metricsOf(items: readonly JudgedItem[], task: Task): Readonly<Record<string, number>> {
  const { micro, macroF1 } = scoresOfItems(items);
  if (taskTraits[task].isSequence) return { precision: micro.precision, recall: micro.recall };
  const right = items.filter(({ gold, predicted }) => gold === predicted).length;
  return { accuracy: items.length === 0 ? 0 : right / items.length, macroF1 };
}

/** How often the model was right when it was as sure, on texts that it has not learned; `undefined` where it said nothing there. */
export function confidenceMapOf(items: readonly JudgedItem[]): ConfidenceMap | undefined {
  return fitConfidenceMap(
    items
      .filter(({ predicted }) => predicted !== '')
      .map(({ gold, predicted, confidence }) => ({ confidence, isRight: gold === predicted })),
  );
}

/** The items with confidences as they are shown: each half of the texts is read by what the other half tells, or it would judge itself. */
export function readByOthers(items: readonly JudgedItem[]): readonly JudgedItem[] {
  const ids = [...new Set(items.map(({ documentId }) => documentId))];
  const half = new Map(ids.map((id, at) => [id, at % 2]));
  const maps = [1, 0].map((other) =>
    confidenceMapOf(items.filter(({ documentId }) => half.get(documentId) === other)),
  );
  return items.map((item) => {
    const map = maps[half.get(item.documentId) ?? 0];
    return item.predicted === '' || map === undefined
      ? item
      : { ...item, confidence: mappedConfidence(item.confidence, map) };
  });
}
