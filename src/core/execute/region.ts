/** The readings of a region in the open instance. Law: as `toAreas` in `core/explain/evaluate.ts`; an anchor that is missing leaves none. */
import {
  type Anchor,
  type Area,
  areaBeside,
  areasBetween,
  areasInAll,
  inRange,
  type Region,
  wholePhrase,
} from '#core/explain';
import type { Span } from '#core/text';
import { argIndex, type Corpus } from './corpus.ts';
import type { InstanceView } from './instance-view.ts';
import { compileMatcher, SpanBuffer } from './occurrences.ts';

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
      const anchors = compileAnchor(region.of, corpus);
      return (view) => anchors(view).map((anchor) => areaBeside(anchor, region, view.textLength));
    }
    case 'between': {
      const { within } = region;
      const [some, others] = [compileAnchor(region.a, corpus), compileAnchor(region.b, corpus)];
      return (view) => areasBetween(some(view), others(view), within);
    }
    case 'both': {
      const parts = region.of.map((part) => compileRegion(part, corpus));
      return (view) => areasInAll(parts.map((part) => part(view)));
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

function compileAnchor(anchor: Anchor, corpus: Corpus): (view: InstanceView) => readonly Span[] {
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
