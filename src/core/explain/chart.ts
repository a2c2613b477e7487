/**
 * A bottom-up chart parser with a beam: rules are data, every constituent carries its meaning, and a derivation whose
 * meaning does not compose is no derivation. Columns are filled from left to right, so that the chart of a prefix is
 * the prefix of the chart (completions rely on it).
 *
 * A constituent is only looked for where something to its left expects what it begins (Earley's prediction), so that
 * every edge of the chart belongs to a prefix that can still become a sentence.
 *
 * Constituents of equal category, extent and meaning are one item; it remembers its cheapest derivation and how many
 * there were. Per category and extent the `beam` cheapest meanings are kept.
 * Law: an item's cost is at least the sum of its parts' costs; more beam never makes the best reading dearer.
 */
import type { Span } from '#core/text';
import type { Context } from './place.ts';
import { type Grammar, isAlternatives, type Rule } from './rule.ts';
import type { Scan } from './scan.ts';
import type { Category } from './values.ts';

export interface Item {
  readonly category: Category;
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
  cost: number;
  /** Number of derivations within the beam. */
  derivations: number;
  /** Where the first lexeme that is not skipped stands; for words only. */
  start: number;
  rule: Rule | undefined;
  parts: readonly Item[];
  readonly key: string;
}

/** A rule of which the first `parts.length` constituents are found. */
export interface Edge {
  readonly rule: Rule;
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Item[];
  readonly cost: number;
}

interface Cell {
  readonly items: Map<Category, Item[]>;
  /** Edges by the category they wait for. */
  readonly edges: Map<Category, Edge[]>;
}

export interface Chart {
  readonly length: number;
  /** `cells[from][to]`. */
  readonly cells: readonly (readonly (Cell | undefined)[])[];
  /** By position: the categories that may begin there. */
  readonly expected: readonly ReadonlySet<Category>[];
  /** Edges and items made; parsing stops at the budget. */
  readonly work: number;
  readonly exhausted: boolean;
}

export interface ChartOptions {
  readonly beam: number;
  readonly budget: number;
  readonly maxCost: number;
}

export const defaultChartOptions: ChartOptions = { beam: 6, budget: 60_000, maxCost: 9 };

const emptyCell = (): Cell => ({ items: new Map(), edges: new Map() });

