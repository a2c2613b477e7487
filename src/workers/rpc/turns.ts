/**
 * Questions to one state, answered one after the other. What a person waits for at the keys is `'prompt'` and goes before all
 * that waits. Work that may be left half done looks at `isAwaited` as at a stop signal, and makes room.
 */
export type Turn = 'prompt' | 'usual';

export class Turns {
  readonly #waiting: Readonly<Record<Turn, (() => Promise<void>)[]>> = { prompt: [], usual: [] };
  #isBusy = false;

  /** A prompt question waits for what is being answered. */
  get isAwaited(): boolean {
    return this.#waiting.prompt.length > 0;
  }

  take<T>(question: () => Promise<T>, turn: Turn = 'usual'): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting[turn].push(async () => {
        try {
          resolve(await question());
        } catch (error) {
          reject(error);
        }
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
