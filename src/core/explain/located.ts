/** Being somewhere: things, words as such, or arguments in a place, as a logical form. */
import { conjoin, everyDefined, negate } from './logic.ts';
import {
  type Anchor,
  type ArgName,
  atLeastOne,
  type LogicalForm,
  type Matcher,
  type Range,
  type Region,
} from './logical-form.ts';
import { hasWordCharacter } from './match.ts';
import { type Context, nowhere, toRegions } from './place.ts';
import type { Adverbial, ArgList, Entity, Things } from './values.ts';

export function isPlain(range: Range): boolean {
  return range.min === 1 && range.max === undefined;
}

/** One matcher for several phrases of one mode: "any of". */
function mergeMatchers(matchers: readonly Matcher[]): readonly Matcher[] {
  const [first] = matchers;
  if (first?.kind !== 'phrase' || matchers.length < 2) return matchers;
  const texts: string[] = [];
  for (const m of matchers) {
    if (m.kind !== 'phrase' || m.match !== first.match || m.like !== first.like) return matchers;
    texts.push(...m.texts);
  }
  return [{ ...first, texts: [...new Set(texts)] }];
}

export function located(what: Entity, where: Adverbial, context: Context): LogicalForm | undefined {
  const { reach, ...elsewhere } = where;
  const [place, another] = where.places;
  if (reach !== undefined && reach.away !== true && place?.kind === 'between' && another === undefined) {
    // "between X and Y by no more than 5 words": so far apart are X and Y.
    if (reach.direct === true || what.kind === 'units') return undefined;
    const there = located(what, elsewhere, context);
    const length = located(
      { kind: 'units', unit: reach.unit, count: reach.gap ?? reach.range },
      { ...nowhere, places: [place] },
      context,
    );
    return there === undefined || length === undefined ? undefined : conjoin('and', [there, length]);
  }
  if (what.kind === 'args') return locatedArgs(what, where, context);
  const regions = toRegions(where, context);
  if (regions === undefined) return undefined;
  if (what.kind === 'units') {
    if (where.reach !== undefined || where.times !== undefined) return undefined;
    return conjoin(
      'or',
      regions.map((r) => ({ op: 'size', where: r, unit: what.unit, range: what.count })),
    );
  }
  if (where.times !== undefined && !isPlain(what.count)) return undefined;
  const count = where.times ?? what.count;
  // "There are only two people": X and Y are people too.
  const isOfAll = !isPlain(count) && where.places.length === 0;
  const leaf = (one: Matcher): LogicalForm | undefined => {
    const m = isOfAll && one.kind === 'entity' ? { ...one, all: true as const } : one;
    return conjoin(
      'or',
      regions.map((r) => ({ op: 'occurs', what: m, where: r, count })),
    );
  };
  const { quantifier } = what;
  if (what.only === true) return onlyThere(what, regions);
  if (typeof quantifier === 'object') {
    const leaves = everyDefined(what.matchers.map(leaf));
    return leaves === undefined || leaves.length < 2
      ? undefined
      : { op: 'number-of', of: leaves, range: quantifier };
  }
  const matchers = quantifier === 'all' || !isPlain(count) ? what.matchers : mergeMatchers(what.matchers);
  const leaves = everyDefined(matchers.map(leaf));
  if (leaves === undefined) return undefined;
  if (quantifier === 'none') return negate(conjoin('or', leaves));
  return conjoin(quantifier === 'all' ? 'and' : 'or', leaves);
}

/** "Only the word 'w' is there": it is there, and the place has room for it alone. */
function onlyThere(what: Things, regions: readonly Region[]): LogicalForm | undefined {
  const [region, more] = regions;
  const [matcher, another] = what.matchers;
  if (region === undefined || more !== undefined || matcher?.kind !== 'phrase' || another !== undefined) {
    return undefined;
  }
  if (region.kind === 'sentence' || ('within' in region && region.within !== undefined)) return undefined;
  const clauses = matcher.texts.map((text): LogicalForm => {
    const words = text.split(/\s+/u).filter((w) => hasWordCharacter(w)).length;
    return {
      op: 'and',
      of: [
        { op: 'occurs', what: { ...matcher, texts: [text] }, where: region, count: atLeastOne },
        { op: 'size', where: region, unit: 'word', range: { min: words, max: words } },
      ],
    };
  });
  return conjoin('or', clauses);
}

function locatedArgs(what: ArgList, where: Adverbial, context: Context): LogicalForm | undefined {
  if (where.times !== undefined) return mentionedTimes(what, where.times, where);
  const withoutSelf = (self: ArgName): Adverbial => ({
    ...where,
    places: where.places.map((p) => {
      if (p.kind === 'bare-side') {
        const others = context.args.filter((a) => a !== self);
        return { kind: 'side', side: p.side, of: { conn: 'and', anchors: others.map(toAnchor) } };
      }
      if (p.kind !== 'side') return p;
      const anchors = p.of.anchors.filter((a) => a.kind !== 'arg' || a.arg !== self);
      return { ...p, of: { ...p.of, anchors } };
    }),
  });
  const leaves: (LogicalForm | undefined)[] = [];
  for (const arg of what.args) {
    let adverbial = withoutSelf(arg);
    if (adverbial.places.length === 0 && where.reach !== undefined) {
      const others = context.args.filter((a) => a !== arg).map(toAnchor);
      adverbial = {
        ...adverbial,
        places: [{ kind: 'side', side: 'around', of: { conn: 'and', anchors: others } }],
      };
    }
    if (adverbial.places.some((p) => p.kind === 'side' && p.of.anchors.length === 0)) return undefined;
    if (adverbial.places.some((p) => p.kind === 'arg')) return undefined;
    const isEnd = (a: Anchor) => a.kind === 'arg' && a.arg === arg;
    if (adverbial.places.some((p) => p.kind === 'between' && (isEnd(p.a) || isEnd(p.b)))) return undefined;
    const regions = toRegions(adverbial, context);
    if (regions === undefined) return undefined;
    leaves.push(
      conjoin(
        'or',
        regions.map((r) => ({
          op: 'occurs',
          what: { kind: 'arg', arg },
          where: r,
          count: atLeastOne,
        })),
      ),
    );
  }
  const each = everyDefined(leaves);
  if (each === undefined) return undefined;
  // Nearness is mutual: "X and Y are within 5 words of each other" is one condition.
  const mutual =
    what.args.length === 2 &&
    where.places.every(
      (p) => p.kind === 'side' && p.side === 'around' && p.of.anchors.every((a) => a.kind === 'arg'),
    );
  return mutual ? each[0] : conjoin(what.conn, each);
}

/** "X appears twice": it itself, and another mention. */
function mentionedTimes(what: ArgList, times: Range, where: Adverbial): LogicalForm | undefined {
  const isWhole = where.places.every((p) => p.kind === 'sentence') && where.reach === undefined;
  if (!isWhole || times.max === 0) return undefined;
  const min = Math.max(0, times.min - 1);
  const count = times.max === undefined ? { min } : { min, max: times.max - 1 };
  return conjoin(
    what.conn,
    what.args.map((arg) => ({
      op: 'occurs',
      what: { kind: 'mention', arg },
      where: { kind: 'sentence' },
      count,
    })),
  );
}

function toAnchor(arg: ArgName): Anchor {
  return { kind: 'arg', arg };
}
