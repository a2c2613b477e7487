/**
 * The protocols of `npm run study` (methods.md §7): each measures one cell, a seed and a budget, of labels with reasons against
 * labels alone. Whatever is chosen (threshold of "Other", power of votes, whether weak labels teach, how many reasons) is chosen on
 * dev; test gold is read by `score` alone, once per arm, after all choices.
 */
import { createRng, must, type Rng, shuffled } from '#core/base';
import { minutes } from './study-loop.ts';
import { rare } from './study-rare.ts';
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

/** Instances of a part that some of these rules match, with the label most of them vote for. */
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
