/**
 * What proposals are measured and fitted on: the explained instances of SemEval-2010 and MAMS, and BC5CDR's triggers, in a corpus
 * with gold that is seen and gold that is not. Every second explained instance is for development (`dev`), the others are reported.
 */
import { type LogicalForm, parseExplanation } from '#core/explain';
import type { ProposalQuestion } from '#core/proposals';
import { LabelledCorpus, type Quality } from './labelled-corpus.ts';
import { bc5cdrInstances, bc5cdrTriggers, noLabel } from './proposals-data.ts';
import { type GoldInstance, readMams, readSemEval } from './rules-data.ts';

/** A proposal may be this much less precise than the human explanation and still be as good. */
const tolerance = 0.02;

export interface Explained extends GoldInstance {
  readonly form: LogicalForm;
  /** As it was written; none for triggers. */
  readonly explanation?: string;
}

interface Task {
  readonly name: string;
  readonly seen: readonly GoldInstance[];
  readonly unseen: readonly GoldInstance[];
  readonly explained: readonly Explained[];
  readonly onlyTriggers: boolean;
}

export function* proposalTasks(only?: string): Generator<Task> {
  for (const [name, read] of [
    ['semeval', readSemEval],
    ['mams', readMams],
  ] as const) {
    if (only !== undefined && only !== name) continue;
    const task = read();
    yield {
      name,
      seen: task.train,
      unseen: task.test,
      explained: task.explained.flatMap((one) => {
        const parsed = parseExplanation(one.explanation, one.instance);
        return parsed.ok && parsed.value[0] !== undefined ? [{ ...one, form: parsed.value[0].form }] : [];
      }),
      onlyTriggers: false,
    };
  }
  if (only === undefined || only === 'bc5cdr') {
    yield {
      name: 'bc5cdr',
      seen: bc5cdrInstances('train.txt').slice(0, 20_000),
      unseen: bc5cdrInstances('test.txt').slice(0, 20_000),
      explained: bc5cdrTriggers(),
      onlyTriggers: true,
    };
  }
}

/** A task's corpus, with the explained instances of one half, spread over all, as its last. */
export class TaskCorpus extends LabelledCorpus {
  readonly explained: readonly { readonly one: Explained; readonly number: number }[];
  readonly seenCount: number;
  readonly onlyTriggers: boolean;
  readonly #labelNumber: ReadonlyMap<string, number>;
  readonly #firstOwn: number;

  constructor(task: Task, half: 'dev' | 'report', most: number) {
    super();
    for (const one of task.seen) this.add(one);
    this.seenCount = this.truth.length;
    for (const one of task.unseen) this.add(one);
    this.#firstOwn = this.truth.length;
    const all = task.explained.filter((_, n) => (n % 2 === 0) === (half === 'dev'));
    const step = Math.max(1, all.length / most);
    this.explained = Array.from({ length: Math.min(most, all.length) }, (_, k) => all[Math.floor(k * step)])
      .filter((one) => one !== undefined)
      .map((one) => ({ one, number: this.add(one) }));
    this.onlyTriggers = task.onlyTriggers;
    const labels = [...new Set(this.truth)];
    this.#labelNumber = new Map(labels.map((label, n) => [label, label === noLabel ? -2 : n]));
  }

  /** Some of the seen instances, drawn at random: the labels that a person gives first are those of any texts. */
  draw(count: number, random: () => number): Set<number> {
    const known = new Set<number>();
    while (known.size < count) known.add(Math.floor(random() * this.seenCount));
    return known;
  }

  question(one: Explained, number: number, known: ReadonlySet<number>): ProposalQuestion {
    return {
      here: one.instance,
      instance: number,
      label: this.#labelNumber.get(one.label) ?? -1,
      goldOf: (at) => (known.has(at) ? this.#labelNumber.get(this.truth[at] ?? '') : undefined),
      isSeen: (at) => at < this.seenCount,
      ...(this.onlyTriggers ? { onlyTriggers: true } : {}),
    };
  }

  /** On gold that neither a person nor the proposer has seen. */
  unseenQuality(form: LogicalForm, label: string, known: ReadonlySet<number>): Quality {
    const unseen = this.matches(form).filter((at) => at < this.#firstOwn && !known.has(at));
    return this.quality(unseen, label);
  }
}

/** As precise, within the tolerance, and reaching at least as many. */
export function isAsGood(one: Quality, human: Quality): boolean {
  return one.reached >= human.reached && one.precision >= human.precision - tolerance;
}
