/**
 * Reading documents by position and filter without ever loading all of them: the index that the most selective
 * condition has is walked in chunks, the other conditions are checked on the rows, and texts are fetched only for
 * rows that passed so far.
 *
 * Over 400 lines because every read and write of the documents table stands beside the counts it must keep right.
 */
import Dexie, { type Collection, type WhereClause } from 'dexie';
import { createRng, fnv1a } from '#core/base';
import {
  type AcquisitionStrategy,
  compareExplanations,
  type Document,
  type LabelledDocument,
  startOf,
} from '#core/project';
import { acquisitionOrder, isTurnOfBlind, scoreFor } from '#core/recommend';
import { type Env, reading } from './env.ts';
import {
  type AnnotationRow,
  type DocumentRow,
  type ExplanationRow,
  type TextRow,
  toAnnotation,
  toDocument,
  toExplanation,
  toSummary,
} from './rows.ts';
import type { Database } from './schema.ts';
import type { DocumentFilter, DocumentSummary, Documents, NextDocument, Priority } from './store.ts';

type Direction = 'next' | 'previous';

const defaultLimit = 100;
const chunkSize = 250;
/** Documents that are read in one request at most. */
const maxRun = 1000;

export function createDocuments(env: Env): Omit<Documents, 'holding'> {
  const { db } = env;
  const first = async (
    projectId: string,
    filter: DocumentFilter,
    from: number,
    direction: Direction,
    accepts: (row: DocumentRow) => boolean = () => true,
  ): Promise<DocumentSummary | undefined> => {
    let found: DocumentRow | undefined;
    await scan(db, projectId, filter, from, direction, 32, (row) => {
      if (!accepts(row)) return true;
      found = row;
      return false;
    });
    return found === undefined ? undefined : toSummary(found);
  };

  return {
    page: (projectId, { filter = {}, from = 0, limit = defaultLimit } = {}) =>
      reading(async () => {
        const rows: DocumentRow[] = [];
        await scan(db, projectId, filter, from, 'next', Math.max(limit + 1, 32), (row) => {
          rows.push(row);
          return rows.length <= limit;
        });
        const next = rows[limit]?.position;
        const items = rows.slice(0, limit).map(toSummary);
        return next === undefined ? { items } : { items, next };
      }),

    counts: (projectId) =>
      reading(async () => {
        const status = (value: string): Promise<number> =>
          db.documents
            .where('[projectId+status+position]')
            .between([projectId, value, Dexie.minKey], [projectId, value, Dexie.maxKey])
            .count();
        const [open, done, skipped, flagged] = await Promise.all([
          status('open'),
          status('done'),
          status('skipped'),
          flaggedRows(db, projectId, 0).count(),
        ]);
        return { total: open + done + skipped, open, done, skipped, flagged };
      }),

    count: (projectId, filter = {}) =>
      reading(async () => {
        const conditions = Object.keys(filter).length;
        if (conditions === 0) return byPosition(db, projectId, 0).count();
        if (conditions === 1 && filter.status !== undefined) {
          return byStatus(db, projectId, filter.status, 0).count();
        }
        let n = 0;
        await scan(db, projectId, filter, 0, 'next', 2000, () => {
          n++;
          return true;
        });
        return n;
      }),

    get: (id) => reading(() => load(db, id)),

    at: (projectId, position) =>
      reading(async () => {
        const row = await db.documents.where('[projectId+position]').equals([projectId, position]).first();
        return row === undefined ? undefined : load(db, row.id);
      }),

    neighbour: (projectId, position, direction, filter = {}) =>
      reading(() => first(projectId, filter, direction === 'next' ? position + 1 : position - 1, direction)),

    upNext: (projectId, position, strategy, exceptId) =>
      reading(async () => {
        const isNew = (row: DocumentRow): boolean => row.id !== exceptId;
        if (strategy !== 'sequential' && strategy !== 'random') {
          const project = await db.projects.get(projectId);
          const share = project?.settings.blindShare ?? 0;
          if (isTurnOfBlind(exceptId ?? projectId, share)) {
            const isOne = (row: DocumentRow): boolean => isNew(row) && row.split === 'holdout';
            const blind =
              (await first(projectId, { status: 'open' }, position + 1, 'next', isOne)) ??
              (await first(projectId, { status: 'open' }, 0, 'next', isOne));
            if (blind !== undefined) return { ...blind, why: { strategy: 'blind' } };
          }
        }
        const chosen = await byStrategy(db, projectId, strategy, exceptId);
        if (chosen !== undefined) return chosen;
        const open: DocumentFilter = { status: 'open' };
        return (
          (await first(projectId, open, position + 1, 'next', isNew)) ??
          (await first(projectId, open, 0, 'next', isNew))
        );
      }),

    chunk: (projectId, from, limit) =>
      reading(async () => {
        const rows = await byPosition(db, projectId, from).limit(limit).toArray();
        const last = rows.at(-1)?.position;
        if (last === undefined) return [];
        const range = [
          [projectId, from],
          [projectId, last],
        ] as const;
        const [texts, annotations, explanations] = await Promise.all([
          between(db.texts.where('[projectId+position]'), range),
          between(db.annotations.where('[projectId+at]'), range),
          between(db.explanations.where('[projectId+at]'), range),
        ]);
        return joined(rows, texts, annotations, explanations);
      }),

    labelled: (projectId) =>
      reading(async () => {
        const all = [
          [projectId, Dexie.minKey],
          [projectId, Dexie.maxKey],
        ] as const;
        const [annotations, explanations, done] = await Promise.all([
          between(db.annotations.where('[projectId+at]'), all),
          between(db.explanations.where('[projectId+at]'), all),
          byStatus(db, projectId, 'done', 0).toArray(),
        ]);
        const wanted = new Set<number>();
        for (const { at } of annotations) if (at !== undefined) wanted.add(at);
        for (const { position } of done) wanted.add(position);
        const rows: DocumentRow[] = [];
        const texts: TextRow[] = [];
        for (const [first, last] of runs(wanted)) {
          const range = [
            [projectId, first],
            [projectId, last],
          ] as const;
          const [someRows, someTexts] = await Promise.all([
            between(db.documents.where('[projectId+position]'), range),
            between(db.texts.where('[projectId+position]'), range),
          ]);
          for (const row of someRows) if (wanted.has(row.position)) rows.push(row);
          for (const text of someTexts) if (wanted.has(text.position)) texts.push(text);
        }
        return joined(rows, texts, annotations, explanations);
      }),
  };
}

