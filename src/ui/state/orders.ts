import { type AcquisitionStrategy, type Task, taskTraits } from '#core/project';

/** The orders of texts that a task has, as they are offered. */
export function ordersOf(task: Task): readonly AcquisitionStrategy[] {
  return [
    'sequential',
    'random',
    'uncertainty',
    // Of a sequence it says little but how long the sequence is.
    ...(taskTraits[task].isSequence ? [] : (['least-confidence'] as const)),
    'disagreement',
    'diversity',
  ];
}
