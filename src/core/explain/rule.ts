/**
 * What a grammar rule is: a category made of a row of categories, the meaning of the whole from those of the parts,
 * and a cost. `rule()` ties the types of the parts to the arguments of the meaning.
 */
import { InternalError } from '#core/base';
import type { Context } from './place.ts';
import type { Category, CategoryValues } from './values.ts';

export interface Alternatives {
  readonly readings: readonly { readonly value: unknown; readonly cost: number }[];
  readonly [alternativesBrand]: true;
}
const alternativesBrand = Symbol('alternatives');

export function isAlternatives(value: unknown): value is Alternatives {
  return typeof value === 'object' && value !== null && alternativesBrand in value;
}

type AlternativesOf<T> = Alternatives & { readonly of?: T };

/** Several readings of one constituent, each at a cost of its own. */
export function readings<T>(...of: readonly (readonly [T | undefined, number])[]): AlternativesOf<T> {
  return { readings: of.map(([value, cost]) => ({ value, cost })), [alternativesBrand]: true };
}

type Values<P extends readonly Category[]> = { readonly [K in keyof P]: CategoryValues[P[K]] };

export interface Rule {
  readonly category: Category;
  readonly parts: readonly Category[];
  readonly cost: number;
  readonly meaning: (values: readonly unknown[], context: Context) => unknown;
  /** Completions never take this rule: it only serves to understand loose wording. */
  readonly loose: boolean;
}

export function rule<C extends Category, const P extends readonly Category[]>(
  category: C,
  parts: P,
  meaning: (
    values: Values<P>,
    context: Context,
  ) => CategoryValues[C] | AlternativesOf<CategoryValues[C]> | undefined,
  cost = 0,
  loose = cost >= 0.3,
): Rule {
  return {
    category,
    parts,
    cost,
    // The chart passes the values of items whose categories are `parts`.
    meaning: (values, context) => meaning(values as Values<P>, context),
    loose,
  };
}

export interface Grammar {
  readonly rules: readonly Rule[];
  readonly byFirst: ReadonlyMap<Category, readonly Rule[]>;
  readonly byCategory: ReadonlyMap<Category, readonly Rule[]>;
  /** Every category, each before those that unary rules make of it. */
  readonly unaryOrder: readonly Category[];
  /** Of each category, all that may begin it, itself included. */
  readonly leftCorners: ReadonlyMap<Category, ReadonlySet<Category>>;
}

export function makeGrammar(rules: readonly Rule[]): Grammar {
  const byFirst = new Map<Category, Rule[]>();
  const byCategory = new Map<Category, Rule[]>();
  for (const r of rules) {
    const [first] = r.parts;
    if (first === undefined) throw new InternalError('a rule without parts');
    byFirst.set(first, [...(byFirst.get(first) ?? []), r]);
    byCategory.set(r.category, [...(byCategory.get(r.category) ?? []), r]);
  }
  const categories = new Set(rules.flatMap((r) => [r.category, ...r.parts]));
  const unaryOrder: Category[] = [];
  const state = new Map<Category, 'open' | 'done'>();
  const visit = (category: Category) => {
    if (state.get(category) === 'done') return;
    if (state.get(category) === 'open')
      throw new InternalError(`unary rules turn in a circle at ${category}`);
    state.set(category, 'open');
    for (const r of byCategory.get(category) ?? []) {
      const [only, more] = r.parts;
      if (only !== undefined && more === undefined) visit(only);
    }
    state.set(category, 'done');
    unaryOrder.push(category);
  };
  for (const c of categories) visit(c);
  const leftCorners = new Map<Category, ReadonlySet<Category>>();
  for (const c of categories) {
    const corners = new Set<Category>([c]);
    for (const corner of corners) {
      for (const r of byCategory.get(corner) ?? []) if (r.parts[0] !== undefined) corners.add(r.parts[0]);
    }
    leftCorners.set(c, corners);
  }
  return { rules, byFirst, byCategory, unaryOrder, leftCorners };
}
