/** A rule is probed: the place to ask about, as the page shows it, and the repaired form that the answers support. */
import { err, ok, type Problem, problem, type Result } from '#core/base';
import { type Annotation, toRecommended } from '#core/project';
import { instanceOf } from '#core/rules';
import type { Store } from '#store';
import type { RuleIndex } from '../project/rule-index.ts';
import type { ProbeReply, ProbeRequest } from './contract.ts';
import { shownMatch } from './matches.ts';
import type { ModelOpinions } from './model-opinions.ts';

/** `rules` and `model` are up to date. */
export async function probeRule(
  store: Store,
  rules: RuleIndex,
  model: ModelOpinions,
  { explanationId, order, putOff }: ProbeRequest,
): Promise<Result<ProbeReply, Problem>> {
  const rule = rules.rule(explanationId);
  const document = rule && (await store.documents.get(rule.explanation.documentId));
  if (rule?.form === undefined || document === undefined) {
    return err(problem('not-found', 'There is no such rule.'));
  }
  const annotations = await store.annotations.ofDocument(document.id);
  const byId = new Map<string, Annotation>(annotations.map((one) => [one.id, one]));
  const target = toRecommended(rule.annotation.target, byId);
  if (target === undefined) return err(problem('not-found', 'There is no such rule.'));
  const { labelId } = rule.annotation;
  const isPutOff = new Set(putOff);
  const found = rules.engine.probe(explanationId, {
    here: instanceOf(document, annotations, target, rules.labels, rules.lists).instance,
    order,
    isPutOff: (key) => isPutOff.has(key),
    modelLabel: (documentId, at) => model.labelOf(documentId, at),
  });
  if (found === undefined) return err(problem('not-found', 'There is no such rule.'));
  const { place, repair, ...rest } = found;
  const where = place && (await store.documents.get(place.documentId));
  return ok({
    ...rest,
    labelId,
    understood: rule.understood ?? rule.text,
    ...(place === undefined || where === undefined
      ? {}
      : {
          place: {
            key: place.key,
            target: place.target,
            isMatch: place.isMatch,
            why: place.why,
            match: await shownMatch(store, rules, labelId, explanationId, place, where),
          },
        }),
    ...(repair === undefined
      ? {}
      : {
          repair: {
            kind: repair.kind,
            sentence: repair.sentence,
            logicalForm: repair.form,
            before: repair.before,
            after: repair.after,
          },
        }),
  });
}
