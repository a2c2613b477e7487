/** One JSON object a line, in and out: what the Run folder reads and writes. */
import { err, ok, type Result } from '#core/base';
import {
  type Annotation,
  isInside,
  type LabelledDocument,
  provenanceRecord,
  type Recommendation,
  type RecommendedTarget,
  taskTraits,
} from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import type { Pipeline } from './pipeline.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A line that was read. */
export interface InputLine {
  readonly object: JsonObject;
  readonly document: LabelledDocument;
  /** SA: the aspects that are asked about; absent: those that the project knows. */
  readonly aspects?: readonly Span[];
}

export interface LineOptions {
  /** Name of the field that answers are written to; a line that has it already is refused. */
  readonly field: string;
  /** What offsets count: units of UTF-16, as JavaScript does, or characters of Unicode, as Python does. */
  readonly offsets: 'utf16' | 'unicode';
  /** Also labels that a surer one of the same place, or of a place that overlaps it, has beaten. */
  readonly all: boolean;
  /** Labels below it are left out, in [0, 1]. */
  readonly threshold: number;
}

export const usualLineOptions: LineOptions = {
  field: 'labels',
  offsets: 'utf16',
  all: false,
  threshold: 0,
};

/** `id`: of the document, different from all others of its batch. The error says what is wrong with the line. */
export function readLine(
  line: string,
  id: string,
  pipeline: Pipeline,
  options: LineOptions,
): Result<InputLine, string> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return err(`no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) return err('no JSON object');
  if (options.field in value) {
    return err(`has a field "${options.field}" already; choose another for the answer with --field`);
  }
  const { text } = value;
  if (typeof text !== 'string') return err('has no field "text" that is a string');
  const offsetOf = options.offsets === 'unicode' ? unicodeOffsets(text).toUtf16 : (at: number) => at;
  const read = (field: string): Result<readonly (Span & { readonly label: string })[], string> =>
    readSpans(value[field], field, text.length, offsetOf);
  const entities = read('entities');
  if (!entities.ok) return entities;
  const tokens = read('tokens');
  if (!tokens.ok) return tokens;
  const aspects = read('aspects');
  if (!aspects.ok) return aspects;
  const byName = new Map(
    pipeline.record.labels.filter(({ kind }) => kind === 'span').map((label) => [label.name, label.id]),
  );
  const annotations = entities.value.map(({ from, to, label }, at): Annotation => {
    return {
      id: `${id} ${at}`,
      projectId: '',
      documentId: id,
      annotator: '',
      labelId: byName.get(label) ?? '',
      target: { kind: 'span', from, to },
      source: 'imported',
      updatedAt: 0,
    };
  });
  const given = tokens.value.map(({ from, to }) => ({ from, to }));
  const document = {
    id,
    projectId: '',
    position: 0,
    text,
    meta: {},
    status: 'open',
    flagged: false,
    updatedAt: 0,
    ...(given.length === 0 ? {} : { tokens: given }),
  } as const;
  const asked = aspects.value.map(({ from, to }) => ({ from, to }));
  return ok({
    object: value,
    document: { document, annotations, explanations: [] },
    ...(value['aspects'] === undefined || taskTraits[pipeline.record.task].words !== 'aspect'
      ? {}
      : { aspects: asked }),
  });
}

/** Spans as `{"from": 0, "to": 5, "label": "…"}` or `[0, 5, "…"]`; absent: none. */
function readSpans(
  value: unknown,
  field: string,
  length: number,
  offsetOf: (at: number) => number,
): Result<readonly (Span & { readonly label: string })[], string> {
  if (value === undefined) return ok([]);
  if (!Array.isArray(value)) return err(`its field "${field}" is no list`);
  const spans: (Span & { readonly label: string })[] = [];
  for (const [at, item] of value.entries()) {
    const [from, to, label]: readonly unknown[] = Array.isArray(item)
      ? item
      : isObject(item)
        ? [item['from'] ?? item['start'], item['to'] ?? item['end'], item['label'] ?? item['type']]
        : [];
    if (typeof from !== 'number' || typeof to !== 'number') {
      return err(`${field}[${at}] is no span: {"from": 0, "to": 5, "label": "…"} or [0, 5, "…"]`);
    }
    const span = { from: offsetOf(from), to: offsetOf(to) };
    if (!isInside(span, length)) return err(`${field}[${at}]: ${from} to ${to} is not inside the text`);
    spans.push({ ...span, label: typeof label === 'string' ? label : '' });
  }
  return ok(spans);
}

/** The line with what the pipeline recommends for it. */
export function answerLine(
  { object, document }: InputLine,
  recommended: readonly Recommendation[],
  pipeline: Pipeline,
  options: LineOptions,
): JsonObject {
  const { text } = document.document;
  const offsetOf = options.offsets === 'unicode' ? unicodeOffsets(text).fromUtf16 : (at: number) => at;
  const chosen = chosenLabels(recommended, options).map(({ target, labelId, confidence, provenance }) => ({
    ...placeOf(target, text, offsetOf),
    label: pipeline.nameOf(labelId ?? ''),
    confidence: Number(confidence.toFixed(4)),
    sources: provenance.map(provenanceRecord),
  }));
  return { ...object, [options.field]: chosen };
}

/** Best first; of places that overlap, and of one place's labels, the surest alone, unless all are wanted. */
export function chosenLabels(
  recommended: readonly Recommendation[],
  { all, threshold }: Pick<LineOptions, 'all' | 'threshold'>,
): readonly Recommendation[] {
  const chosen: Recommendation[] = [];
  for (const item of recommended) {
    if (item.labelId === undefined || item.confidence < threshold) continue;
    if (all || !chosen.some(({ target }) => excludes(target, item.target))) chosen.push(item);
  }
  return chosen;
}

function excludes(a: RecommendedTarget, b: RecommendedTarget): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'text' || b.kind === 'text') return true;
  if (a.kind === 'relation' || b.kind === 'relation') {
    if (a.kind !== 'relation' || b.kind !== 'relation') return false;
    const same = (x: Span, y: Span): boolean => x.from === y.from && x.to === y.to;
    return (same(a.head, b.head) && same(a.tail, b.tail)) || (same(a.head, b.tail) && same(a.tail, b.head));
  }
  return spansOverlap(a, b);
}

function placeOf(target: RecommendedTarget, text: string, offsetOf: (at: number) => number): JsonObject {
  const span = ({ from, to }: Span): JsonObject => ({
    from: offsetOf(from),
    to: offsetOf(to),
    text: text.slice(from, to),
  });
  switch (target.kind) {
    case 'span':
    case 'aspect':
      return span(target);
    case 'relation':
      return { head: span(target.head), tail: span(target.tail) };
    case 'text':
      return {};
    default:
      return target satisfies never;
  }
}

/** Between offsets in UTF-16 units and in characters; an offset inside a character is that character's. */
function unicodeOffsets(text: string): {
  readonly toUtf16: (at: number) => number;
  readonly fromUtf16: (at: number) => number;
} {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return { toUtf16: (at) => at, fromUtf16: (at) => at };
  const starts: number[] = [];
  const characters: number[] = [];
  let unit = 0;
  for (const character of text) {
    starts.push(unit);
    for (let i = 0; i < character.length; i++) characters.push(starts.length - 1);
    unit += character.length;
  }
  starts.push(unit);
  characters.push(starts.length - 1);
  return {
    toUtf16: (at) => starts[at] ?? Number.NaN,
    fromUtf16: (at) => characters[at] ?? Number.NaN,
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
