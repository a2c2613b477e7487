/**
 * What completions can say of each category: the templates of `completion-templates.ts` spoken out, cheapest first. Strings are left open
 * (`stringSlot`), to be filled with words of the sentence.
 * Law: equal arguments give equal yields.
 */
import { argumentLabels, quote } from './canonical.ts';
import {
  pairWordings,
  ruleWordings,
  singleWordings,
  type Wordings,
  wordings,
} from './completion-templates.ts';
import type { ArgName } from './logical-form.ts';
import type { Rule } from './rule.ts';
import type { Category } from './values.ts';

export interface Yield {
  readonly words: readonly string[];
  readonly cost: number;
}
export interface Yields {
  get(category: Category): readonly Yield[] | undefined;
  /** What follows `said` parts of a rule; `undefined` where the parts' own wordings do. */
  after(rule: Rule, count: number): readonly Yield[] | undefined;
}

export function ruleName(rule: Rule): string {
  return `${rule.category}: ${rule.parts.join(' ')}`;
}

/** Stands where a quoted word of the sentence goes. */
export const stringSlot = '\u0001';

const perTemplate = 8;
/** A template that is one category alone says all that it says. */
const perCategory = 40;
const cache = new Map<string, Yields>();

export function yieldsFor(args: readonly ArgName[], lists: readonly string[]): Yields {
  const key = `${args.join()}|${lists.join('|')}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = speakAll(args, lists);
  if (cache.size > 50) cache.clear();
  cache.set(key, made);
  return made;
}

function speakAll(args: readonly ArgName[], lists: readonly string[]): Yields {
  const isPair = args.length === 2;
  const more: Wordings = isPair ? pairWordings : singleWordings;
  const found = new Map<Category, readonly Yield[]>();
  const open = new Set<Category>();
  const yieldsOf = (category: Category): readonly Yield[] => {
    const known = found.get(category);
    if (known !== undefined) return known;
    if (open.has(category)) return [];
    open.add(category);
    const [first, second] = isPair ? [more, wordings] : [wordings, more];
    const templates = [...(first[category] ?? []), ...(second[category] ?? [])];
    const yields = templates.flatMap((template, i) => speakTemplate(template, 0.03 * i));
    if (category === 'Things' || category === 'OneThing') {
      lists.forEach((name, i) => {
        yields.push({ words: ['a', 'word', 'of', 'the', 'list', quote(name)], cost: 0.1 + 0.01 * i });
      });
    }
    open.delete(category);
    const sorted = yields.sort((a, b) => a.cost - b.cost);
    found.set(category, sorted);
    return sorted;
  };
  const speakTemplate = (template: string, cost: number): Yield[] => {
    if (category(template) === 'String') return [{ words: [stringSlot], cost }];
    let sofar: readonly Yield[] = [{ words: [], cost }];
    for (const piece of template.split(' ')) {
      const [, name = '', tail = ''] = /^\{(\w+)\}(.*)$/u.exec(piece) ?? [];
      let options: readonly Yield[];
      if (name === '') options = [{ words: [piece], cost: 0.002 }];
      else if (name === 'arg') {
        options = args.map((a, i) => ({ words: [`${argumentLabels[a]}${tail}`], cost: 0.02 * i }));
      } else if (name === 'String') options = [{ words: [`${stringSlot}${tail}`], cost: 0 }];
      else options = yieldsOf(name as Category); // templates name categories; a test checks them all
      sofar = sofar
        .flatMap((left) =>
          options.map((o) => ({ words: [...left.words, ...o.words], cost: left.cost + o.cost })),
        )
        .sort((a, b) => a.cost - b.cost)
        .slice(0, /^\{\w+\}$/u.test(template) ? perCategory : perTemplate);
    }
    return [...sofar];
  };
  const categories = new Set([...Object.keys(wordings), ...Object.keys(more)]) as Set<Category>; // keys of Wordings
  for (const c of categories) yieldsOf(c);
  const inRules = new Map(
    Object.entries(ruleWordings).map(([name, templates]) => [
      name,
      templates.flatMap((t, i) => speakTemplate(t, 0.03 * i)).sort((a, b) => a.cost - b.cost),
    ]),
  );
  return {
    get: (of) => found.get(of),
    after: (rule, count) => inRules.get(`${ruleName(rule)} ${count}`),
  };
}

function category(template: string): string {
  return template.replaceAll(/[{}]/gu, '');
}

/** Wordings of the categories in a row: many of the first that has a choice, the cheapest of the others. */
export function wordingsOfParts(parts: readonly Category[], yields: Yields, most: number): readonly Yield[] {
  let sofar: readonly Yield[] = [{ words: [], cost: 0 }];
  let hadChoice = false;
  for (const part of parts) {
    const all = yields.get(part) ?? [];
    const options = all.slice(0, hadChoice ? 1 : most);
    if (options.length === 0) return [];
    if (all.length > 2) hadChoice = true;
    sofar = sofar.flatMap((left) =>
      options.map((o) => ({ words: [...left.words, ...o.words], cost: left.cost + o.cost })),
    );
  }
  return sofar;
}
