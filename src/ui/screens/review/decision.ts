/** From what a person chose among the versions of a text to the act that makes it gold. */
import { type Version, versionsOf, withEnds } from '#core/agreement';
import type { Decision, Explanation, Project } from '#core/project';
import type { Act, Layers, NewExplanation, Store } from '#store';
import { settled, succeeded } from '../../state/problems.ts';

/** `labelFor`: another label than the version's own. Reasons go along, each once. */
export function decideAct(
  { document, annotations, explanations }: Layers,
  people: readonly string[],
  how: Decision['how'],
  chosen: readonly Version[],
  labelFor: (version: Version) => string = ({ labelId }) => labelId,
): Act {
  const whole = new Map(versionsOf(annotations, explanations, people).map((one) => [one.key, one]));
  return {
    kind: 'decide',
    documentId: document.id,
    how,
    labels: withEnds(chosen).map((version) => ({
      labelId: labelFor(version),
      target: version.target,
      explanations: distinct(
        (whole.get(version.key) ?? version).reasons.map(({ explanation }) => explanation),
      ),
    })),
  };
}

/** Carries it out as one step; a project with something decided is one of several people. `false` where it failed. */
export async function decide(store: Store, project: Project, acts: readonly Act[]): Promise<boolean> {
  if (!project.settings.people && !(await succeeded(store.people.share(project.id)))) return false;
  return (await settled(store.act(project.id, acts))) !== undefined;
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
