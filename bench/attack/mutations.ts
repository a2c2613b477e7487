/**
 * Files that something went wrong with, through every parser. A file of each format is cut, flipped, doubled and stuffed with
 * what hurts; whatever it becomes, the parser ends, within two seconds, with texts that make a valid project and are not out of
 * all proportion to the file.
 */
import { createRng, type Rng } from '#core/base';
import {
  buildBundle,
  detectFormats,
  type Format,
  formats,
  joinChunks,
  openSources,
  type ParsedDocument,
  type SourceFile,
} from '#core/formats';
import { countingIds, createProject, type Task, validateBundle } from '#core/project';
import { type Figures, Tally } from './figures.ts';

const encoder = new TextEncoder();
const text = (name: string, content: string): SourceFile => ({ name, bytes: encoder.encode(content) });

const sentences = [
  'Ada lived in London.',
  '我爱北京 and Évry',
  '👨‍👩‍👧 love "quoted", a\tb',
  'see [12] (x',
  'two\nlines',
];

/** The annotations of a task, with their reasons. */
function documentsOf(task: Task): ParsedDocument[] {
  return sentences.map((words, i): ParsedDocument => {
    const span = (from: number, to: number) =>
      ({ kind: task === 'sa' ? 'aspect' : 'span', from, to }) as const;
    const explanations =
      i % 2 === 0
        ? ([{ kind: 'trigger', spans: [{ from: 0, to: 3 }] }] as const)
        : ([{ kind: 'nl', text: 'The word "x" is before it.' }] as const);
    return {
      text: words,
      meta: { id: String(i), note: '=1+1' },
      file: '',
      line: i + 1,
      annotations: [
        { label: 'Person', target: span(0, 3), explanations: [...explanations] },
        { label: 'Two Words', target: span(4, 6), explanations: [] },
        ...(task === 're'
          ? [{ label: 'lives in', target: { kind: 'relation', head: 0, tail: 1 } as const, explanations: [] }]
          : []),
        ...(task === 'sa' ? [{ label: 'good', target: { kind: 'text' } as const, explanations: [] }] : []),
      ],
    };
  });
}

/** Files of the formats that are read and not written. */
const readOnly: Readonly<Record<string, readonly SourceFile[]>> = {
  text: [text('a.txt', sentences.join('\n'))],
  csv: [text('a.csv', 'text,label,id\n"Ada, she",Person,1\nLondon,Place,2\n')],
  json: [text('a.json', JSON.stringify([{ text: 'Ada lived', label: 'A', meta: { n: 1 } }, { text: 'x' }]))],
  tacred: [
    text(
      'a.json',
      JSON.stringify([
        {
          id: 'e',
          token: ['Ada', 'in', 'Rome'],
          subj_start: 0,
          subj_end: 0,
          obj_start: 2,
          obj_end: 2,
          subj_type: 'P',
          obj_type: 'L',
          relation: 'in',
        },
      ]),
    ),
  ],
  'hugging-face': [
    text('a.jsonl', `${JSON.stringify({ tokens: ['Ada', 'Rome'], ner_tags: ['B-P', 'O'] })}\n`.repeat(3)),
  ],
  explanations: [
    text(
      'a.json',
      JSON.stringify([
        { sent: 'Ada lived in Rome', term: 'Rome', exp: 'The word "in" is before it', label: 'P' },
      ]),
    ),
  ],
};

/** Sound files of a format, to be spoilt: of each task that it knows. */
function originals(format: Format): { readonly task: Task; readonly files: readonly SourceFile[] }[] {
  const { serialize } = format;
  const fixed = readOnly[format.id];
  if (fixed !== undefined) return [{ task: format.tasks[0] ?? 'ner', files: fixed }];
  if (serialize === undefined) return [{ task: format.tasks[0] ?? 'ner', files: readOnly['json'] ?? [] }];
  return format.tasks.map((task) => {
    const project = createProject({ name: 'Attacked', task }, countingIds('p'), 1);
    const bundle = buildBundle(project, documentsOf(task), countingIds('r'), 1);
    return { task, files: joinChunks(serialize(bundle, { name: 'file' })) };
  });
}

