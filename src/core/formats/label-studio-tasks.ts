/** Tasks as Label Studio imports them: people's annotations, and what the program said as a prediction. */
import { provenanceRecord } from '#core/project';
import { createOffsets } from '#core/text';
import type { ExportAnnotation, ExportDocument } from './export-view.ts';
import type { ExportOptions } from './format.ts';
import type { JsonObject } from './json-records.ts';
import { spanIn } from './offsets.ts';

/** Label Studio takes the number of a user or an object with an e-mail address there, and nothing else: other names stand beside. */
function whoLabelled(annotator: string): JsonObject {
  if (annotator === '') return {};
  if (/^[1-9]\d{0,8}$/.test(annotator)) return { completed_by: Number(annotator) };
  return /^[^@\s]+@[^@\s]+$/.test(annotator) ? { completed_by: { email: annotator } } : { annotator };
}

/** What the program said, region by region with its score. Ends of relations are regions of their own list. */
function writePrediction(
  { annotations }: ExportDocument,
  writeResult: (annotation: ExportAnnotation) => JsonObject,
): JsonObject {
  const recommended = annotations.filter((one) => one.recommended !== undefined);
  if (recommended.length === 0) return {};
  const ends = new Set(
    recommended.flatMap(({ target }) => (target.kind === 'relation' ? [target.head, target.tail] : [])),
  );
  const scores = recommended.map((one) => one.recommended?.confidence ?? 0);
  const result = annotations
    .filter((one) => one.recommended !== undefined || ends.has(one.id))
    .map((one) => ({
      ...writeResult(one),
      score: one.recommended === undefined ? 1 : Number(one.recommended.confidence.toFixed(4)),
      ...(one.recommended === undefined
        ? {}
        : { meta: { sources: one.recommended.provenance.map(provenanceRecord) } }),
    }));
  return {
    predictions: [{ model_version: 'LEAN-LIFE', score: Number(Math.min(...scores).toFixed(4)), result }],
  };
}

export function writeTask(doc: ExportDocument, options: ExportOptions): JsonObject {
  const { text } = doc.document;
  const { id: _, ...rest } = doc.document.meta;
  const clash = ['text', 'meta', 'metadata'].some((key) => Object.hasOwn(rest, key));
  const unit = options.offsetUnit ?? 'code-points';
  const map = createOffsets(text);
  const people = new Map<string, ExportAnnotation[]>();
  for (const annotation of doc.annotations) {
    if (annotation.recommended !== undefined) continue;
    const known = people.get(annotation.annotator);
    if (known === undefined) people.set(annotation.annotator, [annotation]);
    else known.push(annotation);
  }
  const writeResult = ({ id, target, label }: ExportAnnotation): JsonObject => {
    const place = { id, to_name: 'text' };
    switch (target.kind) {
      case 'span':
      case 'aspect': {
        const { from, to } = spanIn(unit, map, target);
        const value = { start: from, end: to, text: text.slice(target.from, target.to), labels: [label] };
        return { ...place, from_name: 'label', type: 'labels', value };
      }
      case 'text':
        return { ...place, from_name: 'choice', type: 'choices', value: { choices: [label] } };
      case 'relation':
        return {
          type: 'relation',
          from_id: target.head,
          to_id: target.tail,
          direction: 'right',
          labels: [label],
        };
      default:
        return target satisfies never;
    }
  };
  return {
    id: doc.index + 1,
    data: { ...(clash ? { meta: rest } : rest), id: doc.key, text },
    annotations: [...people].map(([annotator, own]) => ({
      ...whoLabelled(annotator),
      result: own.map(writeResult),
    })),
    ...writePrediction(doc, writeResult),
  };
}
