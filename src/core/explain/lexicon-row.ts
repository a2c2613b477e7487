/** A row of the lexicon: phrases of one category with one meaning. */
import type { Category, CategoryValues } from './values.ts';

export interface LexiconRow<C extends Category = Category> {
  readonly category: C;
  readonly value: CategoryValues[C];
  readonly cost: number;
  readonly phrases: readonly string[];
}

function regularForms(stem: string): readonly string[] {
  if (stem.endsWith('e')) return [stem, `${stem}s`, `${stem}d`, `${stem.slice(0, -1)}ing`];
  if (/[^aeiou]y$/u.test(stem)) {
    return [stem, `${stem.slice(0, -1)}ies`, `${stem.slice(0, -1)}ied`, `${stem}ing`];
  }
  const s = /(?:s|x|ch|sh)$/u.test(stem) ? `${stem}es` : `${stem}s`;
  return [stem, s, `${stem}ed`, `${stem}ing`];
}

export function row<C extends Category>(
  category: C,
  value: CategoryValues[C],
  phrases: string,
  cost = 0,
): LexiconRow<C> {
  const expanded = phrases.split('|').flatMap((p) => {
    const phrase = p.trim();
    const verb = /([a-z]+)~/u.exec(phrase)?.[1];
    return verb === undefined ? [phrase] : regularForms(verb).map((f) => phrase.replace(`${verb}~`, f));
  });
  return { category, value, cost, phrases: expanded };
}
