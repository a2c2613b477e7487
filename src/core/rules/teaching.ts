/**
 * Which weak labels teach a model (methods.md §5). A label that a rule gives by an exact match does (S_strict); one by a soft
 * match (S_soft) where its confidence, in context, is high enough. docs/experiments/learning.md has the measures behind the number.
 */
import type { WeakLabel } from './answers.ts';

/** Confidence from which on a soft label teaches. */
export const softTeaching = 0.5;

/** Whether the label teaches; with `from` above 1, only strict ones do. */
export function isTaught({ labelId, confidence, votes }: WeakLabel, from: number = softTeaching): boolean {
  return votes.some((vote) => vote.strict && vote.labelId === labelId) || confidence >= from;
}
