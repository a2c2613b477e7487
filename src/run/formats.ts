/** Answers as lines of a format. */
import {
  answerLine,
  chosenLabels,
  type InputLine,
  type JsonObject,
  type LineOptions,
  type Pipeline,
} from '#core/pipeline';
import type { Recommendation } from '#core/project';
import { spanText, tokensOf } from '#core/text';

export interface Answer {
  /** 1-based number of the line. */
  readonly line: number;
  /** What was read, or what is wrong with it. */
  readonly input: InputLine | string;
  readonly recommended: readonly Recommendation[];
}

export type Writer = (answer: Answer) => string;

export function writerOf(
  format: 'jsonl' | 'conll' | 'csv',
  pipeline: Pipeline,
  options: LineOptions,
): Writer {
  const asJson: Writer = ({ line, input, recommended }) =>
    `${JSON.stringify(typeof input === 'string' ? { line, error: input } : answerLine(input, recommended, pipeline, options))}\n`;
  switch (format) {
    case 'jsonl':
      return asJson;
    case 'conll':
      return (answer) => asConll(answer, pipeline, options);
    case 'csv':
      return (answer) => asCsv(answer, pipeline, options);
    default:
      return format satisfies never;
  }
}

export const csvHead = 'line,id,from,to,text,tail_from,tail_to,tail_text,label,confidence,sources\r\n';

/** Tokens with BIO tags of the spans that do not overlap; other labels have no place in this format. */
function asConll({ line, input, recommended }: Answer, pipeline: Pipeline, options: LineOptions): string {
  if (typeof input === 'string') return `# line ${line}: ${input.replace(/\s+/g, ' ')}\n\n`;
  const { document } = input.document;
  const spans = chosenLabels(recommended, { ...options, all: false }).flatMap(({ target, labelId }) =>
    target.kind === 'span' || target.kind === 'aspect'
      ? [{ ...target, label: pipeline.nameOf(labelId ?? '') }]
      : [],
  );
  const rows = tokensOf(document).map((token) => {
    const span = spans.find(({ from, to }) => token.from < to && from < token.to);
    const begins = span !== undefined && token.from <= span.from;
    const tag = span === undefined ? 'O' : `${begins ? 'B' : 'I'}-${span.label.replace(/\s+/g, '_')}`;
    return `${spanText(document.text, token).replace(/\s+/g, '_')}\t${tag}\n`;
  });
  return `# text = ${document.text.replace(/\s+/g, ' ')}\n${rows.join('')}\n`;
}

function asCsv({ line, input, recommended }: Answer, pipeline: Pipeline, options: LineOptions): string {
  if (typeof input === 'string') return row([line, '', '', '', '', '', '', '', '', '', `error: ${input}`]);
  const answer = answerLine(input, recommended, pipeline, options);
  const labels = answer[options.field];
  const id = input.object['id'];
  return (Array.isArray(labels) ? (labels as readonly JsonObject[]) : [])
    .map((label) => {
      const head = (label['head'] ?? label) as JsonObject;
      const tail = (label['tail'] ?? {}) as JsonObject;
      return row([
        line,
        typeof id === 'string' || typeof id === 'number' ? id : '',
        head['from'],
        head['to'],
        head['text'],
        tail['from'],
        tail['to'],
        tail['text'],
        label['label'],
        label['confidence'],
        JSON.stringify(label['sources']),
      ]);
    })
    .join('');
}

function row(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A spreadsheet must not take a text for a formula. */
function cell(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
