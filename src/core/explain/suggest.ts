/**
 * Completions: given an explanation typed so far, what can come next so that the whole still parses, filled with words of
 * the sentence. They come from the grammar itself: the chart of the prefix knows which categories are expected at its end
 * (Earley's prediction), `yields.ts` how those are said, and the cheapest way to close what is still open makes the rest.
 * The words are those that tell labels apart (the caller's weights), and those for which the whole is true of the text in front
 * of one: a reason that does not hold here explains nothing.
 * Laws (property tests): `prefix.slice(0, from) + text + rest` parses, for every completion; where one of them is true of the
 * instance, all are.
 */

import { argumentsOf } from './argument-phrases.ts';
import { quote } from './canonical.ts';
import { type Chart, defaultChartOptions, type Edge, fillChart, spanning } from './chart.ts';
import { spokenRules } from './completion-templates.ts';
import { evaluate } from './evaluate.ts';
import { grammar } from './grammar.ts';
import type { Instance } from './instance.ts';
import { keywordsOf, type WordWeight } from './keywords.ts';
import { isKnownWord } from './known-words.ts';
import type { LogicalForm } from './logical-form.ts';
import { looksAtText } from './looks-at-text.ts';
import { type Scan, scanExplanation } from './scan.ts';
import type { Category } from './values.ts';
import { ruleName, stringSlot, wordingsOfParts, type Yield, type Yields, yieldsFor } from './yields.ts';

export interface Completion {
  /** The completion replaces what was typed from here on (a word half typed). */
  readonly from: number;
  readonly text: string;
  /** What would make it a whole explanation; empty when it is one. */
  readonly rest: string;
  readonly cost: number;
  /** Whether the whole is true of the instance: of the completions offered together, all or none. */
  readonly isTrue: boolean;
}

export interface SuggestOptions {
  readonly limit: number;
  readonly weightOf?: WordWeight;
}

const options = { ...defaultChartOptions, maxCost: 1.8, beam: 4, budget: 20_000 };

interface Candidate {
  readonly words: readonly string[];
  /** The k-th way to a whole explanation, the plainest first; made when it is asked for. */
  readonly rest: (k: number) => readonly string[] | undefined;
  readonly cost: number;
  readonly head: string;
}

