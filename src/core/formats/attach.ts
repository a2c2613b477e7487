/**
 * Finding the annotations that an explanations file names: by the document's external id (`meta.id`) and the
 * name of the label.
 */
import type { Annotation, Document, Label } from '#core/project';
import type { ImportIssue } from './issue.ts';
import type { ParsedAttachment, ParsedExplanation } from './parsed.ts';

export interface AttachedExplanation {
  readonly annotationId: string;
  readonly documentId: string;
  readonly explanation: ParsedExplanation;
}

/**
 * Each attachment with the one annotation that it explains: the document's relation (or text label, or span) of
 * that label; without a label, the only one it has. Others become issues `explanation-without-target`.
 */
export function attachExplanations(
  attachments: readonly ParsedAttachment[],
  documents: Iterable<{ readonly document: Document; readonly annotations: readonly Annotation[] }>,
  labels: readonly Label[],
): { readonly attached: readonly AttachedExplanation[]; readonly issues: readonly ImportIssue[] } {
  const names = new Map(labels.map((label) => [label.id, label.name]));
  const wanted = new Set(attachments.map((attachment) => attachment.documentId));
  const found = new Map<string, { documentId: string; annotations: readonly Annotation[] }>();
  for (const { document, annotations } of documents) {
    const id = document.meta['id'];
    if (id !== undefined && wanted.has(id) && !found.has(id))
      found.set(id, { documentId: document.id, annotations });
  }
  const attached: AttachedExplanation[] = [];
  const issues: ImportIssue[] = [];
  for (const { documentId, label, explanation, file, line } of attachments) {
    const entry = found.get(documentId);
    const live = (entry?.annotations ?? []).filter((annotation) => !annotation.deleted);
    const fitting = live.filter((annotation) => names.get(annotation.labelId) === label);
    const relation = live.filter(({ target }) => target.kind === 'relation' || target.kind === 'text');
    const target = fitting[0] ?? (label === '' && relation.length === 1 ? relation[0] : undefined);
    if (entry !== undefined && target !== undefined) {
      attached.push({ annotationId: target.id, documentId: entry.documentId, explanation });
      continue;
    }
    issues.push({
      file,
      line,
      code: 'explanation-without-target',
      severity: 'error',
      message: 'The explanation speaks of a label that is not in the project.',
      params: { reference: documentId.slice(0, 80), label: label.slice(0, 80) },
    });
  }
  return { attached, issues };
}
