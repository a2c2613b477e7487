/**
 * A network that is trained in the background: a generator of steps, run for a moment at a time between other work. How long it
 * still takes is told from the time that its steps took so far, without the time that other work took between them.
 *
 * Laws: at most one training runs at a time; one that was dropped never comes to an outcome.
 */
import { type StopSignal, StopSource } from '#core/base';

/** Milliseconds of training between two looks around. */
const sliceMs = 150;

export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss?: number;
  /** Milliseconds that the rest takes at the pace so far. */
  readonly leftMs: number;
}

type Steps<Outcome> = AsyncGenerator<
  { readonly step: number; readonly steps: number; readonly loss?: number },
  Outcome,
  void
>;

interface Running<Outcome> {
  readonly steps: Steps<Outcome>;
  readonly stop: StopSource;
  spentMs: number;
}

export class BackgroundTraining<Outcome> {
  #running: Running<Outcome> | undefined;

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  start(make: (signal: StopSignal) => Steps<Outcome>): void {
    this.drop();
    const stop = new StopSource();
    this.#running = { steps: make(stop), stop, spentMs: 0 };
  }

  /** Trains for a moment; the outcome where that was the end of it. */
  async slice(
    progress: (state: TrainingProgress) => void,
  ): Promise<{ readonly outcome: Outcome } | undefined> {
    const running = this.#running;
    if (running === undefined) return undefined;
    const started = performance.now();
    for (;;) {
      const next = await running.steps.next();
      if (this.#running !== running) return undefined;
      const spent = running.spentMs + performance.now() - started;
      if (next.done === true) {
        this.#running = undefined;
        return { outcome: next.value };
      }
      const { step, steps } = next.value;
      progress({ ...next.value, leftMs: step === 0 ? 0 : (spent / step) * Math.max(0, steps - step) });
      if (performance.now() - started < sliceMs) continue;
      running.spentMs = spent;
      return undefined;
    }
  }

  /** Asks it to end after its step; the next slice has the outcome, which keeps what was learned. */
  stop(): void {
    this.#running?.stop.stop();
  }

  /** Ends it; what it learned is lost. */
  drop(): void {
    this.#running?.stop.stop();
    this.#running = undefined;
  }
}