/** `base`: the chart of a prefix of the same lexemes, whose columns are taken over. */
export function fillChart(
  grammar: Grammar,
  scan: Scan,
  context: Context,
  options: ChartOptions = defaultChartOptions,
  base?: Chart,
): Chart {
  const n = scan.lexemes.length;
  const done = base?.length ?? 0;
  const cells: (Cell | undefined)[][] = Array.from({ length: n }, (_, i) => base?.cells[i]?.slice() ?? []);
  let work = 0;
  let exhausted = false;

  // Words, with what is skipped before them.
  const wordsAt: Map<number, Item[]>[] = Array.from({ length: n + 1 }, () => new Map());
  for (const w of scan.words) {
    for (let from = w.from; from >= 0; from--) {
      const skipped = scan.skipCost(from, w.from);
      if (skipped === undefined) {
        if (w.from - from > 12) break;
        continue;
      }
      const item: Item = {
        category: w.category,
        from,
        to: w.to,
        value: w.value,
        cost: w.cost + skipped,
        derivations: 1,
        start: w.from,
        rule: undefined,
        parts: [],
        key: JSON.stringify(w.value),
      };
      const byStart = wordsAt[w.to];
      const list = byStart?.get(from);
      if (list === undefined) byStart?.set(from, [item]);
      else list.push(item);
    }
  }

  const expected: ReadonlySet<Category>[] = base?.expected.slice() ?? [
    new Set(grammar.leftCorners.get('Root')),
  ];
  const expectAt = (position: number): Set<Category> => {
    const found = new Set<Category>();
    for (let from = 0; from < position; from++) {
      for (const category of cells[from]?.[position]?.edges.keys() ?? []) {
        if (found.has(category)) continue; // closed: its corners are in already
        for (const corner of grammar.leftCorners.get(category) ?? []) found.add(corner);
      }
    }
    return found;
  };

  for (let to = done + 1; to <= n && !exhausted; to++) {
    for (let from = to - 1; from >= 0; from--) {
      const cell = emptyCell();
      const pending = new Map<Category, Map<string, Item>>();
      const offer = (item: Item) => {
        if (item.cost > options.maxCost) return;
        let byKey = pending.get(item.category);
        if (byKey === undefined) {
          byKey = new Map();
          pending.set(item.category, byKey);
        }
        const same = byKey.get(item.key);
        if (same === undefined) {
          byKey.set(item.key, item);
          return;
        }
        same.derivations += item.derivations;
        if (item.cost < same.cost) {
          same.cost = item.cost;
          same.rule = item.rule;
          same.parts = item.parts;
          same.start = item.start;
        }
      };
      const complete = (rule: Rule, parts: readonly Item[], cost: number) => {
        work++;
        const meaning = rule.meaning(
          parts.map((p) => p.value),
          context,
        );
        if (meaning === undefined) return;
        const readings = isAlternatives(meaning) ? meaning.readings : [{ value: meaning, cost: 0 }];
        for (const { value, cost: more } of readings) {
          if (value === undefined) continue;
          offer({
            category: rule.category,
            from,
            to,
            value,
            cost: cost + more,
            derivations: parts.reduce((d, p) => d * p.derivations, 1),
            start: from,
            rule,
            parts,
            key: JSON.stringify(value),
          });
        }
      };
      const extend = (edge: Edge) => {
        const next = edge.rule.parts[edge.parts.length];
        if (next === undefined) {
          complete(edge.rule, edge.parts, edge.cost);
          return;
        }
        work++;
        const list = cell.edges.get(next);
        if (list === undefined) cell.edges.set(next, [edge]);
        else list.push(edge);
      };

      const wanted = expected[from];
      for (const item of wordsAt[to]?.get(from) ?? []) if (wanted?.has(item.category)) offer(item);
      for (let mid = from + 1; mid < to; mid++) {
        const left = cells[from]?.[mid];
        const right = cells[mid]?.[to];
        if (left === undefined || right === undefined) continue;
        for (const [category, edges] of left.edges) {
          const items = right.items.get(category);
          if (items === undefined) continue;
          for (const edge of edges) {
            for (const item of items) {
              const cost = edge.cost + item.cost;
              if (cost <= options.maxCost) extend({ ...edge, to, parts: [...edge.parts, item], cost });
            }
          }
        }
      }
      // Categories in the order of unary rules: a category is final before its unary parents are made.
      for (const category of grammar.unaryOrder) {
        const found = pending.get(category);
        if (found === undefined) continue;
        const kept = [...found.values()].sort((a, b) => a.cost - b.cost).slice(0, options.beam);
        cell.items.set(category, kept);
        for (const rule of grammar.byFirst.get(category) ?? []) {
          if (!wanted?.has(rule.category)) continue;
          for (const item of kept) {
            const cost = item.cost + rule.cost;
            if (cost <= options.maxCost) extend({ rule, from, to, parts: [item], cost });
          }
        }
      }
      for (const [category, edges] of cell.edges) {
        if (edges.length > 4 * options.beam) {
          edges.sort((a, b) => a.cost - b.cost);
          cell.edges.set(category, edges.slice(0, 4 * options.beam));
        }
      }
      if (cell.items.size > 0 || cell.edges.size > 0) (cells[from] as (Cell | undefined)[])[to] = cell; // row made above
      if (work > options.budget) {
        exhausted = true;
        break;
      }
    }
    expected[to] = expectAt(to);
  }
  return { length: n, cells, expected, work, exhausted };
}

/** Items of `category` that cover everything, what is skipped at the end included, cheapest first. */
export function spanning(chart: Chart, scan: Scan, category: Category): readonly Item[] {
  const best = new Map<string, Item>();
  const row = chart.cells[0] ?? [];
  for (let to = chart.length; to > 0; to--) {
    const skipped = scan.skipCost(to, chart.length);
    if (skipped === undefined) continue;
    for (const item of row[to]?.items.get(category) ?? []) {
      const cost = item.cost + skipped;
      const known = best.get(item.key);
      if (known === undefined) best.set(item.key, { ...item, cost });
      else if (cost < known.cost)
        best.set(item.key, { ...item, cost, derivations: item.derivations + known.derivations });
      else known.derivations += item.derivations;
    }
  }
  return [...best.values()].sort((a, b) => a.cost - b.cost);
}

/** Runs of lexemes that a derivation passes over: half-open, in order, none beside another. */
export function skippedBy(item: Item, length: number): readonly Span[] {
  const used = new Array<boolean>(length).fill(false);
  const visit = (i: Item) => {
    if (i.rule === undefined) for (let k = i.start; k < i.to; k++) used[k] = true;
    for (const p of i.parts) visit(p);
  };
  visit(item);
  const runs: { from: number; to: number }[] = [];
  used.forEach((u, k) => {
    const last = runs.at(-1);
    if (u) return;
    if (last?.to === k) last.to = k + 1;
    else runs.push({ from: k, to: k + 1 });
  });
  return runs;
}
