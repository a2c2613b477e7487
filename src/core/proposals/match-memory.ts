/**
 * Which instances a clause is true of, remembered from one question to the next: the words of one sentence are those of
 * many, and a corpus only grows. A clause that was looked up before is tried on what came since. Law: `matchesOf(form)` is
 * `StrictPass.run` of it, removed instances perhaps included (they are skipped where they are counted).
 */
import { type Corpus, StrictPass, type StrictRule } from '#core/execute';
import type { LogicalForm } from '#core/explain';

interface Remembered {
  readonly rule: StrictRule;
  matches: Int32Array;
  upTo: number;
}

/** Clauses kept; the oldest go first. */
const capacity = 6000;

export class MatchMemory {
  readonly corpus: Corpus;
  readonly #pass: StrictPass;
  readonly #tests = new Map<string, StrictRule>();
  readonly #known = new Map<string, Remembered>();

  constructor(corpus: Corpus) {
    this.corpus = corpus;
    this.#pass = new StrictPass(corpus);
  }

  matchesOf(form: LogicalForm): Int32Array {
    const key = JSON.stringify(form);
    const size = this.corpus.instanceCount;
    const known = this.#known.get(key);
    if (known === undefined) {
      const rule = this.#pass.compile(form);
      const matches = this.#pass.run(rule);
      if (this.#known.size >= capacity) {
        for (const oldest of this.#known.keys()) {
          this.#known.delete(oldest);
          break;
        }
      }
      this.#known.set(key, { rule, matches, upTo: size });
      return matches;
    }
    if (known.upTo < size) {
      if (size - known.upTo > size / 8) known.matches = this.#pass.run(known.rule);
      else {
        const more: number[] = [];
        for (let at = known.upTo; at < size; at++) if (this.#pass.holds(known.rule, at)) more.push(at);
        if (more.length > 0) known.matches = Int32Array.from([...known.matches, ...more]);
      }
      known.upTo = size;
    }
    return known.matches;
  }

  /** Is the form true of an instance? Compiled once for many. */
  test(form: LogicalForm): (instance: number) => boolean {
    const key = JSON.stringify(form);
    let rule = this.#tests.get(key);
    if (rule === undefined) {
      rule = this.#pass.compile(form);
      if (this.#tests.size >= capacity) this.#tests.clear();
      this.#tests.set(key, rule);
    }
    const compiled = rule;
    return (instance) => this.#pass.holds(compiled, instance);
  }
}
