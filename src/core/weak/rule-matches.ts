/** A rule's matches as they accumulate: appended to, because instances' numbers only grow. */
import type { SoftMatches } from '#core/execute';

export const noMatches: SoftMatches = { instances: new Int32Array(0), scores: new Float32Array(0) };

/** The matches on instances below `to`. */
export function upTo({ instances, scores }: SoftMatches, to: number): SoftMatches {
  let n = 0;
  while (n < instances.length && (instances[n] ?? 0) < to) n++;
  return { instances: instances.slice(0, n), scores: scores.slice(0, n) };
}

/** `a` and then `b`, whose instances all come after. */
export function joined(a: SoftMatches, b: SoftMatches): SoftMatches {
  const instances = new Int32Array(a.instances.length + b.instances.length);
  const scores = new Float32Array(instances.length);
  instances.set(a.instances);
  instances.set(b.instances, a.instances.length);
  scores.set(a.scores);
  scores.set(b.scores, a.scores.length);
  return { instances, scores };
}
