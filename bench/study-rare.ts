/**
 * *rare*: one relation against all other sentences, at the prevalence that it has; one positive is known at the start. Both arms pay
 * for what they read. Labels alone: the model chooses. Labels with reasons: what reasons match is read first, those with most votes
 * and those that the model doubts in turn; then the model and the reasons choose together. The policy of either arm, the power of
 * votes and the threshold are chosen on dev.
 */
import { createRng, must, shuffled } from '#core/base';
import type { Cell, CellResult, Costs } from './study-protocols.ts';
import { ReasonWorld } from './study-reasons.ts';
import { type Judge, learn, type Part, type StudyTask, type Taught } from './study-task.ts';

interface RarePolicy {
  readonly name: string;
  /** Of eight texts (later sixteen, then 32) that are read before the model learns: so many likely ones, so many doubtful ones; the others by reasons. */
  readonly likely: number;
  readonly unsure: number;
  readonly byReasons?: number;
  /** Reasons taken for one text at most. */
  readonly most?: number;
}

const labelPolicies: readonly RarePolicy[] = [
  { name: '5 likely, 3 unsure', likely: 5, unsure: 3 },
  { name: '2 likely, 6 unsure', likely: 2, unsure: 6 },
];
const reasonPolicies: readonly RarePolicy[] = [
  { name: '4 by reasons', likely: 2, unsure: 2, byReasons: 4, most: 3 },
  { name: 'votes only', likely: 5, unsure: 3, byReasons: 0, most: 3 },
];
const votePowers = [0, 1, 2, 3, 4.5];
const thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const negative = 0.3;
/** Nats that a reason counts while texts are chosen. */
const searching = 3;

interface Mark {
  readonly cost: number;
  readonly dev: number;
  readonly test: number;
  readonly found: number;
  readonly reasons: number;
  readonly coverage: number;
  readonly precision: number;
}

function search(
  world: ReasonWorld,
  relation: string,
  policy: RarePolicy,
  seed: number,
  costs: Costs,
  marks: readonly number[],
): Mark[] {
  const { task } = world;
  const { pool } = task;
  const labels = ['other', relation];
  const classOf = (label: string): number => (label.startsWith(`${relation}(`) ? 1 : 0);
  const gold = pool.gold.map(classOf);
  const reasons = world.session(classOf, 2);
  const rng = createRng(seed).fork(1);
  const order = shuffled([...gold.keys()], createRng(seed).fork(2));
  const first = must(
    order.find((at) => gold[at] === 1),
    'positive',
  );
  const open = new Set(order);
  const known = new Map<number, number>();
  const taught: Taught[] = [];
  const reached: Mark[] = [];
  let [cost, found] = [0, 0];
  let judge: Judge | undefined;
  const explain = (at: number): void => {
    if (policy.most === undefined) return;
    const given = reasons.offer(at, known, policy.most, rng);
    cost += given.length === 0 ? costs.passed : given.length * costs.proposed;
  };
  const read = (at: number): void => {
    open.delete(at);
    const label = must(gold[at], 'label');
    known.set(at, label);
    cost += label === 1 ? costs.label : negative;
    taught.push({ part: pool, at, label: must(labels[label], 'label') });
    if (label !== 1) return;
    found += 1;
    if (reasons.votes(pool, at, 1) === 0) explain(at);
  };
  const scoreOf = (part: Part, at: number, power: number): number => {
    const said = judge?.(part);
    const odds = said === undefined ? 0 : (said[2 * at + 1] ?? 0) - (said[2 * at] ?? 0);
    const votes = power === 0 ? 0 : reasons.votes(part, at, 1);
    return 1 / (1 + Math.exp(-odds - (votes === 0 ? 0 : power * (1 + 0.5 * (votes - 1)))));
  };
  const f1 = (part: Part, power: number, threshold: number): number => {
    let [right, said, all] = [0, 0, 0];
    part.gold.forEach((label, at) => {
      const positive = classOf(label) === 1;
      const says = scoreOf(part, at, power) >= threshold;
      if (positive) all += 1;
      if (says) said += 1;
      if (positive && says) right += 1;
    });
    return said + all === 0 ? 0 : (200 * right) / (said + all);
  };
  const measure = (): Mark => {
    let best = { power: 0, threshold: 0.5, dev: -1 };
    for (const power of reasons.given.length > 0 ? votePowers : [0])
      for (const threshold of thresholds) {
        const dev = f1(task.dev, power, threshold);
        if (dev > best.dev) best = { power, threshold, dev };
      }
    return {
      ...{ cost, dev: best.dev, found, reasons: reasons.given.length },
      test: f1(task.test, best.power, best.threshold),
      ...reasons.quality(task.test, (label) => classOf(label)),
    };
  };
  read(first);
  for (const at of order.filter((one) => open.has(one)).slice(0, 5)) read(at);
  const left = [...marks];
  while (left.length > 0) {
    judge = learn(task, labels, taught, seed);
    while (left.length > 0 && (cost >= must(left[0], 'mark') || open.size === 0)) {
      left.shift();
      reached.push(measure());
    }
    const unread = [...open].map((at) => ({
      at,
      p: scoreOf(pool, at, policy.most === undefined ? 0 : searching),
      votes: reasons.votes(pool, at, 1),
    }));
    const chosen = new Set<number>();
    const take = (count: number, rank: (one: (typeof unread)[number]) => number): void => {
      let wanted = count;
      for (const { at } of unread.toSorted((a, b) => rank(b) - rank(a))) {
        if (wanted === 0) break;
        if (chosen.has(at)) continue;
        chosen.add(at);
        wanted -= 1;
      }
    };
    const matched = unread.filter(({ votes }) => votes > 0);
    // The more is known, the less does one lesson change it.
    const many = cost < 50 ? 1 : cost < 100 ? 2 : 4;
    const byReasons = Math.min(many * (policy.byReasons ?? 0), matched.length);
    // Matches that the model does not believe in say most, be they right or wrong.
    for (const { at } of matched.toSorted((a, b) => a.p - b.p).slice(0, byReasons)) chosen.add(at);
    take(many * (policy.likely + (policy.byReasons ?? 0)) - byReasons, ({ p }) => p);
    take(many * policy.unsure, ({ p }) => -Math.abs(p - 0.5));
    for (const at of chosen) if (cost < (left[0] ?? 0)) read(at);
  }
  return reached;
}

