/**
 * Why did this instance get this label? The keywords of a form, and where and how well each was matched: what the screen
 * highlights.
 */
import type { LogicalForm } from '#core/explain';
import { InstanceView } from './instance-view.ts';
import type { NgramTable } from './ngram-table.ts';
import { occurrenceSearch, type SoftOptions } from './soft.ts';

/** One clause's keyword in the instance's text. */
export interface KeywordMatch {
  /** The alternatives that were looked for, as the form has them. */
  readonly keywords: readonly string[];
  /** What stands there; absent where nothing is alike at all. */
  readonly span?: { readonly from: number; readonly to: number };
  /** In [0, 1], the region's mask and the distance's factor included; 1 is an exact match in its place. */
  readonly score: number;
  /** Under an odd number of NOTs: a high score counts against the rule. */
  readonly negated: boolean;
}

/** Finds a form's keywords in the open instance. Compiled for one pass. */
export type Tracer = (view: InstanceView) => KeywordMatch[];

export function compileTrace(form: LogicalForm, ngrams: NgramTable, options: SoftOptions): Tracer {
  const tracers = clauses(form, ngrams, options, false);
  return (view) => tracers.map((trace) => trace(view));
}

export function traceMatch(
  form: LogicalForm,
  instance: number,
  ngrams: NgramTable,
  options: SoftOptions,
): KeywordMatch[] {
  const view = new InstanceView(ngrams.corpus);
  view.open(instance);
  return compileTrace(form, ngrams, options)(view);
}

function clauses(
  form: LogicalForm,
  ngrams: NgramTable,
  options: SoftOptions,
  negated: boolean,
): ((view: InstanceView) => KeywordMatch)[] {
  switch (form.op) {
    case 'and':
    case 'or':
    case 'number-of':
      return form.of.flatMap((clause) => clauses(clause, ngrams, options, negated));
    case 'not':
      return clauses(form.of, ngrams, options, !negated);
    case 'occurs': {
      const { what } = form;
      if (what.kind !== 'phrase' && what.kind !== 'list') return [];
      const search = occurrenceSearch(form, ngrams, options);
      const keywords = what.kind === 'phrase' ? what.texts : [what.name];
      const against = negated !== (form.count.max === 0);
      return [
        (view) => {
          const score = search.best(view);
          if (score === 0) return { keywords, score, negated: against };
          return { keywords, span: { from: search.from, to: search.to }, score, negated: against };
        },
      ];
    }
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
