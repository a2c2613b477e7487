/**
 * How long the thread that asks has had the processor. Limits of time in tests are held against this: the time on the wall is longer
 * on a busy machine, and `process.cpuUsage` counts the other test files as well, which run in the same process.
 */
import { readFileSync } from 'node:fs';

const { threadCpuUsage } = process as {
  /** Since Node 22.19 and 24. */
  readonly threadCpuUsage?: () => { readonly user: number; readonly system: number };
};

/** Milliseconds since a moment that does not change, where the platform tells them; the whole process's where it does not. */
export function threadMs(): number {
  if (threadCpuUsage !== undefined) {
    const { user, system } = threadCpuUsage.call(process);
    return (user + system) / 1000;
  }
  try {
    // Linux: nanoseconds on the processor, nanoseconds in its queue, turns.
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** What `work` costs the thread, in milliseconds of the processor; the best of `rounds`. */
export function costMs(work: () => void, rounds = 1): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = threadMs();
    work();
    best = Math.min(best, threadMs() - before);
  }
  return best;
}
