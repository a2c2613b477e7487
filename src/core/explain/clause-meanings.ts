/** What whole clauses mean, where more than one function of `verb-phrase.ts` is needed: for `grammar-clauses.ts`. */
import { located } from './located.ts';
import { conjoin, everyDefined, negate, toRange } from './logic.ts';
import type { ArgName, Count, LogicalForm, Range, TextTest, WordOfArgument } from './logical-form.ts';
import {
  alone,
  at,
  besides,
  exactly,
  phrases,
  some,
  steps,
  twoArgs,
  vaguelyNear,
} from './phrase-meanings.ts';
import { anyNumber, type Context, nowhere, toRegions } from './place.ts';
import { readings } from './rule.ts';
import type {
  Adverbial,
  AnchorList,
  ArgList,
  ArgWord,
  Comparator,
  CountComparator,
  Entity,
  Place,
  Predicate,
  Reach,
  Selection,
  Things,
} from './values.ts';
import { apply, applyToSelection, counted } from './verb-phrase.ts';

export const inOrder = (list: ArgList, context: Context): LogicalForm | undefined => {
  const [a, b, more] = list.args;
  if (a === undefined || b === undefined || more !== undefined || a === b) return undefined;
  return located(
    { kind: 'args', conn: 'and', args: [a] },
    besides('left', alone({ kind: 'arg', arg: b })),
    context,
  );
};

export const compareNumbers = (
  left: { readonly conn: 'and' | 'or' | 'none'; readonly values: readonly number[] },
  right: { readonly conn: 'and' | 'or'; readonly ranges: readonly Range[] },
): LogicalForm | undefined => {
  const forms = left.values.map((value) =>
    conjoin(
      right.conn,
      right.ranges.map((range) => ({ op: 'number', value, range })),
    ),
  );
  const all = conjoin(
    left.conn === 'and' ? 'and' : 'or',
    forms.filter((f) => f !== undefined),
  );
  return left.conn === 'none' ? negate(all) : all;
};

export const among = (
  left: readonly number[],
  right: { readonly conn: 'and' | 'or' | 'none'; readonly values: readonly number[] },
): LogicalForm | undefined =>
  conjoin(
    right.conn === 'and' ? 'and' : 'or',
    right.values.map(
      (value) =>
        conjoin(
          'or',
          left.map((n) => ({ op: 'number', value, range: exactly(n) })),
        ) ?? { op: 'constant', value: false },
    ),
  );

export const pairListed = (pair: ArgList, list: { list: string; not: boolean }): LogicalForm | undefined => {
  const [first, second, more] = pair.args;
  if (first === undefined || second === undefined || more !== undefined) return undefined;
  const form: LogicalForm = { op: 'pair-listed', first, second, list: list.list };
  return list.not ? negate(form) : form;
};

/** "'a' appears between X and Y but 'b' does not". */
export function contrasted(a: Things, b: Things, p: Predicate, context: Context): LogicalForm | undefined {
  const holds = apply(a, p, context);
  const fails = negate(apply(b, p, context));
  return holds === undefined || fails === undefined ? undefined : conjoin('and', [holds, fails]);
}

/**
 * "Between X and Y there is 'a' but no 'b'": of a place. `how`: the second is denied by its own words ("no 'b'") or by "not" beside
 * them; two that are both there are no contrast.
 */
export function thereWithout(
  a: Things,
  b: Things,
  where: Adverbial,
  context: Context,
  how: 'stated' | 'denied' = 'denied',
): LogicalForm | undefined {
  if ((how === 'stated') !== (b.quantifier === 'none') || a.quantifier === 'none') return undefined;
  const there = located(b, where, context);
  return bothOf(located(a, where, context), how === 'stated' ? there : negate(there));
}

/** "'a' does not appear after X but 'b' does". */
export function contrastedNot(a: Things, b: Things, p: Predicate, context: Context): LogicalForm | undefined {
  if (p.kind !== 'not') return undefined;
  const fails = apply(a, p, context);
  const holds = apply(b, p.of, context);
  return holds === undefined || fails === undefined ? undefined : conjoin('and', [fails, holds]);
}

