/** Work of a training that has no steps, in parts: whoever runs it has its turn between two of them. */
import type { TaughtDocument } from '#core/project';
import type { TaskScheme } from './task.ts';
import type { ModelTrainingProgress } from './training.ts';

/** At most ten reports a second. */
export const progressEveryMs = 100;
/** Documents between two looks at the clock. */
const taughtAtOnce = 50;

/** What documents teach, some of them at a time: an import of thousands takes a while to be read. */
export function* teaching<Example>(
  scheme: TaskScheme<Example>,
  documents: readonly TaughtDocument[],
): Generator<void, readonly Example[], void> {
  const examples: Example[] = [];
  for (let from = 0; from < documents.length; from += taughtAtOnce) {
    for (const one of scheme.teach(documents.slice(from, from + taughtAtOnce))) examples.push(one);
    yield;
  }
  return examples;
}

/** Gives the caller its turn at most ten times a second, and says again how far the training is. */
export async function* paced<Outcome>(
  work: Generator<void, Outcome, void> | AsyncGenerator<void, Outcome, void>,
  clock: () => number,
  at: ModelTrainingProgress,
): AsyncGenerator<ModelTrainingProgress, Outcome, void> {
  let reported = clock();
  for (;;) {
    const step = await work.next();
    if (step.done === true) return step.value;
    const now = clock();
    if (now - reported < progressEveryMs) continue;
    yield at;
    reported = now;
  }
}
