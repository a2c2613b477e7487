/**
 * The protocols of `npm run study` (methods.md §7): each measures one cell, a seed and a budget, of labels with reasons against
 * labels alone. Whatever is chosen (threshold of "Other", power of votes, whether weak labels teach, how many reasons) is chosen on
 * dev; test gold is read by `score` alone, once per arm, after all choices.
 */
import { createRng, must, type Rng, shuffled } from '#core/base';
import { decide, type Judge, learn, type Part, type StudyTask, type Taught } from './study-task.ts';

export interface Costs {
  readonly label: number;
  readonly typed: number;
  readonly proposed: number;
  readonly taken: number;
  readonly wrong: number;
  readonly passed: number;
}

export const usualCosts: Costs = { label: 1, typed: 1, proposed: 0.2, taken: 0.25, wrong: 1.2, passed: 0.1 };

export interface Cell {
  readonly protocol: 'paper' | 'strong' | 'rare' | 'minutes';
  readonly budget: number;
  readonly seed: number;
  /** rare: which relation. */
  readonly relation?: string;
}

/** F1 by arm, what was chosen on dev, and what explains the figures. */
export interface CellResult {
  readonly arms: Readonly<Record<string, number>>;
  readonly choices: Readonly<Record<string, string | number>>;
  readonly notes: Readonly<Record<string, number>>;
}

export function measure(task: StudyTask, cell: Cell, costs: Costs): CellResult {
  switch (cell.protocol) {
    case 'paper':
    case 'strong':
      return equalCost(task, cell);
    case 'rare':
      return rare(task, cell, costs);
    case 'minutes':
      return minutes(task, cell, costs);
    default:
      return cell.protocol satisfies never;
  }
}

const thresholds = [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];
const votePowers = [0, 1, 2, 3];

interface Chosen {
  readonly threshold: number;
  readonly power: number;
  readonly dev: number;
}

/** Threshold of "Other" and power of votes by dev's score. */
function choose(task: StudyTask, judge: Judge, labelOf: ReadonlyMap<number, string>): Chosen {
  let best: Chosen = { threshold: 0, power: 0, dev: Number.NEGATIVE_INFINITY };
  for (const power of labelOf.size === 0 ? [0] : votePowers) {
    const said = decide(task.labels, task.dev, judge(task.dev), { power, labelOf });
    for (const threshold of task.name === 're' ? thresholds : [0]) {
      const predicted = said.map(({ label, p }) => (p >= threshold ? label : undefined));
      const dev = task.score(task.dev.gold, predicted);
      if (dev > best.dev + 1e-9) best = { threshold, power, dev };
    }
  }
  return best;
}

function testScore(
  task: StudyTask,
  judge: Judge,
  { threshold, power }: Chosen,
  labelOf: ReadonlyMap<number, string>,
) {
  const said = decide(task.labels, task.test, judge(task.test), { power, labelOf });
  return task.score(
    task.test.gold,
    said.map(({ label, p }) => (p >= threshold ? label : undefined)),
  );
}

const none: ReadonlyMap<number, string> = new Map();

