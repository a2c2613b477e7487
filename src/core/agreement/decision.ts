/** From what was chosen among the versions of a text to the act that makes it gold. */
import type { Decision, Explanation } from '#core/project';
import { type Version, withEnds } from './versions.ts';

type OfKind<K extends Explanation['kind']> = Extract<Explanation, { readonly kind: K }>;
/** An explanation before it has an identity. */
type Reason = Pick<OfKind<'trigger'>, 'kind' | 'spans'> | Pick<OfKind<'nl'>, 'kind' | 'text' | 'logicalForm'>;

/** The store's act of this kind. */
interface Decided {
  readonly kind: 'decide';
  readonly documentId: string;
  readonly how: Decision['how'];
  readonly labels: readonly {
    readonly labelId: string;
    readonly target: Version['target'];
    readonly explanations: readonly Reason[];
  }[];
}

/** Reasons go along, each once. `labelFor`: another label than the version's own. */
export function decisionOf(
  documentId: string,
  how: Decision['how'],
  chosen: readonly Version[],
  labelFor: (version: Version) => string = ({ labelId }) => labelId,
): Decided {
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

function distinct(explanations: readonly Explanation[]): Reason[] {
  const found = new Map<string, Reason>();
  for (const one of explanations) {
    const draft: Reason =
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
