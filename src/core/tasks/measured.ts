/** What is kept of a measurement: the scores, how far chance may have moved them, and what they were counted from. */
import { type JudgedItem, type Measured, type Task, type TaughtDocument, taskTraits } from '#core/project';
import { intervalOf, scoresOfItems } from '#core/train';
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
