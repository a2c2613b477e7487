/**
 * Running rules over a corpus that grows: each rule remembers how far it has looked and appends what it finds, because
 * instances' numbers only grow. Strict matches come at once; soft ones when the matcher has all its encodings.
 */
import type { StopSignal } from '#core/base';
import {
  type Corpus,
  compileTrace,
  type EmbeddingMatcher,
  exactMatcher,
  type KeywordMatch,
  NgramTable,
  nearestMatches,
  type SoftMatches,
  type SoftOptions,
  SoftPass,
  StrictPass,
  type StrictRule,
  softKeywords,
  traceMatch,
} from '#core/execute';
import type { LogicalForm } from '#core/explain';
import type { MatcherFactory } from './answers.ts';

/** A form at work: its matches so far, strict ones with score 1. */
export interface RunningRule {
  readonly strict: StrictRule;
  matches: SoftMatches;
  /** Instances below these numbers have been looked at. */
  strictTo: number;
  softTo: number;
}

const noMatches: SoftMatches = { instances: new Int32Array(0), scores: new Float32Array(0) };
/** Instances between two yields of a soft pass. */
const sliceSize = 5_000;

export class RuleRunner {
  readonly #strictPass: StrictPass;
  readonly #ngrams: NgramTable;
  readonly #keepFrom: number;
  #matcher: EmbeddingMatcher | undefined;
  readonly #reach: number | undefined;
  #options: Omit<SoftOptions, 'matcher'>;

  /** Soft scores below `keepFrom` are not kept; for `reach` see `nearestMatches`. */
  constructor(corpus: Corpus, keepFrom: number, options: Omit<SoftOptions, 'matcher'>, reach?: number) {
    this.#strictPass = new StrictPass(corpus);
    this.#ngrams = new NgramTable(corpus);
    this.#keepFrom = keepFrom;
    this.#options = options;
    this.#reach = reach;
  }

  start(form: LogicalForm): RunningRule {
    for (const keyword of softKeywords(form)) this.#matcher?.want(keyword);
    return { strict: this.#strictPass.compile(form), matches: noMatches, strictTo: 0, softTo: 0 };
  }

  useMatcher(
    make: MatcherFactory | undefined,
    options: Omit<SoftOptions, 'matcher'>,
    rules: readonly RunningRule[],
  ): void {
    this.#options = options;
    this.#matcher = make?.(this.#ngrams);
    for (const rule of rules) {
      rule.softTo = 0;
      // Without a matcher the soft matches have to go.
      if (this.#matcher === undefined) rule.strictTo = 0;
      for (const keyword of softKeywords(rule.strict.form)) this.#matcher?.want(keyword);
    }
  }

  get matcher(): EmbeddingMatcher | undefined {
    return this.#matcher;
  }

  /** Has the matcher all the encodings it needs? */
  get isSoft(): boolean {
    return this.#matcher !== undefined && this.#matcher.pending(1).length === 0;
  }

  /** Strict matches among the instances from `rule.strictTo` up to `size`. */
  runStrict(rule: RunningRule, size: number): void {
    const from = rule.strictTo;
    // A handful of new instances is quicker to try than to look up.
    const instances =
      size - from > size / 8
        ? this.#strictPass.run(rule.strict).filter((instance) => instance >= from)
        : range(from, size).filter((instance) => this.#strictPass.holds(rule.strict, instance));
    const matches = { instances, scores: new Float32Array(instances.length).fill(1) };
    const trace = compileTrace(rule.strict.form, this.#ngrams, { ...this.#options, matcher: exactMatcher });
    rule.matches = joined(
      upTo(rule.matches, from),
      nearestMatches(matches, trace, this.#ngrams, this.#reach),
    );
    rule.strictTo = size;
  }

  /**
   * All matches from `rule.softTo` on, in place of the strict ones there. Yields between slices; stopped, it keeps what it
   * has and goes on from there next time.
   */
  *runSoft(rule: RunningRule, size: number, signal: StopSignal): Generator<void, void, void> {
    if (this.#matcher === undefined) return;
    const options = { ...this.#options, matcher: this.#matcher, keepFrom: this.#keepFrom };
    const pass = new SoftPass(this.#ngrams, options);
    const score = pass.compile(rule.strict.form);
    const trace = compileTrace(rule.strict.form, this.#ngrams, options);
    let found = upTo(rule.matches, rule.softTo);
    for (let from = rule.softTo; from < size; from += sliceSize) {
      if (signal.stopped) {
        rule.matches = joined(found, onwards(rule.matches, from));
        rule.softTo = from;
        return;
      }
      const some = pass.run(score, this.#keepFrom, from, Math.min(from + sliceSize, size));
      found = joined(found, nearestMatches(some, trace, this.#ngrams, this.#reach));
      yield;
    }
    rule.matches = found;
    rule.softTo = size;
  }

  /** Everything that the form is strictly true of, those that another one competes with too. */
  tryOut(form: LogicalForm): Int32Array {
    return this.#strictPass.run(this.#strictPass.compile(form));
  }

  /** The form's keywords in an instance, in the offsets of its sentence. */
  trace(form: LogicalForm, instance: number): KeywordMatch[] {
    this.#ngrams.extend();
    const matcher = this.isSoft ? this.#matcher : undefined;
    return traceMatch(form, instance, this.#ngrams, { ...this.#options, matcher: matcher ?? exactMatcher });
  }
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, k) => from + k);
}

/** The matches on instances below `to`. */
function upTo({ instances, scores }: SoftMatches, to: number): SoftMatches {
  const n = countBelow(instances, to);
  return { instances: instances.slice(0, n), scores: scores.slice(0, n) };
}

/** The matches on instances from `from` on. */
function onwards({ instances, scores }: SoftMatches, from: number): SoftMatches {
  const n = countBelow(instances, from);
  return { instances: instances.slice(n), scores: scores.slice(n) };
}

function countBelow(instances: Int32Array, limit: number): number {
  let n = 0;
  while (n < instances.length && (instances[n] ?? 0) < limit) n++;
  return n;
}

/** `a` and then `b`, whose instances all come after. */
function joined(a: SoftMatches, b: SoftMatches): SoftMatches {
  const instances = new Int32Array(a.instances.length + b.instances.length);
  const scores = new Float32Array(instances.length);
  instances.set(a.instances);
  instances.set(b.instances, a.instances.length);
  scores.set(a.scores);
  scores.set(b.scores, a.scores.length);
  return { instances, scores };
}
