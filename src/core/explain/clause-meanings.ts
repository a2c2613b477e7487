/** What whole clauses mean, where more than one function of `verb-phrase.ts` is needed: for `grammar-clauses.ts`. */
import { located } from './located.ts';
import { conjoin, negate, toRange } from './logic.ts';
import type { LogicalForm, Range } from './logical-form.ts';
import { alone, at, besides, exactly, phrases, steps, twoArgs } from './phrase-meanings.ts';
import { anyNumber, type Context, nowhere } from './place.ts';
import type { Adverbial, AnchorList, ArgList, Entity, Place, Predicate, Reach, Things } from './values.ts';
import { apply, counted } from './verb-phrase.ts';

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

/** "'a' does not appear after X but 'b' does". */
export function contrastedNot(a: Things, b: Things, p: Predicate, context: Context): LogicalForm | undefined {
  if (p.kind !== 'not') return undefined;
  const fails = apply(a, p, context);
  const holds = apply(b, p.of, context);
  return holds === undefined || fails === undefined ? undefined : conjoin('and', [fails, holds]);
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
