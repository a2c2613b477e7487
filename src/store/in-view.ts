/** Which rows count: those that are not deleted, and of these the ones that are worked on here. */
import type { Annotation, Explanation, Label } from '#core/project';
import type { AnnotationRow, ExplanationRow } from './rows.ts';

/** Of the labels that are worked on here: not deleted, and of no other person's layer. */
export function isInView(row: AnnotationRow | ExplanationRow): boolean {
  return isAlive(row) && row.at !== undefined;
}

export function isAlive(record: Annotation | Explanation | Label): boolean {
  return record.deleted !== true;
}
