/**
 * Rules with a planted fault: explanations that people gave for SemEval-2010 and MAMS with their distance taken away, and rules
 * about one word, near an aspect or between the arguments, with the distance or "and no *not* within 3 words before it" taken
 * away. The sound rule is right in 65 % and more of at least 12 texts that the person goes through. A fault is *clear* where at
 * most a quarter of what it lets in is right, of at least 8 texts (negations 4: few texts have one); *mild* where more of it is, but
 * it costs 15 points of precision (negations 8).
 */
import { evaluate, type LogicalForm, parseExplanation, printForm, type Region } from '#core/explain';
import { LabelledCorpus } from './labelled-corpus.ts';
import type { GoldInstance, RuleTask } from './rules-data.ts';

export interface Plant {
  readonly task: string;
  readonly fault: 'distance' | 'negation';
  readonly isClear: boolean;
  readonly label: string;
  readonly one: GoldInstance;
  /** Number of its instance. */
  readonly own: number;
  readonly sound: LogicalForm;
  readonly faulty: LogicalForm;
}

const leastLoss = { distance: 0.15, negation: 0.08 } as const;
const leastLetIn = { distance: 8, negation: 4 } as const;
const mostRightly = 0.25;
const leastReach = 12;
/** Less is no sound rule to begin with. */
const leastPrecision = 0.65;
const negations = ['not', 'no', "don't", "didn't", "wasn't", 'never', "isn't", "doesn't"];

type Broken = Pick<Plant, 'fault' | 'sound' | 'faulty'>;

/** Every plant of a task: those of people's explanations, then those about single words, at most one for each word and fault. */
export function plantsOf(
  name: string,
  task: RuleTask,
): { readonly bench: LabelledCorpus; readonly seen: number; readonly plants: Plant[] } {
  const bench = new LabelledCorpus();
  for (const one of task.train) bench.add(one);
  const seen = bench.truth.length;
  for (const one of task.test) bench.add(one);
  const inSeen = (form: LogicalForm): Int32Array => bench.matches(form).filter((at) => at < seen);

  const judged = (
    broken: Broken,
    label: string,
  ): { readonly isClear: boolean; readonly loss: number } | undefined => {
    const { fault } = broken;
    const [all, kept] = [inSeen(broken.faulty), inSeen(broken.sound)];
    const [before, after] = [bench.quality(all, label), bench.quality(kept, label)];
    if (after.reached < leastReach || after.precision < leastPrecision) return undefined;
    const letIn = before.reached - after.reached;
    const rightly = before.reached * before.precision - after.reached * after.precision;
    const loss = after.precision - before.precision;
    const isClear = letIn >= leastLetIn[fault] && rightly <= mostRightly * letIn;
    return isClear || loss >= leastLoss[fault] ? { isClear, loss } : undefined;
  };

  const plants: Plant[] = [];
  const known = new Set<string>();
  for (const one of task.explained) {
    const parsed = parseExplanation(one.explanation, one.instance);
    const form = parsed.ok ? parsed.value[0]?.form : undefined;
    if (form === undefined || !evaluate(form, one.instance)) continue;
    const own = bench.add(one);
    for (const broken of faultsOf(form)) {
      const key = `${one.label} ${printForm(broken.sound)}`;
      if (known.has(key) || !evaluate(broken.faulty, one.instance)) continue;
      known.add(key);
      const found = judged(broken, one.label);
      if (found === undefined) continue;
      plants.push({ task: name, label: one.label, one, own, isClear: found.isClear, ...broken });
    }
  }
  const worst = new Map<string, { readonly loss: number; readonly plant: Plant }>();
  for (const word of frequentWords(task.train)) {
    for (const broken of name === 'mams' ? aboutAspects(word) : aboutPairs(word)) {
      const kept = inSeen(broken.sound);
      const labels = new Set([...kept].map((at) => bench.truth[at] ?? ''));
      for (const label of labels) {
        if (label === 'Other' || label === 'neutral') continue;
        const found = judged(broken, label);
        const key = `${word} ${broken.fault}`;
        if (found === undefined || found.loss <= (worst.get(key)?.loss ?? 0)) continue;
        const own = kept.find((at) => bench.truth[at] === label) ?? 0;
        const one = task.train[own];
        if (one === undefined) continue;
        const plant = { task: name, label, one, own, isClear: found.isClear, ...broken };
        worst.set(key, { loss: found.loss, plant });
      }
    }
  }
  plants.push(...[...worst.values()].map(({ plant }) => plant));
  return { bench, seen, plants };
}