/** Mixed lists: one of the two joins several words the other way, or else they would be one list. */
export function distributed(
  conn: 'and' | 'or',
  a: Things,
  b: Things,
  p: Predicate,
  context: Context,
): LogicalForm | undefined {
  const joinsOtherwise = ({ quantifier, matchers }: Things): boolean => {
    const several = matchers.length > 1 || (matchers[0]?.kind === 'phrase' && matchers[0].texts.length > 1);
    return several && quantifier === (conn === 'or' ? 'all' : 'any');
  };
  if (!joinsOtherwise(a) && !joinsOtherwise(b)) return undefined;
  if (a.quantifier === 'none' || b.quantifier === 'none') return undefined;
  const each = everyDefined([apply(a, p, context), apply(b, p, context)]);
  return each === undefined ? undefined : conjoin(conn, each);
}

export function bothOf(a: LogicalForm | undefined, b: LogicalForm | undefined): LogicalForm | undefined {
  return a === undefined || b === undefined ? undefined : conjoin('and', [a, b]);
}

/** "At least two of (1, 2, 3) are less than 3". */
export function someOf(
  range: Range,
  values: readonly number[],
  comparison: { readonly conn: 'and' | 'or'; readonly ranges: readonly Range[] },
): LogicalForm | undefined {
  const of = values.map((value) => compareNumbers({ conn: 'and', values: [value] }, comparison));
  const known = of.filter((f) => f !== undefined);
  return known.length < 2 || known.length < of.length ? undefined : { op: 'number-of', of: known, range };
}

export function sizeBetween(
  a: AnchorList['anchors'][number],
  b: AnchorList['anchors'][number],
  m: Reach,
): LogicalForm | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined;
  return { op: 'size', where: { kind: 'between', a, b }, unit: m.unit, range: m.range };
}

/** "The word before X is 'w'": the very next one. */
export function directlyThere(t: Things, place: Place, context: Context): LogicalForm | undefined {
  if (place.kind !== 'side' && place.kind !== 'bare-side') return undefined;
  if ('reach' in place && place.reach !== undefined) return undefined;
  return located(t, { ...at(place), reach: { ...steps(exactly(1)), direct: true } }, context);
}

/** "The word before X ends with 'w'": the very next one. */
export function nextWordIs(place: Place, predicate: Predicate, context: Context): LogicalForm | undefined {
  if (place.kind !== 'side' && place.kind !== 'bare-side') return undefined;
  if ('reach' in place && place.reach !== undefined) return undefined;
  if (predicate.kind === 'located' || predicate.kind === 'relation' || predicate.kind === 'passive')
    return undefined;
  const where = { ...at(place), reach: { ...steps(exactly(1)), direct: true as const } };
  return applyToSelection({ what: { kind: 'units', unit: 'word', count: some }, where }, predicate, context);
}

/** "The last name of X is 'Lopez'". */
export function applyToWord({ arg, word }: ArgWord, predicate: Predicate): LogicalForm | undefined {
  const is = (test: TextTest): LogicalForm => ({ op: 'is', subject: { kind: 'arg', arg, word }, test });
  const kinds = { prefix: 'starts-with', suffix: 'ends-with' } as const;
  switch (predicate.kind) {
    case 'test':
      if (predicate.tests.some((t) => t.kind === 'type')) return undefined;
      return conjoin(predicate.conn, predicate.tests.map(is));
    case 'affix':
    case 'contains': {
      const { object } = predicate;
      if (object.kind !== 'things' || typeof object.quantifier === 'object') return undefined;
      const kind = predicate.kind === 'affix' ? kinds[predicate.mode] : 'contains';
      const tests = object.matchers.map((m) =>
        m.kind === 'phrase' ? is({ kind, texts: m.texts }) : undefined,
      );
      const known = everyDefined(tests);
      const form =
        known === undefined ? undefined : conjoin(object.quantifier === 'all' ? 'and' : 'or', known);
      return object.quantifier === 'none' ? negate(form) : form;
    }
    case 'not':
      return negate(applyToWord({ arg, word }, predicate.of));
    case 'both':
    case 'either': {
      const parts = everyDefined(predicate.of.map((p) => applyToWord({ arg, word }, p)));
      return parts === undefined ? undefined : conjoin(predicate.kind === 'both' ? 'and' : 'or', parts);
    }
    default:
      return undefined;
  }
}