/** Instances of a part that some of these rules match, with the label most of them speak for. */
function covered(part: Part, labelOf: ReadonlyMap<number, string>): { at: number; label: string }[] {
  return part.matches.flatMap((rules, at) => {
    const counts = new Map<string, number>();
    for (const rule of rules) {
      const label = labelOf.get(rule);
      if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const best = [...counts].sort((a, b) => b[1] - a[1])[0];
    return best === undefined ? [] : [{ at, label: best[0] }];
  });
}

/** Weak examples that together weigh half of the gold ones. */
function weakly(
  part: Part,
  some: readonly { at: number; label: string }[],
  gold: number,
  rng: Rng,
): Taught[] {
  const drawn = shuffled(some, rng).slice(0, 400);
  const weight = (0.5 * gold) / Math.max(drawn.length, gold);
  return drawn.map(({ at, label }) => ({ part, at, label, weight }));
}

/** The pool's surest fifth, by what the model says of it. */
function surest(task: StudyTask, judge: Judge): { at: number; label: string }[] {
  const said = decide(task.labels, task.pool, judge(task.pool), { power: 0, labelOf: none });
  return said
    .map(({ label, p }, at) => ({ at, label, p }))
    .sort((a, b) => b.p - a.p)
    .slice(0, said.length / 5);
}

/** k labels with reasons against 2k labels: the paper's comparison; *strong* gives both arms the unlabelled text. */
function equalCost(task: StudyTask, { protocol, budget, seed }: Cell): CellResult {
  const rng = createRng(seed);
  const order = shuffled(
    task.explained.gold.map((_, i) => i),
    rng,
  ).slice(0, budget);
  const gold: Taught[] = order.map((at) => ({
    part: task.explained,
    at,
    label: must(task.explained.gold[at], 'label'),
  }));
  const labelOf = new Map(gold.map(({ at, label }) => [at, label]));
  const related = task.pool.gold.flatMap((label, at) => (task.labels.includes(label) ? [at] : []));
  const doubled: Taught[] = shuffled(related, rng)
    .slice(0, 2 * budget)
    .map((at) => ({ part: task.pool, at, label: must(task.pool.gold[at], 'label') }));
  const hit = covered(task.pool, labelOf);
  const plain = (taught: readonly Taught[]): Judge => learn(task, task.labels, taught, seed);
  const taughtBySelf = (taught: readonly Taught[]): Judge => {
    const first = plain(taught);
    return plain([...taught, ...weakly(task.pool, surest(task, first), taught.length, createRng(seed + 1))]);
  };
  const candidates = (taught: readonly Taught[], rules: boolean): [string, Judge][] => [
    ['none', plain(taught)],
    ...(rules
      ? [
          ['strict', plain([...taught, ...weakly(task.pool, hit, taught.length, createRng(seed + 2))])] as [
            string,
            Judge,
          ],
        ]
      : []),
    ...(protocol === 'strong' ? [['self', taughtBySelf(taught)] as [string, Judge]] : []),
  ];
  const arm = (taught: readonly Taught[], rules: boolean) => {
    const tried = candidates(taught, rules).map(([name, judge]) => ({
      name,
      judge,
      chosen: choose(task, judge, rules ? labelOf : none),
    }));
    const best = must(tried.toSorted((a, b) => b.chosen.dev - a.chosen.dev)[0], 'candidate');
    return {
      name: best.name,
      chosen: best.chosen,
      f1: testScore(task, best.judge, best.chosen, rules ? labelOf : none),
    };
  };
  const [reasons, labels, alone] = [arm(gold, true), arm(doubled, false), arm(gold, false)];
  const right = hit.filter(({ at, label }) => task.pool.gold[at] === label).length;
  return {
    arms: { reasons: reasons.f1, labels: labels.f1, 'k labels alone': alone.f1 },
    choices: {
      reasonsTeach: reasons.name,
      reasonsPower: reasons.chosen.power,
      reasonsThreshold: reasons.chosen.threshold,
      labelsTeach: labels.name,
      labelsThreshold: labels.chosen.threshold,
    },
    notes: {
      coverage: hit.length / Math.max(1, task.pool.gold.length),
      precision: right / Math.max(1, hit.length),
      labelsWithRules: new Set(labelOf.values()).size,
    },
  };
}

const batch = 10;

/** F1 over cost in the real loop: suggestions are taken or corrected, reasons are typed or taken from proposals. */
function minutes(task: StudyTask, { seed, budget }: Cell, costs: Costs): CellResult {
  const related = task.pool.gold.flatMap((label, at) => (task.labels.includes(label) ? [at] : []));
  const labelsOnly = run(task, related, seed, budget, 0, costs);
  const target = must(labelsOnly.at(-1), 'point');
  const chosenBy = (points: readonly Point[]) =>
    timeTo(points, must(labelsOnly.at(-1), 'point').dev, 'dev', 'typed');
  const tried = [10, 25, 50]
    .filter((reasons) => reasons <= task.explained.gold.length)
    .map((reasons) => ({ reasons, points: run(task, related, seed, budget, reasons, costs) }));
  const best = must(tried.toSorted((a, b) => chosenBy(a.points) - chosenBy(b.points))[0], 'run');
  const typed = timeTo(best.points, target.test, 'test', 'typed');
  const proposed = timeTo(best.points, target.test, 'test', 'proposed');
  const last = must(best.points.at(-1), 'point');
  return {
    arms: { reasons: last.test, labels: target.test },
    choices: { reasons: best.reasons },
    notes: {
      minutesLabels: target.typed,
      minutesTyped: typed,
      minutesProposed: proposed,
      ratioTyped: typed / target.typed,
      ratioProposed: proposed / target.typed,
      takenLabels: target.taken,
      takenReasons: last.taken,
    },
  };
}

interface Point {
  readonly typed: number;
  readonly proposed: number;
  readonly dev: number;
  readonly test: number;
  /** Share of the labels that were a suggestion taken. */
  readonly taken: number;
}

/** The cost at which a run first has the score; that of its end and half again where it never has. */
function timeTo(
  points: readonly Point[],
  score: number,
  on: 'dev' | 'test',
  price: 'typed' | 'proposed',
): number {
  const first = points.find((point) => point[on] >= score);
  return first === undefined ? 1.5 * (points.at(-1)?.[price] ?? 0) : first[price];
}

function run(
  task: StudyTask,
  related: readonly number[],
  seed: number,
  budget: number,
  reasons: number,
  costs: Costs,
): Point[] {
  const rng = createRng(seed).fork(reasons);
  const explained = shuffled(
    task.explained.gold.map((_, i) => i),
    createRng(seed),
  ).slice(0, reasons);
  const open = new Set(related);
  const taught: Taught[] = [];
  const labelOf = new Map<number, string>();
  const points: Point[] = [];
  let [base, typedReasons, taken] = [0, 0, 0];
  let judge: Judge | undefined;
  let chosen: Chosen = { threshold: 0, power: 0, dev: 0 };
  const pay = (part: Part, at: number, label: string): void => {
    const said = judge && decide(task.labels, part, judge(part), { power: chosen.power, labelOf })[at];
    // Suggestions are shown from an even chance on.
    if (said === undefined || said.p < 0.5) base += costs.label;
    else if (said.label === label) {
      base += costs.taken;
      taken += 1;
    } else base += costs.wrong;
  };
  while (taught.length < budget) {
    for (let i = 0; i < batch; i++) {
      const next = explained[taught.length];
      if (next !== undefined) {
        const label = must(task.explained.gold[next], 'label');
        pay(task.explained, next, label);
        typedReasons += 1;
        labelOf.set(next, label);
        taught.push({ part: task.explained, at: next, label });
        continue;
      }
      const some = shuffled([...open], rng).slice(0, 30);
      const said =
        judge && decide(task.labels, task.pool, judge(task.pool), { power: chosen.power, labelOf });
      // The most uncertain of thirty: of all, outliers would be chosen.
      const at =
        said === undefined ? some[0] : some.toSorted((a, b) => (said[a]?.p ?? 0) - (said[b]?.p ?? 0))[0];
      if (at === undefined) return points;
      open.delete(at);
      const label = must(task.pool.gold[at], 'label');
      pay(task.pool, at, label);
      taught.push({ part: task.pool, at, label });
    }
    judge = learn(task, task.labels, taught, seed);
    chosen = choose(task, judge, labelOf);
    points.push({
      typed: base + typedReasons * costs.typed,
      proposed: base + typedReasons * costs.proposed,
      dev: chosen.dev,
      test: testScore(task, judge, chosen, labelOf),
      taken: taken / taught.length,
    });
  }
  return points;
}

/** One relation against all other sentences; both arms pay for what they read. */
function rare(task: StudyTask, { seed, budget, relation = '' }: Cell, costs: Costs): CellResult {
  const is = (label: string): boolean => label.startsWith(`${relation}(`);
  const labels = ['other', relation];
  const explained = shuffled(
    task.explained.gold.flatMap((label, at) => (is(label) ? [at] : [])),
    createRng(seed),
  );
  const arm = (withReasons: boolean) => {
    const first = must(explained[0], 'positive');
    const taught: Taught[] = [{ part: task.explained, at: first, label: relation }];
    const labelOf = new Map<number, string>();
    const open = new Set(task.pool.gold.keys());
    const rng = createRng(seed);
    let [cost, found, used] = [1, 1, 0];
    const explain = (): void => {
      const reason = explained[used];
      if (!withReasons || reason === undefined) return;
      used += 1;
      cost += costs.typed;
      labelOf.set(reason, relation);
    };
    const read = (at: number): void => {
      open.delete(at);
      const positive = is(must(task.pool.gold[at], 'label'));
      cost += positive ? costs.label : 0.3;
      taught.push({ part: task.pool, at, label: positive ? relation : 'other' });
      if (!positive) return;
      found += 1;
      // A reason with the first positives, then with every fourth: later ones say little that is new.
      if (found <= 4 || found % 4 === 0) explain();
    };
    explain();
    for (const at of shuffled([...open], rng).slice(0, 5)) read(at);
    let judge = learn(task, labels, taught, seed);
    while (cost < budget && open.size > 0) {
      const said = decide(labels, task.pool, judge(task.pool), { power: withReasons ? 3 : 0, labelOf });
      const by = (rank: (p: number) => number) =>
        [...open].sort((a, b) => rank(said[b]?.ps[1] ?? 0) - rank(said[a]?.ps[1] ?? 0));
      const likely = by((p) => p).slice(0, 5);
      const unsure = by((p) => -Math.abs(p - 0.5))
        .filter((at) => !likely.includes(at))
        .slice(0, 3);
      for (const at of [...likely, ...unsure]) if (cost < budget) read(at);
      judge = learn(task, labels, taught, seed);
    }
    const f1 = (part: Part, power: number, threshold: number): number => {
      const all = decide(labels, part, judge(part), { power, labelOf });
      let [right, predicted, gold] = [0, 0, 0];
      all.forEach(({ ps }, i) => {
        const positive = is(part.gold[i] ?? '');
        const says = (ps[1] ?? 0) >= threshold;
        if (positive) gold += 1;
        if (says) predicted += 1;
        if (positive && says) right += 1;
      });
      return predicted + gold === 0 ? 0 : (200 * right) / (predicted + gold);
    };
    let best = { power: 0, threshold: 0.5, dev: -1 };
    for (const power of withReasons ? votePowers : [0])
      for (const threshold of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
        const dev = f1(task.dev, power, threshold);
        if (dev > best.dev) best = { power, threshold, dev };
      }
    return { f1: f1(task.test, best.power, best.threshold), best, found, used };
  };
  const [reasons, alone] = [arm(true), arm(false)];
  return {
    arms: { reasons: reasons.f1, labels: alone.f1 },
    choices: {
      power: reasons.best.power,
      threshold: reasons.best.threshold,
      labelsThreshold: alone.best.threshold,
    },
    notes: { foundReasons: reasons.found, foundLabels: alone.found, reasons: reasons.used },
  };
}
