/**
 * Reasons as the app has them: proposed for a label, looked at, taken or not. Of five proposals the simulated person is shown up to
 * five texts that each matches, as the pop-up shows them, and takes those of which at most one in five is of another label: a judgement
 * by a glance, which is wrong now and then. Whoever types a reason, types one that would be taken.
 */
import { type Rng, shuffled } from '#core/base';
import { Corpus, StrictPass } from '#core/execute';
import type { LogicalForm } from '#core/explain';
import { Proposer } from '#core/proposals';
import type { Part, StudyTask } from './study-task.ts';

const glance = 5;
/** Of the texts looked at, those that must have the label. */
const good = 0.8;

export interface Reason {
  readonly label: number;
  readonly form: LogicalForm;
  /** Of the pool, ascending; without its own text. */
  readonly matches: readonly number[];
  /** The words it stands on. */
  readonly words: { readonly from: number; readonly to: number };
}

/** All instances of a task under one roof: the proposer sees those of the pool alone. */
export class ReasonWorld {
  readonly task: StudyTask;
  readonly #proposer: Proposer;
  readonly #pass: StrictPass;
  readonly #first: ReadonlyMap<Part, number>;
  readonly #count: number;

  constructor(task: StudyTask) {
    this.task = task;
    const corpus = new Corpus();
    const slots = new Map<string, number>();
    const first = new Map<Part, number>();
    let count = 0;
    for (const part of [task.pool, task.dev, task.test]) {
      first.set(part, count);
      for (const { instance } of part.instances) {
        const { args, ...sentence } = instance;
        const slot = slots.get(sentence.text) ?? corpus.addSentence(sentence);
        slots.set(sentence.text, slot);
        corpus.addInstance(slot, args);
        count += 1;
      }
    }
    this.#first = first;
    this.#count = count;
    this.#proposer = new Proposer(corpus);
    this.#pass = new StrictPass(corpus);
  }

  /** A person's votes, none yet. `classOf`: the label's number of an instance's gold label, −1: none of them. */
  session(classOf: (label: string) => number, labels: number): Reasons {
    const gold = this.task.pool.gold.map(classOf);
    return new Reasons(this.#proposer, this.#pass, this.#first, this.#count, this.task.pool, gold, labels);
  }
}

class Reasons {
  readonly given: Reason[] = [];
  readonly #proposer: Proposer;
  readonly #pass: StrictPass;
  readonly #first: ReadonlyMap<Part, number>;
  readonly #pool: Part;
  readonly #gold: readonly number[];
  readonly #labels: number;
  /** How many reasons vote for each label of each instance. */
  readonly #votes: Uint16Array;

  constructor(
    proposer: Proposer,
    pass: StrictPass,
    first: ReadonlyMap<Part, number>,
    count: number,
    pool: Part,
    gold: readonly number[],
    labels: number,
  ) {
    this.#proposer = proposer;
    this.#pass = pass;
    this.#first = first;
    this.#pool = pool;
    this.#gold = gold;
    this.#labels = labels;
    this.#votes = new Uint16Array(count * labels);
  }

  votes(part: Part, at: number, label: number): number {
    return this.#votes[((this.#first.get(part) ?? 0) + at) * this.#labels + label] ?? 0;
  }

  isCovered(part: Part, at: number): boolean {
    for (let label = 0; label < this.#labels; label++) if (this.votes(part, at, label) > 0) return true;
    return false;
  }

  /** Proposes for a labelled text of the pool; what the person takes, `most` at most. `known`: labels given so far. */
  offer(at: number, known: ReadonlyMap<number, number>, most: number, rng: Rng): Reason[] {
    const pool = this.#pool;
    const label = this.#gold[at] ?? -1;
    const here = pool.instances[at]?.instance;
    if (here === undefined || label < 0) return [];
    const proposals = this.#proposer.propose({
      here,
      instance: at,
      label,
      goldOf: (instance) => known.get(instance),
      isSeen: (instance) => instance < pool.gold.length,
      isCovered: (instance) => instance < pool.gold.length && this.votes(pool, instance, label) > 0,
      known: this.given.filter((one) => one.label === label).map(({ form }) => form),
    });
    const taken: Reason[] = [];
    for (const { form, matches, words } of proposals) {
      if (taken.length >= most) break;
      const own = [...matches];
      const seen = shuffled(own, rng).slice(0, glance);
      const right = seen.filter((one) => this.#gold[one] === label).length;
      if (seen.length < 2 || right < good * seen.length) continue;
      taken.push({ label, form, matches: own, words });
    }
    for (const reason of taken) {
      this.given.push(reason);
      for (const one of this.#pass.run(this.#pass.compile(reason.form))) {
        const cell = one * this.#labels + label;
        this.#votes[cell] = (this.#votes[cell] ?? 0) + 1;
      }
    }
    return taken;
  }

  /** How often the reasons are right, and how much they reach, of a part. */
  quality(
    part: Part,
    classOf: (label: string) => number,
  ): { readonly coverage: number; readonly precision: number } {
    let [reached, right] = [0, 0];
    part.gold.forEach((label, at) => {
      if (!this.isCovered(part, at)) return;
      reached += 1;
      if (this.votes(part, at, classOf(label)) > 0) right += 1;
    });
    return { coverage: reached / Math.max(1, part.gold.length), precision: right / Math.max(1, reached) };
  }
}

export type { Reasons };
