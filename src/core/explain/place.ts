/**
 * Where: adverbials merged, and the regions of the text that they stand for. `undefined` wherever two do not go together (two
 * distances, "directly" with "between").
 */
import { everyDefined, isRange } from './logic.ts';
import type { Anchor, ArgName, Distance, Range, Region } from './logical-form.ts';
import type { Adverbial, AnchorList, Connective, Entity, Place, Reach } from './values.ts';

/** Which arguments the instance has: what "to the left" is left of. */
export interface Context {
  readonly args: readonly ArgName[];
}

export const nowhere: Adverbial = { places: [], placesConn: 'and' };
export const anyNumber: Range = { min: 0 };

export function mergeAdverbials(a: Adverbial, b: Adverbial, conn: Connective = 'and'): Adverbial | undefined {
  if (a.reach !== undefined && b.reach !== undefined) return undefined;
  if (a.times !== undefined && b.times !== undefined) return undefined;
  if (a.places.length > 1 && b.places.length > 0 && a.placesConn !== conn) return undefined;
  if (b.places.length > 1) return undefined;
  if (conn === 'or' && (a.places.length === 0 || b.places.length === 0)) return undefined;
  const reach = a.reach ?? b.reach;
  const times = a.times ?? b.times;
  return {
    places: [...a.places, ...b.places],
    placesConn: b.places.length > 0 && a.places.length > 0 ? conn : a.placesConn,
    ...(reach === undefined ? {} : { reach }),
    ...(times === undefined ? {} : { times }),
  };
}

/** A distance in the sense of `logical-form.ts`: neighbours in words are at 1, never at 0. */
function toDistance(reach: Reach): Distance | undefined {
  const min = reach.unit === 'char' ? reach.range.min : Math.max(1, reach.range.min);
  const range = isRange({ ...reach.range, min });
  return range === undefined ? undefined : { ...range, unit: reach.unit };
}

/** The regions that a place may be (one of them has to do). */
export function placeRegions(
  place: Place,
  free: Reach | undefined,
  context: Context,
): readonly Region[] | undefined {
  const given = 'reach' in place ? place.reach : undefined;
  const own = given?.vague === true && free !== undefined ? undefined : given;
  if (own !== undefined && free !== undefined) return undefined;
  const reach = own ?? free;
  const distance = reach === undefined ? undefined : toDistance(reach);
  if (reach !== undefined && distance === undefined) return undefined;
  const within = distance === undefined ? {} : { within: distance };
  switch (place.kind) {
    case 'sentence':
      return reach === undefined ? [{ kind: 'sentence' }] : undefined;
    case 'arg':
      return reach === undefined ? place.args.args.map((arg) => ({ kind: 'arg', arg })) : undefined;
    case 'between':
      if (reach?.direct === true) return undefined;
      if (free !== undefined && free.away !== true) return undefined;
      if (JSON.stringify(place.a) === JSON.stringify(place.b)) return undefined;
      return [{ kind: 'between', a: place.a, b: place.b, ...within }];
    case 'bare-side': {
      const [arg, more] = context.args;
      if (arg === undefined || more !== undefined) return undefined;
      return [{ kind: 'side', side: place.side, of: { kind: 'arg', arg }, ...within }];
    }
    case 'side': {
      const sides = place.of.anchors.map((of): Region => ({ kind: 'side', side: place.side, of, ...within }));
      const [only] = sides;
      if (only === undefined) return undefined;
      return place.of.conn === 'or' || sides.length === 1 ? sides : [{ kind: 'both', of: sides }];
    }
    default:
      return place satisfies never;
  }
}

function both(a: Region, b: Region): Region {
  const of = [a, b].flatMap((r) => (r.kind === 'both' ? r.of : [r])).filter((r) => r.kind !== 'sentence');
  const [first] = of;
  if (first === undefined) return { kind: 'sentence' };
  return of.length === 1 ? first : { kind: 'both', of };
}

/** Regions of all places of an adverbial together; one of them has to do. */
export function toRegions(where: Adverbial, context: Context): readonly Region[] | undefined {
  const { places, reach } = where;
  if (places.length === 0) {
    if (reach === undefined) return [{ kind: 'sentence' }];
    const [arg, more] = context.args;
    if (arg === undefined || more !== undefined) return undefined;
    const around: Place = {
      kind: 'side',
      side: 'around',
      of: { conn: 'and', anchors: [{ kind: 'arg', arg }] },
    };
    return placeRegions(around, reach, context);
  }
  // How far goes with the side that is named, or else with "between".
  const takers = places.filter((p) => p.kind === 'side' || p.kind === 'bare-side');
  const taker = takers.at(-1) ?? places.find((p) => p.kind === 'between') ?? places[0];
  const each = everyDefined(
    places.map((p) => placeRegions(p, p === taker || where.placesConn === 'or' ? reach : undefined, context)),
  );
  if (each === undefined) return undefined;
  if (where.placesConn === 'or') return each.flat();
  return each.reduce((left, right) => left.flatMap((a) => right.map((b) => both(a, b))));
}

export function anchorsOf(entity: Entity): AnchorList | undefined {
  if (entity.kind === 'args') {
    return { conn: entity.conn, anchors: entity.args.map((arg) => ({ kind: 'arg', arg })) };
  }
  if (entity.kind === 'units' || entity.quantifier === 'none' || typeof entity.quantifier === 'object') {
    return undefined;
  }
  const anchors: Anchor[] = [];
  for (const m of entity.matchers) {
    if (m.kind !== 'phrase') return undefined;
    for (const text of m.texts) anchors.push({ kind: 'phrase', text });
  }
  return { conn: entity.quantifier === 'all' ? 'and' : 'or', anchors };
}
