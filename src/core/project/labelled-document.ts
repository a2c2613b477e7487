/** A document with what people said about it: what the store hands out, and what everything that learns reads. */
import type { Annotation } from './annotation.ts';
import type { Document } from './document.ts';
import type { Explanation } from './explanation.ts';

/** A document and its labels. Tombstones and labels that the model does not know are passed over by those who learn. */
export interface TaughtDocument {
  readonly document: Document;
  readonly annotations: readonly Annotation[];
}

/** A document with its labels and their reasons. */
export interface LabelledDocument extends TaughtDocument {
  readonly explanations: readonly Explanation[];
}

/** Whether an annotation stands: it is no tombstone. */
export const alive = (annotation: Annotation): boolean => annotation.deleted !== true;
