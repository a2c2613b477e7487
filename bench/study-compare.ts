/**
 * *minutes*: two arms at work, each under a few policies, are compared by what they paid. Dev decides which policy of either counts;
 * the F1 that labels alone have at the end is the mark that both have to reach.
 */
import { must } from '#core/base';
import type { CellResult } from './study-protocols.ts';

/** After a training. */
export interface Point {
  readonly labels: number;
  readonly cost: number;
  /** The same work if each reason were typed. */
  readonly typed: number;
  readonly dev: number;
  readonly test: number;
  readonly taken: number;
  readonly reasons: number;
  readonly coverage: number;
  readonly precision: number;
}

/** The cost at which a run first has the score; `undefined` where it never has. */
function costTo(
  points: readonly Point[],
  score: number,
  on: 'dev' | 'test',
  price: 'cost' | 'typed',
): number | undefined {
  return points.find((point) => point[on] >= score)?.[price];
}

/** Costs at which the curves are read. */
const marks = [20, 40, 60, 80, 100, 120, 140, 160];

export interface Run {
  readonly policy: {
    readonly name: string;
    /** Wrong suggestions are not corrected. */
    readonly passes?: boolean;
    /** The arm with reasons. */
    readonly explains: boolean;
  };
  readonly points: readonly Point[];
}

const end = (points: readonly Point[]): Point => must(points.at(-1), 'point');
const at = (points: readonly Point[], cost: number): number =>
  points.findLast((point) => point.cost <= cost)?.test ?? 0;

/** F1 over all costs at which both arms are still at work. */
const meanOver = (points: readonly Point[]): number => {
  const compared = marks.filter((cost) => cost >= 40 && cost <= 140);
  return compared.reduce((sum, cost) => sum + at(points, cost), 0) / compared.length;
};

/**
 * The best way of labelling alone after all its labels, by dev, sets the mark; of either arm the policy counts that reaches it
 * cheapest on dev, or comes nearest where none does. A run that never gets there costs half more than the longest did: one that passes
 * over what is wrong is soon through its labels, and must not be the cheapest for that.
 */
function compared(labels: readonly Run[], reasons: readonly Run[]) {
  const strongest = must(labels.toSorted((a, b) => end(b.points).dev - end(a.points).dev)[0], 'run');
  const target = end(strongest.points);
  const cheapest = (runs: readonly Run[]): Run => {
    const cost = ({ points }: Run): number => costTo(points, target.dev, 'dev', 'cost') ?? Infinity;
    const order = (a: Run, b: Run): number =>
      cost(a) === cost(b) ? end(b.points).dev - end(a.points).dev : cost(a) - cost(b);
    return must(runs.toSorted(order)[0], 'run');
  };
  const [alone, explained] = [cheapest(labels), cheapest(reasons)];
  const longest = (price: 'cost' | 'typed'): number =>
    Math.max(...[...labels, ...reasons].map(({ points }) => end(points)[price]));
  const paid = ({ points }: Run, price: 'cost' | 'typed'): number =>
    costTo(points, target.test, 'test', price) ?? 1.5 * longest(price);
  return {
    target,
    alone,
    explained,
    minutes: paid(alone, 'cost'),
    withReasons: paid(explained, 'cost'),
    typed: paid(explained, 'typed'),
  };
}

/** The cell of two arms that were at work. */
export function comparison(labels: readonly Run[], reasons: readonly Run[]): CellResult {
  const all = compared(labels, reasons);
  const corrected = compared(
    labels.filter(({ policy }) => policy.passes !== true),
    reasons,
  );
  const last = end(all.explained.points);
  return {
    arms: { reasons: meanOver(all.explained.points), labels: meanOver(all.alone.points) },
    choices: { labels: all.alone.policy.name, reasons: all.explained.policy.name },
    notes: {
      minutesLabels: all.minutes,
      minutesReasons: all.withReasons,
      minutesTyped: all.typed,
      minutesLabelsCorrected: corrected.minutes,
      minutesReasonsCorrected: corrected.withReasons,
      labelsGiven: last.labels,
      reasonsGiven: last.reasons,
      precision: last.precision,
      coverage: last.coverage,
      takenLabels: end(all.alone.points).taken,
      takenReasons: last.taken,
      ...Object.fromEntries(
        marks.flatMap((cost) =>
          [...labels, ...reasons].map(({ policy, points }) => [
            `${policy.explains ? 'reasons' : 'labels'}: ${policy.name}; at ${cost}`,
            at(points, cost),
          ]),
        ),
      ),
    },
  };
}
