/**
 * Running compiled forms over a corpus: one rule over all instances by way of the keyword index, or over given ones.
 */
import type { LogicalForm } from '#core/explain';
import type { Corpus } from './corpus.ts';
import { InstanceView } from './instance-view.ts';
import { keywordsOf, visitSentences } from './keyword-index.ts';
import { type CompiledForm, compileStrict } from './strict.ts';

/** A form compiled for one corpus. It stays valid while the corpus grows and shrinks. */
export interface StrictRule {
  readonly form: LogicalForm;
  readonly holds: CompiledForm;
}

export class StrictPass {
  readonly #corpus: Corpus;
  readonly #view: InstanceView;
  #seen = new Int32Array(0);
  #stamp = 0;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
    this.#view = new InstanceView(corpus);
  }

  compile(form: LogicalForm): StrictRule {
    return { form, holds: compileStrict(form, this.#corpus) };
  }

  /** All live instances that the rule is true of, ascending. Touches only sentences that have the rule's keywords. */
  run(rule: StrictRule): Int32Array {
    const corpus = this.#corpus;
    // Which keyword is rarest changes as the corpus grows: looked at anew in each pass.
    const query = keywordsOf(rule.form, corpus);
    if (query === undefined) return this.scan(rule);
    if (this.#seen.length < corpus.sentenceCount) {
      this.#seen = new Int32Array(Math.max(corpus.sentenceCount, this.#seen.length * 2));
    }
    this.#stamp++;
    const found: number[] = [];
    const view = this.#view;
    visitSentences(query, corpus, this.#seen, this.#stamp, (sentence) => {
      for (let at = corpus.newestInstance.at(sentence); at >= 0; at = corpus.olderInstance.at(at)) {
        view.open(at);
        if (rule.holds(view)) found.push(at);
      }
    });
    return Int32Array.from(found).sort();
  }

  /** As `run`, by trying every live instance: the plain scan that the index is measured against. */
  scan(rule: StrictRule): Int32Array {
    const found: number[] = [];
    for (let instance = 0; instance < this.#corpus.instanceCount; instance++) {
      if (this.holds(rule, instance)) found.push(instance);
    }
    return Int32Array.from(found);
  }

  /** Is the rule true of this instance? False of a removed one. */
  holds(rule: StrictRule, instance: number): boolean {
    if (!this.#corpus.isLive(instance)) return false;
    this.#view.open(instance);
    return rule.holds(this.#view);
  }
}
