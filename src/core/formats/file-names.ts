/** Names of files and of the documents in them: one file per document out, and back. */
import type { ExportDocument } from './export-view.ts';
import { baseName, extensionOf } from './source.ts';

/** The document's own name where it is harmless (the keys of an export are distinct), else its number. */
export function documentFileName(doc: ExportDocument): string {
  const number = String(doc.index + 1).padStart(6, '0');
  return /^[A-Za-z0-9][\w.-]{0,100}$/.test(doc.key) && !/^\d{6}$/.test(doc.key) ? doc.key : number;
}

/** The name of a file without folders and extension; with its folders where another file of the same name is there. */
export function distinctName(name: string, all: readonly string[]): string {
  const base = baseName(name);
  const same = all.filter((other) => baseName(other) === base);
  return same.length <= 1 ? base : name.slice(0, name.length - extensionOf(name).length);
}
