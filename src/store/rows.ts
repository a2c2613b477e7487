/**
 * How records lie in the tables. A document is two rows: a small one that lists, filters and counts are made of,
 * and its text, which is never written again after the import, however large it is.
 */
import type {
  Annotation,
  Document,
  DocumentStatus,
  Explanation,
  Prediction,
  Recommendation,
  RecommendationSource,
  RecommendedTarget,
} from '#core/project';
import type { Span } from '#core/text';
import type { ActKind } from './act.ts';
import type { DocumentSummary } from './document-contract.ts';
import type { KeptStates } from './learning-contract.ts';

export interface DocumentRow {
  readonly id: string;
  readonly projectId: string;
  readonly position: number;
  readonly status: DocumentStatus;
  /** A number, because IndexedDB has no index over booleans; only flagged ones need an entry in it (older rows have 0). */
  readonly flag?: 0 | 1;
  readonly split?: 'holdout';
  readonly preview: string;
  readonly length: number;
  readonly addedAt?: number;
  readonly statuses?: NonNullable<Document['statuses']>;
  readonly decided?: NonNullable<Document['decided']>;
  readonly updatedAt: number;
  readonly was?: NonNullable<Document['was']>;
  readonly importId?: string;
  /** The file's own name for it (`meta.id`). */
  readonly externalId?: string;
}

export interface TextRow {
  readonly id: string;
  readonly projectId: string;
  readonly position: number;
  readonly text: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly tokens?: readonly Span[];
  readonly predictions?: readonly Prediction[];
}

/**
 * `at` is the document's position, on living records of the person at this device only: what reads through an index over
 * it sees neither tombstones nor other people's labels. `goldAt` is the same of the gold layer.
 */
interface Placed {
  readonly at?: number;
  readonly goldAt?: number;
}
export type AnnotationRow = Annotation & Placed;
export type ExplanationRow = Explanation & Placed;

/** Something that holds for this browser, not for a project: the name of the person at it, which packs there are (`packing`). */
export interface DeviceRow {
  readonly key: 'annotator' | 'packs';
  readonly value: string;
}

export interface RejectionRow {
  readonly documentId: string;
  readonly projectId: string;
  /** `recommendedKey` and label id, joined by a space. */
  readonly key: string;
  readonly target: RecommendedTarget;
  /** Absent: rejected under every label. */
  readonly labelId?: string;
}

/** That a project was deleted here, and nothing of what it was. */
export interface RemovedProjectRow {
  readonly id: string;
  readonly removedAt: number;
}

/** An import: written before its first text, so that one that was killed is known at the next start. */
export interface ImportRow {
  readonly id: string;
  readonly projectId: string;
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** Names of the files, for saying which one. */
  readonly files: readonly string[];
  /** How they were read, for going on. */
  readonly formatId?: string;
  readonly options?: object;
  /** Its files are kept (`ImportFilesRow`). */
  readonly hasFiles?: true;
  /** Labels that it made, and explanations that it added to what was there. */
  readonly labelIds: readonly string[];
  readonly explanationIds: readonly string[];
  /** How much of it is in. */
  readonly documents: number;
  readonly attachments: number;
}

/**
 * The files of an import that runs, for going on with it. Apart from its record, which is written with every batch: a
 * browser copies a file each time that a row with it is written.
 */
export interface ImportFilesRow {
  readonly importId: string;
  readonly projectId: string;
  readonly sources: readonly File[];
}

export interface StatesRow extends KeptStates {
  readonly writtenAt: number;
  readonly bytes: number;
}

export interface RecommendationRow {
  readonly projectId: string;
  readonly documentId: string;
  readonly source: RecommendationSource;
  readonly version: number;
  readonly items: readonly Recommendation[];
}

/** Tables whose records an act may change, and those that a merge changes beside them. */
type ChangedTable =
  | 'documents'
  | 'annotations'
  | 'explanations'
  | 'labels'
  | 'rejections'
  | 'projects'
  | 'texts'
  | 'removedDocuments';

