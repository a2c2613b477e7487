/**
 * The rules between the records of a project. Each has a stable code; `validateBundle` reports what breaks them
 * and gives back a bundle that keeps them all. What makes no sense by itself is removed, as little as possible: a span of
 * a trigger before the trigger, an explanation before its annotation, an annotation before its document. What only does
 * not go together is reconciled as in a merge (`reconcile.ts`).
 *
 * Laws: a valid bundle comes back equal, with no violations; the repaired bundle is valid.
 */
import type { Span } from '#core/text';
import type { Annotation } from './annotation.ts';
import type { ProjectBundle } from './bundle.ts';
import type { Document } from './document.ts';
import type { Explanation } from './explanation.ts';
import type { Label } from './label-set.ts';
import { compareDocuments } from './merge.ts';
import { originals, reconcile } from './reconcile.ts';
import { isInside, kindOfLabelFor, normalSpans } from './target.ts';

export type ViolationCode =
  /** Two records of one table share an id; the first stays. */
  | 'duplicate-id'
  /** A record names another project; it is taken into this one. */
  | 'foreign-record'
  /** Two labels of one kind and name; the one with the smaller id stands for both. */
  | 'duplicate-label'
  /** A record is deleted and used: it is there again. */
  | 'deleted-in-use'
  /** The same label on the same target by the same person; the one with the smaller id stands for both. */
  | 'duplicate-annotation'
  /** Two documents share a position: this one has another. */
  | 'position'
  /** Tokens outside the text, out of order or overlapping; the document loses its tokens. */
  | 'tokens'
  | 'missing-document'
  | 'missing-label'
  /** A label on a target that it is not for (a relation label on a span). */
  | 'label-kind'
  /** A span that is empty, reversed or beyond the end of its text. */
  | 'span'
  /** A relation whose ends are not two different, live span annotations of its document: it is hidden. */
  | 'relation-end'
  | 'missing-annotation'
  /** An explanation that names another document than its annotation's; it is corrected. */
  | 'explanation-document'
  /** A trigger's spans: those outside the text go, the others are put in order. */
  | 'trigger-spans'
  /** A trigger without spans or a sentence without words. */
  | 'empty-explanation';

export interface Violation {
  readonly code: ViolationCode;
  readonly table: 'label' | 'document' | 'annotation' | 'explanation';
  readonly id: string;
}

/** The repaired bundle and what was wrong; the same object where nothing was. */
export function validateBundle(bundle: ProjectBundle): {
  readonly bundle: ProjectBundle;
  readonly violations: readonly Violation[];
} {
  const violations: Violation[] = [];
  const report = (code: ViolationCode, table: Violation['table'], id: string): void => {
    violations.push({ code, table, id });
  };
  const projectId = bundle.project.id;
  const adopt = <T extends { readonly id: string; readonly projectId: string }>(
    records: readonly T[],
    table: Violation['table'],
  ): T[] => {
    const seen = new Set<string>();
    return records.flatMap((record) => {
      if (seen.has(record.id)) {
        report('duplicate-id', table, record.id);
        return [];
      }
      seen.add(record.id);
      if (record.projectId === projectId) return [record];
      report('foreign-record', table, record.id);
      return [{ ...record, projectId }];
    });
  };

  const raw = originals(bundle);
  const labels = adopt(raw.labels, 'label');
  const documents = withSoundTokens(adopt(raw.documents, 'document'), report);
  const annotations = soundAnnotations(
    adopt(raw.annotations, 'annotation'),
    { documents: byId(documents), labels: byId(labels) },
    report,
  );
  const explanations = soundExplanations(
    adopt(raw.explanations, 'explanation'),
    { documents: byId(documents), annotations: byId(annotations) },
    report,
  );
  const sound = reconcile(
    { ...bundle, labels, documents, annotations, explanations },
    reportNew(bundle, report),
  );
  if (violations.length === 0) return { bundle, violations };
  return { bundle: { ...sound, documents: sound.documents.toSorted(compareDocuments) }, violations };
}

/** Reports what was reconciled, except where an earlier merge had changed the very record already. */
function reportNew(before: ProjectBundle, report: Report): Report {
  const known = new Set<string>();
  for (const [table, records] of [
    ['label', before.labels],
    ['document', before.documents],
    ['annotation', before.annotations],
    ['explanation', before.explanations],
  ] as const) {
    for (const { id, was } of records) if (was !== undefined) known.add(`${table} ${id}`);
  }
  return (code, table, id) => {
    if (!known.has(`${table} ${id}`)) report(code, table, id);
  };
}

type Report = (code: ViolationCode, table: Violation['table'], id: string) => void;

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function withSoundTokens(documents: readonly Document[], report: Report): Document[] {
  return documents.map((document) => {
    if (document.tokens === undefined || tokensFit(document.text, document.tokens)) return document;
    report('tokens', 'document', document.id);
    const { tokens: _, ...rest } = document;
    return rest;
  });
}

/** Whether tokens are none of them empty, in order, without overlap and inside the text. */
export function tokensFit(text: string, tokens: readonly Span[]): boolean {
  let end = 0;
  return tokens.every(({ from, to }) => {
    const fits = from >= end && to > from && to <= text.length;
    end = to;
    return fits;
  });
}

function soundAnnotations(
  annotations: readonly Annotation[],
  known: {
    readonly documents: ReadonlyMap<string, Document>;
    readonly labels: ReadonlyMap<string, Label>;
  },
  report: Report,
): Annotation[] {
  return annotations.flatMap((annotation): Annotation[] => {
    const document = known.documents.get(annotation.documentId);
    if (document === undefined) {
      report('missing-document', 'annotation', annotation.id);
      return [];
    }
    // A tombstone is only there to be remembered: its label may be gone, its ends too.
    if (annotation.deleted) return [annotation];
    const label = known.labels.get(annotation.labelId);
    const { target } = annotation;
    if (label === undefined) report('missing-label', 'annotation', annotation.id);
    else if (label.kind !== kindOfLabelFor(target)) report('label-kind', 'annotation', annotation.id);
    else if (
      (target.kind === 'span' || target.kind === 'aspect') &&
      !isInside(target, document.text.length)
    ) {
      report('span', 'annotation', annotation.id);
    } else return [annotation];
    return [];
  });
}

function soundExplanations(
  explanations: readonly Explanation[],
  known: {
    readonly documents: ReadonlyMap<string, Document>;
    readonly annotations: ReadonlyMap<string, Annotation>;
  },
  report: Report,
): Explanation[] {
  return explanations.flatMap((record): Explanation[] => {
    const annotation = known.annotations.get(record.annotationId);
    const document = annotation === undefined ? undefined : known.documents.get(annotation.documentId);
    if (annotation === undefined || document === undefined) {
      report('missing-annotation', 'explanation', record.id);
      return [];
    }
    let explanation = record;
    if (record.documentId !== document.id) {
      report('explanation-document', 'explanation', record.id);
      explanation = { ...record, documentId: document.id };
    }
    if (explanation.deleted) return [explanation];
    if (explanation.kind === 'nl') {
      if (explanation.text.trim() !== '') return [explanation];
      report('empty-explanation', 'explanation', record.id);
      return [];
    }
    const spans = normalSpans(explanation.spans.filter((span) => isInside(span, document.text.length)));
    if (spans.length === 0) {
      report('empty-explanation', 'explanation', record.id);
      return [];
    }
    if (JSON.stringify(spans) === JSON.stringify(explanation.spans)) return [explanation];
    report('trigger-spans', 'explanation', record.id);
    return [{ ...explanation, spans }];
  });
}
