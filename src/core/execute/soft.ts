/**
 * Soft execution: a score in [0, 1] per (form, instance), by the Neural Execution Tree (NExT, Wang et al. 2020). Its modules:
 *
 * - String matching: each window of 1 … 3 tokens gets the matcher's score, each exact occurrence 1.
 * - Deterministic: the region is a 0/1 mask on windows; the best window in it counts. Tests on arguments are 0 or 1.
 * - Distance and counting: a factor that decays with how far the limit is missed.
 * - Logic: AND = max(Σp − (n − 1), 0); OR = min(Σp, 1); NOT = 1 − p.
 *
 * Laws: the score is 1 exactly where the form is strictly true (all else is capped at `nearlyOne`); for a form without
 * negation and without "none of" it does not fall when a matcher's score rises.
 *
 * Left hard on purpose: anchors (a phrase that another is measured from), parts of words, word lists, shapes.
 */
import type { Area, LogicalForm, Matcher, Range } from '#core/explain';
import type { Corpus } from './corpus.ts';
import { type Decay, missOf } from './decay.ts';
import type { InstanceView } from './instance-view.ts';
import { maxWindow, type NgramTable } from './ngram-table.ts';
import { compileMatcher, type Finder, SpanBuffer } from './occurrences.ts';
import { compileRegion, type RegionFinder } from './region.ts';
import { type CompiledForm, compileCount, compileStrict } from './strict.ts';
import { exactMatcher, type KeywordScorer, nearlyOne, type StringMatcher } from './string-matcher.ts';

export interface SoftOptions {
  readonly matcher: StringMatcher;
  readonly decay: Decay;
  /** Scores of clauses joined by AND: NExT's (Łukasiewicz), their product, or the least. */
  readonly conjunction?: 'next' | 'product' | 'least';
  /** Window scores below it count as 0. */
  readonly floor?: number;
  /** Scores below it are of no interest: a conjunction that has fallen below it is given up, and scores 0. */
  readonly keepFrom?: number;
}

/** Score of the open instance. */
export type Scorer = (view: InstanceView) => number;

interface Context {
  readonly corpus: Corpus;
  readonly ngrams: NgramTable;
  readonly options: SoftOptions;
}

/** Compiled for one pass: the matcher's memory of scores lives in it. */
export function compileSoft(form: LogicalForm, ngrams: NgramTable, options: SoftOptions): Scorer {
  const { corpus } = ngrams;
  const holds = compileStrict(form, corpus);
  const context = { corpus, ngrams, options };
  const soft =
    form.op === 'and' ? conjunction(form.of, context, options.keepFrom ?? 0) : compile(form, context);
  return (view) => (holds(view) ? 1 : Math.min(soft(view), nearlyOne));
}

/** Every keyword whose matches are softened: what a matcher has to prepare. */
export function softKeywords(form: LogicalForm): string[] {
  switch (form.op) {
    case 'and':
    case 'or':
    case 'number-of':
      return form.of.flatMap(softKeywords);
    case 'not':
      return softKeywords(form.of);
    case 'occurs':
      return isSoft(form.what) ? scoredTexts(form.what) : [];
    case 'constant':
    case 'compare':
    case 'size':
    case 'is':
    case 'pair-listed':
    case 'number':
      return [];
    default:
      return form satisfies never;
  }
}

function isSoft(what: Matcher): what is Extract<Matcher, { kind: 'phrase' }> {
  return what.kind === 'phrase' && what.match === 'word';
}

/** A class by examples is near to each example, and to their mean: all of them in a row, which an encoder makes one vector of. */
function scoredTexts(what: Extract<Matcher, { kind: 'phrase' }>): string[] {
  return what.like === true && what.texts.length > 1
    ? [...what.texts, what.texts.join(' ')]
    : [...what.texts];
}

