/**
 * Parquet, as data sets on the Hugging Face hub come in it: its rows as JSON, one per line, which the readers of JSON
 * know. Done before the formats see the file, because Parquet is read asynchronously. Numbers that stand for names
 * (`ClassLabel`) become the names, where the file carries them.
 */
import { gunzipSync } from 'fflate';
import type { FileMetaData } from 'hyparquet';
import { err, ok, type Problem, problem, type Result } from '#core/base';
import type { SourceFile } from './format.ts';

/** Names of the classes of a column, by its path, from what `datasets` writes into the file. */
type ClassNames = ReadonlyMap<string, readonly string[]>;

function classNames(metadata: FileMetaData): ClassNames {
  const names = new Map<string, readonly string[]>();
  const description = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  let root: unknown;
  try {
    root = description === undefined ? undefined : JSON.parse(description);
  } catch {
    return names;
  }
  const field = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key] // an own key of an object
      : undefined;
  const features = field(field(root, 'info'), 'features');
  for (const [column, feature] of Object.entries(typeof features === 'object' ? (features ?? {}) : {})) {
    const own: unknown = field(feature, 'names') ?? field(field(feature, 'feature'), 'names');
    if (Array.isArray(own) && own.every((name) => typeof name === 'string')) names.set(column, own);
  }
  return names;
}

function named(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, names));
  return typeof value === 'number' || typeof value === 'bigint'
    ? (names[Number(value)] ?? Number(value))
    : value;
}

/** Numbers that JSON has no place for: as a double where it is exact, else in digits. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return value instanceof Uint8Array ? undefined : value;
}

/** By its first bytes. */
export function isParquet(bytes: Uint8Array): boolean {
  return bytes.length > 12 && [0x50, 0x41, 0x52, 0x31].every((code, at) => bytes[at] === code);
}

/** Errors: `damaged`; `foreign-file` for a codec that is not read here. */
export async function parquetAsJsonLines(file: SourceFile): Promise<Result<SourceFile, Problem>> {
  const { buffer, byteOffset, byteLength } = file.bytes;
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer; // read from a File: never shared memory
  try {
    // Loaded for those who bring such a file.
    const { parquetMetadata, parquetReadObjects } = await import('hyparquet');
    const metadata = parquetMetadata(bytes);
    const names = classNames(metadata);
    const codecs = new Set(
      metadata.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec)),
    );
    const unknown = [...codecs].find(
      (codec) => codec !== undefined && !['UNCOMPRESSED', 'SNAPPY', 'GZIP'].includes(codec),
    );
    if (unknown !== undefined) {
      return err(
        problem('foreign-file', `${file.name} is compressed with ${unknown}.`, {
          file: file.name,
          kind: 'parquet',
          extension: '.parquet',
        }),
      );
    }
    const rows = await parquetReadObjects({
      file: bytes,
      metadata,
      compressors: { GZIP: (input) => gunzipSync(input) },
    });
    const lines = rows.map((row) => {
      const entries = Object.entries(row).map(([column, value]): [string, unknown] => {
        const own = names.get(column);
        return [column, own === undefined ? value : named(value, own)];
      });
      return JSON.stringify(Object.fromEntries(entries), plain);
    });
    return ok({ name: file.name, bytes: new TextEncoder().encode(lines.join('\n')) });
  } catch (error) {
    return err(problem('damaged', `${file.name}: ${String(error)}`, { file: file.name }));
  }
}
