/**
 * How long work is stopped: a generator looks at `signal.stopped` between two steps and returns early.
 * Core has no `AbortController`; the rooms below bridge theirs to this.
 */
export interface StopSignal {
  readonly stopped: boolean;
}

export const neverStop: StopSignal = { stopped: false };

export class StopSource implements StopSignal {
  #stopped = false;

  get stopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.#stopped = true;
  }
}
