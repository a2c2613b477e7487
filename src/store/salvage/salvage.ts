/**
 * Projects out of a database that the app itself cannot use: newer, older, or with rows that are broken. Each project
 * becomes a bundle that makes a sound project file; what cannot be in it is named.
 *
 * Laws: nothing is written. A sound row is in the bundle, whatever the other rows are. A text is in the bundle if the
 * browser can read it, even where everything else about it is lost.
 */
import { ok, type Problem, type Result } from '#core/base';
import {
  type Annotation,
  createProject,
  type Document,
  type Explanation,
  kindOfLabelFor,
  type Label,
  type Project,
  type ProjectBundle,
  parseRecord,
  type Task,
  tasks,
  taskTraits,
  validateBundle,
  type Weights,
} from '#core/project';
import { type DocumentRow, type TextRow, toDocument } from '../rows.ts';
import { openRaw, type RawDatabase, type RawRow, type SalvageCode } from './raw-database.ts';

/**
 * The newest schema that is known here. Written down, because `schema.ts` would bring the whole of Dexie along; a test
 * compares the two.
 */
export const knownVersion = 8;

export interface FoundProject {
  readonly id: string;
  readonly name: string;
  readonly texts: number;
  readonly annotations: number;
  readonly explanations: number;
  /** The project's own row is broken: name, task or settings are made up. */
  readonly isMended: boolean;
}

export type LeftOutReason =
  /** The browser cannot read the row. */
  | 'unreadable'
  /** It is not what such a record should be; `path` says where. */
  | 'broken'
  /** Its text is lost. */
  | 'no-text'
  /** It stands in the file, with what was lost of it made up. */
  | 'mended'
  /** It names something that is not there, or is outside the text. */
  | 'loose';

export interface LeftOut {
  readonly table: 'project' | 'label' | 'document' | 'annotation' | 'explanation' | 'weights';
  readonly key: string;
  readonly reason: LeftOutReason;
  readonly path?: string;
  /** By what a person knows it: the beginning of a text. */
  readonly words?: string;
}

export interface Salvaged {
  readonly bundle: ProjectBundle;
  readonly leftOut: readonly LeftOut[];
}

export interface Salvage {
  /** Version of the schema that wrote the database. */
  readonly version: number;
  projects(): Promise<readonly FoundProject[]>;
  /** `progress` is told the number of rows read so far. */
  read(projectId: string, progress?: (rows: number) => void): Promise<Salvaged>;
  /** Every row of every table as one line of JSON, for somebody who can read it; numbers of tensors in base64. */
  raw(): AsyncGenerator<{ readonly table: string; readonly line: string }>;
  close(): void;
}

export async function openSalvage(name = 'lean-life'): Promise<Result<Salvage, Problem<SalvageCode>>> {
  const opened = await openRaw(name);
  if (!opened.ok) return opened;
  const db = opened.value;
  return ok({
    version: db.version,
    projects: () => findProjects(db),
    read: (projectId, progress) => readProject(db, projectId, progress ?? (() => undefined)),
    raw: () => rawLines(db),
    close: () => db.close(),
  });
}

