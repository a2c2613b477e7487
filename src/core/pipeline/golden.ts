/** Whether a pipeline answers elsewhere as it did in the app: the lines of `golden.jsonl`. */
import { must } from '#core/base';
import { type LabelledDocument, taskTraits } from '#core/project';
import { answerLine, type JsonObject, type LineOptions, readLine, usualLineOptions } from './lines.ts';
import type { Pipeline } from './pipeline.ts';
import type { PipelineRecord } from './record.ts';

/** Confidences may differ by so much: another build of the runtime adds the same numbers in another order. */
const tolerance = 0.002;

/** The options under which `golden.jsonl` was made. */
const goldenOptions: LineOptions = { ...usualLineOptions, all: true };

/** Texts of the project as input: evenly from all over it, rather those that nobody has labelled. */
export function goldenInputs(
  record: PipelineRecord,
  documents: readonly LabelledDocument[],
  count: number,
): readonly JsonObject[] {
  const names = new Map(record.labels.map(({ id, name }) => [id, name]));
  const fresh = documents.filter(({ document, annotations }) =>
    taskTraits[record.task].hasPairs
      ? annotations.length > 0
      : annotations.length === 0 && document.status === 'open',
  );
  const from = fresh.length > 0 ? fresh : documents;
  const step = Math.max(1, from.length / count);
  return Array.from({ length: Math.min(count, from.length) }, (_, k): JsonObject => {
    const { document, annotations } = must(from[Math.floor(k * step)], 'text');
    const entities = annotations.flatMap(({ target, labelId }) =>
      target.kind === 'span' ? [{ from: target.from, to: target.to, label: names.get(labelId) ?? '' }] : [],
    );
    return {
      id: document.id,
      text: document.text,
      ...(document.tokens === undefined
        ? {}
        : { tokens: document.tokens.map((token) => [token.from, token.to]) }),
      ...(taskTraits[record.task].hasPairs ? { entities } : {}),
    };
  });
}

/** Lines with all that the pipeline says of some texts: what `checkGolden` compares with elsewhere. */
export async function goldenLines(
  pipeline: Pipeline,
  inputs: readonly JsonObject[],
): Promise<readonly JsonObject[]> {
  const read = inputs.flatMap((input, at) => {
    const one = readLine(JSON.stringify(input), `line ${at + 1}`, pipeline, goldenOptions);
    return one.ok ? [one.value] : [];
  });
  const answers = await pipeline.label(
    read.map(({ document }) => document),
    read.map(({ aspects }) => aspects),
  );
  return read.map((one, at) => answerLine(one, answers[at] ?? [], pipeline, goldenOptions));
}

/** Lines that are answered otherwise than they say, each with its first difference. */
export async function checkGolden(
  pipeline: Pipeline,
  golden: readonly JsonObject[],
): Promise<readonly string[]> {
  const inputs = golden.map(({ [goldenOptions.field]: _, ...input }) => input);
  const found = await goldenLines(pipeline, inputs);
  return golden.flatMap((expected, at) => {
    const differs = difference(expected, found[at]);
    return differs === '' ? [] : [`line ${at + 1}: ${differs}`];
  });
}

/** Where two answers to a line differ, `''` where they do not. Order of keys and of equally sure labels does not matter. */
function difference(expected: unknown, found: unknown, path = ''): string {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(expected - found) <= tolerance ? '' : `${path}: ${expected} expected, ${found} found`;
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    if (expected.length !== found.length) {
      return `${path}: ${expected.length} expected, ${found.length} found`;
    }
    const sorted = (list: readonly unknown[]): readonly unknown[] =>
      path.endsWith('.labels') ? list.toSorted((a, b) => compare(identity(a), identity(b))) : list;
    const [a, b] = [sorted(expected), sorted(found)];
    return first(a.map((item, at) => () => difference(item, b[at], `${path}[${at}]`)));
  }
  if (isObject(expected) && isObject(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return first(names.map((name) => () => difference(expected[name], found[name], `${path}.${name}`)));
  }
  return expected === found
    ? ''
    : `${path}: ${JSON.stringify(expected)} expected, ${JSON.stringify(found)} found`;
}

/** What a label is and where, whatever its confidence. */
function identity(label: unknown): string {
  return JSON.stringify(label, (name, value: unknown) =>
    name === 'confidence' || name === 'similarity' || name === 'score' ? undefined : value,
  );
}

function first(checks: readonly (() => string)[]): string {
  for (const check of checks) {
    const found = check();
    if (found !== '') return found;
  }
  return '';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
