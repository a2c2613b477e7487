/**
 * The stretches of text that a region means in the open instance. A region has several *readings* when an anchor phrase
 * occurs several times, and each reading is a union of pieces ("around X" is two). Law: as `toAreas` in
 * `core/explain/evaluate.ts`; an anchor that is missing leaves no reading.
 */
import { type Anchor, type Distance, inRange, type Region, wholePhrase } from '#core/explain';
import { argIndex, type Corpus } from './corpus.ts';
import type { InstanceView } from './instance-view.ts';
import { compileMatcher, SpanBuffer } from './occurrences.ts';

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

export type RegionFinder = (view: InstanceView) => readonly Area[];

const none: readonly never[] = [];

export function compileRegion(region: Region, corpus: Corpus): RegionFinder {
  switch (region.kind) {
    case 'sentence':
      return (view) => [[{ from: 0, to: view.textLength, near: none }]];
    case 'arg': {
      const arg = argIndex[region.arg];
      return (view) =>
        view.argFrom(arg) < 0 ? none : [[{ from: view.argFrom(arg), to: view.argTo(arg), near: none }]];
    }
    case 'side': {
      const { side, within } = region;
      const anchors = compileAnchor(region.of, corpus);
      return (view) =>
        anchors(view).map(({ from, to }) => {
          const near = within === undefined ? none : [{ from, to, within }];
          const left = { from: 0, to: from, near };
          const right = { from: to, to: view.textLength, near };
          return side === 'around' ? [left, right] : [side === 'left' ? left : right];
        });
    }
    case 'between': {
      const { within } = region;
      const anchorsA = compileAnchor(region.a, corpus);
      const anchorsB = compileAnchor(region.b, corpus);
      return (view) => {
        const areas: Area[] = [];
        for (const a of anchorsA(view)) {
          for (const b of anchorsB(view)) {
            if (a.to > b.from && b.to > a.from) continue;
            const [first, second] = a.to <= b.from ? [a, b] : [b, a];
            const near = within === undefined ? none : [nearTo(first, within), nearTo(second, within)];
            areas.push([{ from: first.to, to: second.from, near }]);
          }
        }
        return areas;
      };
    }
    case 'both': {
      const parts = region.of.map((part) => compileRegion(part, corpus));
      return (view) =>
        parts
          .map((part) => part(view))
          .reduce((left, right) => left.flatMap((a) => right.map((b) => intersection(a, b))));
    }
    default:
      return region satisfies never;
  }
}

/** Does the span lie inside the area, and as far from its anchors as they ask? */
export function isInside(area: Area, from: number, to: number, view: InstanceView): boolean {
  for (const piece of area) {
    if (from < piece.from || to > piece.to) continue;
    let kept = true;
    for (const near of piece.near) {
      const { within } = near;
      kept &&= inRange(view.distance(from, to, near.from, near.to, within.unit), within);
    }
    if (kept) return true;
  }
  return false;
}

interface AnchorSpan {
  readonly from: number;
  readonly to: number;
}

function compileAnchor(anchor: Anchor, corpus: Corpus): (view: InstanceView) => readonly AnchorSpan[] {
  switch (anchor.kind) {
    case 'arg': {
      const arg = argIndex[anchor.arg];
      const whole = anchor.whole === true;
      return (view) => {
        if (view.argFrom(arg) < 0) return none;
        const span = { from: view.argFrom(arg), to: view.argTo(arg) };
        return [whole ? wholePhrase(view.text, span) : span];
      };
    }
    case 'phrase': {
      const find = compileMatcher({ kind: 'phrase', texts: [anchor.text], match: 'word' }, corpus);
      const found = new SpanBuffer();
      return (view) => {
        find(view, found);
        return Array.from({ length: found.length }, (_, k) => ({
          from: found.from[k] ?? 0,
          to: found.to[k] ?? 0,
        }));
      };
    }
    case 'edge': {
      const atStart = anchor.edge === 'start';
      return (view) => (atStart ? [{ from: 0, to: 0 }] : [{ from: view.textLength, to: view.textLength }]);
    }
    default:
      return anchor satisfies never;
  }
}

function nearTo(anchor: AnchorSpan, within: Distance): Near {
  return { from: anchor.from, to: anchor.to, within };
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
