/** What an attack came to. Every part gives the same figures, so that their sums are the figures of the whole. */

export interface Figures {
  /** Times that something was killed. */
  readonly kills: number;
  /** Files, databases and the like that were tried; of kills by clicks, those within a moment of one. */
  readonly cases: number;
  /** Acts that had been answered and are not there, whole or in part. */
  readonly lost: number;
  /** Rows that belong to nothing. */
  readonly orphans: number;
  /** Contents that came in changed, without a word. */
  readonly silent: number;
  /** Errors that nobody caught, and answers that are none. */
  readonly exceptions: number;
  /** Single answers that took more than two seconds. */
  readonly slow: number;
  /** Milliseconds of the longest answer. */
  readonly longestMs: number;
  /** What each of the faults was, the first of them. */
  readonly notes: readonly string[];
}

export const nothing: Figures = {
  kills: 0,
  cases: 0,
  lost: 0,
  orphans: 0,
  silent: 0,
  exceptions: 0,
  slow: 0,
  longestMs: 0,
  notes: [],
};

const maxNotes = 40;
/** No answer may take longer. */
const slowMs = 2000;

export function sum(all: readonly Figures[]): Figures {
  return all.reduce(
    (a, b) => ({
      kills: a.kills + b.kills,
      cases: a.cases + b.cases,
      lost: a.lost + b.lost,
      orphans: a.orphans + b.orphans,
      silent: a.silent + b.silent,
      exceptions: a.exceptions + b.exceptions,
      slow: a.slow + b.slow,
      longestMs: Math.max(a.longestMs, b.longestMs),
      notes: [...a.notes, ...b.notes].slice(0, maxNotes),
    }),
    nothing,
  );
}

export const faultsOf = ({ lost, orphans, silent, exceptions, slow }: Figures): number =>
  lost + orphans + silent + exceptions + slow;

type Fault = 'lost' | 'orphans' | 'silent' | 'exceptions';

/** Counts while a part is at work. */
export class Tally {
  #figures: Figures = nothing;

  get figures(): Figures {
    return this.#figures;
  }

  kill(): void {
    this.#add({ kills: 1 });
  }

  case(): void {
    this.#add({ cases: 1 });
  }

  fault(kind: Fault, note: string, count = 1): void {
    if (count > 0) this.#add({ [kind]: count, notes: [`${kind}: ${note}`] });
  }

  took(ms: number, what: string): void {
    const isSlow = ms > slowMs;
    this.#add({
      longestMs: Math.round(ms),
      ...(isSlow ? { slow: 1, notes: [`slow: ${what} took ${Math.round(ms)} ms`] } : {}),
    });
  }

  #add(change: Partial<Figures>): void {
    this.#figures = sum([this.#figures, { ...nothing, ...change }]);
  }
}

/** A part of the attack, in slices that can be run one by one, each decided by its number and the seed. */
export interface Part {
  readonly name: string;
  /** What is attacked and what is asked of it, for the table. */
  readonly about: string;
  readonly slices: number;
  run(slice: number, seed: number): Promise<Figures>;
}
