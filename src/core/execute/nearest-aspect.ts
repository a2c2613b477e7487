/**
 * Whose keyword is it? In a sentence with several aspects, "friendly after the aspect" is true of every aspect to the left of
 * "friendly", and is about one of them: the nearest. A match is kept where no other aspect of its sentence is nearer to
 * the keyword that made it, and, if a reach is given, where the keyword is within reach. Which forms are true is not changed
 * by this; which votes are cast is. docs/experiments/rules.md says what it gains.
 */
import { argIndex } from './corpus.ts';
import { InstanceView } from './instance-view.ts';
import type { NgramTable } from './ngram-table.ts';
import type { SoftMatches } from './soft-pass.ts';
import type { KeywordMatch, Tracer } from './trace.ts';

const { aspect } = argIndex;

/**
 * The matches whose aspect is the nearest to the keyword and at most `reach` tokens away; matches without an aspect or a
 * keyword are kept.
 */
export function nearestMatches(
  matches: SoftMatches,
  trace: Tracer,
  ngrams: NgramTable,
  reach = Number.POSITIVE_INFINITY,
): SoftMatches {
  const { corpus } = ngrams;
  const view = new InstanceView(corpus);
  const kept: number[] = [];
  for (let k = 0; k < matches.instances.length; k++) {
    const instance = matches.instances[k] ?? -1;
    if (!corpus.isLive(instance)) continue;
    view.open(instance);
    if (view.argFrom(aspect) < 0 || isNearest(view, trace, reach)) kept.push(k);
  }
  if (kept.length === matches.instances.length) return matches;
  return {
    instances: Int32Array.from(kept, (k) => matches.instances[k] ?? -1),
    scores: Float32Array.from(kept, (k) => matches.scores[k] ?? 0),
  };
}

function isNearest(view: InstanceView, trace: Tracer, reach: number): boolean {
  const { corpus, instance } = view;
  const others: number[] = [];
  for (let at = corpus.newestInstance.at(view.sentence); at >= 0; at = corpus.olderInstance.at(at)) {
    if (at !== instance) others.push(at);
  }
  if (others.length === 0 && reach === Number.POSITIVE_INFINITY) return true;
  const span = bestKeyword(trace(view))?.span;
  if (span === undefined) return true;
  const own = view.distance(view.argFrom(aspect), view.argTo(aspect), span.from, span.to, 'token');
  if (own > reach) return false;
  return others.every((other) => {
    const from = corpus.argFrom.at(other * 4 + aspect);
    const to = corpus.argTo.at(other * 4 + aspect);
    return from < 0 || view.distance(from, to, span.from, span.to, 'token') >= own;
  });
}

function bestKeyword(found: readonly KeywordMatch[]): KeywordMatch | undefined {
  let best: KeywordMatch | undefined;
  for (const match of found) {
    if (!match.negated && match.score > (best?.score ?? 0)) best = match;
  }
  return best;
}
