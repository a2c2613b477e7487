/**
 * `npm run bench:readers -- --python PYTHON`: our exports, read by the readers of the tools that they are made for; about a minute.
 *
 * PYTHON is the interpreter of an environment with spacy, seqeval, label-studio-sdk, bioc and webanno2spacy; a package that it
 * has not is named as missing. Two sets of texts: the app's samples (real ones), and made-up ones in several scripts with what
 * formats stumble over. Writes bench/results/readers.json: per reader and set, texts, labels, how many texts were read exactly
 * as they were labelled (`equal`), or why the file was refused. Fails where a reader is there and does not agree.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { must } from '#core/base';
import {
  buildBundle,
  type ExportOptions,
  formatById,
  joinChunks,
  type ParsedDocument,
  readProjectFile,
} from '#core/formats';
import { countingIds, createProject, type ProjectBundle, type Task } from '#core/project';
import { currentRun } from './bench-run.ts';

const { values: flags } = parseArgs({
  options: {
    python: { type: 'string' },
    out: { type: 'string', default: 'bench/results/readers.json' },
  },
});
const python = flags.python;
if (python === undefined) throw new Error('--python names the interpreter with the readers in it');

type Entity = readonly [number, number, string];
/** An entity where only tokens are known: its label and its words without white space. */
type Words = readonly [string, string];

/** Texts with entities at the named words, each a label of its own. */
function madeUp(): ProjectBundle {
  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['He met Ann Lee , yes 😀 in Köln', ['Ann Lee', 'Köln']],
    ['Line one\nJane Smith left Oslo', ['Jane Smith', 'Oslo']],
    ['ผมอยู่ที่กรุงเทพ', ['กรุงเทพ']],
    ['2019年GDP增长6.1%。北京很大', ['GDP', '北京']],
    ['عاش محمد في القاهرة', ['محمد', 'القاهرة']],
    ['मोहन दिल्ली में रहता है', ['मोहन', 'दिल्ली']],
    ['He said "no" & <b>left</b> 👩‍👩‍👧 Rome; Paris, Oslo.', ['Rome', 'Paris', 'Oslo']],
    ['# not a comment: Ada', ['Ada']],
    ['Nothing is here.', []],
  ];
  const documents = texts.map(
    ([text, words], index): ParsedDocument => ({
      text,
      meta: { id: `doc-${index}` },
      annotations: words.map((word, order) => ({
        label: order === 0 ? 'PER' : 'LOC',
        target: { kind: 'span', from: text.indexOf(word), to: text.indexOf(word) + word.length },
        explanations: [],
      })),
      file: '',
      line: 1,
    }),
  );
  return buildBundle(
    createProject({ name: 'Made up', task: 'ner' }, countingIds('p'), 1),
    documents,
    countingIds('r'),
    1,
  );
}

function sample(task: Task): ProjectBundle {
  const name = `public/samples/${task}.json`;
  const read = readProjectFile([{ name, bytes: new Uint8Array(readFileSync(name)) }]);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.bundle;
}

const sets: readonly { readonly set: string; readonly bundle: ProjectBundle }[] = [
  { set: 'sample of entities', bundle: sample('ner') },
  { set: 'sample of relations', bundle: sample('re') },
  { set: 'made up', bundle: madeUp() },
];

/** The entities of each text, in code points. */
function entitiesOf(bundle: ProjectBundle): readonly (readonly Entity[])[] {
  const names = new Map(bundle.labels.map(({ id, name }) => [id, name]));
  const points = (text: string): number => [...text].length;
  return bundle.documents.map(({ id, text }) =>
    bundle.annotations.flatMap((one): Entity[] => {
      if (one.documentId !== id || one.target.kind !== 'span' || one.deleted === true) return [];
      const { from, to } = one.target;
      return [[points(text.slice(0, from)), points(text.slice(0, to)), names.get(one.labelId) ?? '']];
    }),
  );
}

/** The relations of each text, as where the tail begins and where the head does. */
function relationsOf(bundle: ProjectBundle): readonly (readonly Entity[])[] {
  const names = new Map(bundle.labels.map(({ id, name }) => [id, name]));
  const starts = new Map(
    bundle.annotations.map(({ id, target }) => [id, target.kind === 'span' ? target.from : -1]),
  );
  return bundle.documents.map(({ id }) =>
    bundle.annotations.flatMap((one): Entity[] => {
      if (one.documentId !== id || one.target.kind !== 'relation' || one.deleted === true) return [];
      const { head, tail } = one.target;
      return [[starts.get(tail) ?? -1, starts.get(head) ?? -1, names.get(one.labelId) ?? '']];
    }),
  );
}