/** `before` absent: the act made it. `after` absent: the act took it away. */
export interface Change {
  readonly table: ChangedTable;
  readonly key: string | readonly string[];
  readonly before?: object;
  readonly after?: object;
}

export interface HistoryRow {
  readonly seq?: number;
  readonly projectId: string;
  readonly at: number;
  /** 2: no step, but changes of the large one. */
  readonly undone: 0 | 1 | 2;
  /** How many changes it has; absent in older rows. More than there are in it: they lie in rows of their own. */
  readonly size?: number;
  readonly kinds: readonly ActKind[];
  readonly documentIds: readonly string[];
  readonly changes: readonly Change[];
}

const previewLength = 160;

/** Law: the preview is a prefix of the text and does not end in half a surrogate pair. */
export function previewOf(text: string): string {
  if (text.length <= previewLength) return text;
  const last = text.charCodeAt(previewLength - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? previewLength - 1 : previewLength);
}

export function toDocumentRow(doc: Document, importId?: string): DocumentRow {
  const externalId = doc.meta['id'];
  return {
    id: doc.id,
    projectId: doc.projectId,
    position: doc.position,
    status: doc.status,
    ...(doc.flagged ? { flag: 1 } : {}),
    ...(doc.split === undefined ? {} : { split: doc.split }),
    preview: previewOf(doc.text),
    length: doc.text.length,
    ...(doc.addedAt === undefined ? {} : { addedAt: doc.addedAt }),
    ...peoplePart(doc),
    updatedAt: doc.updatedAt,
    ...(doc.was === undefined ? {} : { was: doc.was }),
    ...(importId === undefined ? {} : { importId }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

/** What stays of a document that is removed: that it was there, and nothing of what it said. */
export function removedDocument(row: DocumentRow): Document {
  return { ...toDocument(row, { ...row, text: '', meta: {} }), deleted: true };
}

/** What people made of a document, in both shapes of it. */
export function peoplePart({
  statuses,
  decided,
}: Pick<Document, 'statuses' | 'decided'>): Pick<Document, 'statuses' | 'decided'> {
  return { ...(statuses === undefined ? {} : { statuses }), ...(decided === undefined ? {} : { decided }) };
}

export function toTextRow(doc: Document): TextRow {
  return {
    id: doc.id,
    projectId: doc.projectId,
    position: doc.position,
    text: doc.text,
    meta: doc.meta,
    ...(doc.tokens === undefined ? {} : { tokens: doc.tokens }),
    ...(doc.predictions === undefined ? {} : { predictions: doc.predictions }),
  };
}

export function toDocument(row: DocumentRow, text: TextRow): Document {
  return {
    id: row.id,
    projectId: row.projectId,
    position: row.position,
    text: text.text,
    meta: text.meta,
    status: row.status,
    flagged: row.flag === 1,
    ...(row.split === undefined ? {} : { split: row.split }),
    ...(text.tokens === undefined ? {} : { tokens: text.tokens }),
    ...(text.predictions === undefined ? {} : { predictions: text.predictions }),
    ...(row.addedAt === undefined ? {} : { addedAt: row.addedAt }),
    ...peoplePart(row),
    updatedAt: row.updatedAt,
    ...(row.was === undefined ? {} : { was: row.was }),
  };
}

export function toSummary(row: DocumentRow): DocumentSummary {
  return {
    id: row.id,
    position: row.position,
    status: row.status,
    flagged: row.flag === 1,
    ...(row.split === undefined ? {} : { split: row.split }),
    preview: row.preview,
    length: row.length,
  };
}

export function toAnnotation(row: AnnotationRow): Annotation {
  const { at: _, goldAt: __, ...annotation } = row;
  return annotation;
}

export function toExplanation(row: ExplanationRow): Explanation {
  const { at: _, goldAt: __, ...explanation } = row;
  return explanation;
}