/** The document with its text. */
export async function load(db: Database, id: string): Promise<Document | undefined> {
  const [row, text] = await Promise.all([db.documents.get(id), db.texts.get(id)]);
  return row === undefined || text === undefined ? undefined : toDocument(row, text);
}

/** All rows of a range of an index, both ends included: one request, many times as fast as a look-up for each row. */
function between<T>(
  index: WhereClause<T, unknown>,
  [from, to]: readonly [readonly unknown[], readonly unknown[]],
): Promise<T[]> {
  return index.between([...from], [...to], true, true).toArray();
}

/** Positions as ranges, ascending; a few unwanted ones between are read along, which is cheaper than another request. */
function runs(positions: ReadonlySet<number>): [number, number][] {
  const out: [number, number][] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = out.at(-1);
    const isNear = last !== undefined && position - last[1] <= 16 && position - last[0] < maxRun;
    if (isNear) last[1] = position;
    else out.push([position, position]);
  }
  return out;
}

/** Documents of these rows with their annotations and explanations. */
function joined(
  rows: readonly DocumentRow[],
  texts: readonly TextRow[],
  annotations: readonly AnnotationRow[],
  explanations: readonly ExplanationRow[],
): readonly LabelledDocument[] {
  const textOf = new Map(texts.map((text) => [text.id, text]));
  const annotationsOf = grouped(annotations);
  const explanationsOf = grouped(explanations);
  const out: LabelledDocument[] = [];
  for (const row of rows) {
    const text = textOf.get(row.id);
    if (text === undefined) continue;
    out.push({
      document: toDocument(row, text),
      annotations: (annotationsOf.get(row.id) ?? []).map(toAnnotation).sort(byPlace),
      explanations: (explanationsOf.get(row.id) ?? []).map(toExplanation).sort(compareExplanations),
    });
  }
  return out;
}

function grouped<T extends { readonly documentId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.documentId);
    if (group === undefined) groups.set(row.documentId, [row]);
    else group.push(row);
  }
  return groups;
}

