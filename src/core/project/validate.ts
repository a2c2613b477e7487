/**
 * The rules between the records of a project. Each has a stable code; `validateBundle` reports what breaks them
 * and gives back a bundle that keeps them all. What cannot be kept is removed, as little as possible: a span of a
 * trigger before the trigger, an explanation before its annotation, an annotation before its document.
 *
 * Laws: a valid bundle comes back equal, with no violations; the repaired bundle is valid.
 */
import type { Annotation } from './annotation.ts';
import type { ProjectBundle } from './bundle.ts';
import type { Document } from './document.ts';
import type { Explanation } from './explanation.ts';
import type { Label, LabelKind } from './label-set.ts';

export type ViolationCode =
  /** Two records of one table share an id; the first stays. */
  | 'duplicate-id'
  /** A record names another project; it is taken into this one. */
  | 'foreign-record'
  /** Two labels of one kind and name; annotations move to the first. */
  | 'duplicate-label'
  /** Two documents share a position; all are numbered anew. */
  | 'position'
  /** Tokens outside the text, out of order or overlapping; the document loses its tokens. */
  | 'tokens'
  | 'missing-document'
  | 'missing-label'
  /** A label on a target that it is not for (a relation label on a span). */
  | 'label-kind'
  /** A span that is empty, reversed or beyond the end of its text. */
  | 'span'
  /** A relation whose ends are not two different, live span annotations of its document. */
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

  const { labels, alias } = distinctLabels(adopt(bundle.labels, 'label'), report);
  const documents = soundDocuments(adopt(bundle.documents, 'document'), report);
  const annotations = soundAnnotations(
    adopt(bundle.annotations, 'annotation'),
    { documents: byId(documents), labels: byId(labels), alias },
    report,
  );
  const explanations = soundExplanations(
    adopt(bundle.explanations, 'explanation'),
    { documents: byId(documents), annotations: byId(annotations) },
    report,
  );
  if (violations.length === 0) return { bundle, violations };
  return { bundle: { ...bundle, labels, documents, annotations, explanations }, violations };
}

type Report = (code: ViolationCode, table: Violation['table'], id: string) => void;

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function distinctLabels(
  labels: readonly Label[],
  report: Report,
): { labels: Label[]; alias: Map<string, string> } {
  const first = new Map<string, string>();
  const alias = new Map<string, string>();
  const kept = labels.filter((label) => {
    const key = `${label.kind}:${label.name}`;
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, label.id);
      return true;
    }
    alias.set(label.id, known);
    report('duplicate-label', 'label', label.id);
    return false;
  });
  return { labels: kept, alias };
}

function soundDocuments(documents: readonly Document[], report: Report): Document[] {
  const checked = documents.map((document) => {
    if (document.tokens === undefined || tokensFit(document)) return document;
    report('tokens', 'document', document.id);
    const { tokens: _, ...rest } = document;
    return rest;
  });
  const positions = new Set<number>();
  let clash = false;
  for (const { position, id } of checked) {
    if (positions.has(position)) {
      report('position', 'document', id);
      clash = true;
    }
    positions.add(position);
  }
  if (!clash) return checked;
  return checked
    .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((document, position) => ({ ...document, position }));
}

function tokensFit({ text, tokens = [] }: Document): boolean {
  let end = 0;
  return tokens.every(({ from, to }) => {
    const fits = from >= end && to > from && to <= text.length;
    end = to;
    return fits;
  });
}

const kindFor: Readonly<Record<Annotation['target']['kind'], LabelKind>> = {
  span: 'span',
  relation: 'relation',
  text: 'text',
  aspect: 'text',
};

function soundAnnotations(
  annotations: readonly Annotation[],
  known: {
    readonly documents: ReadonlyMap<string, Document>;
    readonly labels: ReadonlyMap<string, Label>;
    readonly alias: ReadonlyMap<string, string>;
  },
  report: Report,
): Annotation[] {
  const sound = annotations.flatMap((record): Annotation[] => {
    const document = known.documents.get(record.documentId);
    if (document === undefined) {
      report('missing-document', 'annotation', record.id);
      return [];
    }
    const labelId = known.alias.get(record.labelId) ?? record.labelId;
    const annotation = labelId === record.labelId ? record : { ...record, labelId };
    // A tombstone is only there to be remembered: its label may be gone, its ends too.
    if (annotation.deleted) return [annotation];
    const label = known.labels.get(labelId);
    const { target } = annotation;
    if (label === undefined) report('missing-label', 'annotation', record.id);
    else if (label.kind !== kindFor[target.kind]) report('label-kind', 'annotation', record.id);
    else if (
      (target.kind === 'span' || target.kind === 'aspect') &&
      !(target.from >= 0 && target.from < target.to && target.to <= document.text.length)
    ) {
      report('span', 'annotation', record.id);
    } else return [annotation];
    return [];
  });
  const index = byId(sound);
  return sound.map((annotation) => {
    const { target, documentId } = annotation;
    if (annotation.deleted || target.kind !== 'relation') return annotation;
    const stands = (id: string): boolean => {
      const end = index.get(id);
      return end !== undefined && !end.deleted && end.target.kind === 'span' && end.documentId === documentId;
    };
    if (target.head !== target.tail && stands(target.head) && stands(target.tail)) return annotation;
    report('relation-end', 'annotation', annotation.id);
    return { ...annotation, deleted: true as const };
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
    const spans = soundTrigger(explanation.spans, document.text.length);
    if (spans.length === 0) {
      report('empty-explanation', 'explanation', record.id);
      return [];
    }
    if (JSON.stringify(spans) === JSON.stringify(explanation.spans)) return [explanation];
    report('trigger-spans', 'explanation', record.id);
    return [{ ...explanation, spans }];
  });
}

type Spans = readonly { readonly from: number; readonly to: number }[];

/** Those inside the text, sorted, overlapping ones joined. */
function soundTrigger(spans: Spans, length: number): Spans {
  const out: { from: number; to: number }[] = [];
  const inside = spans.filter(({ from, to }) => from >= 0 && from < to && to <= length);
  for (const { from, to } of inside.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}
