/** What is kept of a measurement: the scores, how far chance may have moved them, and what they were counted from. */
import type { JudgedItem, Measured, Task, TaughtDocument } from '#core/project';
import { intervalOf, scoresOfItems } from '#core/train';

/** Scores with the interval in which other texts' would lie: of entities the micro F1, of classes the mean of the labels'. */
export function measuredOn(
  documents: readonly TaughtDocument[],
  items: readonly JudgedItem[],
  task: Task,
): { readonly metrics: Readonly<Record<string, number>>; readonly measured: Measured } {
  const documentIds = documents.map(({ document }) => document.id);
  const f1 = (some: readonly JudgedItem[]): number => {
    const { micro, macroF1 } = scoresOfItems(some);
    return task === 'ner' ? micro.f1 : macroF1;
  };
  const { low, high } = intervalOf(items, documentIds, f1);
  return {
    metrics: { ...metricsOf(items, task), f1: f1(items), f1Low: low, f1High: high, texts: documents.length },
    measured: { documentIds, items },
  };
}

/** What else the Model screen shows of a score. */
function metricsOf(items: readonly JudgedItem[], task: Task): Readonly<Record<string, number>> {
  const { micro, macroF1 } = scoresOfItems(items);
  if (task === 'ner') return { precision: micro.precision, recall: micro.recall };
  const right = items.filter(({ gold, predicted }) => gold === predicted).length;
  return { accuracy: items.length === 0 ? 0 : right / items.length, macroF1 };
}
