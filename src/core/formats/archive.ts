/**
 * Archives in and out. What comes in is not trusted: sizes are checked before anything is inflated, inflating
 * stops at the size that was declared, and an entry whose name leaves its folder refuses the whole archive.
 */
import { Gunzip, gzipSync, unzipSync, type Zippable, zipSync } from 'fflate';
import { err, joinBytes, ok, type Problem, problem, type Result } from '#core/base';
import type { ExportChunk, ParseErrorCode, SourceFile } from './format.ts';
import { officeKind } from './office.ts';
import { maxFileBytes } from './source.ts';

/** What an archive may unpack to. */
export interface ArchiveLimits {
  /** Of one entry. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly entries: number;
}

const defaultLimits: ArchiveLimits = {
  fileBytes: maxFileBytes,
  totalBytes: 1024 * 1024 * 1024,
  entries: 200_000,
};

type ArchiveProblem = Problem<ParseErrorCode>;

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;

/** A relative path that stays in its folder. */
function isSafePath(name: string): boolean {
  if (name === '' || name.includes('\0') || name.includes('\\') || /^(?:\/|[A-Za-z]:)/.test(name))
    return false;
  return name.split('/').every((part) => part !== '..' && part !== '.');
}

/** Files of the operating system that nobody means to import. */
function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/.test(name);
}

function unzip(file: SourceFile, limits: ArchiveLimits): Result<SourceFile[], ArchiveProblem> {
  let refusal: ArchiveProblem | undefined;
  let total = 0;
  let count = 0;
  const refuse = (found: ArchiveProblem): boolean => {
    refusal ??= found;
    return false;
  };
  const entries: SourceFile[] = [];
  const names: string[] = [];
  if (isLocked(file.bytes)) {
    return err(problem('locked', 'The archive is protected by a password.', { file: file.name }));
  }
  try {
    const inflated = unzipSync(file.bytes, {
      filter: ({ name, originalSize }) => {
        if (refusal !== undefined) return false;
        count += 1;
        if (count > limits.entries) {
          return refuse(
            problem('too-large', 'The archive has too many entries.', {
              file: file.name,
              limit: limits.entries,
            }),
          );
        }
        if (!isSafePath(name)) {
          return refuse(
            problem('unsafe-archive', `The archive has an entry outside its folder: ${name}`, {
              file: file.name,
              entry: name,
            }),
          );
        }
        if (name.endsWith('/') || isClutter(name)) return false;
        total += originalSize;
        if (originalSize > limits.fileBytes || total > limits.totalBytes) {
          return refuse(
            problem('too-large', 'The archive would unpack to more than this program reads.', {
              file: file.name,
              entry: name,
              bytes: total,
              limit: Math.min(limits.fileBytes, limits.totalBytes),
            }),
          );
        }
        names.push(name);
        return true;
      },
    });
    if (refusal !== undefined) return err(refusal);
    for (const name of names) {
      const bytes = Object.hasOwn(inflated, name) ? inflated[name] : undefined;
      if (bytes instanceof Uint8Array) entries.push({ name, bytes });
    }
  } catch {
    if (refusal !== undefined) return err(refusal);
    const sound = soundEntries(file, limits);
    // A project file knows its parts and names those that are gone; of another archive half is no better than none.
    if (sound.some(({ name }) => name === 'project.json')) return ok(sound);
    return err(problem('truncated', 'The archive is damaged or not complete.', { file: file.name }));
  }
  if (new Set(names).size !== names.length) {
    return err(problem('unsafe-archive', 'The archive has two entries of one name.', { file: file.name }));
  }
  return ok(entries);
}

/** The entries of a damaged archive that inflate one by one; none where even its table of contents is damaged. */
function soundEntries(file: SourceFile, limits: ArchiveLimits): SourceFile[] {
  const names: string[] = [];
  const isReadable = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) =>
    isSafePath(name) && !name.endsWith('/') && originalSize <= limits.fileBytes;
  try {
    unzipSync(file.bytes, {
      filter: (entry) => {
        if (isReadable(entry) && names.length < 1000) names.push(entry.name);
        return false;
      },
    });
  } catch {
    return [];
  }
  return [...new Set(names)].flatMap((wanted): SourceFile[] => {
    try {
      const found = unzipSync(file.bytes, { filter: (entry) => entry.name === wanted && isReadable(entry) });
      const bytes = Object.hasOwn(found, wanted) ? found[wanted] : undefined;
      return bytes instanceof Uint8Array ? [{ name: wanted, bytes }] : [];
    } catch {
      return [];
    }
  });
}

/** Whether an entry is encrypted: bit 0 of its flags, in the directory at the end of the archive. */
function isLocked(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let end = bytes.length - 22; end >= 0 && end > bytes.length - 65_600; end--) {
    if (view.getUint32(end, true) !== 0x06054b50) continue;
    let at = view.getUint32(end + 16, true);
    const count = view.getUint16(end + 10, true);
    for (let entry = 0; entry < count && at + 46 <= bytes.length; entry++) {
      if (view.getUint32(at, true) !== 0x02014b50) return false;
      if ((view.getUint16(at + 8, true) & 1) === 1) return true;
      at +=
        46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return false;
  }
  return false;
}

/** Names of an archive's entries, without inflating any; none where the bytes are no archive. */
export function zipNames(bytes: Uint8Array): readonly string[] {
  const names: string[] = [];
  if (!isZip(bytes)) return names;
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (names.length < 10_000) names.push(name);
        return false;
      },
    });
  } catch {
    // Damaged: the names so far.
  }
  return names;
}

