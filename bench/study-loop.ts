/**
 * *minutes* and *rare*: a simulated annotator in the loop, who pays for everything (methods.md §7). Both arms have the same model, the
 * same calibration and the same suggestions at the same price; what differs is whether there are reasons. Each arm is run under a few
 * policies, and dev decides which of them counts.
 */
import { createRng, must, shuffled } from '#core/base';
import { comparison, type Point, type Run } from './study-compare.ts';
import type { Cell, CellResult, Costs } from './study-protocols.ts';
import { type Reasons, ReasonWorld } from './study-reasons.ts';
import { type Judge, learn, type Part, type StudyTask, type Taught } from './study-task.ts';

/** How an arm goes about its work. */
export interface Policy {
  readonly name: string;
  /** Which text is next: any, the one of thirty that the model is least sure of, or any that no reason matches. */
  readonly next: 'any' | 'unsure' | 'unexplained';
  /** What is done with a wrong suggestion. */
  readonly wrong: 'correct' | 'pass';
  /** Reasons are asked for, and of what one matches so many texts are looked at. */
  readonly reviewed?: number;
  /** Reasons taken for one text at most. */
  readonly most?: number;
}

const labelPolicies: readonly Policy[] = [
  { name: 'any, corrected', next: 'any', wrong: 'correct' },
  { name: 'unsure, corrected', next: 'unsure', wrong: 'correct' },
  { name: 'any, passed', next: 'any', wrong: 'pass' },
  { name: 'unsure, passed', next: 'unsure', wrong: 'pass' },
];
const reasonPolicies: readonly Policy[] = [
  { name: 'any, 3 looked at', next: 'any', wrong: 'correct', reviewed: 3 },
  { name: 'any, 2 reasons, none looked at', next: 'any', wrong: 'correct', reviewed: 0, most: 2 },
  { name: 'unsure, 3 looked at', next: 'unsure', wrong: 'correct', reviewed: 3 },
  {
    name: 'unexplained, 2 reasons, 3 looked at',
    next: 'unexplained',
    wrong: 'correct',
    reviewed: 3,
    most: 2,
  },
  { name: 'unsure, passed, 2 reasons', next: 'unsure', wrong: 'pass', reviewed: 0, most: 2 },
  { name: 'unsure, passed, 3 looked at', next: 'unsure', wrong: 'pass', reviewed: 3 },
];

/** Labels between two trainings: the first are many, for the model is worth little before. */
const trainEvery = 20;
const votePowers = [0, 1, 2, 3];
const thresholds = [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];
/** A second reason that says the same adds half as much. */
const further = 0.5;
const temperatures = [0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.7];

/** A judge with its temperature, and the reasons' votes. */
class Calibrated {
  readonly #labels: number;
  readonly #said: (part: Part) => Float32Array;
  readonly #temperature: number;
  readonly #reasons: Reasons;

  constructor(labels: number, judge: Judge, temperature: number, reasons: Reasons) {
    this.#labels = labels;
    this.#said = judge;
    this.#temperature = temperature;
    this.#reasons = reasons;
  }

  /** Probabilities of one instance. */
  of(part: Part, at: number, power: number): Float64Array {
    const said = this.#said(part);
    const n = this.#labels;
    const scores = new Float64Array(n);
    let peak = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < n; j++) {
      const votes = power === 0 ? 0 : this.#reasons.votes(part, at, j);
      const voted = votes === 0 ? 0 : power * (1 + further * (votes - 1));
      const score = (said[at * n + j] ?? 0) / this.#temperature + voted;
      scores[j] = score;
      peak = Math.max(peak, score);
    }
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.exp((scores[j] ?? 0) - peak);
    return scores.map((score) => Math.exp(score - peak) / sum);
  }
}

const best = (ps: Float64Array): { readonly label: number; readonly p: number } => {
  let label = 0;
  ps.forEach((p, j) => {
    if (p > (ps[label] ?? 0)) label = j;
  });
  return { label, p: ps[label] ?? 0 };
};

/** The temperature that the labels given last bore out: each was predicted before it was learned (Dawid 1984). */
function temperatureOf(forward: readonly { readonly said: Float32Array; readonly label: number }[]): number {
  const recent = forward.slice(-100);
  if (recent.length < 10) return 0.5;
  const losses = temperatures.map((t) =>
    recent.reduce((sum, { said, label }) => {
      const scores = said.map((x) => x / t);
      const peak = Math.max(...scores);
      const total = scores.reduce((all, x) => all + Math.exp(x - peak), 0);
      return sum - must(scores[label], 'score') + peak + Math.log(total);
    }, 0),
  );
  return must(temperatures[losses.indexOf(Math.min(...losses))], 'temperature');
}

