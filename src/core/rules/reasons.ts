/** Reasons that are proposed for a label of a project: what the rules, the labels and the rejections there are say about each form. */
import type { Instance } from '#core/explain';
import { type Proposal, type ProposalQuestion, proposalOptions } from '#core/proposals';
import { ABSTAIN, NO_LABEL } from '#core/weak';
import type { ProposalWish, ProposedForm, RuleSpec } from './answers.ts';
import type { EngineParts } from './parts.ts';
import { examplesOf } from './questions.ts';

/**
 * What could explain this label here: forms true of `here`, the instance as its rules will see it. Texts held out for
 * measuring do not enter.
 */
export function propose(
  parts: EngineParts,
  here: Instance,
  explains: NonNullable<RuleSpec['explains']>,
  labelId: string,
  examples: number,
  wish: ProposalWish = {},
): ProposedForm[] {
  const question = questionOf(parts, here, explains, labelId, wish);
  const found = question.onlyTriggers
    ? onePerWords(parts.proposer.propose(question, triggerOptions))
    : parts.proposer.propose(question);
  return found.map(({ matches, ...rest }) => ({
    ...rest,
    matches: matches.length,
    examples: examplesOf(parts, matches, examples),
  }));
}

/** A label that may be put on the instance. */
export interface ExpectedLabel {
  readonly explains: NonNullable<RuleSpec['explains']>;
  readonly labelId: string;
  readonly onlyTriggers: boolean;
}

/** Does what takes `propose` the longest, in moments: whoever proposes then is quick, and says the same. */
export function* expectProposals(
  parts: EngineParts,
  here: Instance,
  label?: ExpectedLabel,
): Generator<void, void, void> {
  yield* parts.proposer.expect(here);
  if (label === undefined) return;
  const { explains, labelId, onlyTriggers } = label;
  const question = questionOf(parts, here, explains, labelId, { onlyTriggers });
  for (const _ of parts.proposer.choose(question, onlyTriggers ? triggerOptions : proposalOptions)) yield;
}

function questionOf(
  parts: EngineParts,
  here: Instance,
  explains: NonNullable<RuleSpec['explains']>,
  labelId: string,
  { typed = '', onlyTriggers = false }: ProposalWish,
) {
  const { gold } = parts.documents;
  const own = parts.documents.instanceOf(explains.documentId, explains.target);
  const ofLabel = parts.rules.all.filter(
    ({ spec }) => spec.labelId === labelId && spec.explains?.documentId !== explains.documentId,
  );
  const label = parts.labels.numberOf(labelId);
  const covered = new Set(ofLabel.flatMap(({ running }) => [...running.matches.instances]));
  return {
    here,
    ...(own === undefined ? {} : { instance: own }),
    label,
    goldOf: (instance) => {
      const known = gold[instance] ?? ABSTAIN;
      if (known !== ABSTAIN) return known;
      return parts.documents.refutes(instance, label) ? NO_LABEL : undefined;
    },
    isSeen: (instance) => {
      const ref = parts.documents.ref(instance);
      return ref !== undefined && !parts.documents.isHeldOut(ref.documentId);
    },
    isCovered: (instance) => covered.has(instance),
    known: ofLabel.map(({ spec }) => spec.form),
    typed,
    onlyTriggers,
  } satisfies ProposalQuestion;
}

/** More are chosen than shown: several may stand on the same words. */
const triggerOptions = { ...proposalOptions, limit: 4 * proposalOptions.limit };

/** A trigger is its words, and says no distance: of the forms on the same words the first. */
function onePerWords(proposals: readonly Proposal[]): Proposal[] {
  const taken = new Set<string>();
  return proposals
    .filter(({ words: { from, to } }) => {
      const key = `${from} ${to}`;
      if (taken.has(key)) return false;
      taken.add(key);
      return true;
    })
    .slice(0, proposalOptions.limit);
}
