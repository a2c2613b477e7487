/**
 * How long work is stopped: a generator looks at `signal.stopped` between two steps and returns early.
 * Core has no `AbortController`; the rooms below bridge theirs to this.
 */
export interface StopSignal {
  readonly stopped: boolean;
  /** Told once, when it stops; for what waits and cannot look. Absent: one has to look. */
  onStop?(listener: () => void): void;
}

export const neverStop: StopSignal = { stopped: false };

export class StopSource implements StopSignal {
  #stopped = false;
  readonly #listeners: (() => void)[] = [];

  get stopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.#stopped = true;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  onStop(listener: () => void): void {
    if (this.#stopped) listener();
    else this.#listeners.push(listener);
  }
}
