/** How long a person worked: the time between signs of life, without the pauses. */

/** Between two signs of life that are farther apart the person was elsewhere. */
const idleMs = 20_000;

export class ActiveTime {
  #last: number | undefined;
  #active = 0;

  /** A key, a click, a movement: the person is there. Milliseconds of any clock. */
  sign(now: number): void {
    const gap = this.#last === undefined ? 0 : now - this.#last;
    if (gap > 0 && gap <= idleMs) this.#active += gap;
    this.#last = now;
  }

  /** Seconds of work since it was last asked. */
  take(now: number): number {
    this.sign(now);
    const seconds = this.#active / 1000;
    this.#active = 0;
    return seconds;
  }
}