function compile(form: LogicalForm, context: Context): Scorer {
  switch (form.op) {
    case 'and':
      return conjunction(form.of, context, 0);
    case 'or': {
      const clauses = form.of.map((clause) => compile(clause, context));
      return (view) =>
        Math.min(
          clauses.reduce((sum, clause) => sum + clause(view), 0),
          1,
        );
    }
    case 'not': {
      const clause = compile(form.of, context);
      return (view) => 1 - clause(view);
    }
    case 'number-of':
      return numberOf(
        form.of.map((clause) => compile(clause, context)),
        form.range,
      );
    case 'occurs':
      return occurs(form, context);
    case 'size': {
      const { unit, range } = form;
      const { decay } = context.options;
      const region = compileRegion(form.where, context.corpus);
      return (view) => {
        let best = 0;
        for (const area of region(view)) {
          let n = 0;
          for (const piece of area) n += view.countUnits(piece.from, piece.to, unit);
          best = Math.max(best, decay(missOf(n, range, unit)));
        }
        return best;
      };
    }
    case 'compare': {
      const { decay } = context.options;
      const left = compileCount(form.left, context.corpus);
      const right = compileCount(form.right, context.corpus);
      const isEqual = form.is === 'equal';
      return (view) => {
        let best = 0;
        for (const n of left(view)) {
          for (const k of right(view)) {
            const miss = isEqual ? Math.abs(n - k) : Math.max(0, k + 1 - n);
            best = Math.max(best, decay(miss));
          }
        }
        return best;
      };
    }
    case 'constant':
    case 'is':
    case 'pair-listed':
    case 'number':
      return toScore(compileStrict(form, context.corpus));
    default:
      return form satisfies never;
  }
}

function toScore(holds: CompiledForm): Scorer {
  return (view) => (holds(view) ? 1 : 0);
}

/** Clauses that look at no window first: a hopeless conjunction is left early. */
function cheapFirst(clauses: readonly LogicalForm[]): LogicalForm[] {
  return clauses.toSorted((a, b) => softKeywords(a).length - softKeywords(b).length);
}

function conjunction(of: readonly LogicalForm[], context: Context, keepFrom: number): Scorer {
  const clauses = cheapFirst(of).map((clause) => compile(clause, context));
  const kind = context.options.conjunction ?? 'next';
  return (view) => {
    let score = 1;
    for (const clause of clauses) {
      const p = clause(view);
      if (kind === 'next') score += p - 1;
      else if (kind === 'product') score *= p;
      else score = Math.min(score, p);
      if (score <= 0 || score < keepFrom) return 0;
    }
    return score;
  };
}

/** "At least min, at most max of these": as true as its min-th best clause, and as its (max + 1)-th best is false. */
function numberOf(clauses: readonly Scorer[], range: Range): Scorer {
  return (view) => {
    const scores = clauses.map((clause) => clause(view)).sort((a, b) => b - a);
    const enough = range.min === 0 ? 1 : (scores[range.min - 1] ?? 0);
    const tooMany = range.max === undefined ? 0 : (scores[range.max] ?? 0);
    return Math.min(enough, 1 - tooMany);
  };
}

/** The search behind an `occurs` clause, ready for any instance. */
export function occurrenceSearch(
  form: Extract<LogicalForm, { op: 'occurs' }>,
  ngrams: NgramTable,
  options: SoftOptions,
): WindowSearch {
  const { what, where } = form;
  const { corpus } = ngrams;
  // With the exact matcher no window scores anything: they need not be looked at, nor be there.
  const softly = isSoft(what) && options.matcher !== exactMatcher;
  const scorers = softly ? scoredTexts(what).map((text) => options.matcher.scorer(text)) : [];
  const find = compileMatcher(what, corpus);
  return new WindowSearch(
    ngrams,
    scorers,
    find,
    compileRegion(where, corpus),
    options.decay,
    options.floor ?? 0,
  );
}

function occurs(form: Extract<LogicalForm, { op: 'occurs' }>, { corpus, ngrams, options }: Context): Scorer {
  const { count } = form;
  const { decay } = options;
  const region = compileRegion(form.where, corpus);
  const search = occurrenceSearch(form, ngrams, options);
  if (count.min <= 1 && count.max === undefined) {
    return count.min === 0 ? (view) => (region(view).length > 0 ? 1 : 0) : (view) => search.best(view);
  }
  if (count.max === 0) {
    return (view) => Math.max(0, ...region(view).map((area) => 1 - search.bestIn(view, [area])));
  }
  // A window that is merely alike is no evidence of "too many": the upper limit counts what really stands there.
  return (view) =>
    Math.max(
      0,
      ...region(view).map((area) => {
        const enough = count.min === 0 ? 1 : search.atLeast(view, area, count.min);
        return enough * decay(missOf(search.exactCount(view, area), { ...count, min: 0 }, 'word'));
      }),
    );
}

/** Looks for a keyword's best window, exact occurrences first. One per `occurs` clause; reused from instance to instance. */
export class WindowSearch {
  /** Where the last search found its best window. */
  from = 0;
  to = 0;
  readonly #ngrams: NgramTable;
  readonly #scorers: readonly KeywordScorer[];
  readonly #find: Finder;
  readonly #region: RegionFinder;
  readonly #decay: Decay;
  readonly #floor: number;
  readonly #exact = new SpanBuffer();

