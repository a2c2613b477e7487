/** Files as the page hands them over, read into memory and unpacked. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { isParquet, openSources, parquetAsJsonLines, type SourceFile } from '#core/formats';

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
    const rows = isParquet(source.bytes) ? await parquetAsJsonLines(source) : ok(source);
    if (!rows.ok) return rows;
    read.push(rows.value);
  }
  return ok(read);
}
