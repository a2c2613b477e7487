/**
 * Aspect sentiment as lists behind four hashes, one text per line: triplets of ASTE, `text####[([1], [0], 'POS')]` with the
 * places of words, and quadruples of ASQP and ACOS, `text####[['food', 'food quality', 'positive', 'great']]` with the words
 * themselves. The aspect and its polarity are read; opinion words and categories are kept as metadata. Read only.
 */
import { type Batcher, parseFiles } from './batch.ts';
import type { DocumentDraft } from './draft.ts';
import type { Format, ParseOptions } from './format.ts';
import { type Line, linesOf } from './source.ts';
import { type TokenDraft, tokenDraft } from './token-draft.ts';

const mark = '####';
const polarities: Readonly<Record<string, string>> = { POS: 'positive', NEG: 'negative', NEU: 'neutral' };

/** A list as Python prints it; `undefined` where it is none. */
function pythonList(text: string): readonly unknown[] | undefined {
  // Strings first, so that brackets and quotes inside them stay what they are.
  const json = text.replace(
    /'((?:[^'\\]|\\.)*)'|"(?:[^"\\]|\\.)*"|[()]|,(?=\s*\))/g,
    (found, words?: string) => {
      if (words !== undefined) return JSON.stringify(words.replace(/\\'/g, "'"));
      return found === '(' ? '[' : found === ')' ? ']' : found === ',' ? '' : found;
    },
  );
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function splitLine(line: string): { readonly text: string; readonly tuples: string } | undefined {
  const at = line.lastIndexOf(`${mark}[`);
  return at <= 0
    ? undefined
    : { text: line.slice(0, at).trim(), tuples: line.slice(at + mark.length).trim() };
}

/** The place of `words`, the first that no other aspect has taken. */
function placeOf(draft: DocumentDraft, words: string, taken: Set<number>): number {
  let at = draft.text.toLowerCase().indexOf(words.toLowerCase());
  while (at !== -1 && taken.has(at)) at = draft.text.toLowerCase().indexOf(words.toLowerCase(), at + 1);
  return at === -1 ? draft.text.toLowerCase().indexOf(words.toLowerCase()) : at;
}

function readTuple(tuple: unknown, words: TokenDraft, taken: Set<number>): void {
  const { draft } = words;
  const parts: readonly unknown[] = Array.isArray(tuple) ? tuple : [];
  const label = parts.find(
    (part): part is string =>
      typeof part === 'string' && /^(?:POS|NEG|NEU|positive|negative|neutral|conflict)$/.test(part),
  );
  const [aspect] = parts;
  const name = label === undefined ? undefined : (polarities[label] ?? label);
  if (name === undefined) draft.leftOut('lists behind ####');
  else if (Array.isArray(aspect)) {
    const last: unknown = aspect.at(-1);
    words.span(name, aspect[0], typeof last === 'number' ? last + 1 : last);
  } else if (typeof aspect !== 'string' || aspect === '' || /^null$/i.test(aspect)) {
    draft.leftOut('aspects that no word names');
  } else {
    const at = placeOf(draft, aspect, taken);
    taken.add(at);
    if (at === -1) draft.misplaced(aspect, '');
    else draft.span(name, at, at + aspect.length);
  }
}

function readLine(line: Line, batch: Batcher, options: ParseOptions): void {
  const parts = splitLine(line.text);
  if (parts === undefined) {
    batch.error(line.number, 'malformed-row', 'The line has no list behind four hashes.', { reason: mark });
    return;
  }
  const tuples = pythonList(parts.tuples);
  const words = tokenDraft(parts.text.split(/\s+/), line.number, batch, options);
  if (words === undefined) return;
  if (tuples === undefined) words.draft.leftOut('lists behind ####');
  words.draft.meta = { tuples: parts.tuples };
  const taken = new Set<number>();
  for (const tuple of tuples ?? []) readTuple(tuple, words, taken);
  words.draft.finish();
}

export const aspectTuples: Format = {
  id: 'aspect-tuples',
  name: 'Aspect triplets and quadruples (ASTE, ASQP)',
  extensions: ['.txt'],
  tasks: ['sa', 'ner'],
  offsetUnit: 'none',
  detect: (sample) => {
    if (!sample.head.includes(`${mark}[`)) return 0;
    const whole = sample.complete ? sample.head : sample.head.slice(0, sample.head.lastIndexOf('\n') + 1);
    const lines = whole.split('\n').filter((line) => line.trim() !== '');
    const fitting = lines.filter((line) => splitLine(line) !== undefined).length;
    return fitting * 2 > lines.length ? 0.94 : 0;
  },
  parse: (files, options) =>
    parseFiles(files, options, function* (text, batch) {
      for (const line of linesOf(text)) {
        if (line.text.trim() !== '') readLine(line, batch, options);
        yield line.next / text.length;
      }
      return undefined;
    }),
};
