/** Where a rule matches, as the page shows it: why did this sentence get this label? */
import { InstanceCutter } from '#core/execute';
import { type Document, type RecommendedTarget, spansOf } from '#core/project';
import type { IndexedRule, MatchedInstance } from '#core/rules';
import { type Span, spanText, tokensOf } from '#core/text';
import type { Store } from '#store';
import type { RuleIndex } from '../project/rule-index.ts';
import type { MatchesAnswer, RuleMatch } from './contract.ts';
import type { RuleTriggers, TriggerReach } from './trigger-figures.ts';

/** Of a sentence, best first. */
export async function sentenceMatches(
  store: Store,
  rules: RuleIndex,
  { explanation: { id }, annotation: { labelId } }: IndexedRule,
  limit: number,
): Promise<MatchesAnswer> {
  const { engine } = rules;
  const found: RuleMatch[] = [];
  for (const match of engine.matches(id, limit)) {
    const document = await store.documents.get(match.documentId);
    if (document !== undefined) found.push(await shownMatch(store, rules, labelId, id, match, document));
  }
  return { total: engine.row(id)?.votes ?? found.length, matches: found };
}

/** Of a trigger, nearest first. */
export async function triggerMatches(
  store: Store,
  triggers: RuleTriggers,
  explanationId: string,
  limit: number,
): Promise<MatchesAnswer> {
  const reached = triggers.reach(explanationId);
  const found: RuleMatch[] = [];
  for (const reach of reached.slice(0, limit)) {
    const document = await store.documents.get(reach.documentId);
    if (document !== undefined) found.push(await shownTrigger(triggers, explanationId, reach, document));
  }
  return { total: reached.length, matches: found };
}

/** The entities it proposes there, and the words that matched; where that cannot be said, its own that stand there too. */
async function shownTrigger(
  triggers: RuleTriggers,
  explanationId: string,
  { documentId, similarity, verdict, otherLabelIds }: TriggerReach,
  document: Document,
): Promise<RuleMatch> {
  const { text } = document;
  const trigger = triggers.trigger(explanationId);
  const words = new Set(trigger?.positions.map((at) => trigger.words[at]?.toLowerCase()));
  const own = (): readonly Span[] =>
    tokensOf(document).filter((span) => words.has(spanText(text, span).toLowerCase()));
  const matched = triggers.matchedWords(documentId, explanationId) ?? own();
  const proposed = await triggers.proposed(document);
  return {
    documentId,
    position: document.position,
    text,
    arguments: proposed.flatMap(({ target, labelId, provenance }) => {
      const isOwn = provenance.some((why) => why.kind === 'trigger' && why.explanationId === explanationId);
      return isOwn && labelId === trigger?.labelId ? spansOf(target) : [];
    }),
    keywords: matched.map((span) => ({
      span,
      keyword: spanText(text, span),
      score: similarity,
      negated: false,
    })),
    score: similarity,
    verdict,
    otherLabelIds,
  };
}

/** One match of a sentence, around its instance. */
export async function shownMatch(
  store: Store,
  rules: RuleIndex,
  labelId: string,
  explanationId: string,
  { documentId, target, score }: MatchedInstance,
  document: Document,
): Promise<RuleMatch> {
  const { text, from } = new InstanceCutter(document).window(target);
  const inWindow = (span: Span): Span => ({ from: span.from - from, to: span.to - from });
  const keywords = rules.engine.explainMatch(explanationId, documentId, target).flatMap((match) =>
    match.span === undefined
      ? []
      : [
          {
            span: inWindow(match.span),
            keyword: match.keywords.join(' / '),
            score: match.score,
            negated: match.negated,
          },
        ],
  );
  const gold = await goldOf(store, documentId, target);
  const others = new Set<string>();
  for (const weak of rules.engine.weakLabels(documentId)) {
    if (JSON.stringify(weak.target) !== JSON.stringify(target)) continue;
    for (const vote of weak.votes) if (vote.labelId !== labelId) others.add(vote.labelId);
  }
  return {
    documentId,
    position: document.position,
    text,
    arguments: spansOf(target).map(inWindow),
    keywords,
    score,
    verdict: gold === undefined ? 'unknown' : gold === labelId ? 'correct' : 'incorrect',
    ...(gold === undefined ? {} : { goldLabelId: gold }),
    otherLabelIds: [...others],
  };
}

/** The label that a person gave to exactly this target. */
export async function goldOf(
  store: Store,
  documentId: string,
  target: RecommendedTarget,
): Promise<string | undefined> {
  const annotations = await store.annotations.ofDocument(documentId);
  const byId = new Map(annotations.map((one) => [one.id, one]));
  const wanted = JSON.stringify(spansOf(target).map(({ from, to }) => [from, to]));
  return annotations.find((one) => {
    if (one.target.kind !== target.kind) return false;
    if (one.target.kind === 'text') return true;
    const ends =
      one.target.kind === 'relation'
        ? [byId.get(one.target.head)?.target, byId.get(one.target.tail)?.target]
        : [one.target];
    const spans = ends.map((end) => (end !== undefined && 'from' in end ? [end.from, end.to] : []));
    return JSON.stringify(spans) === wanted;
  })?.labelId;
}
