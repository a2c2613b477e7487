/** Sentences with gold in a corpus that forms are asked of, one instance after the other. */
import { Corpus, StrictPass } from '#core/execute';
import type { LogicalForm } from '#core/explain';
import type { GoldInstance } from './rules-data.ts';

export interface Quality {
  readonly reached: number;
  readonly precision: number;
}

export class LabelledCorpus {
  readonly corpus = new Corpus();
  /** Gold label of each instance. */
  readonly truth: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #pass = new StrictPass(this.corpus);

  /** Number of the new instance. */
  add({ instance, label }: GoldInstance): number {
    const { args, ...sentence } = instance;
    let slot = this.#slots.get(sentence.text);
    if (slot === undefined) {
      slot = this.corpus.addSentence(sentence);
      this.#slots.set(sentence.text, slot);
    }
    const number = this.corpus.addInstance(slot, args);
    this.truth[number] = label;
    return number;
  }

  matches(form: LogicalForm): Int32Array {
    return this.#pass.run(this.#pass.compile(form));
  }

  quality(matches: Int32Array, label: string): Quality {
    const right = matches.filter((at) => this.truth[at] === label).length;
    return { reached: matches.length, precision: right / Math.max(1, matches.length) };
  }
}