/** Completions of `prefix`, best first. `prefix` is what stands before the cursor. */
export function suggestCompletions(
  prefix: string,
  instance: Instance,
  { limit, weightOf }: SuggestOptions = { limit: 10 },
): readonly Completion[] {
  if (prefix.length > 500) return [];
  const typed = prefix.toLowerCase();
  const words = keywordsOf(instance, weightOf);
  const fresh = words.filter((word) => !typed.includes(`"${word.toLowerCase()}"`));
  const keywords = fresh.length > 0 ? fresh : words;
  const open = openQuote(prefix);
  if (open !== undefined) return trueOnes(completeQuote(prefix, open, instance, keywords, limit));
  const found: Completion[] = [];
  const seen = new Set<string>();
  const lastWord = /[^\s"'\u201c\u201d\u2018\u2019]*$/u.exec(prefix)?.[0] ?? '';
  const add = (of: readonly Completion[]) => {
    for (const c of of) {
      if (found.length >= limit || seen.has(c.text.trim())) continue;
      seen.add(c.text.trim());
      found.push(c);
    }
  };
  // A last word without a space after it may be half of a longer one.
  if (lastWord !== '') {
    const head = prefix.slice(0, prefix.length - lastWord.length);
    const half = lastWord.toLowerCase();
    add(
      continuations(head, instance, keywords, limit, (words) => {
        const first = words[0]?.toLowerCase() ?? '';
        return first.startsWith(half) && first !== half;
      }).map((c) => ({ ...c, from: head.length, text: c.text.trimStart() })),
    );
    if (!isKnownWord(lastWord) && found.length > 0) return trueOnes(found);
  }
  add(continuations(prefix, instance, keywords, limit, () => true));
  return trueOnes(found);
}

/** What is false of the text is offered only where nothing is true of it: what was typed is false already. */
function trueOnes(completions: readonly Completion[]): readonly Completion[] {
  return completions.some((c) => c.isTrue) ? completions.filter((c) => c.isTrue) : completions;
}

function continuations(
  prefix: string,
  instance: Instance,
  keywords: readonly string[],
  limit: number,
  keep: (words: readonly string[]) => boolean,
): readonly Completion[] {
  const scan = scanExplanation(prefix, instance);
  if (scan.lexemes.length > 60) return [];
  const context = { args: argumentsOf(instance) };
  const chart = fillChart(grammar, scan, context, options);
  if (chart.exhausted) return [];
  const yields = yieldsFor(
    context.args,
    (instance.lists ?? []).map((l) => l.name),
  );
  const candidates = candidatesAt(chart, scan, yields).filter((c) =>
    keep(withWords(c.words, [keywords[0] ?? 'word'])),
  );
  const fills = fillsOf(keywords);
  const found: Completion[] = [];
  const untrue: Completion[] = [];
  const texts = new Set<string>();
  const perHead = new Map<string, number>();
  const glue = prefix === '' || /\s$/u.test(prefix) ? '' : ' ';
  let tries = 0;
  for (const c of candidates) {
    if (found.length >= limit || tries >= (found.length === 0 ? mostTries / 2 : mostTries)) break;
    const heads = perHead.get(c.head) ?? 0;
    if (heads >= 2) continue;
    let fallback: Completion | undefined;
    const tried = new Set<string>();
    for (let k = 0; k < mostClosings && tries < mostTries; k++) {
      const rest = c.rest(k);
      if (rest === undefined || tried.has(rest.join(' '))) continue;
      tried.add(rest.join(' '));
      tries++;
      const slots = [...c.words, ...rest].filter((w) => w.includes(stringSlot)).length;
      const whole = (fill: readonly string[]) => {
        const text = `${glue}${withWords(c.words, fill).join(' ')}`;
        const inWords = c.words.filter((w) => w.includes(stringSlot)).length;
        const end = withWords(rest, fill.slice(inWords)).join(' ');
        return { text, rest: end === '' ? '' : ` ${end}` };
      };
      const stand = whole(placeholders.slice(0, slots));
      const form = meaningOf(`${prefix}${stand.text}${stand.rest}`, instance, chart, scan.lexemes.length);
      if (form === undefined || !looksAtText(form)) break;
      const completion = (fill: readonly string[], isTrue: boolean): Completion => ({
        from: prefix.length,
        ...whole(fill),
        cost: c.cost,
        isTrue,
      });
      const fill = fills(slots).find(
        (of) => !texts.has(whole(of).text) && evaluate(filledForm(form, of), instance),
      );
      if (fill === undefined) {
        fallback ??= completion(fills(slots)[0] ?? [], false);
        continue;
      }
      const one = completion(fill, true);
      texts.add(one.text);
      perHead.set(c.head, heads + 1);
      found.push(one);
      fallback = undefined;
      break;
    }
    if (fallback !== undefined && !texts.has(fallback.text) && untrue.length < limit) untrue.push(fallback);
  }
  if (found.length > 0) return found;
  const offered = new Set<string>();
  return untrue.filter(({ text }) => !offered.has(text) && offered.add(text));
}

/** Where a reason goes on comes before another one. */
const andCost = 0.02;
/** An "or" makes anything true: it is offered behind what is true by itself. */
const orCost = 1;
/** A completion costs a parse or more, and is waited for at a key press. */
const mostTries = 22;
/** So many words are tried in a template's only slot, and so many in each of two. */
const mostWords = 16;
const mostWordsOfTwo = 6;
/** Stand for words while a template is parsed; no text has them. */
const placeholders = ['slotword', 'slottwo', 'slotthree', 'slotfour'];

/** Ways to fill so many slots, the most telling words first; a word serves once. */
function fillsOf(keywords: readonly string[]): (slots: number) => readonly (readonly string[])[] {
  const words = keywords.length === 0 ? ['word'] : keywords;
  const known = new Map<number, readonly (readonly string[])[]>();
  return (slots) => {
    let fills = known.get(slots);
    if (fills === undefined) {
      const few = words.slice(0, mostWordsOfTwo);
      if (slots === 0) fills = [[]];
      else if (slots === 1) fills = words.slice(0, mostWords).map((w) => [w]);
      else {
        const rest = (n: number) => few.slice(n, n + slots - 2);
        fills = few
          .flatMap((a, i) =>
            few.flatMap((b, k) => (i === k ? [] : [{ fill: [a, b, ...rest(2)], far: i + k }])),
          )
          .sort((a, b) => a.far - b.far)
          .map(({ fill }) => fill);
        if (fills.length === 0) fills = [Array.from({ length: slots }, () => words[0] ?? 'word')];
      }
      known.set(slots, fills);
    }
    return fills;
  };
}

/** The cheapest meaning of the whole, if it parses; the prefix's columns are not filled again. */
function meaningOf(text: string, instance: Instance, base: Chart, length: number): LogicalForm | undefined {
  const scan = scanExplanation(text, instance);
  if (scan.lexemes.length < length) return undefined;
  const chart = fillChart(grammar, scan, { args: argumentsOf(instance) }, { ...options, maxCost: 2.5 }, base);
  return spanning(chart, scan, 'Root')[0]?.value as LogicalForm | undefined; // the meaning of a Root
}

/** The form of a template, with words in place of what stood for them. */
function filledForm(form: LogicalForm, words: readonly string[]): LogicalForm {
  if (words.length === 0) return form;
  const put = (value: unknown): unknown => {
    if (typeof value === 'string') return words[placeholders.indexOf(value)] ?? value;
    if (Array.isArray(value)) return value.map(put);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, put(inner)]));
  };
  return put(form) as LogicalForm; // of the same shape
}