  constructor(
    ngrams: NgramTable,
    scorers: readonly KeywordScorer[],
    find: Finder,
    region: RegionFinder,
    decay: Decay,
    floor: number,
  ) {
    this.#ngrams = ngrams;
    this.#scorers = scorers;
    this.#find = find;
    this.#region = region;
    this.#decay = decay;
    this.#floor = floor;
  }

  /** The best score in any reading of the region. */
  best(view: InstanceView): number {
    return this.bestIn(view, this.#region(view));
  }

  bestIn(view: InstanceView, areas: readonly Area[]): number {
    if (areas.length === 0) return 0;
    this.#find(view, this.#exact);
    let best = 0;
    for (const area of areas) {
      for (let k = 0; k < this.#exact.length; k++) {
        const from = this.#exact.from[k] ?? 0;
        const to = this.#exact.to[k] ?? 0;
        const score = this.#mask(view, area, from, to);
        if (score <= best) continue;
        best = score;
        this.from = from;
        this.to = to;
      }
      if (best === 1) return 1;
      this.#eachWindow(view, area, (score, from, to) => {
        if (score <= best) return;
        const masked = score * this.#mask(view, area, from, to);
        if (masked <= best) return;
        best = masked;
        this.from = from;
        this.to = to;
      });
    }
    return best;
  }

  /**
   * The highest t for which `k` windows of score t or more lie side by side, without overlap. (Taking the best window first
   * would not do: a better one in the middle could push out two, and the score would fall as a similarity rises.)
   */
  atLeast(view: InstanceView, area: Area, k: number): number {
    const found: { readonly score: number; readonly from: number; readonly to: number }[] = [];
    const offer = (score: number, from: number, to: number): void => {
      const masked = score * this.#mask(view, area, from, to);
      if (masked > 0) found.push({ score: masked, from, to });
    };
    this.#find(view, this.#exact);
    for (let i = 0; i < this.#exact.length; i++) offer(1, this.#exact.from[i] ?? 0, this.#exact.to[i] ?? 0);
    this.#eachWindow(view, area, offer);
    found.sort((a, b) => a.to - b.to || b.from - a.from);
    const thresholds = [...new Set(found.map((window) => window.score))].sort((a, b) => b - a);
    for (const threshold of thresholds) {
      let n = 0;
      let end = 0;
      for (const window of found) {
        if (window.score < threshold || (n > 0 && window.from < end)) continue;
        n++;
        end = window.to;
      }
      if (n >= k) return threshold;
    }
    return 0;
  }

  /** How many exact occurrences lie in the area, as strict execution counts them. */
  exactCount(view: InstanceView, area: Area): number {
    this.#find(view, this.#exact);
    let n = 0;
    let end = 0;
    for (let i = 0; i < this.#exact.length; i++) {
      const from = this.#exact.from[i] ?? 0;
      const to = this.#exact.to[i] ?? 0;
      if ((n > 0 && from < end) || this.#mask(view, area, from, to) < 1) continue;
      n++;
      end = to;
    }
    return n;
  }

  /** Scored windows that lie in one of the area's pieces: nothing outside the region is even compared. */
  #eachWindow(
    view: InstanceView,
    area: Area,
    visit: (score: number, from: number, to: number) => void,
  ): void {
    if (this.#scorers.length === 0) return;
    const starts = view.corpus.tokenFrom.data;
    const ends = view.corpus.tokenTo.data;
    for (const piece of area) {
      const first = view.tokenAtOrAfter(piece.from);
      for (let n = 1; n <= maxWindow; n++) {
        const windows = this.#ngrams.windows[n - 1]?.data;
        if (windows === undefined) continue;
        for (let token = first; token + n <= view.tokenEnd; token++) {
          const to = ends[token + n - 1] ?? 0;
          if (to > piece.to) break;
          const ngram = windows[token] ?? -1;
          for (const scorer of this.#scorers) {
            const score = scorer.score(ngram, token);
            if (score > this.#floor) visit(score, starts[token] ?? 0, to);
          }
        }
      }
    }
  }

  /** 0 outside the area, the distances' factor inside: the best of the area's pieces. */
  #mask(view: InstanceView, area: Area, from: number, to: number): number {
    let best = 0;
    for (const piece of area) {
      if (from < piece.from || to > piece.to) continue;
      let factor = 1;
      for (const { from: anchorFrom, to: anchorTo, within } of piece.near) {
        const distance = view.distance(from, to, anchorFrom, anchorTo, within.unit);
        factor *= this.#decay(missOf(distance, within, within.unit));
      }
      best = Math.max(best, factor);
    }
    return best;
  }
}