/** One person at work until so many labels are given or so much is paid. */
function atWork(
  world: ReasonWorld,
  policy: Policy,
  seed: number,
  costs: Costs,
  until: { readonly labels: number; readonly cost: number },
): Point[] {
  const { task } = world;
  const { pool } = task;
  const classOf = (label: string): number => task.labels.indexOf(label);
  const gold = pool.gold.map(classOf);
  const n = task.labels.length;
  const rng = createRng(seed).fork(1);
  const reasons = world.session(classOf, n);
  const order = shuffled(
    gold.flatMap((label, at) => (label < 0 ? [] : [at])),
    createRng(seed).fork(2),
  );
  const open = new Set(order);
  const known = new Map<number, number>();
  const taught: Taught[] = [];
  const forward: { said: Float32Array; label: number }[] = [];
  const points: Point[] = [];
  let [cost, typed, shown, taken, since] = [0, 0, 0, 0, 0];
  let judge: Judge | undefined;
  let calibrated: Calibrated | undefined;
  let chosen = { power: 2, threshold: 0 };
  /** A suggestion is worth showing where it is expected to cost less than a label that is given by hand. */
  const worthShowing = (costs.wrong - costs.label) / (costs.wrong - costs.taken);
  const pay = (price: number): void => {
    cost += price;
    typed += price;
  };
  const train = (): void => {
    judge = learn(task, task.labels, taught, seed);
    calibrated = new Calibrated(n, judge, temperatureOf(forward), reasons);
    const now = calibrated;
    const score = (part: Part, power: number, threshold: number): number => {
      const predicted = part.gold.map((_, at) => {
        const { label, p } = best(now.of(part, at, power));
        return p >= threshold ? task.labels[label] : undefined;
      });
      return task.score(part.gold, predicted);
    };
    let dev = -1;
    for (const power of reasons.given.length === 0 ? [0] : votePowers)
      for (const threshold of task.name === 're' ? thresholds : [0]) {
        const found = score(task.dev, power, threshold);
        if (found <= dev + 1e-9) continue;
        dev = found;
        chosen = { power, threshold };
      }
    points.push({
      ...{ labels: taught.length, cost, typed, dev, taken: taken / Math.max(1, shown) },
      test: score(task.test, chosen.power, chosen.threshold),
      reasons: reasons.given.length,
      ...reasons.quality(task.test, classOf),
    });
  };
  const give = (at: number): void => {
    const label = must(gold[at], 'label');
    open.delete(at);
    known.set(at, label);
    if (judge !== undefined) forward.push({ said: judge(pool).slice(at * n, (at + 1) * n), label });
    taught.push({ part: pool, at, label: must(task.labels[label], 'label') });
    since += 1;
    if (since < trainEvery) return;
    since = 0;
    train();
  };
  const pick = (): number => {
    const first = must(open.values().next().value, 'text');
    if (policy.next === 'unexplained') {
      for (const one of open) if (!reasons.isCovered(pool, one)) return one;
      return first;
    }
    if (policy.next === 'any' || calibrated === undefined) return first;
    const now = calibrated;
    const some = shuffled([...open], rng).slice(0, 30);
    const sure = new Map(some.map((at) => [at, best(now.of(pool, at, chosen.power)).p]));
    return must(some.toSorted((a, b) => (sure.get(a) ?? 0) - (sure.get(b) ?? 0))[0], 'text');
  };
  /** What one says of a text and the reasons that are taken for it; then what they match. */
  const explain = (at: number): void => {
    if (policy.reviewed === undefined) return;
    const label = must(gold[at], 'label');
    if (reasons.votes(pool, at, label) > 0) return;
    const found = reasons.offer(at, known, policy.most ?? 1, rng);
    cost += found.length === 0 ? costs.passed : found.length * costs.proposed;
    typed += found.length * costs.typed;
    const fresh = [...new Set(found.flatMap(({ matches }) => matches))].filter((one) => !known.has(one));
    const said = judge?.(pool);
    const doubt = (one: number): number => said?.[one * n + label] ?? 0;
    const ordered = shuffled(fresh, rng).toSorted((a, b) => doubt(a) - doubt(b));
    for (const one of ordered.slice(0, policy.reviewed)) {
      if (gold[one] !== label) pay(costs.passed);
      else {
        pay(costs.taken);
        give(one);
      }
    }
  };
  while (taught.length < until.labels && cost < until.cost && open.size > 0) {
    const at = pick();
    const suggested = calibrated && best(calibrated.of(pool, at, Math.max(1, chosen.power)));
    if (suggested === undefined || suggested.p < worthShowing) pay(costs.label);
    else {
      shown += 1;
      if (suggested.label === gold[at]) {
        pay(costs.taken);
        taken += 1;
      } else if (policy.wrong === 'correct') pay(costs.wrong);
      else {
        pay(costs.passed);
        open.delete(at);
        continue;
      }
    }
    give(at);
    explain(at);
  }
  return points;
}

export function minutes(task: StudyTask, { seed, budget }: Cell, costs: Costs): CellResult {
  const world = new ReasonWorld(task);
  const run = (policies: readonly Policy[], until: { labels: number; cost: number }): Run[] =>
    policies.map((policy) => ({
      policy: { name: policy.name, passes: policy.wrong === 'pass', explains: policy.reviewed !== undefined },
      points: atWork(world, policy, seed, costs, until),
    }));
  return comparison(
    run(labelPolicies, { labels: budget, cost: budget * costs.label }),
    run(reasonPolicies, { labels: 2 * budget, cost: budget * costs.label }),
  );
}