function frequentWords(train: readonly GoldInstance[]): string[] {
  const counts = new Map<string, number>();
  for (const { instance } of train) {
    for (const word of new Set(instance.text.toLowerCase().match(/[a-z]{2,}/g))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].filter(([word, n]) => n >= 40 && !negations.includes(word)).map(([word]) => word);
}

function* aboutAspects(word: string): Generator<Broken> {
  for (const side of ['left', 'right', 'around'] as const) {
    const of = { kind: 'arg', arg: 'aspect' } as const;
    const wide = occurs([word], { kind: 'side', side, of });
    for (const max of [1, 2, 3, 5]) {
      const near = occurs([word], { kind: 'side', side, of, within: { min: 1, max, unit: 'word' } });
      yield { fault: 'distance', sound: near, faulty: wide };
      if (max > 1) {
        yield { fault: 'negation', sound: { op: 'and', of: [near, unlessNegated(word)] }, faulty: near };
      }
    }
  }
}

function* aboutPairs(word: string): Generator<Broken> {
  const where: Region = { kind: 'between', a: { kind: 'arg', arg: 'x' }, b: { kind: 'arg', arg: 'y' } };
  for (const side of ['left', 'right'] as const) {
    const order: LogicalForm = {
      op: 'occurs',
      what: { kind: 'arg', arg: 'x' },
      where: { kind: 'side', side, of: { kind: 'arg', arg: 'y' } },
      count: { min: 1 },
    };
    const wide = [occurs([word], where), order];
    for (const max of [1, 2, 3, 5]) {
      const size: LogicalForm = { op: 'size', where, unit: 'word', range: { min: 0, max } };
      yield { fault: 'distance', sound: { op: 'and', of: [...wide, size] }, faulty: { op: 'and', of: wide } };
    }
  }
}

function* faultsOf(form: LogicalForm): Generator<Broken> {
  const clauses = form.op === 'and' ? form.of : [form];
  const joined = (of: readonly LogicalForm[]): LogicalForm | undefined => {
    const [only] = of;
    return of.length > 1 ? { op: 'and', of } : only;
  };
  for (const [at, clause] of clauses.entries()) {
    const others = joined(clauses.filter((_, k) => k !== at));
    if (clause.op === 'not' && others !== undefined) yield { fault: 'negation', sound: form, faulty: others };
    if (clause.op === 'size' && clause.range.max !== undefined && others !== undefined) {
      yield { fault: 'distance', sound: form, faulty: others };
    }
    if (clause.op !== 'occurs') continue;
    const { where } = clause;
    if (where.kind === 'side' && where.within?.max !== undefined) {
      const { within: _, ...wide } = where;
      const faulty = joined(clauses.map((one, k) => (k === at ? { ...clause, where: wide } : one)));
      if (faulty !== undefined) yield { fault: 'distance', sound: form, faulty };
    }
  }
}

function unlessNegated(text: string): LogicalForm {
  const within = { min: 1, max: 3, unit: 'word' } as const;
  return {
    op: 'not',
    of: occurs(negations, { kind: 'side', side: 'left', of: { kind: 'phrase', text }, within }),
  };
}

function occurs(texts: readonly string[], where: Region): LogicalForm {
  return { op: 'occurs', what: { kind: 'phrase', texts, match: 'word' }, where, count: { min: 1 } };
}
