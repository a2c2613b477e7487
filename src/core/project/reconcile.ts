/**
 * The rules between the records of a project, restored where two people's work together breaks them, and so that it can
 * be taken back: what a record was before stands in its `was`. The next merge starts from what people did (`original`),
 * not from what an earlier merge made of it. That is why merging is associative although its result is repaired.
 *
 * Nothing that a person made is thrown away:
 * - a label that one deleted and another used comes back, and so does a text that is labelled elsewhere;
 * - of two labels of one kind and name the one with the smaller id stands for both;
 * - of two equal annotations by one person (label, target, name) the one with the smaller id stands for both, with the
 *   explanations of both;
 * - a relation without one of its ends is hidden, an explanation without its annotation too;
 * - texts that claim one position are numbered anew, those of one import together.
 *
 * Laws: `reconcile(original(reconcile(b)))` is `reconcile(b)`; a bundle that breaks no rule comes back equal; which
 * record stands for which does not depend on the order of the records.
 */
import type { Annotation, Target } from './annotation.ts';
import type { ProjectBundle } from './bundle.ts';
import type { Document } from './document.ts';
import type { Explanation } from './explanation.ts';
import type { Label } from './label-set.ts';
import { layerOf } from './layer.ts';
import { kindOfLabelFor, targetKey } from './target.ts';

export type Reconciled = Pick<ProjectBundle, 'labels' | 'documents' | 'annotations' | 'explanations'>;

interface Noted {
  readonly deleted?: true;
  readonly was?: object;
}

/** A record as people left it: without what a merge changed in it. */
export function original<T extends Noted>(record: T): T {
  if (record.was === undefined) return record;
  const { was, ...rest } = record;
  const { deleted, ...back } = { ...rest, ...was } as Noted & { readonly deleted?: boolean };
  // `was` holds earlier values of fields of this very record.
  return { ...back, ...(deleted === true ? { deleted } : {}) } as unknown as T;
}

/** A record as it stands, made what people want: for an act that goes on from it. A document keeps what place it had. */
export function settled<T extends Noted & { readonly was?: { readonly position?: number } }>(record: T): T {
  if (record.was === undefined) return record;
  const { was, ...rest } = record;
  const kept = was.position === undefined ? rest : { ...rest, was: { position: was.position } };
  return kept as unknown as T; // only an optional field is missing
}

/** All tables with every record as people left it. */
export function originals<T extends Reconciled>(bundle: T): T {
  return {
    ...bundle,
    labels: bundle.labels.map(original),
    documents: bundle.documents.map(original),
    annotations: bundle.annotations.map(original),
    explanations: bundle.explanations.map(original),
  };
}

/** Why a record is not as people left it. */
export type ReconciledReason =
  /** Deleted, but used: it is there again. */
  | 'deleted-in-use'
  /** Another label of this kind and name stands for it. */
  | 'duplicate-label'
  /** Two documents claim one position: it has another. */
  | 'position'
  /** Another annotation with the same label, target and person stands for it. */
  | 'duplicate-annotation'
  /** A relation without one of its ends. */
  | 'relation-end'
  /** An explanation without its annotation. */
  | 'missing-annotation'
  /** An annotation whose text or label is nowhere. */
  | 'missing-document'
  | 'missing-label';

type Told = (
  reason: ReconciledReason,
  table: 'label' | 'document' | 'annotation' | 'explanation',
  id: string,
) => void;

/** The bundle with its rules restored. Takes records as people left them (`originals`); tells what it changed. */
export function reconcile<T extends Reconciled>(bundle: T, told: Told = () => undefined): T {
  const living = bundle.annotations.filter((one) => one.deleted !== true);
  const { labels, standsFor } = reconcileLabels(
    bundle.labels,
    new Set(living.map((one) => one.labelId)),
    told,
  );
  const documents = reconcileDocuments(bundle.documents, new Set(living.map((one) => one.documentId)), told);
  const { annotations, twins } = reconcileAnnotations(
    bundle.annotations,
    { labels: livingById(labels), documents: livingById(documents), standsFor },
    told,
  );
  const explanations = reconcileExplanations(bundle.explanations, livingById(annotations), twins, told);
  return { ...bundle, labels, documents, annotations, explanations };
}

function livingById<T extends Noted & { readonly id: string }>(
  records: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(records.flatMap((record) => (record.deleted === true ? [] : [[record.id, record]])));
}

/** The smallest id of each group of records with one key; the others by their id, as what stands for them. */
function representatives<T extends { readonly id: string }>(
  records: readonly T[],
  keyOf: (record: T) => string,
): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const record of records) {
    const key = keyOf(record);
    const known = first.get(key);
    if (known === undefined || record.id < known) first.set(key, record.id);
  }
  const standsFor = new Map<string, string>();
  for (const record of records) {
    const chosen = first.get(keyOf(record));
    if (chosen !== undefined && chosen !== record.id) standsFor.set(record.id, chosen);
  }
  return standsFor;
}

