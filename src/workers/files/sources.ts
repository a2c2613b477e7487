/** Files as the page hands them over, read into memory and unpacked. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { isParquet, openSources, parquetAsJsonLines, type SourceFile } from '#core/formats';

/** What was looked at last, unpacked: importing or opening it mostly comes next, and takes it from here. */
let kept: { readonly files: readonly File[]; readonly read: readonly SourceFile[] } | undefined;

/** Larger ones are read again rather than held while a person looks. */
const mostKept = 100_000_000;

export function keepSources(files: readonly File[], read: readonly SourceFile[]): void {
  const bytes = read.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes <= mostKept) kept = { files, read };
}

function isSame(a: File, b: File | undefined): boolean {
  return a.name === b?.name && a.size === b.size && a.lastModified === b.lastModified;
}

export async function readSources(files: readonly File[]): Promise<Result<readonly SourceFile[], Problem>> {
  const there = kept;
  kept = undefined;
  if (there?.files.length === files.length && files.every((file, i) => isSame(file, there.files[i])))
    return ok(there.read);
  const sources: SourceFile[] = [];
  for (const file of files) {
    try {
      sources.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch (error) {
      // Moved, deleted or changed since it was chosen, or larger than memory.
      return err(problem('unreadable-file', String(error), { name: file.name }));
    }
  }
  const opened = openSources(sources);
  if (!opened.ok) return opened;
  const read: SourceFile[] = [];
  for (const source of opened.value) {
    const rows = isParquet(source.bytes) ? await parquetAsJsonLines(source) : ok(source);
    if (!rows.ok) return rows;
    read.push(rows.value);
  }
  return ok(read);
}