/** One entry of an archive by its name; `undefined` where there is none, or it does not inflate within the limits. */
export function zipEntry(bytes: Uint8Array, wanted: string): Uint8Array | undefined {
  if (!isZip(bytes)) return undefined;
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === wanted && originalSize <= defaultLimits.fileBytes,
    });
    return Object.hasOwn(found, wanted) ? found[wanted] : undefined;
  } catch {
    return undefined;
  }
}

function gunzip(file: SourceFile, limits: ArchiveLimits): Result<SourceFile, ArchiveProblem> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Gunzip((part, final) => {
    parts.push(part);
    size += part.length;
    ended ||= final;
  });
  let members = 1;
  stream.onmember = () => {
    members += 1;
  };
  const step = 1 << 16;
  try {
    for (let from = 0; from < file.bytes.length; from += step) {
      stream.push(file.bytes.subarray(from, from + step), from + step >= file.bytes.length);
      if (size > limits.fileBytes) {
        return err(
          problem('too-large', 'The file would unpack to more than this program reads.', {
            file: file.name,
            limit: limits.fileBytes,
          }),
        );
      }
    }
  } catch {
    return err(problem('truncated', 'The compressed file is damaged or not complete.', { file: file.name }));
  }
  // Of several members the last length is that of the last one only.
  const declared = gzipSize(file.bytes);
  if (!ended || (members === 1 && declared !== size % 4294967296) || declared > size) {
    return err(problem('truncated', 'The compressed file is not complete.', { file: file.name }));
  }
  return ok({ name: file.name.replace(/\.gz$/i, ''), bytes: joinBytes(parts) });
}

/** The length of the original modulo 2^32, from a gzip file's last four bytes. */
function gzipSize(bytes: Uint8Array): number {
  if (bytes.length < 18) return -1;
  return new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
}

/** Archives in an archive, once; a project stays the file that it is. */
function openInner(
  entries: readonly SourceFile[],
  limits: ArchiveLimits,
  depth: number,
): Result<readonly SourceFile[], ArchiveProblem> {
  const out: SourceFile[] = [];
  let total = 0;
  for (const entry of entries) {
    const isPacked = isGzip(entry.bytes) || isZip(entry.bytes);
    const names = zipNames(entry.bytes);
    if (!isPacked || depth > 0 || names.includes('project.json')) {
      out.push(entry);
      continue;
    }
    const opened = openSources([entry], { ...limits, totalBytes: limits.totalBytes - total }, depth + 1);
    if (!opened.ok) return opened;
    total += opened.value.reduce((sum, file) => sum + file.bytes.length, 0);
    // Of what was in an archive the names are told apart by its own.
    const isFolder = names.length > 0 && opened.value[0] !== entry;
    out.push(
      ...opened.value.map((file) => (isFolder ? { ...file, name: `${entry.name}/${file.name}` } : file)),
    );
  }
  return ok(out);
}

/**
 * Unpacks `.zip` and `.gz` files, by their content and not by their name; other files are passed on. Entries
 * come in the order of the archive. Errors: `unsafe-archive`, `too-large`, `truncated`.
 */
export function openSources(
  files: readonly SourceFile[],
  limits: ArchiveLimits = defaultLimits,
  depth = 0,
): Result<readonly SourceFile[], ArchiveProblem> {
  const out: SourceFile[] = [];
  for (const file of files) {
    if (isZip(file.bytes) && officeKind(zipNames(file.bytes)) !== undefined) {
      // An office file is one thing, although it is packed like an archive.
      out.push(file);
    } else if (isZip(file.bytes)) {
      const entries = unzip(file, limits);
      if (!entries.ok) return entries;
      const inner = openInner(entries.value, limits, depth);
      if (!inner.ok) return inner;
      out.push(...inner.value);
    } else if (isGzip(file.bytes)) {
      const entry = gunzip(file, limits);
      if (!entry.ok) return entry;
      out.push(entry.value);
    } else {
      out.push(file);
    }
  }
  return ok(out);
}

/** Joins the chunks of each file. Law: names are distinct and in the order of their first chunk. */
export function joinChunks(chunks: Iterable<ExportChunk>): SourceFile[] {
  const parts = new Map<string, Uint8Array[]>();
  for (const chunk of chunks) {
    const known = parts.get(chunk.name);
    if (known === undefined) parts.set(chunk.name, [chunk.bytes]);
    else known.push(chunk.bytes);
  }
  return [...parts].map(([name, of]) => ({ name, bytes: joinBytes(of) }));
}

/**
 * One file to hand to the user: the file itself, or a zip of all where there are several. Entries carry a fixed
 * date, so that the same project gives the same bytes.
 */
export function packFiles(files: readonly SourceFile[], name: string): SourceFile {
  const [only] = files;
  if (only !== undefined && files.length === 1) return only;
  return { name: `${name}.zip`, bytes: zipFiles(files) };
}

export function zipFiles(files: readonly SourceFile[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = Object.fromEntries(files.map((file) => [file.name, file.bytes]));
  return new Uint8Array(zipSync(entries, { level: 6, mtime: new Date(Date.UTC(2020, 0, 1, 12)) }));
}

export function gzipFile(file: SourceFile): SourceFile {
  return { name: `${file.name}.gz`, bytes: new Uint8Array(gzipSync(file.bytes, { level: 6, mtime: 0 })) };
}
