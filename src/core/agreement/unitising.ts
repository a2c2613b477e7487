/**
 * α of unitising (Krippendorff 1995; 2004, section 11.6): how alike people cut spans out of a text, for any number of people.
 * It is 1 where all spans are the same, and falls with the square of what lies between their borders.
 *
 * Each label is judged by itself: a person's text is a row of units (spans of that label) and gaps. Several texts are one
 * continuum; no unit and no gap goes on from one text into the next.
 */
import { normalSpans } from '#core/project';
import type { Span } from '#core/text';
import type { Figure } from './figure.ts';

/** Of one label in one text: what the coefficient needs, to be added up over texts. */
export interface UnitisingCounts {
  /** Length of the text. */
  readonly length: number;
  readonly people: number;
  /** Sum of the squared differences over ordered pairs of people. */
  readonly observed: number;
  /** Lengths of all people's units and gaps. */
  readonly units: readonly number[];
  readonly gaps: readonly number[];
}

interface Section extends Span {
  readonly isUnit: boolean;
}

/** `spans`: of each person, those of the label; what overlaps is one unit. */
export function countUnits(spans: readonly (readonly Span[])[], length: number): UnitisingCounts {
  const rows = spans.map((own) => sectionsOf(own, length));
  let observed = 0;
  rows.forEach((row, i) => {
    rows.forEach((other, j) => {
      if (i !== j) observed += between(row, other);
    });
  });
  const lengths = (isUnit: boolean): number[] =>
    rows.flat().flatMap((section) => (section.isUnit === isUnit ? [section.to - section.from] : []));
  return { length, people: spans.length, observed, units: lengths(true), gaps: lengths(false) };
}

function sectionsOf(spans: readonly Span[], length: number): Section[] {
  const row: Section[] = [];
  let at = 0;
  for (const { from, to } of normalSpans(spans)) {
    if (from > at) row.push({ from: at, to: from, isUnit: false });
    row.push({ from, to, isUnit: true });
    at = to;
  }
  if (at < length) row.push({ from: at, to: length, isUnit: false });
  return row;
}

/** Sum of the differences of all sections that meet, in one pass over both rows. */
function between(a: readonly Section[], b: readonly Section[]): number {
  let sum = 0;
  let [i, j] = [0, 0];
  for (;;) {
    const [x, y] = [a[i], b[j]];
    if (x === undefined || y === undefined) return sum;
    sum += difference(x, y);
    if (x.to <= y.to) i++;
    if (y.to <= x.to) j++;
  }
}

function difference(a: Section, b: Section): number {
  if (a.isUnit && b.isUnit) return (a.from - b.from) ** 2 + (a.to - b.to) ** 2;
  if (a.isUnit && a.from >= b.from && a.to <= b.to) return (a.to - a.from) ** 2;
  if (b.isUnit && b.from >= a.from && b.to <= a.to) return (b.to - b.from) ** 2;
  return 0;
}

/** Of one label over all texts; `units` and `gaps`: how many there are of each length, the longest first. */
export interface UnitisingSums {
  readonly length: number;
  readonly people: number;
  readonly observed: number;
  readonly units: readonly (readonly [length: number, count: number])[];
  readonly gaps: readonly (readonly [length: number, count: number])[];
}

/** Of several texts. */
export function sumUnits(texts: readonly UnitisingCounts[]): UnitisingSums {
  const counted = (lengths: readonly number[]): [number, number][] => {
    const counts = new Map<number, number>();
    for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => b - a);
  };
  return {
    length: texts.reduce((sum, text) => sum + text.length, 0),
    people: Math.max(0, ...texts.map((text) => text.people)),
    observed: texts.reduce((sum, text) => sum + text.observed, 0),
    units: counted(texts.flatMap((text) => text.units)),
    gaps: counted(texts.flatMap((text) => text.gaps)),
  };
}

/**
 * Observed and expected disagreement of one label. Expected: every unit laid over every other one, and into every gap that
 * holds it, in all ways there are.
 */
export function unitisingDisagreement({ length, people, observed, units, gaps }: UnitisingSums): {
  readonly observed: number;
  readonly expected: number;
} {
  const count = units.reduce((sum, [, n]) => sum + n, 0);
  if (people < 2 || length === 0 || count === 0) return { observed: 0, expected: 0 };
  let placements = 0;
  let repeated = 0;
  // Gaps from the longest on, so that each length of unit goes on where a longer one ended.
  let [next, held, heldLength] = [0, 0, 0];
  for (const [unit, n] of units) {
    for (; next < gaps.length; next++) {
      const [gap, times] = gaps[next] ?? [0, 0];
      if (gap < unit) break;
      held += times;
      heldLength += gap * times;
    }
    placements += n * ((count - 1) / 3) * (2 * unit ** 3 - 3 * unit ** 2 + unit);
    placements += n * unit ** 2 * (heldLength - held * (unit - 1));
    repeated += n * unit * (unit - 1);
  }
  const all = people * length;
  return {
    observed: observed / (people * (people - 1) * length ** 2),
    expected: ((2 / length) * placements) / (all * (all - 1) - repeated),
  };
}

/** α over labels, each by itself. Units: spans of all people. */
export function unitisingAlpha(labels: readonly UnitisingSums[]): Figure {
  let [observed, expected, units] = [0, 0, 0];
  for (const label of labels) {
    const own = unitisingDisagreement(label);
    observed += own.observed;
    expected += own.expected;
    units += label.units.reduce((sum, [, n]) => sum + n, 0);
  }
  if (units === 0) return { why: 'no-units', units };
  if (expected === 0) return { why: 'no-variation', units };
  return { value: 1 - observed / expected, units };
}
