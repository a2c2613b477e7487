/** From what was chosen among the versions of a text to the act that makes it gold. */
import { type Version, withEnds } from '#core/agreement';
import type { Decision, Explanation } from '#core/project';
import type { Act, NewExplanation } from './act.ts';

/** Reasons go along, each once. `labelFor`: another label than the version's own. */
export function decisionOf(
  documentId: string,
  how: Decision['how'],
  chosen: readonly Version[],
  labelFor: (version: Version) => string = ({ labelId }) => labelId,
): Act {
  return {
    kind: 'decide',
    documentId,
    how,
    labels: withEnds(chosen).map((version) => ({
      labelId: labelFor(version),
      target: version.target,
      explanations: distinct(version.reasons.map(({ explanation }) => explanation)),
    })),
  };
}

function distinct(explanations: readonly Explanation[]): NewExplanation[] {
  const found = new Map<string, NewExplanation>();
  for (const one of explanations) {
    const draft: NewExplanation =
      one.kind === 'trigger'
        ? { kind: 'trigger', spans: one.spans }
        : {
            kind: 'nl',
            text: one.text,
            ...(one.logicalForm === undefined ? {} : { logicalForm: one.logicalForm }),
          };
    found.set(JSON.stringify(draft.kind === 'nl' ? draft.text : draft.spans), draft);
  }
  return [...found.values()];
}