export function byPlace(
  a: LabelledDocument['annotations'][number],
  b: LabelledDocument['annotations'][number],
): number {
  const [x, y] = [startOf(a.target), startOf(b.target)];
  if (x !== y) return x < y ? -1 : 1;
  return a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1);
}

function byPosition(db: Database, projectId: string, from: number): Collection<DocumentRow, string> {
  return db.documents
    .where('[projectId+position]')
    .between([projectId, from], [projectId, Dexie.maxKey], true, true);
}

function byStatus(db: Database, projectId: string, status: string, from: number) {
  return db.documents
    .where('[projectId+status+position]')
    .between([projectId, status, from], [projectId, status, Dexie.maxKey], true, true);
}

function flaggedRows(db: Database, projectId: string, from: number) {
  return db.documents
    .where('[projectId+flag+position]')
    .between([projectId, 1, from], [projectId, 1, Dexie.maxKey], true, true);
}

/**
 * Visits the rows that match, in order of position from `from` on (upwards or downwards), until `visit` returns
 * false or there are no more. `expected` is how many the caller hopes for: the size of the first chunk.
 */
async function scan(
  db: Database,
  projectId: string,
  filter: DocumentFilter,
  from: number,
  direction: Direction,
  expected: number,
  visit: (row: DocumentRow) => boolean,
): Promise<void> {
  let at = from;
  let size = Math.min(expected, 2000);
  const needle = filter.text === undefined || filter.text === '' ? undefined : filter.text.toLowerCase();
  for (;;) {
    const byText = needle !== undefined && isTextAlone(filter);
    const { rows, last } = byText
      ? await containing(db, projectId, needle, at, direction, size)
      : await candidates(db, projectId, filter, at, direction, size);
    const passing = rows.filter(
      (row) =>
        (filter.status === undefined || row.status === filter.status) &&
        (filter.flagged === undefined || row.flag === (filter.flagged ? 1 : 0)),
    );
    const texts = needle === undefined || byText ? [] : await db.texts.bulkGet(passing.map((row) => row.id));
    for (const [i, row] of passing.entries()) {
      if (needle !== undefined && !byText && !holds(texts[i], needle)) continue;
      if (!visit(row)) return;
    }
    if (last === undefined) return;
    at = direction === 'next' ? last + 1 : last - 1;
    if (at < 0) return;
    size = Math.min(Math.max(size * 2, chunkSize), 2000);
  }
}

function isTextAlone(filter: DocumentFilter): boolean {
  return filter.labelId === undefined && filter.status === undefined && filter.flagged !== true;
}

function holds(row: TextRow | undefined, needle: string): boolean {
  return row?.text.toLowerCase().includes(needle) === true;
}

/** Where only the text decides: texts are read in ranges, which is much faster than one by one, rows only of hits. */
async function containing(
  db: Database,
  projectId: string,
  needle: string,
  at: number,
  direction: Direction,
  size: number,
): Promise<{ readonly rows: readonly DocumentRow[]; readonly last?: number }> {
  const where = db.texts.where('[projectId+position]');
  const range =
    direction === 'next'
      ? where.between([projectId, at], [projectId, Dexie.maxKey], true, true)
      : where.between([projectId, 0], [projectId, at], true, true).reverse();
  const texts = await range.limit(size).toArray();
  const found = texts.filter((row) => holds(row, needle)).map((row) => row.id);
  const rows = (await db.documents.bulkGet(found)).filter((row) => row !== undefined);
  const last = texts.length < size ? undefined : texts.at(-1)?.position;
  return last === undefined ? { rows } : { rows, last };
}

/** The next rows by the best index there is; `last` is the last position looked at, absent at the end. */
async function candidates(
  db: Database,
  projectId: string,
  filter: DocumentFilter,
  at: number,
  direction: Direction,
  size: number,
): Promise<{ readonly rows: readonly DocumentRow[]; readonly last?: number }> {
  if (filter.labelId !== undefined) {
    return labelled(db, projectId, filter.labelId, at, direction, size);
  }
  const index =
    filter.flagged === true
      ? (['[projectId+flag+position]', 1] as const)
      : filter.status !== undefined
        ? (['[projectId+status+position]', filter.status] as const)
        : (['[projectId+position]'] as const);
  const prefix = [projectId, ...index.slice(1)];
  const range =
    direction === 'next'
      ? db.documents.where(index[0]).between([...prefix, at], [...prefix, Dexie.maxKey], true, true)
      : db.documents
          .where(index[0])
          .between([...prefix, 0], [...prefix, at], true, true)
          .reverse();
  const rows = await range.limit(size).toArray();
  const last = rows.length < size ? undefined : rows.at(-1)?.position;
  return last === undefined ? { rows } : { rows, last };
}

