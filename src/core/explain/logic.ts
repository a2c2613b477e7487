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
    const rest = a.kind === 'arg' && b.kind === 'arg' ? complement(form.range) : undefined;
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

/**
 * What a form is made of, without how "and", "or" and "not" join it: equal for forms that differ in scope alone.
 */
export function materialOf(form: LogicalForm): string {
  const found = new Set<string>();
  const visit = (f: LogicalForm): void => {
    if (f.op === 'not') visit(f.of);
    else if (f.op === 'and' || f.op === 'or' || f.op === 'number-of') f.of.forEach(visit);
    else if (f.op !== 'occurs') found.add(JSON.stringify(f));
    else {
      found.add(JSON.stringify([f.what, f.count]));
      for (const r of f.where.kind === 'both' ? f.where.of : [f.where]) found.add(JSON.stringify(r));
    }
  };
  visit(form);
  return [...found].sort().join('\n');
}
