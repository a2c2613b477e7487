/** What is kept of a measurement: the scores, how far chance may have moved them, and what they were counted from. */
import type { JudgedItem, Measured, Task, TaughtDocument } from '#core/project';
import { intervalOf, scoresOfItems } from '#core/train';
import { methodOf } from './methods.ts';
import type { Evaluation } from './task.ts';

/** Scores with the interval in which other texts' would lie: of entities the micro F1, of classes the mean of the labels'. */
export function measuredOn(
  documents: readonly TaughtDocument[],
  { metrics, items }: Evaluation,
  task: Task,
): { readonly metrics: Readonly<Record<string, number>>; readonly measured: Measured } {
  const documentIds = documents.map(({ document }) => document.id);
  const f1 = (some: readonly JudgedItem[]): number => methodOf(task).score(scoresOfItems(some));
  const { low, high } = intervalOf(items, documentIds, f1);
  return {
    metrics: { ...metrics, f1: f1(items), f1Low: low, f1High: high, texts: documents.length },
    measured: { documentIds, items },
  };
}
