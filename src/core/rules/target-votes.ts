/** What rules say of a document's instances, judged ones too: what a model weighs them by (core/tasks). */
import type { TargetVotes } from '#core/tasks';
import type { WeakLabeller } from '#core/weak';
import { ownInstance } from './diagnoses.ts';
import type { EngineParts } from './parts.ts';

/** No rule votes on what it explains: it was made to be true there. `counts`: of which rules by id, where not of all. */
export function targetVotesOf(
  parts: EngineParts,
  labeller: WeakLabeller,
  documentId: string,
  counts?: (ruleId: string) => boolean,
): TargetVotes[] {
  const votesOf = labeller.voteReader();
  return parts.documents.instancesOf(documentId).flatMap((instance) => {
    const ref = parts.documents.ref(instance);
    if (ref === undefined) return [];
    const scores = new Map<string, number[]>();
    for (const { rule, label, score } of votesOf(instance)) {
      const labelId = parts.labels.idOf(label);
      const state = parts.rules.atColumn(rule);
      if (labelId === undefined || state === undefined || ownInstance(parts, state) === instance) continue;
      if (counts?.(state.spec.id) === false) continue;
      scores.set(labelId, [...(scores.get(labelId) ?? []), score]);
    }
    return scores.size === 0 ? [] : [{ target: ref.target, scores }];
  });
}
