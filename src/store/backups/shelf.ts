/**
 * The shelf of backups: each is a project file and, beside it, a small file that says what is in it, written last. One without
 * the small file was not finished. Nothing here needs the app's database: the recovery page reads by the same code.
 */
import { fnv1aBytes } from '#core/base';
import { type Place, placesOf } from './places.ts';
import { type Backup, type BackupReason, surplus } from './rotation.ts';

const fileEnd = '.leanlife';
const noteEnd = '.json';
/** An unfinished backup that is older is nobody's work any more. */
const unfinishedForMs = 600_000;
const reasons: readonly string[] = [
  'acts',
  'upgrade',
  'merge',
  'deletion',
  'restore',
] satisfies BackupReason[];

export class Shelf {
  readonly #folder: string;
  #places: Promise<readonly Place[]> | undefined;

  constructor(database: string) {
    this.#folder = `${database}-backups`;
  }

  /** All that are whole, the newest first. One that cannot be read is passed over. */
  async list(): Promise<readonly Backup[]> {
    const found: Backup[] = [];
    for (const place of await this.#all()) {
      const names = await place.names().catch((): readonly string[] => []);
      for (const name of names) {
        if (!name.endsWith(noteEnd) || !names.includes(name.replace(noteEnd, fileEnd))) continue;
        const note = await place.read(name).catch(() => undefined);
        const backup = note === undefined ? undefined : backupFrom(note, name.slice(0, -noteEnd.length));
        if (backup !== undefined) found.push(backup);
      }
    }
    return found.sort((a, b) => b.at - a.at);
  }

  /** The project file of a backup. */
  async read(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    for (const place of await this.#all()) {
      const bytes = await place.read(`${id}${fileEnd}`).catch(() => undefined);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  async remove(id: string): Promise<void> {
    for (const place of await this.#all()) {
      // The note first: without it there is no such backup.
      await place.remove(`${id}${noteEnd}`);
      await place.remove(`${id}${fileEnd}`);
    }
  }

  /**
   * Puts a project file there. The same content again is not kept twice: the one that is there is answered. Where there is no
   * room the oldest of all others make some.
   * @throws what the platform throws where it cannot be written at all.
   */
  async add(
    bytes: Uint8Array<ArrayBuffer>,
    about: Omit<Backup, 'bytes' | 'digest'>,
    isHere: (projectId: string) => boolean,
  ): Promise<Backup> {
    const backup = { ...about, bytes: bytes.length, digest: fnv1aBytes(bytes).toString(16) };
    const all = await this.list();
    const last = all.find(({ projectId }) => projectId === backup.projectId);
    if (last?.digest === backup.digest && last.bytes === backup.bytes) return last;
    await this.#write(bytes, backup, [...all]);
    for (const { id } of surplus([backup, ...all], isHere, about.at)) await this.remove(id);
    await this.#clean(about.at);
    return backup;
  }

  async #write(bytes: Uint8Array<ArrayBuffer>, backup: Backup, others: Backup[]): Promise<void> {
    const note = new TextEncoder().encode(JSON.stringify(backup));
    for (;;) {
      let failure: unknown;
      for (const place of await this.#all()) {
        try {
          await place.write(`${backup.id}${fileEnd}`, bytes);
          await place.write(`${backup.id}${noteEnd}`, note);
          return;
        } catch (error) {
          failure ??= error;
        }
      }
      const oldest = others.pop();
      if (oldest === undefined) throw failure;
      await this.remove(oldest.id);
    }
  }

  /** What a killed tab left behind. */
  async #clean(now: number): Promise<void> {
    for (const place of await this.#all()) {
      const names = await place.names().catch((): readonly string[] => []);
      for (const name of names) {
        if (!name.endsWith(fileEnd) || names.includes(name.replace(fileEnd, noteEnd))) continue;
        if (now - Number.parseInt(name, 10) > unfinishedForMs) await place.remove(name);
      }
    }
  }

  #all(): Promise<readonly Place[]> {
    this.#places ??= placesOf(this.#folder);
    return this.#places;
  }
}

function backupFrom(bytes: Uint8Array, id: string): Backup | undefined {
  try {
    const note: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof note !== 'object' || note === null) return undefined;
    const field = (name: string): unknown => Reflect.get(note, name);
    const text = (name: string): string => String(field(name) ?? '');
    const count = (name: string): number => (Number.isSafeInteger(field(name)) ? Number(field(name)) : 0);
    if (text('projectId') === '' || !reasons.includes(text('reason'))) return undefined;
    return {
      id,
      projectId: text('projectId'),
      projectName: text('projectName'),
      at: count('at'),
      reason: text('reason') as BackupReason, // one of them, as was just looked at
      documents: count('documents'),
      annotations: count('annotations'),
      explanations: count('explanations'),
      bytes: count('bytes'),
      digest: text('digest'),
      seq: count('seq'),
    };
  } catch {
    return undefined;
  }
}