/** All budgets of one search are its marks: it is done once. */
interface Searched {
  readonly labels: readonly Mark[][];
  readonly reasons: readonly Mark[][];
}
const searched = new WeakMap<StudyTask, Map<string, Searched>>();
const worlds = new WeakMap<StudyTask, ReasonWorld>();

export function rare(task: StudyTask, { seed, budget, relation = '' }: Cell, costs: Costs): CellResult {
  // In a small pool (a smoke run) there is no way to spend much.
  const marks = [25, 50, 100, 200].filter((mark) => mark <= Math.max(budget, task.pool.gold.length / 10));
  const world = worlds.get(task) ?? new ReasonWorld(task);
  worlds.set(task, world);
  const key = JSON.stringify([seed, relation, costs, marks]);
  const run = (policies: readonly RarePolicy[]) =>
    policies.map((policy) => search(world, relation, policy, seed, costs, marks));
  const known = searched.get(task) ?? new Map<string, Searched>();
  searched.set(task, known);
  const both = known.get(key) ?? { labels: run(labelPolicies), reasons: run(reasonPolicies) };
  known.set(key, both);
  const place = marks.indexOf(budget);
  const best = (runs: readonly Mark[][]) => {
    const points = runs.map((points) => must(points[place], 'mark'));
    const chosen = points.reduce((a, b, i) => (b.dev > must(points[a], 'point').dev ? i : a), 0);
    return { chosen, point: must(points[chosen], 'point') };
  };
  const [labels, reasons] = [best(both.labels), best(both.reasons)];
  return {
    arms: { reasons: reasons.point.test, labels: labels.point.test },
    choices: {
      labels: must(labelPolicies[labels.chosen], 'policy').name,
      reasons: must(reasonPolicies[reasons.chosen], 'policy').name,
    },
    notes: {
      foundReasons: reasons.point.found,
      foundLabels: labels.point.found,
      reasons: reasons.point.reasons,
      coverage: reasons.point.coverage,
      precision: reasons.point.precision,
      ...Object.fromEntries(
        [...both.labels, ...both.reasons].map((points, i) => [
          [...labelPolicies, ...reasonPolicies][i]?.name ?? '',
          points[place]?.test ?? 0,
        ]),
      ),
    },
  };
}
