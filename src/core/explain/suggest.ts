/**
 * Completions: given an explanation typed so far, what can come next so that the whole still parses, filled with words of
 * the sentence. They come from the grammar itself: the chart of the prefix knows which categories are expected at its end
 * (Earley's prediction), `yields.ts` how those are said, and the cheapest way to close what is still open makes the rest.
 * Law (property test): `prefix.slice(0, from) + text + rest` parses, for every completion; nothing else is offered.
 */
import { quote } from './canonical.ts';
import { type Chart, defaultChartOptions, type Edge, fillChart, spanning } from './chart.ts';
import { spokenRules } from './completion-templates.ts';
import { grammar } from './grammar.ts';
import type { Instance } from './instance.ts';
import { argumentsOf, isKnownWord, type Scan, scanExplanation } from './scan.ts';
import type { Category } from './values.ts';
import { closedClass } from './word-class.ts';
import { ruleName, speakParts, stringSlot, type Yield, type Yields, yieldsFor } from './yields.ts';

export interface Completion {
  /** The completion replaces what was typed from here on (a word half typed). */
  readonly from: number;
  readonly text: string;
  /** What would make it a whole explanation; empty when it is one. */
  readonly rest: string;
  readonly cost: number;
}

export interface SuggestOptions {
  readonly limit: number;
}

const options = { ...defaultChartOptions, maxCost: 1.8, beam: 4, budget: 20_000 };

interface Candidate {
  readonly words: readonly string[];
  readonly rest: readonly string[];
  readonly cost: number;
  readonly head: string;
}

/** Completions of `prefix`, best first. `prefix` is what stands before the cursor. */
export function suggestCompletions(
  prefix: string,
  instance: Instance,
  { limit }: SuggestOptions = { limit: 10 },
): readonly Completion[] {
  if (prefix.length > 500) return [];
  const open = openQuote(prefix);
  if (open !== undefined) return completeQuote(prefix, open, instance, limit);
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
      continuations(head, instance, limit, (words) => {
        const first = words[0]?.toLowerCase() ?? '';
        return first.startsWith(half) && first !== half;
      }).map((c) => ({ ...c, from: head.length, text: c.text.trimStart() })),
    );
    if (!isKnownWord(lastWord) && found.length > 0) return found;
  }
  add(continuations(prefix, instance, limit, () => true));
  return found;
}

function continuations(
  prefix: string,
  instance: Instance,
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
  const candidates = candidatesAt(chart, scan, yields).filter((c) => keep(withWords(c.words, instance, 0)));
  const out: Completion[] = [];
  const texts = new Set<string>();
  const perHead = new Map<string, number>();
  const glue = prefix === '' || /\s$/u.test(prefix) ? '' : ' ';
  let tries = 0;
  for (const c of candidates) {
    if (out.length >= limit || tries >= 2 * limit + 6) break;
    const heads = perHead.get(c.head) ?? 0;
    if (heads >= 2) continue;
    const words = withWords(c.words, instance, heads);
    const text = `${glue}${words.join(' ')}`;
    if (texts.has(text)) continue;
    const rest = withWords(c.rest, instance, 0);
    const end = rest.length === 0 ? '' : ` ${rest.join(' ')}`;
    tries++;
    if (!parses(`${prefix}${text}${end}`, instance, chart, scan.lexemes.length)) continue;
    texts.add(text);
    perHead.set(c.head, heads + 1);
    out.push({ from: prefix.length, text, rest: end, cost: c.cost });
  }
  return out;
}

/** Whether the whole parses; the prefix's columns are not filled again. */
function parses(text: string, instance: Instance, base: Chart, length: number): boolean {
  const scan = scanExplanation(text, instance);
  if (scan.lexemes.length < length) return false;
  const chart = fillChart(grammar, scan, { args: argumentsOf(instance) }, { ...options, maxCost: 2.5 }, base);
  return spanning(chart, scan, 'Root').length > 0;
}

