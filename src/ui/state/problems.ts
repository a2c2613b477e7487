/** Codes → sentences (messages/en/problems.ts), said as a toast or given back as text. */
import type { Problem, Result } from '#core/base';
import { m } from '../messages/index.ts';
import { showToast } from './toasts.ts';

export function problemText(problem: Problem): string {
  const { storage, other, unknown } = m().problems;
  const text = Object.hasOwn(storage, problem.code)
    ? storage[problem.code]
    : Object.hasOwn(other, problem.code)
      ? other[problem.code]
      : undefined;
  return text === undefined ? unknown(problem.message) : text(problem.params ?? {});
}

export function reportProblem(problem: Problem): void {
  showToast({ text: problemText(problem), tone: 'alert' });
}

/** The value of an outcome, or `undefined` after its problem was said aloud. */
export async function settled<T>(outcome: Promise<Result<T, Problem>>): Promise<T | undefined> {
  const result = await outcome;
  if (result.ok) return result.value;
  reportProblem(result.error);
  return undefined;
}
