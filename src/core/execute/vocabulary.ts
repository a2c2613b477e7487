/**
 * Strings as small integers, given out in order of first appearance and never taken back: equal strings have equal
 * numbers, so that matching compares integers. One vocabulary holds the folded atoms of a corpus, another its tokens as
 * they are written.
 */
export class AtomTable {
  readonly #ids = new Map<string, number>();
  readonly #strings: string[] = [];

  get size(): number {
    return this.#strings.length;
  }

  /** The number of `text`, new if it has none. */
  intern(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#strings.length;
    this.#ids.set(text, id);
    this.#strings.push(text);
    return id;
  }

  /** The string of a number given out by `intern`; `''` for any other. */
  textOf(id: number): string {
    return this.#strings[id] ?? '';
  }
}

/**
 * A yes/no question about the strings of a vocabulary, asked once per string. The vocabulary may grow meanwhile.
 */
export class VocabularyTest {
  readonly #vocabulary: AtomTable;
  readonly #holds: (text: string) => boolean;
  /** 0 not asked yet, 1 no, 2 yes. */
  #answers = new Uint8Array(256);

  constructor(vocabulary: AtomTable, holds: (text: string) => boolean) {
    this.#vocabulary = vocabulary;
    this.#holds = holds;
  }

  holds(id: number): boolean {
    const known = this.#answers[id];
    if (known === 1 || known === 2) return known === 2;
    if (id >= this.#answers.length) {
      const wider = new Uint8Array(Math.max(id + 1, this.#answers.length * 2));
      wider.set(this.#answers);
      this.#answers = wider;
    }
    const answer = this.#holds(this.#vocabulary.textOf(id));
    this.#answers[id] = answer ? 2 : 1;
    return answer;
  }
}