/** What can come at the end of the chart, cheapest first. */
function candidatesAt(chart: Chart, scan: Scan, yields: Yields): readonly Candidate[] {
  const n = chart.length;
  const out: Candidate[] = [];
  const close = closings(chart, yields);
  // Words at the end that carry nothing ("before the …") stand before what comes next.
  for (let at = n; at >= 0; at--) {
    const skipped = scan.skipCost(at, n);
    if (skipped === undefined || skipped > 0.1) break;
    const article = at < n && /^(?:the|an?)$/iu.test(scan.lexemes[n - 1]?.text ?? '');
    const offer = (y: Yield, head: string, rest: readonly string[] | undefined, base: number) => {
      if (rest === undefined) return;
      const words = article && /^(?:the|an?)$/u.test(y.words[0] ?? '') ? y.words.slice(1) : y.words;
      if (article && words === y.words) return;
      out.push({ words, rest, cost: base + skipped + y.cost + 0.01 * rest.length, head });
    };
    if (at === 0) for (const y of yields.get('Root') ?? []) offer(y, headOf(y), [], 0);
    for (let from = 0; from < at; from++) {
      for (const [next, edges] of chart.cells[from]?.[at]?.edges ?? []) {
        for (const edge of cheapestPerRule(edges)) {
          const rest = close(edge.rule.category, from);
          if (rest === undefined) continue;
          const { rule, parts } = edge;
          const said =
            yields.after(rule, parts.length) ?? speakParts(rule.parts.slice(parts.length), yields, 16);
          for (const y of said) offer(y, `${next} ${headOf(y)}`, rest, edge.cost);
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

/** The cheapest words that make a sentence once `category` reaches from `from` to the end; `undefined` if none do. */
function closings(chart: Chart, yields: Yields) {
  const cheapest = (category: Category): Yield | undefined => yields.get(category)?.[0];
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

const keywords = new WeakMap<Instance, readonly string[]>();
/** So many tokens on each side of an argument are looked at. */
const keywordReach = 150;

/** The sentence's words that are worth explaining with: content words near the arguments first. */
export function keywordsOf(instance: Instance): readonly string[] {
  let found = keywords.get(instance);
  if (found === undefined) {
    found = findKeywords(instance);
    keywords.set(instance, found);
  }
  return found;
}

function findKeywords(instance: Instance): readonly string[] {
  const args = Object.values(instance.args);
  const isArgument = (from: number, to: number) => args.some((a) => from < a.to && a.from < to);
  const first = Math.min(...args.map((a) => a.from));
  const last = Math.max(...args.map((a) => a.to));
  const begin = instance.tokens.findIndex((t) => t.to > first);
  const end = instance.tokens.findLastIndex((t) => t.from < last);
  const near = instance.tokens.slice(Math.max(0, begin - keywordReach), Math.max(0, end) + keywordReach);
  const scored = near.slice(0, 1000).flatMap((t, i) => {
    const word = instance.text.slice(t.from, t.to);
    if (!/^\p{L}[\p{L}\p{N}'-]*$/u.test(word) || isArgument(t.from, t.to)) return [];
    const distance = Math.min(...args.map((a) => (t.to <= a.from ? a.from - t.to : t.from - a.to)), 400);
    return [{ word, score: distance / 10 + (closedClass(word) ? 12 : 0) + i / 1000 }];
  });
  return [...new Set(scored.sort((a, b) => a.score - b.score).map((s) => s.word))];
}

function withWords(words: readonly string[], instance: Instance, skip: number): readonly string[] {
  if (!words.some((w) => w.includes(stringSlot))) return words;
  const found = keywordsOf(instance);
  let k = skip;
  const next = () => quote(found[k++ % Math.max(1, found.length)] ?? 'word');
  return words.map((w) => w.replace(stringSlot, next));
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
  limit: number,
): readonly Completion[] {
  const close = prefix[open] === '\u201c' ? '\u201d' : '"';
  const typed = prefix.slice(open + 1).toLowerCase();
  const head = prefix.slice(0, open);
  const out: Completion[] = [];
  for (const word of keywordsOf(instance)) {
    if (out.length >= limit) break;
    if (!word.toLowerCase().startsWith(typed)) continue;
    const quoted = `${prefix[open]}${word}${close}`;
    const next = continuations(`${head}${quoted}`, instance, 1, () => true)[0];
    if (next === undefined) continue;
    out.push({ from: open, text: quoted, rest: `${next.text}${next.rest}`, cost: out.length });
  }
  return out;
}
