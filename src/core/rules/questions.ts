/** What can be asked of the rules one at a time: where one matches and why, what a form would do. */
import type { KeywordMatch } from '#core/execute';
import type { LogicalForm } from '#core/explain';
import type { RecommendedTarget } from '#core/project';
import { NO_LABEL } from '#core/weak';
import type { FormPreview, MatchExample, MatchedInstance, RuleSpec } from './answers.ts';
import type { EngineParts } from './parts.ts';
import { compareWithGold } from './reports.ts';

/** Where a rule matches, best first, at its threshold. */
export function matchesOf(parts: EngineParts, ruleId: string, limit: number): MatchedInstance[] {
  const rule = parts.rules.get(ruleId);
  if (rule === undefined) return [];
  const { instances, scores } = parts.matrix.column(rule.column);
  const order = Array.from(instances, (_, k) => k);
  if (scores !== undefined) order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  return order.slice(0, limit).flatMap((k) => matchedInstance(parts, instances[k] ?? -1, scores?.[k] ?? 1));
}

/** The rule's keywords in this instance with their scores, in the document's offsets. */
export function explainMatch(
  parts: EngineParts,
  ruleId: string,
  documentId: string,
  target: RecommendedTarget,
): KeywordMatch[] {
  const rule = parts.rules.get(ruleId);
  const instance = parts.documents.instanceOf(documentId, target);
  if (rule === undefined || instance === undefined) return [];
  const offset = parts.documents.ref(instance)?.offset ?? 0;
  return parts.runner
    .trace(rule.spec.form, instance)
    .map((match) =>
      match.span === undefined
        ? match
        : { ...match, span: { from: match.span.from + offset, to: match.span.to + offset } },
    );
}

/** What a form that is still being typed would do, strictly, everywhere but on the instance it explains. */
export function preview(
  parts: EngineParts,
  form: LogicalForm,
  labelId: string,
  examples: number,
  explains?: RuleSpec['explains'],
): FormPreview {
  const own = explains && parts.documents.instanceOf(explains.documentId, explains.target);
  const found = parts.runner.tryOut(form).filter((instance) => instance !== own);
  const { agreements, contradictions } = compareWithGold(
    found,
    parts.documents.gold,
    parts.labels.numberOf(labelId),
  );
  return {
    matches: found.length,
    instances: parts.documents.corpus.liveInstances,
    examples: examplesOf(parts, found, examples),
    contradictions: contradictions.flatMap(({ truth, count, example }) =>
      matchedInstance(parts, example, 1).map((matched) => ({
        labelId: truth === NO_LABEL ? null : (parts.labels.idOf(truth) ?? null),
        count,
        example: matched,
      })),
    ),
    agreements,
  };
}

/** What rules may say something of in a document. */
export function targetsOf({ documents }: EngineParts, documentId: string): RecommendedTarget[] {
  return documents.instancesOf(documentId).flatMap((instance) => documents.ref(instance)?.target ?? []);
}

/** The first matches, one of each document: a pair and its reverse would look the same. */
export function examplesOf(parts: EngineParts, matches: Int32Array, limit: number): MatchExample[] {
  const { corpus } = parts.documents;
  const found: MatchExample[] = [];
  for (const instance of matches) {
    if (found.length === limit) break;
    const { text } = corpus.sentence(corpus.sentenceOfInstance.at(instance)) ?? {};
    const [match] = matchedInstance(parts, instance, 1);
    if (text === undefined || match === undefined) continue;
    if (!found.some(({ documentId }) => documentId === match.documentId)) found.push({ ...match, text });
  }
  return found;
}

/** None for an instance that is gone. */
export function matchedInstance(parts: EngineParts, instance: number, score: number): MatchedInstance[] {
  const ref = parts.documents.ref(instance);
  return ref === undefined ? [] : [{ documentId: ref.documentId, target: ref.target, score }];
}
