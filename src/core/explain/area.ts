/**
 * The stretches of text that a region means, once its anchors are found. A region has several *readings* where an anchor phrase
 * occurs several times, and each reading is a union of pieces ("around X" is two).
 */
import type { Span } from '#core/text';
import type { Distance, Region } from './logical-form.ts';

/** A distance that a span inside a piece has to keep from an anchor. */
export interface Near {
  readonly from: number;
  readonly to: number;
  readonly within: Distance;
}

export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly near: readonly Near[];
}

export type Area = readonly Piece[];

const none: readonly never[] = [];

function nearTo({ from, to }: Span, within: Distance | undefined): readonly Near[] {
  return within === undefined ? none : [{ from, to, within }];
}

/** `end`: of the text. */
export function areaBeside(
  anchor: Span,
  { side, within }: Extract<Region, { readonly kind: 'side' }>,
  end: number,
): Area {
  const near = nearTo(anchor, within);
  const left = { from: 0, to: anchor.from, near };
  const right = { from: anchor.to, to: end, near };
  return side === 'around' ? [left, right] : [side === 'left' ? left : right];
}

/** One for each two anchors that do not overlap, in whatever order they stand. */
export function areasBetween(
  some: readonly Span[],
  others: readonly Span[],
  within: Distance | undefined,
): readonly Area[] {
  const areas: Area[] = [];
  for (const a of some) {
    for (const b of others) {
      if (a.to > b.from && b.to > a.from) continue;
      const [first, second] = a.to <= b.from ? [a, b] : [b, a];
      areas.push([
        { from: first.to, to: second.from, near: [...nearTo(first, within), ...nearTo(second, within)] },
      ]);
    }
  }
  return areas;
}

/** What every region of several has in common: each reading of one with each of the others. */
export function areasInAll(regions: readonly (readonly Area[])[]): readonly Area[] {
  return regions.reduce((left, right) => left.flatMap((a) => right.map((b) => intersection(a, b))));
}

function intersection(a: Area, b: Area): Area {
  return a.flatMap((p) =>
    b
      .map((q) => ({
        from: Math.max(p.from, q.from),
        to: Math.min(p.to, q.to),
        near: [...p.near, ...q.near],
      }))
      .filter((piece) => piece.from <= piece.to),
  );
}
