/**
 * Digests of a project file's entries, so that what a disk, a cable or a mail program changed does not come in as something
 * else. They find accidents, not forgers: 32 bits of FNV-1a for each entry and for each line of a table.
 *
 * An entry whose digest holds is taken as it is. In a table whose digest does not hold the lines are looked at one by one: those
 * whose digests are listed are sound, however many others are gone or new; the rest are named and left out.
 */
import { fnv1a, fnv1aBytes } from '#core/base';
import type { SourceFile } from './format.ts';
import { field, isObject, stringField } from './json-records.ts';

export const digestsFile = 'digests.json';

/** What is known of a file's parts; `undefined` for files of older versions, which have no digests. */
export interface Digests {
  /** The entries that ought to be there; none where the digests themselves are damaged. */
  readonly names: readonly string[];
  /** Is the entry there, and what was written? */
  isWhole(name: string): boolean;
  /** Is this a line that was written into the table? */
  isLine(table: string, line: string): boolean;
}

const hex = (n: number): string => n.toString(16).padStart(8, '0');

/** The entry that holds the digests of all the others. `tables`: names of the entries whose lines are digested, too. */
export function digestEntry(files: readonly SourceFile[], tables: readonly string[]): SourceFile {
  const decoder = new TextDecoder();
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, hex(fnv1aBytes(bytes))]));
  const lines = Object.fromEntries(
    files
      .filter(({ name }) => tables.includes(name))
      .map(({ name, bytes }) => [
        name,
        decoder
          .decode(bytes)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => hex(fnv1a(line)))
          .join(''),
      ]),
  );
  return { name: digestsFile, bytes: new TextEncoder().encode(JSON.stringify({ entries, lines })) };
}

/**
 * The digests of a file that says it has some. Where they cannot be read themselves (`names` is empty) nothing can be vouched for;
 * the reader says so and offers what reads well.
 */
export function readDigests(files: readonly SourceFile[]): Digests {
  const byName = new Map(files.map((file) => [file.name, file]));
  const own = byName.get(digestsFile);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(own?.bytes));
  } catch {
    value = undefined;
  }
  const listed = field(value, 'entries');
  const entries = isObject(listed) ? listed : {};
  const sound = new Map<string, ReadonlySet<string>>();
  const linesOf = (table: string): ReadonlySet<string> => {
    const known = sound.get(table);
    if (known !== undefined) return known;
    const found = new Set(stringField(field(value, 'lines'), table)?.match(/.{8}/g) ?? []);
    sound.set(table, found);
    return found;
  };
  return {
    names: Object.keys(entries),
    isWhole: (name) => {
      const bytes = byName.get(name)?.bytes;
      return bytes !== undefined && stringField(entries, name) === hex(fnv1aBytes(bytes));
    },
    isLine: (table, line) => linesOf(table).has(hex(fnv1a(line))),
  };
}
