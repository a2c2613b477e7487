/** Trainings that go on in steps, run to their ends; what fails ends the benchmark. */
import type { Weights } from '#core/project';
import { type ModelTrainingOptions, trainModel } from '#core/tasks';

export async function toEnd<T>(steps: AsyncGenerator<unknown, T>): Promise<T> {
  let step = await steps.next();
  while (step.done !== true) step = await steps.next();
  return step.value;
}

export async function trainedModel(options: ModelTrainingOptions): Promise<Weights> {
  const outcome = await toEnd(trainModel(options));
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.weights;
}
