/**
 * Puts meanings together: a predicate (a verb phrase, kept as data) applied to its subject gives a logical form.
 * Every function returns `undefined` where the two do not go together (the type error of the grammar), so that a
 * derivation that means nothing never comes to be.
 */
import {
  type Anchor,
  type ArgName,
  atLeastOne,
  type Distance,
  type LogicalForm,
  type Matcher,
  type MatchMode,
  type Range,
  type Region,
  type TextTest,
} from './logical-form.ts';
import { hasWordCharacter, toAtoms } from './match.ts';
import type {
  Adverbial,
  AnchorList,
  ArgList,
  Comparator,
  Connective,
  Entity,
  Place,
  Predicate,
  Reach,
  Selection,
  Things,
  Units,
} from './values.ts';

/** Which arguments the instance has: what "to the left" is left of. */
export interface Context {
  readonly args: readonly ArgName[];
}

export const nowhere: Adverbial = { places: [], placesConn: 'and' };
export const anyNumber: Range = { min: 0 };

export function isRange(range: Range): Range | undefined {
  if (range.min < 0) return isRange({ ...range, min: 0 });
  return range.max !== undefined && range.max < range.min ? undefined : range;
}

export function toRange(comparator: Comparator, n: number): Range | undefined {
  switch (comparator) {
    case 'at-most':
      return { min: 0, max: n };
    case 'less':
      return isRange({ min: 0, max: n - 1 });
    case 'exactly':
      return { min: n, max: n };
    case 'at-least':
      return { min: n };
    case 'more':
      return { min: n + 1 };
    default:
      return comparator satisfies never;
  }
}

export function conjoin(op: 'and' | 'or', clauses: readonly LogicalForm[]): LogicalForm | undefined {
  const flat = clauses.flatMap((f) => (f.op === op ? f.of : [f]));
  const [only] = flat;
  return flat.length < 2 ? only : { op, of: flat };
}

export function negate(form: LogicalForm | undefined): LogicalForm | undefined {
  if (form === undefined) return undefined;
  if (form.op === 'not') return form.of;
  if (form.op === 'size' && form.where.kind === 'between') {
    const { a, b } = form.where;
    const rest = a.kind === 'arg' && b.kind === 'arg' ? complement(form.range) : undefined;
    if (rest !== undefined) return { ...form, range: rest };
  }
  return { op: 'not', of: form };
}

/** All other numbers, where they are one range. */
function complement({ min, max }: Range): Range | undefined {
  if (max === undefined) return min > 0 ? { min: 0, max: min - 1 } : undefined;
  return min === 0 ? { min: max + 1 } : undefined;
}

function everyDefined<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  return items.some((i) => i === undefined) ? undefined : items.filter((i) => i !== undefined);
}