function reconcileLabels(
  labels: readonly Label[],
  used: ReadonlySet<string>,
  told: Told,
): { readonly labels: readonly Label[]; readonly standsFor: ReadonlyMap<string, string> } {
  const revived = labels.map((label): Label => {
    if (label.deleted !== true || !used.has(label.id)) return label;
    const { deleted: _, ...rest } = label;
    return { ...rest, was: { deleted: true } };
  });
  const standsFor = representatives(
    revived.filter((label) => label.deleted !== true),
    ({ kind, name }) => `${kind} ${name}`,
  );
  return {
    standsFor,
    labels: revived.map((label): Label => {
      if (!standsFor.has(label.id)) {
        if (label.was !== undefined) told('deleted-in-use', 'label', label.id);
        return label;
      }
      told('duplicate-label', 'label', label.id);
      // One that came back only to be stood for is a tombstone again, as it was.
      if (label.was !== undefined) {
        const { was: _, ...rest } = label;
        return { ...rest, deleted: true };
      }
      return { ...label, deleted: true, was: { deleted: false } };
    }),
  };
}

function reconcileDocuments(
  documents: readonly Document[],
  labelled: ReadonlySet<string>,
  told: Told,
): readonly Document[] {
  const revived = documents.map((doc): Document => {
    if (doc.deleted !== true || !labelled.has(doc.id)) return doc;
    told('deleted-in-use', 'document', doc.id);
    const { deleted: _, ...rest } = doc;
    return { ...rest, was: { deleted: true } };
  });
  const present = revived.filter((doc) => doc.deleted !== true);
  if (new Set(present.map((doc) => doc.position)).size === present.length) return revived;
  const order = present.toSorted(
    (a, b) =>
      (a.addedAt ?? 0) - (b.addedAt ?? 0) ||
      a.position - b.position ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const place = new Map(order.map((doc, position) => [doc.id, position]));
  return revived.map((doc): Document => {
    const position = place.get(doc.id);
    if (position === undefined || position === doc.position) return doc;
    told('position', 'document', doc.id);
    return { ...doc, position, was: { ...doc.was, position: doc.position } };
  });
}

function reconcileAnnotations(
  annotations: readonly Annotation[],
  known: {
    readonly labels: ReadonlyMap<string, Label>;
    readonly documents: ReadonlyMap<string, Document>;
    readonly standsFor: ReadonlyMap<string, string>;
  },
  told: Told,
): { readonly annotations: readonly Annotation[]; readonly twins: ReadonlyMap<string, string> } {
  const twins = new Map<string, string>();
  const hide = (one: Annotation, reason: ReconciledReason): Annotation => {
    told(reason, 'annotation', one.id);
    return { ...one, deleted: true, was: { ...one.was, deleted: false } };
  };
  const labelled = annotations.map((one): Annotation => {
    if (one.deleted === true) return one;
    const labelId = known.standsFor.get(one.labelId);
    return labelId === undefined ? one : { ...one, labelId, was: { labelId: one.labelId } };
  });
  const misfit = (one: Annotation): ReconciledReason | undefined => {
    if (!known.documents.has(one.documentId)) return 'missing-document';
    return known.labels.get(one.labelId)?.kind === kindOfLabelFor(one.target) ? undefined : 'missing-label';
  };
  const withoutTwins = (all: readonly Annotation[], which: (one: Annotation) => boolean): Annotation[] => {
    const found = representatives(
      all.filter((one) => one.deleted !== true && which(one)),
      (one) => JSON.stringify([one.documentId, one.labelId, layerOf(one), targetKey(one.target)]),
    );
    for (const [id, chosen] of found) twins.set(id, chosen);
    return all.map((one) => (found.has(one.id) ? hide(one, 'duplicate-annotation') : one));
  };
  const isRelation = (one: Annotation): boolean => one.target.kind === 'relation';
  const placed = labelled.map((one): Annotation => {
    const reason = one.deleted === true ? undefined : misfit(one);
    return reason === undefined ? one : hide(one, reason);
  });
  const entities = withoutTwins(placed, (one) => !isRelation(one));
  const ends = livingById(entities.filter((one) => one.target.kind === 'span'));
  const related = entities.map((one): Annotation => {
    if (one.deleted === true || one.target.kind !== 'relation') return one;
    const target: Target = {
      kind: 'relation',
      head: twins.get(one.target.head) ?? one.target.head,
      tail: twins.get(one.target.tail) ?? one.target.tail,
    };
    const stands = (id: string): boolean => ends.get(id)?.documentId === one.documentId;
    if (target.head === target.tail || !stands(target.head) || !stands(target.tail)) {
      return hide(one, 'relation-end');
    }
    if (targetKey(target) === targetKey(one.target)) return one;
    return { ...one, target, was: { ...one.was, target: one.target } };
  });
  return { annotations: withoutTwins(related, isRelation), twins };
}

function reconcileExplanations(
  explanations: readonly Explanation[],
  annotations: ReadonlyMap<string, Annotation>,
  twins: ReadonlyMap<string, string>,
  told: Told,
): readonly Explanation[] {
  return explanations.map((one): Explanation => {
    if (one.deleted === true) return one;
    const annotationId = twins.get(one.annotationId);
    const held = annotations.get(annotationId ?? one.annotationId);
    if (held === undefined || held.documentId !== one.documentId) {
      told('missing-annotation', 'explanation', one.id);
      return { ...one, deleted: true, was: { deleted: false } };
    }
    return annotationId === undefined
      ? one
      : { ...one, annotationId, was: { annotationId: one.annotationId } };
  });
}
