/** Whose labels are whose, where several people label one project. */
import type { Annotation } from './annotation.ts';
import type { ProjectBundle } from './bundle.ts';
import type { Document, DocumentStatus } from './document.ts';

/** Under whose name decided labels stand in files. */
export const goldName = 'gold';

/** Two annotations with one label on one target are the same exactly in one layer: a person's, or gold. */
export function layerOf({ annotator, gold }: Pick<Annotation, 'annotator' | 'gold'>): string {
  return gold === true ? 'gold' : `by ${annotator}`;
}

/** Whether it is of the person's own labels. What nobody has put a name to belongs to whoever is at the device. */
export function isOwn({ annotator, gold }: Pick<Annotation, 'annotator' | 'gold'>, me: string): boolean {
  return gold !== true && (annotator === '' || annotator === me);
}

/** How far a person is with a text of a project of several people. */
export function statusFor(doc: Pick<Document, 'status' | 'statuses'>, me: string): DocumentStatus {
  return doc.statuses === undefined ? doc.status : (doc.statuses[me]?.status ?? 'open');
}

/**
 * The labels that leave the project in a file. Of one person, or of what was decided (`gold`), where `whose` says so. Else where the file can name people: everybody's, gold ones under the name `gold`.
 * Where it cannot: of a text that was decided the gold ones, of others those of the person at this device.
 */
export function labelsForExport(
  bundle: ProjectBundle,
  holdsAnnotators: boolean,
  me: string,
  whose?: string,
): ProjectBundle {
  if (whose !== undefined) return labelsOf(bundle, whose);
  if (!bundle.project.settings.people) return bundle;
  if (holdsAnnotators) {
    return {
      ...bundle,
      annotations: bundle.annotations.map((one) =>
        one.gold === true ? { ...one, annotator: goldName } : one,
      ),
    };
  }
  const decided = new Set(bundle.documents.flatMap((doc) => (doc.decided === undefined ? [] : [doc.id])));
  const annotations = bundle.annotations.filter((one) =>
    decided.has(one.documentId) ? one.gold === true : isOwn(one, me),
  );
  const kept = new Set(annotations.map(({ id }) => id));
  return {
    ...bundle,
    documents: bundle.documents.map((doc) => (decided.has(doc.id) ? { ...doc, status: 'done' } : doc)),
    annotations,
    explanations: bundle.explanations.filter(({ annotationId }) => kept.has(annotationId)),
  };
}

/** Labels of one layer that do not leave the project. */
export interface LeftOut {
  /** A person, `''` for labels without a name, or `gold`. */
  readonly name: string;
  readonly labels: number;
}

/** Whose labels `labelsForExport` left out, and how many: of each layer, by name. */
export function layersLeftOut(whole: ProjectBundle, leaving: ProjectBundle): readonly LeftOut[] {
  const kept = new Set(leaving.annotations.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const { id, deleted, gold, annotator } of whole.annotations) {
    if (deleted === true || kept.has(id)) continue;
    const name = gold === true ? goldName : annotator;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, labels]) => ({ name, labels })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A person's labels, with how far that person is; or the gold ones, which stand under the name `gold`. */
function labelsOf(bundle: ProjectBundle, whose: string): ProjectBundle {
  const isGold = whose === goldName;
  const annotations = bundle.annotations.flatMap((one) => {
    if (isGold) return one.gold === true ? [{ ...one, annotator: goldName }] : [];
    return one.gold !== true && one.annotator === whose ? [one] : [];
  });
  const kept = new Set(annotations.map(({ id }) => id));
  return {
    ...bundle,
    documents: bundle.documents.map((doc) => ({
      ...doc,
      status: isGold ? (doc.decided === undefined ? 'open' : 'done') : statusFor(doc, whose),
    })),
    annotations,
    explanations: bundle.explanations.filter(({ annotationId }) => kept.has(annotationId)),
  };
}

/** Names of those who labelled or finished anything, in order. */
export function peopleOf(
  documents: Iterable<Pick<Document, 'statuses'>>,
  annotations: Iterable<Pick<Annotation, 'annotator' | 'gold' | 'deleted'>>,
): readonly string[] {
  const names = new Set<string>();
  for (const { statuses } of documents) for (const name of Object.keys(statuses ?? {})) names.add(name);
  for (const one of annotations) if (one.deleted !== true && one.gold !== true) names.add(one.annotator);
  names.delete('');
  return [...names].sort();
}
