/** Which backups there are, in what is written beside each, and which of them go when a new one comes. */

export type BackupReason =
  /** So many acts since the last one. */
  | 'acts'
  /** Before a newer version of the app changed the database. */
  | 'upgrade'
  /** Before another copy of the project was merged into it. */
  | 'merge'
  /** Before the project was deleted. */
  | 'deletion'
  /** Before a backup took the project's place. */
  | 'restore';

/** What is known of a backup without opening it. */
export interface Backup {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: BackupReason;
  readonly documents: number;
  readonly annotations: number;
  readonly explanations: number;
  readonly bytes: number;
  /** Of its content, to tell whether another one would be the same. */
  readonly digest: string;
  /** The newest step of the history that is in it. */
  readonly seq: number;
}

/** At most so many of a project that acts made, and so many that were made before something happened. */
export const keptOfActs = 4;
export const keptOfOthers = 4;
/** Backups of a project that was deleted go after so long. */
const deletedForMs = 30 * 24 * 3_600_000;

/**
 * Those that go: per project the oldest beyond what is kept of their kind; of projects that are not here, those that are old.
 * Law: the newest of every project that is here stays.
 */
export function surplus(
  all: readonly Backup[],
  isHere: (projectId: string) => boolean,
  now: number,
): readonly Backup[] {
  const counts = new Map<string, number>();
  return all
    .toSorted((a, b) => b.at - a.at)
    .filter(({ projectId, reason, at }) => {
      if (!isHere(projectId) && now - at > deletedForMs) return true;
      const kind = `${reason === 'acts'} ${projectId}`;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count > (reason === 'acts' ? keptOfActs : keptOfOthers);
    });
}
