/**
 * Running forms softly over a corpus. Every instance is looked at (nearly every window is a little like every keyword);
 * what is kept are the scores from `keepFrom` on, so that a threshold slider above it filters and does not compute.
 */
import type { LogicalForm } from '#core/explain';
import { InstanceView } from './instance-view.ts';
import type { NgramTable } from './ngram-table.ts';
import { compileSoft, type Scorer, type SoftOptions } from './soft.ts';

/** Instances, ascending, with their scores in (0, 1]. */
export interface SoftMatches {
  readonly instances: Int32Array;
  readonly scores: Float32Array;
}

export class SoftPass {
  readonly #ngrams: NgramTable;
  readonly #view: InstanceView;
  readonly #options: SoftOptions;

  constructor(ngrams: NgramTable, options: SoftOptions) {
    this.#ngrams = ngrams;
    ngrams.extend();
    this.#view = new InstanceView(ngrams.corpus);
    this.#options = options;
  }

  /** The matcher must have been given the form's `softKeywords`. A compiled form is for one pass. */
  compile(form: LogicalForm): Scorer {
    return compileSoft(form, this.#ngrams, this.#options);
  }

  /** All live instances of `[from, to)` (all by default) that score `keepFrom` or more. */
  run(score: Scorer, keepFrom: number, from = 0, to = this.#ngrams.corpus.instanceCount): SoftMatches {
    const instances: number[] = [];
    const scores: number[] = [];
    for (let instance = from; instance < to; instance++) {
      const value = this.score(score, instance);
      if (value < keepFrom || value === 0) continue;
      instances.push(instance);
      scores.push(value);
    }
    return { instances: Int32Array.from(instances), scores: Float32Array.from(scores) };
  }

  /** Score of one instance; 0 for a removed one. */
  score(score: Scorer, instance: number): number {
    if (!this.#ngrams.corpus.isLive(instance)) return 0;
    this.#view.open(instance);
    return score(this.#view);
  }
}