const hostile: readonly Uint8Array[] = [
  ...[
    '\0',
    '\r',
    '\r\r\r\r',
    '\n\n',
    '\ufeff',
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    '<',
    '&#0;',
    '\t',
    ',',
    ':',
  ],
  ...[
    '__proto__',
    '1e308',
    '-1',
    '9007199254740993',
    'NaN',
    'null',
    '\ud7ff\u2028',
    'B-',
    '*[999999]',
    '#Text=',
  ],
].map((words) => encoder.encode(words));

/** One to four accidents. */
export function spoilt(bytes: Uint8Array, rng: Rng): Uint8Array {
  let out = bytes;
  for (let times = 1 + rng.int(4); times > 0; times--) out = accident(out, rng);
  return out;
}

function accident(bytes: Uint8Array, rng: Rng): Uint8Array {
  const at = rng.int(bytes.length + 1);
  const length = Math.min(bytes.length - at, 1 + rng.int(40));
  const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
  switch (rng.int(7)) {
    case 0: {
      const out = bytes.slice();
      const place = Math.min(at, Math.max(0, out.length - 1));
      if (out.length > 0) out[place] = (out[place] ?? 0) ^ (1 << rng.int(8));
      return out;
    }
    case 1:
      return bytes.slice(0, at);
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 3:
      return joined(
        bytes.subarray(0, at + length),
        bytes.subarray(at, at + length),
        bytes.subarray(at + length),
      );
    case 4:
    case 5: {
      const piece = hostile[rng.int(hostile.length)] ?? new Uint8Array();
      return joined(bytes.subarray(0, at), piece, bytes.subarray(at + (rng.int(2) === 0 ? 0 : length)));
    }
    default: {
      // A digit becomes a large number.
      const out = bytes.slice();
      const digit = out.findIndex((byte, i) => i >= at && byte >= 0x30 && byte <= 0x39);
      if (digit < 0) return out;
      return joined(
        out.subarray(0, digit),
        encoder.encode(String(10 ** rng.int(10))),
        out.subarray(digit + 1),
      );
    }
  }
}

/** All parsers, `perParser` files each. */
export function mutateFiles(seed: number, perParser: number): Figures {
  const tally = new Tally();
  for (const format of formats) {
    if (format.parse === undefined) continue;
    const rng = createRng(seed).fork(
      [...format.id].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) >>> 0,
    );
    const sound = originals(format);
    for (let n = 0; n < perParser; n++) {
      const { task, files } = sound[rng.int(sound.length)] ?? { task: 'ner' as const, files: [] };
      const which = rng.int(files.length);
      const spoiltFiles = files.map((file, i) =>
        i === which ? { ...file, bytes: spoilt(file.bytes, rng) } : file,
      );
      tally.case();
      try {
        readOne(format, task, spoiltFiles, tally, `${format.id} #${n} of seed ${seed}`);
      } catch (error) {
        tally.fault('exceptions', `${format.id} #${n} of seed ${seed}: ${String(error)}`);
      }
    }
  }
  return tally.figures;
}

function readOne(format: Format, task: Task, files: readonly SourceFile[], tally: Tally, what: string): void {
  const started = performance.now();
  const opened = openSources(files);
  if (!opened.ok) return;
  detectFormats(opened.value);
  const documents: ParsedDocument[] = [];
  for (const { documents: some } of format.parse?.(opened.value, { task }) ?? []) documents.push(...some);
  const size = files.reduce((bytes, file) => bytes + file.bytes.length, 0);
  const read = documents.reduce((length, doc) => length + doc.text.length, 0);
  if (read > 1_000_000 + 20 * size)
    tally.fault('exceptions', `${what}: ${size} bytes make ${read} characters`);
  const project = createProject({ name: 'x', task }, countingIds('p'), 1);
  const { violations } = validateBundle(buildBundle(project, documents, countingIds('r'), 1));
  for (const { code, table } of violations.slice(0, 1))
    tally.fault('exceptions', `${what}: ${table} ${code}`);
  tally.took(performance.now() - started, what);
}
