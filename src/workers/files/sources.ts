/** Files as the page hands them over, read into memory and unpacked. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { openSources, type SourceFile } from '#core/formats';

export async function readSources(files: readonly File[]): Promise<Result<readonly SourceFile[], Problem>> {
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
    const rows = isParquet(source.bytes) ? await parquet(source) : ok(source);
    if (!rows.ok) return rows;
    read.push(rows.value);
  }
  return ok(read);
}

/** The reader is loaded for those who bring such a file. */
async function parquet(source: SourceFile): Promise<Result<SourceFile, Problem>> {
  return (await import('./parquet.ts')).parquetAsJsonLines(source);
}

function isParquet(bytes: Uint8Array): boolean {
  return bytes.length > 12 && [0x50, 0x41, 0x52, 0x31].every((code, at) => bytes[at] === code);
}
