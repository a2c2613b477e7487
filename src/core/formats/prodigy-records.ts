/** What is written as Prodigy's JSONL: a line a person, spans on tokens, relations between their last tokens. */
import { fnv1a } from '#core/base';
import { createOffsets, rangeOfSpan } from '#core/text';
import { type ExportAnnotation, type ExportDocument, spanOf } from './export-view.ts';
import type { ExportOptions } from './format.ts';
import type { JsonObject } from './json-records.ts';
import { spanIn } from './offsets.ts';
import { exportTokens } from './tokens.ts';

function recommendedFields({ recommended }: ExportAnnotation): JsonObject {
  if (recommended === undefined) return {};
  const kinds = [...new Set(recommended.provenance.map(({ kind }) => kind))].join(', ');
  return { score: Number(recommended.confidence.toFixed(4)), source: `LEAN-LIFE (${kinds})` };
}

/** One record a person: Prodigy knows who answered by the record, and that it is one question by the hash of its input. */
export function writeRecords(doc: ExportDocument, options: ExportOptions): JsonObject[] {
  const people = [...new Set(doc.annotations.map(({ annotator }) => annotator))];
  const isQuestion = doc.annotations.some(({ recommended }) => recommended !== undefined);
  if (isQuestion || people.length === 0) return [writeRecord(doc, options, doc.annotations)];
  return people.map((person) => ({
    ...writeRecord(
      doc,
      options,
      doc.annotations.filter(({ annotator }) => annotator === person),
    ),
    ...(person === '' ? {} : { _annotator_id: person }),
  }));
}

/** `annotations`: those labels of the document that the record has; ends of its relations may be others. */
function writeRecord(
  doc: ExportDocument,
  options: ExportOptions,
  annotations: readonly ExportAnnotation[],
): JsonObject {
  const { text, status, tokens: own } = doc.document;
  const unit = options.offsetUnit ?? 'code-points';
  const map = createOffsets(text);
  const spans = doc.annotations.map(spanOf).filter((span) => span !== undefined);
  const tokens = exportTokens(text, own, spans);
  const written = new Map<string, JsonObject & { readonly token_end: number }>();
  for (const annotation of doc.annotations) {
    const span = spanOf(annotation);
    const range = span === undefined ? undefined : rangeOfSpan(tokens, span);
    if (span === undefined) continue;
    // Prodigy refuses spans that do not lie on tokens: white space at the ends is cut off.
    if (range === undefined) continue;
    const cut = { from: tokens[range.from]?.from ?? span.from, to: tokens[range.to - 1]?.to ?? span.to };
    const { from, to } = spanIn(unit, map, cut);
    const last = range.to - 1;
    written.set(annotation.id, {
      start: from,
      end: to,
      token_start: range.from,
      token_end: last,
      label: annotation.label,
      ...recommendedFields(annotation),
    });
  }
  const ownerOf = new Map(doc.annotations.map(({ id, annotator }) => [id, annotator]));
  const relations = annotations.flatMap((annotation) => {
    const { target, label, annotator } = annotation;
    if (target.kind !== 'relation') return [];
    const end = (id: string) => {
      const span = written.get(id);
      const owner = ownerOf.get(id);
      return span === undefined || owner === annotator ? span : { ...span, _annotator_id: owner ?? '' };
    };
    const head = end(target.head);
    const child = end(target.tail);
    return [
      {
        head: head?.token_end,
        child: child?.token_end,
        head_span: head,
        child_span: child,
        label,
        ...recommendedFields(annotation),
      },
    ];
  });
  const accept = annotations.filter(({ target }) => target.kind === 'text').map(({ label }) => label);
  const { id: _, ...rest } = doc.document.meta;
  const recommended = annotations.find((one) => one.recommended !== undefined);
  // Of a choice it stands with the question.
  const meta = recommended?.target.kind === 'text' ? { ...rest, ...recommendedFields(recommended) } : rest;
  return {
    id: doc.key,
    text,
    _input_hash: fnv1a(`${doc.key}\t${text}`),
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
    tokens: tokens.map((token, index) => ({
      text: text.slice(token.from, token.to),
      start: spanIn(unit, map, token).from,
      end: spanIn(unit, map, token).to,
      id: index,
      ws: /^\s/.test(text.slice(token.to)),
    })),
    spans: annotations.flatMap(({ id }) => written.get(id) ?? []),
    ...(relations.length === 0 ? {} : { relations }),
    ...(accept.length === 0 ? {} : { accept }),
    // What a program said is a question.
    ...(status === 'skipped'
      ? { answer: 'ignore' }
      : annotations.length > 0 && recommended === undefined
        ? { answer: 'accept' }
        : {}),
  };
}
