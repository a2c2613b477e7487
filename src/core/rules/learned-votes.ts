/** What an engine learned of its rules' votes, with what its numbers stand for. */
import { InternalError } from '#core/base';
import type { LearnedWeights } from '#core/weak';
import type { EngineParts } from './parts.ts';

interface Numbering {
  /** Label ids by their number. */
  readonly labels: readonly string[];
  /** Rule ids by their column. */
  readonly rules: readonly string[];
}

export type LearnedVotes = LearnedWeights & Numbering;

export function numberingOf({ labels, rules }: EngineParts): Numbering {
  return {
    labels: Array.from({ length: labels.count }, (_, label) => labels.idOf(label) ?? ''),
    rules: Array.from({ length: rules.columns }, (_, column) => rules.atColumn(column)?.spec.id ?? ''),
  };
}

/** Numbers of another engine mean something only where they stand for the same. */
export function requireSameNumbering(parts: EngineParts, { labels, rules }: Numbering): void {
  const own = numberingOf(parts);
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    b.length >= a.length && a.every((id, at) => id === b[at]);
  if (!same(labels, own.labels) || !same(rules, own.rules)) {
    throw new InternalError('what was learned is of other rules or labels');
  }
}
