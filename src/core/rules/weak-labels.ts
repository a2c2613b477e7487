/** What the rules together say of the instances that nobody has judged. */
import { ABSTAIN, type Vote, type WeakLabeller } from '#core/weak';
import type { RuleVote, WeakLabel } from './answers.ts';
import type { EngineParts } from './parts.ts';

/** Labels that the rules give to instances without a gold label; of one document, or of all. */
export function* weakLabelsOf(
  parts: EngineParts,
  labeller: WeakLabeller,
  documentId?: string,
): Generator<WeakLabel, void, void> {
  const resolver = labeller.resolver();
  const votesOf = labeller.voteReader();
  const instances =
    documentId === undefined ? undefined : parts.documents.instancesOf(documentId).sort((a, b) => a - b);
  const count = instances?.length ?? parts.matrix.instanceCount;
  for (let k = 0; k < count; k++) {
    const instance = instances === undefined ? k : (instances[k] ?? 0);
    if (parts.documents.gold[instance] !== ABSTAIN) continue;
    const votes = votesOf(instance);
    const { label, confidence } = resolver.decide(instance, votes);
    const ref = parts.documents.ref(instance);
    const labelId = parts.labels.idOf(label);
    if (labelId === undefined || ref === undefined || parts.documents.refutes(instance, label)) continue;
    const { documentId: id, target } = ref;
    yield {
      documentId: id,
      target,
      labelId,
      confidence,
      votes: votes.flatMap((vote) => namedVote(parts, vote)),
    };
  }
}

function namedVote(parts: EngineParts, { rule, label, score }: Vote): RuleVote[] {
  const by = parts.voters.nameAt(rule);
  const labelId = parts.labels.idOf(label);
  // What another program said is never exact: by itself it teaches nothing that is not weighed.
  if (by !== undefined && labelId !== undefined) return [{ by, labelId, score, strict: false }];
  const spec = parts.rules.atColumn(rule)?.spec;
  return spec === undefined ? [] : [{ ruleId: spec.id, labelId: spec.labelId, score, strict: score === 1 }];
}
