/**
 * Documents by position and filter without ever loading all of them: the index that the most selective condition has is
 * walked in chunks, the other conditions are checked on the rows, and texts are fetched only for rows that passed so far.
 */
import Dexie, { type Collection } from 'dexie';
import type { DocumentFilter, DocumentSummary } from './document-contract.ts';
import { type DocumentRow, type TextRow, toSummary } from './rows.ts';
import type { Database } from './schema.ts';

export type Direction = 'next' | 'previous';

const chunkSize = 250;

export function byPosition(db: Database, projectId: string, from: number): Collection<DocumentRow, string> {
  return db.documents
    .where('[projectId+position]')
    .between([projectId, from], [projectId, Dexie.maxKey], true, true);
}

export function byStatus(db: Database, projectId: string, status: string, from: number) {
  return db.documents
    .where('[projectId+status+position]')
    .between([projectId, status, from], [projectId, status, Dexie.maxKey], true, true);
}

/**
 * Visits the rows that match, in order of position from `from` on (upwards or downwards), until `visit` returns
 * false or there are no more. `expected` is how many the caller hopes for: the size of the first chunk.
 */
export async function scan(
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
        (filter.flagged === undefined || (row.flag === 1) === filter.flagged),
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
export async function candidates(
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
export async function labelled(
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

/** The first row from position `from` on, in this direction, that matches and is accepted. */
export async function firstMatch(
  db: Database,
  projectId: string,
  filter: DocumentFilter,
  from: number,
  direction: Direction,
  accepts: (row: DocumentRow) => boolean = () => true,
): Promise<DocumentSummary | undefined> {
  let found: DocumentRow | undefined;
  await scan(db, projectId, filter, from, direction, 32, (row) => {
    if (!accepts(row)) return true;
    found = row;
    return false;
  });
  return found === undefined ? undefined : toSummary(found);
}
