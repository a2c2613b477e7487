/** Names for one file per document: numbered, so that they are distinct; from the document's key if it is harmless. */
import type { ExportDocument } from './export-view.ts';

export function documentFileName(doc: ExportDocument): string {
  const number = String(doc.index + 1).padStart(6, '0');
  return /^[A-Za-z0-9][\w-]{0,60}$/.test(doc.key) ? `${number}-${doc.key}` : number;
}
