/** A project in parts, to be labelled by several people: which texts go to whom, and what goes with them. */
import { createRng, shuffled } from '#core/base';
import type { ProjectBundle } from '#core/project';

/**
 * Ids of texts by person: `shared` of them (a share in [0, 1], at least one text where it is above 0) go to everybody, the
 * others to one person each, as evenly as can be. The same texts and people are always dealt alike.
 */
export function dealtOut(
  documentIds: readonly string[],
  people: readonly string[],
  shared: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const order = shuffled(documentIds, createRng(documentIds.length + 1));
  const common = Math.min(order.length, Math.ceil(shared * order.length));
  const parts = new Map(people.map((person) => [person, new Set(order.slice(0, common))]));
  const sets = [...parts.values()];
  order.slice(common).forEach((id, i) => {
    sets[i % sets.length]?.add(id);
  });
  return parts;
}

/** The project with these texts only, for somebody else. Without labels nobody sees what others said of them. */
export function partOf(
  bundle: ProjectBundle,
  documentIds: ReadonlySet<string>,
  withLabels: boolean,
): ProjectBundle {
  const isIn = ({ documentId }: { readonly documentId: string }): boolean =>
    withLabels && documentIds.has(documentId);
  const { weights: _, ...rest } = bundle;
  return {
    ...rest,
    project: { ...bundle.project, settings: { ...bundle.project.settings, people: true } },
    documents: bundle.documents
      .filter(({ id }) => documentIds.has(id))
      .map((doc) => {
        if (withLabels) return doc;
        const { statuses: _statuses, decided: _decided, ...blank } = doc;
        return { ...blank, status: 'open' as const };
      }),
    annotations: bundle.annotations.filter(isIn),
    explanations: bundle.explanations.filter(isIn),
  };
}