const formats: readonly {
  readonly id: string;
  readonly of: string;
  readonly options?: Partial<ExportOptions>;
}[] = [
  { id: 'conll', of: 'conll' },
  { id: 'conll-plain', of: 'conll', options: { comments: false } },
  { id: 'doccano', of: 'doccano' },
  { id: 'prodigy', of: 'prodigy' },
  { id: 'label-studio', of: 'label-studio' },
  { id: 'brat', of: 'brat' },
  { id: 'webanno-tsv', of: 'webanno-tsv' },
];

interface Row {
  readonly package: string;
  readonly version?: string;
  readonly reader: string;
  readonly format?: string;
  readonly set?: string;
  readonly missing?: true;
  readonly refused?: string;
  readonly found?: readonly (readonly (Entity | Words)[])[];
}

/** As one word, in an order of its own: readers order entities as they like. */
const inOrder = (entities: readonly (Entity | Words)[]): string =>
  entities
    .map((entity) => JSON.stringify(entity))
    .sort()
    .join(' ');

function expected(row: Row): readonly (readonly (Entity | Words)[])[] {
  const { bundle } = must(
    sets.find(({ set }) => set === row.set),
    'the set',
  );
  if (row.format === 'webanno-tsv') return relationsOf(bundle);
  const entities = entitiesOf(bundle);
  if (row.format !== 'conll' && row.format !== 'conll-plain') return entities;
  return entities.map((list, at) => {
    const points = [...(bundle.documents[at]?.text ?? '')];
    return list.map(
      ([from, to, label]): Words => [label, points.slice(from, to).join('').replace(/\s/g, '')],
    );
  });
}

function compared(row: Row): Record<string, unknown> {
  const { found, ...rest } = row;
  if (found === undefined) return rest;
  const truth = expected(row);
  const equal = truth.filter((entities, at) => inOrder(entities) === inOrder(found[at] ?? [])).length;
  const first = truth.findIndex((entities, at) => inOrder(entities) !== inOrder(found[at] ?? []));
  return {
    ...rest,
    texts: truth.length,
    read: found.length,
    labels: truth.flat().length,
    equal,
    ...(first < 0 ? {} : { differs: { at: first, labelled: truth[first], read: found[first] ?? null } }),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'readers-'));
try {
  const exports = sets.flatMap(({ set, bundle }, at) =>
    formats.map(({ id, of, options }) => {
      const chunks = must(formatById(of)?.serialize, of)(bundle, { name: `${at}-${id}`, ...options });
      const files = joinChunks(chunks).map(({ name, bytes }) => {
        const file = `${at}-${id}-${name.replaceAll('/', '_')}`;
        writeFileSync(join(folder, file), bytes);
        return file;
      });
      const named = (kind: 'span' | 'relation'): string[] =>
        bundle.labels
          .filter((label) => (label.kind === 'relation') === (kind === 'relation'))
          .map(({ name }) => name);
      return {
        set,
        format: id,
        task: bundle.project.task,
        labels: named('span'),
        relations: named('relation'),
        files,
      };
    }),
  );
  writeFileSync(join(folder, 'formats.json'), JSON.stringify(exports));
  const run = spawnSync(python, [join(import.meta.dirname, 'readers.py'), folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONIOENCODING: 'utf8' },
  });
  if (run.status !== 0) throw new Error(run.stderr.slice(-2000));
  const rows = run.stdout
    .trim()
    .split('\n')
    .map((line) => compared(JSON.parse(line) as Row)); // as readers.py writes them
  for (const row of rows) console.log(JSON.stringify(row));
  const read = rows.filter((row) => row['missing'] !== true);
  const agreeing = read.filter((row) => row['equal'] === row['texts'] && row['equal'] !== undefined);
  const record = {
    ...currentRun(0),
    metrics: { readings: read.length, agreeing: agreeing.length },
    readings: rows,
  };
  writeFileSync(flags.out, `${JSON.stringify(record, undefined, 2)}\n`);
  if (agreeing.length < read.length) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
