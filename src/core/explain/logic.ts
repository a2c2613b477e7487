/** Ranges and connectives: the arithmetic that meanings are put together with. */
import type { LogicalForm, Range } from './logical-form.ts';
import type { Comparator } from './values.ts';

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
    const rest = a.kind === 'arg' && b.kind === 'arg' && a.arg !== b.arg ? complement(form.range) : undefined;
    if (rest !== undefined) return { ...form, range: rest };
  }
  return { op: 'not', of: form };
}

/** All other numbers, where they are one range. */
export function complement({ min, max }: Range): Range | undefined {
  if (max === undefined) return min > 0 ? { min: 0, max: min - 1 } : undefined;
  return min === 0 ? { min: max + 1 } : undefined;
}

export function everyDefined<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  return items.some((i) => i === undefined) ? undefined : items.filter((i) => i !== undefined);
}

/** Every `occurs`, `size`, `is` … of a form, whatever joins them. */
function leavesOf(form: LogicalForm): readonly LogicalForm[] {
  if (form.op === 'not') return leavesOf(form.of);
  return form.op === 'and' || form.op === 'or' || form.op === 'number-of'
    ? form.of.flatMap(leavesOf)
    : [form];
}

/** What a form is made of, without how "and", "or" and "not" join it: equal for forms that differ in scope alone. */
export function materialOf(form: LogicalForm): string {
  const found = new Set<string>();
  for (const leaf of leavesOf(form)) {
    if (leaf.op !== 'occurs') {
      found.add(JSON.stringify(leaf));
      continue;
    }
    const { what, where, count } = leaf;
    // "'a' or 'b'" may be one matcher or two.
    const each = what.kind === 'phrase' ? what.texts.map((text) => ({ ...what, texts: [text] })) : [what];
    for (const one of each) found.add(JSON.stringify([one, count]));
    for (const r of where.kind === 'both' ? where.of : [where]) found.add(JSON.stringify(r));
  }
  return [...found].sort().join('\n');
}

/** Words that are looked for somewhere in particular, and those that may be anywhere in the sentence. */
export function placedWords(form: LogicalForm): {
  readonly placed: ReadonlySet<string>;
  readonly anywhere: ReadonlySet<string>;
} {
  const placed = new Set<string>();
  const anywhere = new Set<string>();
  for (const leaf of leavesOf(form)) {
    if (leaf.op !== 'occurs' || leaf.what.kind !== 'phrase') continue;
    for (const text of leaf.what.texts) (leaf.where.kind === 'sentence' ? anywhere : placed).add(text);
  }
  return { placed, anywhere };
}
