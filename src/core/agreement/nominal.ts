/**
 * Agreement on things that are the same for everybody (texts, aspects, pairs of entities, tokens) and get one label each.
 * Both coefficients are counted from tables that add up over texts.
 */
import { PairCounts } from './counts.ts';
import type { Figure } from './figure.ts';

/** How often one person said this where the other said that. */
export function contingency(pairs: Iterable<readonly [string, string]>): PairCounts {
  const counts = new PairCounts();
  for (const [a, b] of pairs) counts.add(a, b);
  return counts;
}

/** Cohen (1960): agreement of two people beyond what their own habits would give by chance. */
export function cohenKappa(table: PairCounts): Figure {
  const [first, second] = [new Map<string, number>(), new Map<string, number>()];
  let units = 0;
  let same = 0;
  for (const [a, b, count] of table.cells()) {
    first.set(a, (first.get(a) ?? 0) + count);
    second.set(b, (second.get(b) ?? 0) + count);
    units += count;
    if (a === b) same += count;
  }
  if (units === 0) return { why: 'no-units', units };
  let chance = 0;
  for (const [label, count] of first) chance += (count / units) * ((second.get(label) ?? 0) / units);
  if (chance >= 1) return { why: 'no-variation', units };
  return { value: (same / units - chance) / (1 - chance), units };
}

/**
 * The coincidence matrix of Krippendorff (2004): each unit's values are paired with each other, weighted so that a unit
 * counts for as many values as it has. Units with fewer than two values say nothing and are left out.
 */
export function coincidences(units: Iterable<readonly string[]>): PairCounts {
  const counts = new PairCounts();
  for (const values of units) {
    if (values.length < 2) continue;
    const weight = 1 / (values.length - 1);
    values.forEach((a, i) => {
      values.forEach((b, j) => {
        if (i !== j) counts.add(a, b, weight);
      });
    });
  }
  return counts;
}

/** Krippendorff's α for nominal values (2004), of any number of people, with values missing or not. `units`: how many. */
export function krippendorffAlpha(table: PairCounts, units: number): Figure {
  const totals = new Map<string, number>();
  let n = 0;
  let different = 0;
  for (const [a, b, count] of table.cells()) {
    totals.set(a, (totals.get(a) ?? 0) + count);
    n += count;
    if (a !== b) different += count;
  }
  if (units === 0 || n === 0) return { why: 'no-units', units };
  let expected = n * n;
  for (const total of totals.values()) expected -= total * total;
  if (totals.size < 2) return { why: 'no-variation', units };
  return { value: 1 - ((n - 1) * different) / expected, units };
}