/** "X and Y have the same last name". */
export function sameWord(args: ArgList, word: WordOfArgument): LogicalForm | undefined {
  const [a, b, more] = args.args;
  if (a === undefined || b === undefined || more !== undefined || a === b) return undefined;
  return { op: 'is', subject: { kind: 'arg', arg: a, word }, test: { kind: 'same-as', arg: b, word } };
}

function countOf({ what, where }: Selection, context: Context): Count | undefined {
  if (where.times !== undefined) return undefined;
  const [region, more] = toRegions(where, context) ?? [];
  if (region === undefined || more !== undefined) return undefined;
  if (what.kind === 'units') {
    return 'within' in region ? undefined : { kind: 'size', where: region, unit: what.unit };
  }
  if (what.kind === 'args' || what.quantifier === 'none' || what.only === true) return undefined;
  const [matcher, another] = what.matchers;
  return matcher === undefined || another !== undefined
    ? undefined
    : { kind: 'occurs', what: matcher, where: region };
}

/** "There are more commas before X than after it". */
export function comparedCounts(
  is: CountComparator,
  left: Selection,
  right: Selection,
  context: Context,
): LogicalForm | undefined {
  const a = countOf(left, context);
  const b = countOf(right, context);
  if (a === undefined || b === undefined || JSON.stringify(a) === JSON.stringify(b)) return undefined;
  return is === 'less'
    ? { op: 'compare', left: b, is: 'more', right: a }
    : { op: 'compare', left: a, is, right: b };
}

/** "The number of words before X is greater than the number of words after it". */
export function comparedBy(
  by: Comparator,
  left: Selection,
  right: Selection,
  context: Context,
): LogicalForm | undefined {
  switch (by) {
    case 'more':
    case 'less':
      return comparedCounts(by, left, right, context);
    case 'exactly':
      return comparedCounts('equal', left, right, context);
    case 'at-most':
      return negate(comparedCounts('more', left, right, context));
    case 'at-least':
      return negate(comparedCounts('less', left, right, context));
    default:
      return by satisfies never;
  }
}

/** "X is longer than Y", in words. */
export function longerThan(
  a: ArgName,
  by: Comparator,
  b: ArgName,
  context: Context,
): LogicalForm | undefined {
  const lengthOf = (arg: ArgName): Selection => ({
    what: { kind: 'units', unit: 'word', count: anyNumber },
    where: at({ kind: 'arg', args: { kind: 'args', conn: 'and', args: [arg] } }),
  });
  return a === b ? undefined : comparedBy(by, lengthOf(a), lengthOf(b), context);
}

/** Whether a predicate can go without its subject, which is the sentence: "contains 'x' but not 'y'". */
export function saysWhatIsIn(p: Predicate): boolean {
  if (p.kind === 'not') return saysWhatIsIn(p.of);
  return p.kind === 'both' || p.kind === 'either' ? p.of.every(saysWhatIsIn) : p.kind === 'contains';
}

/** "X is 'wife'": it stands near it. */
export function attributeOf(args: ArgList, t: Things, context: Context) {
  if (args.args.length !== 1 || t.matchers.some((m) => m.kind !== 'phrase')) return undefined;
  const of = { conn: 'and' as const, anchors: args.args.map((arg) => ({ kind: 'arg' as const, arg })) };
  return readings<LogicalForm>(
    [located(t, besides('around', of, vaguelyNear), context), 0],
    // Long noun phrases and relative clauses stand between, in one sentence all the same.
    [context.args.length === 1 ? located(t, besides('around', of), context) : undefined, 0.5],
  );
}