async function* rowsOf(db: RawDatabase, table: string, chunk?: number): AsyncGenerator<RawRow> {
  if (db.tables.includes(table)) yield* db.rows(table, chunk);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const textField = (value: unknown, name: string): string | undefined => {
  const found = field(value, name);
  return typeof found === 'string' ? found : undefined;
};

async function findProjects(db: RawDatabase): Promise<FoundProject[]> {
  const count = async (table: string): Promise<Map<string, number>> => {
    const counts = new Map<string, number>();
    for await (const { value } of rowsOf(db, table)) {
      const id = textField(value, 'projectId');
      if (id !== undefined && field(value, 'deleted') !== true) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  };
  // Texts and not documents: a text without its small row is not lost.
  const [texts, annotations, explanations] = [
    await count('texts'),
    await count('annotations'),
    await count('explanations'),
  ];
  const found: FoundProject[] = [];
  for await (const { key, value } of rowsOf(db, 'projects')) {
    const sound = parseRecord('project', value);
    found.push({
      id: key,
      name: nameOf(key, value),
      texts: texts.get(key) ?? 0,
      annotations: annotations.get(key) ?? 0,
      explanations: explanations.get(key) ?? 0,
      isMended: !sound.ok,
    });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

const nameOf = (id: string, row: unknown): string => textField(row, 'name')?.slice(0, 2000) ?? id.slice(0, 8);

async function readProject(
  db: RawDatabase,
  projectId: string,
  progress: (rows: number) => void,
): Promise<Salvaged> {
  const leftOut: LeftOut[] = [];
  let read = 0;
  const ofProject = async (table: string, named: LeftOut['table'], chunk?: number): Promise<RawRow[]> => {
    const rows: RawRow[] = [];
    for await (const row of rowsOf(db, table, chunk)) {
      read++;
      if (read % 500 === 0) progress(read);
      if (textField(row.value, 'projectId') === projectId) rows.push(row);
      // Whose it is cannot be told: it is named for each project rather than for none.
      else if (row.value === undefined) leftOut.push({ table: named, key: row.key, reason: 'unreadable' });
    }
    return rows;
  };
  const sound = <T extends 'annotation' | 'explanation'>(
    table: T,
    rows: readonly RawRow[],
  ): Extract<ReturnType<typeof parseRecord<T>>, { ok: true }>['value'][] =>
    rows.flatMap(({ key, value }) => {
      const record = parseRecord(table, value);
      if (record.ok) return [record.value];
      leftOut.push({ table, key, reason: 'broken', path: record.error.path });
      return [];
    });

  const annotations: Annotation[] = sound('annotation', await ofProject('annotations', 'annotation'));
  const explanationRows = await ofProject('explanations', 'explanation');
  const explanations = withForms(sound('explanation', explanationRows), explanationRows);
  const present = joined(
    await ofProject('documents', 'document'),
    await ofProject('texts', 'document', 200),
    leftOut,
  );
  // Texts that were deleted, so that another copy's does not bring them back.
  const gone = (await ofProject('removedDocuments', 'document')).flatMap(({ value }): Document[] => {
    const record = parseRecord('document', value);
    return record.ok ? [record.value] : [];
  });
  const documents = [...present, ...gone];
  const weights = (await ofProject('weights', 'weights', 1)).flatMap(({ key, value }) => {
    if (isWeights(value)) return [value];
    leftOut.push({ table: 'weights', key, reason: 'broken' });
    return [];
  });
  const labelRows = await ofProject('labels', 'label');
  const project = await projectOf(db, projectId, annotations, leftOut);
  const labels = labelRows.flatMap((row, at) => labelOf(row, at, project, annotations, leftOut));
  const valid = validateBundle({
    project,
    labels,
    documents,
    annotations,
    explanations,
    ...(weights.length > 0 ? { weights } : {}),
  });
  for (const { table, id } of valid.violations) leftOut.push({ table, key: id, reason: 'loose' });
  return { bundle: valid.bundle, leftOut };
}

async function projectOf(
  db: RawDatabase,
  projectId: string,
  annotations: readonly Annotation[],
  leftOut: LeftOut[],
): Promise<Project> {
  let row: unknown;
  for await (const { key, value } of rowsOf(db, 'projects')) if (key === projectId) row = value;
  const record = parseRecord('project', row);
  if (record.ok) return record.value;
  leftOut.push({ table: 'project', key: projectId, reason: 'mended', path: record.error.path });
  const task = textField(row, 'task');
  return createProject(
    {
      name: nameOf(projectId, row),
      task: tasks.find((known) => known === task) ?? taskOf(annotations),
      guidelines: textField(row, 'guidelines') ?? '',
    },
    { next: () => projectId },
    0, // older than whatever it may be merged into
  );
}

/** The task that can hold the most of what was labelled. */
function taskOf(annotations: readonly Annotation[]): Task {
  const held = (task: Task): number => {
    const { labelKinds, words } = taskTraits[task];
    const kinds = new Set<string>([...labelKinds, words]);
    return annotations.filter(({ target }) => kinds.has(target.kind)).length;
  };
  return tasks.reduce((best, task) => (held(task) > held(best) ? task : best));
}

/** A label whose row is broken is kept under a made-up name: all that was labelled with it hangs on it. */
function labelOf(
  { key, value }: RawRow,
  position: number,
  project: Project,
  annotations: readonly Annotation[],
  leftOut: LeftOut[],
): Label[] {
  const record = parseRecord('label', value);
  if (record.ok) return [record.value];
  const target = annotations.find(({ labelId }) => labelId === key)?.target;
  const known = tasks.flatMap((task) => taskTraits[task].labelKinds);
  const named = known.find((kind) => kind === textField(value, 'kind'));
  const kind = target === undefined ? (named ?? taskTraits[project.task].learned) : kindOfLabelFor(target);
  leftOut.push({ table: 'label', key, reason: 'mended', path: record.error.path });
  const name = textField(value, 'name')?.slice(0, 60).trim();
  return [
    {
      id: key,
      projectId: project.id,
      kind,
      name: name === undefined || name === '' ? `Label ${key.slice(0, 8)}` : name,
      colour: 0,
      shortcut: '',
      position,
    },
  ];
}

/** A document is two rows: a small one and its text. The text alone is enough. */
function joined(rows: readonly RawRow[], texts: readonly RawRow[], leftOut: LeftOut[]): Document[] {
  const small = new Map(rows.map((row) => [row.key, row.value]));
  const documents: Document[] = [];
  for (const [at, { key, value }] of texts.entries()) {
    const row = small.get(key);
    small.delete(key);
    if (isRecord(row)) {
      // The shapes of our own tables; what the rows really hold is looked at next.
      const record = parseRecord('document', toDocument(row as unknown as DocumentRow, value as TextRow));
      if (record.ok) {
        documents.push(record.value);
        continue;
      }
    }
    const text = textField(value, 'text');
    if (text === undefined) {
      leftOut.push({ table: 'document', key, reason: 'no-text', ...wordsOf(row) });
      continue;
    }
    const made = {
      id: key,
      projectId: textField(value, 'projectId') ?? '',
      position: at,
      text,
      meta: {},
      status: 'open' as const,
      flagged: false,
      updatedAt: 0,
    };
    const position = field(value, 'position');
    const meta = parseRecord('document', { ...made, meta: field(value, 'meta') });
    leftOut.push({ table: 'document', key, reason: 'mended', ...wordsOf({ preview: text }) });
    documents.push({
      ...(meta.ok ? meta.value : made),
      position:
        typeof position === 'number' && Number.isSafeInteger(position) && position >= 0 ? position : at,
    });
  }
  for (const [key, row] of small)
    leftOut.push({ table: 'document', key, reason: 'no-text', ...wordsOf(row) });
  return documents.sort((a, b) => a.position - b.position);
}

function wordsOf(row: unknown): { readonly words?: string } {
  const words = textField(row, 'preview')?.slice(0, 60).trim();
  return words === undefined || words === '' ? {} : { words };
}

/** What was understood of a sentence goes along as it is; the app checks it when it opens the file. */
function withForms(explanations: readonly Explanation[], rows: readonly RawRow[]): Explanation[] {
  const forms = new Map(rows.map(({ key, value }) => [key, field(value, 'logicalForm')]));
  return explanations.map((explanation) => {
    const form = explanation.kind === 'nl' ? forms.get(explanation.id) : undefined;
    return form === undefined ? explanation : ({ ...explanation, logicalForm: form } as Explanation);
  });
}

function isWeights(value: unknown): value is Weights {
  if (!isRecord(value)) return false;
  const areTensors = (tensors: unknown): boolean =>
    isRecord(tensors) &&
    Object.values(tensors).every(
      (tensor) =>
        isRecord(tensor) &&
        tensor['data'] instanceof Float32Array &&
        Array.isArray(tensor['dims']) &&
        tensor['dims'].reduce((product: number, dim) => product * Number(dim), 1) === tensor['data'].length,
    );
  return (
    typeof value['model'] === 'string' &&
    ['version', 'step', 'trainedAt', 'seed'].every((name) => Number.isFinite(value[name])) &&
    Array.isArray(value['labels']) &&
    areTensors(value['tensors']) &&
    (value['optimiser'] === undefined || areTensors(value['optimiser']))
  );
}

async function* rawLines(db: RawDatabase): AsyncGenerator<{ table: string; line: string }> {
  for (const table of db.tables) {
    for await (const { key, value } of rowsOf(db, table, 20)) {
      yield {
        table,
        line: `${JSON.stringify(value === undefined ? { key, unreadable: true } : value, plain)}\n`,
      };
    }
  }
}

/** Typed arrays, which JSON would write as objects with a name per number. */
function plain(_: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value)) return value;
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { type: value.constructor.name, base64: btoa(text) };
}