/** What can come at the end of the chart, cheapest first. */
function candidatesAt(chart: Chart, scan: Scan, yields: Yields): readonly Candidate[] {
  const n = chart.length;
  const out: Candidate[] = [];
  const closings = Array.from({ length: mostClosings }, (_, k) => closingsOf(chart, yields, k));
  // Words at the end that carry nothing ("before the …") stand before what comes next.
  for (let at = n; at >= 0; at--) {
    const skipped = scan.skipCost(at, n);
    if (skipped === undefined || skipped > 0.1) break;
    const article = at < n && /^(?:the|an?)$/iu.test(scan.lexemes[n - 1]?.text ?? '');
    const offer = (y: Yield, head: string, rest: Candidate['rest'], length: number, base: number) => {
      const words = article && /^(?:the|an?)$/u.test(y.words[0] ?? '') ? y.words.slice(1) : y.words;
      if (article && words === y.words) return;
      const later = y.words[0] === 'or' ? orCost : y.words[0] === 'and' ? andCost : 0;
      out.push({ words, rest, cost: base + skipped + y.cost + 0.03 * length + later, head });
    };
    const nothing: Candidate['rest'] = (k) => (k === 0 ? [] : undefined);
    if (at === 0) for (const y of yields.get('Root') ?? []) offer(y, headOf(y), nothing, 0, 0);
    for (let from = 0; from < at; from++) {
      for (const [next, edges] of chart.cells[from]?.[at]?.edges ?? []) {
        for (const edge of cheapestPerRule(edges)) {
          const rest = (k: number) => closings[k]?.(edge.rule.category, from);
          const plainest = rest(0);
          if (plainest === undefined) continue;
          const { rule, parts } = edge;
          const wordings =
            yields.after(rule, parts.length) ?? wordingsOfParts(rule.parts.slice(parts.length), yields, 40);
          for (const y of wordings) offer(y, `${next} ${headOf(y)}`, rest, plainest.length, edge.cost);
        }
      }
    }
  }
  return out.sort((a, b) => a.cost - b.cost);
}

/** Only rules that are spoken: one edge of each. */
function cheapestPerRule(edges: readonly Edge[]): readonly Edge[] {
  const byRule = new Map<Edge['rule'], Edge>();
  for (const e of edges) {
    if (!isSpoken(e.rule)) continue;
    const known = byRule.get(e.rule);
    if (known === undefined || e.cost < known.cost) byRule.set(e.rule, e);
  }
  return [...byRule.values()];
}

function isSpoken(rule: Edge['rule']): boolean {
  return rule.parts.length === 1 || spokenRules.has(ruleName(rule));
}

