/**
 * Questions to one state, answered one after the other. What a person waits for at the keys is `'prompt'` and goes before all
 * that waits. Work that may be left half done looks at `isAwaited` as at a stop signal, and makes room.
 *
 * Law: a question that is given up while it waits is answered at once, whatever is under way. (The page takes a worker that does
 * not obey for dead.)
 */
import { err, type Problem, problem, type Result, type StopSignal } from '#core/base';

export type Turn = 'prompt' | 'usual';

export class Turns {
  readonly #waiting: Readonly<Record<Turn, (() => Promise<void>)[]>> = { prompt: [], usual: [] };
  #isBusy = false;

  /** A prompt question waits for what is being answered. */
  get isAwaited(): boolean {
    return this.#waiting.prompt.length > 0;
  }

  take<T>(
    question: () => Promise<Result<T, Problem>>,
    stop: StopSignal,
    turn: Turn = 'usual',
  ): Promise<Result<T, Problem>> {
    return new Promise((resolve, reject) => {
      const line = this.#waiting[turn];
      const answer = async (): Promise<void> => {
        try {
          resolve(await question());
        } catch (error) {
          reject(error);
        }
      };
      line.push(answer);
      stop.onStop?.(() => {
        const at = line.indexOf(answer);
        if (at < 0) return;
        line.splice(at, 1);
        resolve(err(problem('cancelled', 'It was cancelled.')));
      });
      void this.#answer();
    });
  }

  async #answer(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const { prompt, usual } = this.#waiting;
    for (let next = prompt.shift() ?? usual.shift(); next; next = prompt.shift() ?? usual.shift())
      await next();
    this.#isBusy = false;
  }
}
