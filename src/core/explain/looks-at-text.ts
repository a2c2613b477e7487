/**
 * Whether a form says anything about a text: one that only asks that its arguments are there, or what type they were given, is true of
 * every instance that could get the label, and explains none of them ("X is a person", "it is true", "2 is less than 3").
 */
import type { LogicalForm } from './logical-form.ts';

export function looksAtText(form: LogicalForm): boolean {
  switch (form.op) {
    case 'and':
    case 'or':
    case 'number-of':
      return form.of.some(looksAtText);
    case 'not':
      return looksAtText(form.of);
    case 'constant':
    case 'number':
      return false;
    case 'occurs': {
      const { min, max } = form.count;
      if (min === 0 && max === undefined) return false;
      return form.what.kind !== 'arg' || form.where.kind !== 'sentence';
    }
    case 'size':
      return form.range.min > 0 || form.range.max !== undefined;
    case 'is':
      return form.subject.kind === 'arg' && form.test.kind !== 'type';
    case 'pair-listed':
    case 'compare':
      return true;
    default:
      return form satisfies never;
  }
}