/** Completions that begin alike are one choice: two of them are enough. */
function headOf(y: Yield): string {
  return y.words.slice(0, 4).join(' ');
}

/** So many ways to go on to the end are tried, until one is true: the first places and predicates that are spoken of. */
const mostClosings = 4;
const placed: ReadonlySet<Category> = new Set<Category>([
  'Adverbial',
  'Adverbials',
  'Place',
  'Predicate',
  'VerbPhrase',
  'Passive',
]);

/**
 * The words that make a sentence once `category` reaches from `from` to the end, the cheapest but for places, of which the choice is
 * given; `undefined` if none do.
 */
function closingsOf(chart: Chart, yields: Yields, choice: number) {
  const cheapest = (category: Category): Yield | undefined => {
    const all = yields.get(category);
    return placed.has(category) ? all?.[choice] : all?.[0];
  };
  const known = new Map<string, readonly string[] | undefined>();
  return (start: Category, startFrom: number): readonly string[] | undefined => {
    const name = `${start} ${startFrom}`;
    if (known.has(name)) return known.get(name);
    const visited = new Set<string>();
    const queue: { category: Category; from: number; words: readonly string[]; cost: number }[] = [
      { category: start, from: startFrom, words: [], cost: 0 },
    ];
    let answer: readonly string[] | undefined;
    while (queue.length > 0) {
      queue.sort((a, b) => a.cost - b.cost);
      const at = queue.shift();
      if (at === undefined) break;
      const key = `${at.category} ${at.from}`;
      if (visited.has(key)) continue;
      visited.add(key);
      if (at.category === 'Root' && at.from === 0) {
        answer = at.words;
        break;
      }
      const go = (rule: Edge['rule'], done: number, from: number, cost: number) => {
        if (!isSpoken(rule)) return;
        let words = at.words;
        let sum = at.cost + rule.cost + cost + 0.01;
        for (const part of rule.parts.slice(done)) {
          const y = cheapest(part);
          if (y === undefined) return;
          words = [...words, ...y.words];
          sum += y.cost + 0.05 * y.words.length;
        }
        queue.push({ category: rule.category, from, words, cost: sum });
      };
      for (const rule of grammar.byFirst.get(at.category) ?? []) {
        if (chart.expected[at.from]?.has(rule.category) === true) go(rule, 1, at.from, 0);
      }
      for (let k = 0; k < at.from; k++) {
        for (const e of chart.cells[k]?.[at.from]?.edges.get(at.category) ?? []) {
          go(e.rule, e.parts.length + 1, k, e.cost);
        }
      }
    }
    known.set(name, answer);
    return answer;
  };
}

/** Fills the slots of `words` in their order. */
function withWords(words: readonly string[], fill: readonly string[]): readonly string[] {
  let k = 0;
  return words.map((w) =>
    w.includes(stringSlot) ? w.replace(stringSlot, () => quote(fill[k++] ?? 'word')) : w,
  );
}

/** Where an unfinished quotation begins. */
function openQuote(prefix: string): number | undefined {
  let at: number | undefined;
  for (let i = 0; i < prefix.length; i++) {
    const ch = prefix[i];
    if (ch === '"' || ch === '\u201d') at = at === undefined && ch === '"' ? i : undefined;
    else if (ch === '\u201c') at = i;
  }
  return at;
}

function completeQuote(
  prefix: string,
  open: number,
  instance: Instance,
  keywords: readonly string[],
  limit: number,
): readonly Completion[] {
  const close = prefix[open] === '\u201c' ? '\u201d' : '"';
  const typed = prefix.slice(open + 1).toLowerCase();
  const head = prefix.slice(0, open);
  const out: Completion[] = [];
  for (const word of keywords) {
    if (out.length >= limit) break;
    if (!word.toLowerCase().startsWith(typed)) continue;
    const quoted = `${prefix[open]}${word}${close}`;
    const next = continuations(`${head}${quoted}`, instance, keywords, 1, () => true)[0];
    if (next === undefined) continue;
    out.push({
      from: open,
      text: quoted,
      rest: `${next.text}${next.rest}`,
      cost: out.length,
      isTrue: next.isTrue,
    });
  }
  return out;
}
