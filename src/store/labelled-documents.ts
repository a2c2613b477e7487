/** Whole documents with what was said about them, read in ranges of positions. */
import type { WhereClause } from 'dexie';
import { compareExplanations, type Document, type LabelledDocument, startOf } from '#core/project';
import {
  type AnnotationRow,
  type DocumentRow,
  type ExplanationRow,
  type TextRow,
  toAnnotation,
  toDocument,
  toExplanation,
} from './rows.ts';
import type { Database } from './schema.ts';

/** Documents that are read in one request at most. */
const maxRun = 1000;

/** The document with its text. */
export async function load(db: Database, id: string): Promise<Document | undefined> {
  const [row, text] = await Promise.all([db.documents.get(id), db.texts.get(id)]);
  return row === undefined || text === undefined ? undefined : toDocument(row, text);
}

/** All rows of a range of an index, both ends included: one request, many times as fast as a look-up for each row. */
export function between<T>(
  index: WhereClause<T, unknown>,
  [from, to]: readonly [readonly unknown[], readonly unknown[]],
): Promise<T[]> {
  return index.between([...from], [...to], true, true).toArray();
}

/** Positions as ranges, ascending; a few unwanted ones between are read along, which is cheaper than another request. */
export function runs(positions: ReadonlySet<number>): [number, number][] {
  const out: [number, number][] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = out.at(-1);
    const isNear = last !== undefined && position - last[1] <= 16 && position - last[0] < maxRun;
    if (isNear) last[1] = position;
    else out.push([position, position]);
  }
  return out;
}

/** Gold labels that stand for people's own. */
interface Gold {
  readonly annotations: readonly AnnotationRow[];
  readonly explanations: readonly ExplanationRow[];
}

/** Of a range of positions; `undefined` in a project that does not learn from them. */
export async function goldIn(
  db: Database,
  projectId: string,
  range: readonly [readonly unknown[], readonly unknown[]],
): Promise<Gold | undefined> {
  const settings = (await db.projects.get(projectId))?.settings;
  if (settings?.people !== true || settings.learnFrom !== 'gold') return undefined;
  const [annotations, explanations] = await Promise.all([
    between(db.annotations.where('[projectId+goldAt]'), range),
    between(db.explanations.where('[projectId+goldAt]'), range),
  ]);
  return { annotations, explanations };
}

/** Documents of these rows with their annotations and explanations; of decided ones, where there is `gold`, with that. */
export function joined(
  rows: readonly DocumentRow[],
  texts: readonly TextRow[],
  annotations: readonly AnnotationRow[],
  explanations: readonly ExplanationRow[],
  gold?: Gold,
): readonly LabelledDocument[] {
  const textOf = new Map(texts.map((text) => [text.id, text]));
  const annotationsOf = grouped(annotations);
  const explanationsOf = grouped(explanations);
  const goldOf = grouped(gold?.annotations ?? []);
  const goldReasonsOf = grouped(gold?.explanations ?? []);
  const out: LabelledDocument[] = [];
  for (const row of rows) {
    const text = textOf.get(row.id);
    if (text === undefined) continue;
    const isGold = gold !== undefined && row.decided !== undefined;
    const document = toDocument(row, text);
    out.push({
      document: isGold ? { ...document, status: 'done' } : document,
      annotations: ((isGold ? goldOf : annotationsOf).get(row.id) ?? []).map(toAnnotation).sort(byPlace),
      explanations: ((isGold ? goldReasonsOf : explanationsOf).get(row.id) ?? [])
        .map(toExplanation)
        .sort(compareExplanations),
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