/** Through the annotations' index, whose keys hold the position: the annotations themselves are not read. */
async function labelled(
  db: Database,
  projectId: string,
  labelId: string,
  at: number,
  direction: Direction,
  size: number,
): Promise<{ readonly rows: readonly DocumentRow[]; readonly last?: number }> {
  const where = db.annotations.where('[projectId+labelId+at]');
  const prefix = [projectId, labelId];
  const range =
    direction === 'next'
      ? where.between([...prefix, at], [...prefix, Dexie.maxKey], true, true)
      : where.between([...prefix, 0], [...prefix, at], true, true).reverse();
  const keys = (await range.limit(size).keys()) as unknown as readonly (readonly unknown[])[]; // compound keys
  const positions = [...new Set(keys.map((key) => Number(key[2])))];
  const rows = await db.documents
    .where('[projectId+position]')
    .anyOf(positions.map((position) => [projectId, position]))
    .toArray();
  rows.sort((a, b) => (direction === 'next' ? a.position - b.position : b.position - a.position));
  // A chunk that ends inside a document has that document whole: the next one starts after its position.
  const last = keys.length < size ? undefined : positions.at(-1);
  return last === undefined ? { rows } : { rows, last };
}

/** The best open document by priority or by chance; `undefined` where the strategy has nothing to say. */
async function byStrategy(
  db: Database,
  projectId: string,
  strategy: AcquisitionStrategy,
  exceptId: string | undefined,
): Promise<NextDocument | undefined> {
  if (strategy === 'sequential') return undefined;
  if (strategy === 'random') {
    const open = db.documents
      .where('[projectId+status+position]')
      .between([projectId, 'open', Dexie.minKey], [projectId, 'open', Dexie.maxKey]);
    const n = await open.count();
    if (n === 0) return undefined;
    // Ids are random, so a hash of the id one comes from is a fair draw that stays the same on reload.
    const draw = fnv1a(exceptId ?? projectId) % n;
    const rows = await open.offset(draw).limit(2).toArray();
    const found = rows.find((row) => row.id !== exceptId);
    return found === undefined ? undefined : { ...toSummary(found), why: { strategy } };
  }
  for (let from = 0; ; from += topSize) {
    const top = await scored(db, projectId, strategy, from);
    if (top.length === 0) return undefined;
    const rows = await db.documents.bulkGet(top.map((priority) => priority.documentId));
    const candidates = top.flatMap((priority, i) => {
      const row = rows[i];
      const isOpen = row?.status === 'open' && row.split === undefined && row.id !== exceptId;
      return isOpen ? [{ ...priority, position: row.position }] : [];
    });
    const [best] = acquisitionOrder(candidates, strategy, createRng(0));
    const row = rows.find((one) => one?.id === best);
    const priority = top.find((one) => one.documentId === best);
    if (row === undefined || priority === undefined) continue;
    const about = strategy === 'disagreement' ? priority.contested : priority.about;
    return { ...toSummary(row), why: { strategy, ...(about === undefined ? {} : { about }) } };
  }
}

/** Priorities that are looked at in one go. */
const topSize = 50;

/** The priorities that have a score, best first: through their index, where the strategy has one. */
async function scored(
  db: Database,
  projectId: string,
  strategy: AcquisitionStrategy,
  from: number,
): Promise<readonly Priority[]> {
  if (strategy === 'uncertainty' || strategy === 'disagreement') {
    return db.priorities
      .where(`[projectId+${strategy}]`)
      .between([projectId, 0], [projectId, Dexie.maxKey], false, true)
      .reverse()
      .offset(from)
      .limit(topSize)
      .toArray();
  }
  const all = await db.priorities
    .where('projectId')
    .equals(projectId)
    .filter((one) => scoreFor(strategy, one) > 0)
    .toArray();
  return all.sort((a, b) => scoreFor(strategy, b) - scoreFor(strategy, a)).slice(from, from + topSize);
}