/** "X is the 'wife' of Y": between them, or else near both. */
export function attributeOfBoth(a: ArgName, t: Things, b: ArgName, context: Context) {
  const ends = [a, b].map((arg) => ({ kind: 'arg' as const, arg }));
  const [first, second] = ends;
  if (a === b || first === undefined || second === undefined) return undefined;
  if (t.matchers.some((m) => m.kind !== 'phrase')) return undefined;
  return readings<LogicalForm>(
    [located(t, at({ kind: 'between', a: first, b: second }), context), 0],
    [located(t, besides('around', { conn: 'and', anchors: ends }, vaguelyNear), context), 0.3],
  );
}

/** "X is connected to Y by 'w'". */
export function linkedTo(a: ArgList, b: ArgList, what: Entity, context: Context): LogicalForm | undefined {
  const [first] = a.args;
  const [second] = b.args;
  const ends = first === undefined || second === undefined ? undefined : twoArgs(first, second, 'and');
  return ends === undefined
    ? undefined
    : apply(ends, { kind: 'sandwiches', object: what, where: nowhere }, context);
}

/** "X comes first": before the other argument. */
export function comesFirst(
  arg: ArgList['args'][number],
  edge: 'start' | 'end',
  context: Context,
): LogicalForm | undefined {
  const [other, more] = context.args.filter((a) => a !== arg);
  if (other === undefined || more !== undefined) return undefined;
  return edge === 'start'
    ? inOrder({ kind: 'args', conn: 'and', args: [arg, other] }, context)
    : inOrder({ kind: 'args', conn: 'and', args: [other, arg] }, context);
}

/** "SUBJ was born in OBJ": these words, and nothing else, between them in this order. */
export function surfacePattern(
  a: ArgList['args'][number],
  text: string,
  b: ArgList['args'][number],
  context: Context,
): LogicalForm | undefined {
  if (/^(?:and|or|but)$/iu.test(text)) return undefined;
  const order = inOrder({ kind: 'args', conn: 'and', args: [a, b] }, context);
  const between: Place = { kind: 'between', a: { kind: 'arg', arg: a }, b: { kind: 'arg', arg: b } };
  const words = located({ ...phrases([text], 'word', false), only: true }, at(between), context);
  return order === undefined || words === undefined ? undefined : conjoin('and', [words, order]);
}

export function distanceOver(where: Adverbial, unit: 'word' | 'token' | 'char' = 'word') {
  const [place, more] = where.places;
  if (place?.kind !== 'between' || more !== undefined || where.reach !== undefined) return undefined;
  return { what: { kind: 'units' as const, unit, count: anyNumber }, where };
}

export function severalRanges(
  numbers: { readonly conn: 'and' | 'or' | 'none'; readonly values: readonly number[] },
  toOne: (n: number) => Range | undefined,
) {
  if (numbers.conn === 'none') return undefined;
  const ranges = numbers.values.map(toOne).filter((r) => r !== undefined);
  return ranges.length === numbers.values.length ? { conn: numbers.conn, ranges } : undefined;
}

export function exceeded(comparator: Parameters<typeof toRange>[0], m: Reach) {
  const range = m.range.min === m.range.max ? toRange(comparator, m.range.min) : undefined;
  return range === undefined ? undefined : { conn: 'and' as const, ranges: [range], unit: m.unit };
}

export function comparedSelection(
  selection: { readonly what: Entity; readonly where: Adverbial },
  comparison:
    | { readonly conn: 'and' | 'or'; readonly ranges: readonly Range[]; readonly unit?: Reach['unit'] }
    | undefined,
  context: Context,
): LogicalForm | undefined {
  if (comparison === undefined) return undefined;
  const { what } = selection;
  const { unit } = comparison;
  const inUnit =
    unit !== undefined && what.kind === 'units' && what.unit === 'word'
      ? { ...selection, what: { ...what, unit } }
      : selection;
  const forms = comparison.ranges.map((r) => counted(inUnit, r, context));
  const known = forms.filter((f) => f !== undefined);
  return known.length === forms.length ? conjoin(comparison.conn, known) : undefined;
}

export function sameText(args: ArgList): LogicalForm | undefined {
  const [a, b] = args.args;
  if (a === undefined || b === undefined) return undefined;
  return { op: 'is', subject: { kind: 'arg', arg: a }, test: { kind: 'same-as', arg: b } };
}