// ── Adverbials ────────────────────────────────────────────────────────────────────────────────────────────────

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
function placeRegions(
  place: Place,
  free: Reach | undefined,
  context: Context,
): readonly Region[] | undefined {
  const own = 'reach' in place ? place.reach : undefined;
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

// ── Being somewhere ───────────────────────────────────────────────────────────────────────────────────────────

function isPlain(range: Range): boolean {
  return range.min === 1 && range.max === undefined;
}

/** One matcher for several phrases of one mode: "any of". */
function mergeMatchers(matchers: readonly Matcher[]): readonly Matcher[] {
  const [first] = matchers;
  if (first?.kind !== 'phrase' || matchers.length < 2) return matchers;
  const texts: string[] = [];
  for (const m of matchers) {
    if (m.kind !== 'phrase' || m.match !== first.match) return matchers;
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
  const leaf = (m: Matcher): LogicalForm | undefined =>
    conjoin(
      'or',
      regions.map((r) => ({ op: 'occurs', what: m, where: r, count })),
    );
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

function toAnchor(arg: ArgName): Anchor {
  return { kind: 'arg', arg };
}

// ── Predicates ────────────────────────────────────────────────────────────────────────────────────────────────

const opposite = { left: 'right', right: 'left', around: 'around' } as const;

/** Adds adverbials to a verb phrase that has room for them. */
export function modify(predicate: Predicate, where: Adverbial): Predicate | undefined {
  switch (predicate.kind) {
    case 'located':
    case 'relation':
    case 'passive':
    case 'contains':
    case 'sandwiches':
    case 'links': {
      const merged = mergeAdverbials(predicate.where, where);
      return merged === undefined ? undefined : { ...predicate, where: merged };
    }
    case 'not': {
      const of = modify(predicate.of, where);
      return of === undefined ? undefined : { kind: 'not', of };
    }
    default:
      return undefined;
  }
}

export function apply(subject: Entity, predicate: Predicate, context: Context): LogicalForm | undefined {
  switch (predicate.kind) {
    case 'located': {
      if (predicate.only !== true) return located(subject, predicate.where, context);
      return subject.kind === 'things'
        ? located({ ...subject, only: true }, predicate.where, context)
        : undefined;
    }
    case 'relation':
      return related(subject, predicate.side, predicate.object, predicate.where, context);
    case 'passive':
      return related(predicate.object, predicate.side, subject, predicate.where, context);
    case 'sandwiches':
      return betweenArgs(subject, predicate.object, predicate.where, context);
    case 'links':
      return betweenArgs(predicate.object, subject, predicate.where, context);
    case 'contains':
      return contains(subject, predicate.object, predicate.where, context);
    case 'affix':
      return affixed(subject, predicate.mode, predicate.object, context);
    case 'apart':
      return apart(subject, predicate.unit, predicate.range);
    case 'test':
      return tested(subject, predicate.tests, predicate.conn);
    case 'not': {
      // "'a' and 'b' are not there": neither is.
      if (subject.kind === 'things' && subject.quantifier === 'all' && subject.matchers.length > 1) {
        return negate(apply({ ...subject, quantifier: 'any' }, predicate.of, context));
      }
      if (subject.kind === 'args' && subject.args.length > 1 && predicate.of.kind === 'test') {
        return negate(apply({ ...subject, conn: 'or' }, predicate.of, context));
      }
      return negate(apply(subject, predicate.of, context));
    }
    case 'both':
    case 'either': {
      const clauses = everyDefined(predicate.of.map((p) => apply(subject, p, context)));
      return clauses === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', clauses);
    }
    default:
      return predicate satisfies never;
  }
}

function related(
  what: Entity,
  side: 'left' | 'right' | 'around',
  object: Entity,
  where: Adverbial,
  context: Context,
): LogicalForm | undefined {
  const turned = what.kind === 'args' && object.kind !== 'args';
  const theme = turned ? object : what;
  const of = anchorsOf(turned ? what : object);
  if (of === undefined) return undefined;
  const place: Place = { kind: 'side', side: turned ? opposite[side] : side, of };
  const merged = mergeAdverbials({ places: [place], placesConn: 'and' }, where);
  return merged === undefined ? undefined : located(theme, merged, context);
}

function betweenArgs(
  ends: Entity,
  what: Entity,
  where: Adverbial,
  context: Context,
): LogicalForm | undefined {
  if (what.kind === 'args' && ends.kind === 'args') return undefined;
  const anchors = anchorsOf(ends)?.anchors;
  const [a, b, more] = anchors ?? [];
  if (a === undefined || b === undefined || more !== undefined) return undefined;
  const same = where.places.filter((p) => p.kind !== 'between');
  const merged = mergeAdverbials(
    { places: [{ kind: 'between', a, b }], placesConn: 'and' },
    { ...where, places: same },
  );
  return merged === undefined ? undefined : located(what, merged, context);
}

function contains(
  subject: Entity,
  object: Entity,
  where: Adverbial,
  context: Context,
): LogicalForm | undefined {
  if (subject.kind === 'args') {
    // "X and Y have 'w' between them"
    if (where.places.length > 0) return located(object, where, context);
    if (object.kind !== 'things') return undefined;
    return affixed(subject, 'substring', object, context);
  }
  if (where.places.length > 0 || object.kind !== 'things') return undefined;
  return affixed(subject, 'substring', object, context);
}

/** "The sentence contains …" */
export function sentenceHas(predicate: Predicate, context: Context): LogicalForm | undefined {
  switch (predicate.kind) {
    case 'contains':
      return located(predicate.object, predicate.where, context);
    case 'not':
      return negate(sentenceHas(predicate.of, context));
    case 'both':
    case 'either': {
      const clauses = everyDefined(predicate.of.map((p) => sentenceHas(p, context)));
      return clauses === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', clauses);
    }
    case 'affix': {
      const atStart = predicate.mode === 'prefix';
      const edge: Anchor = { kind: 'edge', edge: atStart ? 'start' : 'end' };
      const place: Place = {
        kind: 'side',
        side: atStart ? 'right' : 'left',
        of: { conn: 'and', anchors: [edge] },
      };
      const reach: Reach = { unit: 'word', range: { min: 1, max: 1 } };
      return located(predicate.object, { places: [place], placesConn: 'and', reach }, context);
    }
    default:
      return undefined;
  }
}

const testOfMode = {
  prefix: 'starts-with',
  suffix: 'ends-with',
  substring: 'contains',
  word: 'equals',
} as const;

/** "X starts with 'w'", "a word contains 'w'": by the matchers of `object` in the mode given. */
export function affixed(
  subject: Entity,
  mode: MatchMode,
  object: Things,
  context: Context,
): LogicalForm | undefined {
  const inMode = object.matchers.map(
    (m): Matcher => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match: mode } : m),
  );
  if (subject.kind === 'units') {
    return subject.unit === 'char'
      ? undefined
      : located({ ...object, matchers: inMode, count: subject.count }, nowhere, context);
  }
  if (subject.kind === 'args' && inMode.some((m) => m.kind !== 'phrase')) {
    const place: Place = { kind: 'arg', args: subject };
    return located({ ...object, matchers: inMode }, { ...nowhere, places: [place] }, context);
  }
  if (typeof object.quantifier === 'object') return undefined;
  const tests: TextTest[] = [];
  for (const m of object.matchers) {
    if (m.kind !== 'phrase') return undefined;
    tests.push({ kind: testOfMode[mode], texts: m.texts });
  }
  const form = tested(subject, tests, object.quantifier === 'all' ? 'and' : 'or');
  return object.quantifier === 'none' ? negate(form) : form;
}

function apart(subject: Entity, unit: Reach['unit'], range: Range): LogicalForm | undefined {
  const [a, b, more] = anchorsOf(subject)?.anchors ?? [];
  if (a === undefined || b === undefined || more !== undefined) return undefined;
  return { op: 'size', where: { kind: 'between', a, b }, unit, range };
}

function tested(subject: Entity, tests: readonly TextTest[], conn: Connective): LogicalForm | undefined {
  if (subject.kind === 'args') {
    const perArg = subject.args.map((arg) =>
      conjoin(
        conn,
        tests.map((test): LogicalForm => ({ op: 'is', subject: { kind: 'arg', arg }, test })),
      ),
    );
    const each = everyDefined(perArg);
    return each === undefined ? undefined : conjoin(subject.conn, each);
  }
  if (subject.kind !== 'things' || !isPlain(subject.count) || typeof subject.quantifier === 'object') {
    return undefined;
  }
  if (tests.some((t) => t.kind === 'type' || t.kind === 'same-as')) return undefined;
  const forms: LogicalForm[] = [];
  for (const m of subject.matchers) {
    if (m.kind !== 'phrase') return undefined;
    for (const text of m.texts) {
      const form = conjoin(
        conn,
        tests.map((test): LogicalForm => ({ op: 'is', subject: { kind: 'literal', text }, test })),
      );
      if (form === undefined) return undefined;
      forms.push(form);
    }
  }
  const form = conjoin(subject.quantifier === 'all' ? 'and' : 'or', forms);
  return subject.quantifier === 'none' ? negate(form) : form;
}

/** What a word must be like for the test to hold of it. */
function toMatcher(test: TextTest): Matcher | undefined {
  switch (test.kind) {
    case 'equals':
      return { kind: 'phrase', texts: test.texts, match: 'word' };
    case 'starts-with':
      return { kind: 'phrase', texts: test.texts, match: 'prefix' };
    case 'ends-with':
      return { kind: 'phrase', texts: test.texts, match: 'suffix' };
    case 'contains':
      return { kind: 'phrase', texts: test.texts, match: 'substring' };
    case 'listed':
      return { kind: 'list', name: test.list, match: 'word' };
    case 'shape':
      return { kind: 'shape', shape: test.shape };
    case 'pos':
      return { kind: 'pos', pos: test.pos };
    case 'type':
      return { kind: 'entity', type: test.type };
    default:
      return undefined;
  }
}

/** "A word between X and Y contains 'induc'". */
export function applyToSelection(
  selection: Selection,
  predicate: Predicate,
  context: Context,
): LogicalForm | undefined {
  const { what, where } = selection;
  if (predicate.kind === 'not') return negate(applyToSelection(selection, predicate.of, context));
  if (predicate.kind === 'both' || predicate.kind === 'either') {
    const clauses = everyDefined(predicate.of.map((p) => applyToSelection(selection, p, context)));
    return clauses === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', clauses);
  }
  if (what.kind !== 'units' || what.unit === 'char') return undefined;
  if (predicate.kind === 'contains' && predicate.where.places.length === 0) {
    if (predicate.object.kind !== 'things') return undefined;
    const matchers = predicate.object.matchers.map(
      (m): Matcher => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match: 'substring' } : m),
    );
    return located({ ...predicate.object, matchers, count: what.count }, where, context);
  }
  if (predicate.kind === 'affix') {
    const matchers = predicate.object.matchers.map(
      (m): Matcher => (m.kind === 'phrase' || m.kind === 'list' ? { ...m, match: predicate.mode } : m),
    );
    return located({ ...predicate.object, matchers, count: what.count }, where, context);
  }
  if (predicate.kind !== 'test') return undefined;
  const matchers = everyDefined(predicate.tests.map(toMatcher));
  if (matchers === undefined) return undefined;
  const things: Things = {
    kind: 'things',
    matchers,
    quantifier: predicate.conn === 'and' && matchers.length > 1 ? 'all' : 'any',
    count: what.count,
  };
  return located(things, where, context);
}

/** "The number of words between X and Y" put to a comparison. */
export function counted(selection: Selection, range: Range, context: Context): LogicalForm | undefined {
  const { what, where } = selection;
  if (what.kind === 'args') return undefined;
  const some: Units | Things = { ...what, count: range };
  return located(some, where, context);
}

/** Number of atoms of a keyword, for costs. */
export function wordCount(text: string): number {
  return toAtoms(text).filter((a) => a.isWord).length;
}
