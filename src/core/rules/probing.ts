/** Probing a rule of the engine: which place to ask about next, and what the answers make of the rule. */
import type { Instance } from '#core/explain';
import type { ProbeAnswer } from '#core/probing';
import { type RecommendedTarget, recommendedKey } from '#core/project';
import { ABSTAIN } from '#core/weak';
import type { MatchedInstance } from './answers.ts';
import { ownInstance } from './diagnoses.ts';
import type { EngineParts } from './parts.ts';

/** What a probe is asked with, beside the rule. */
export interface ProbeRequest {
  /** The instance that the rule explains. */
  readonly here: Instance;
  readonly order: 'doubtful' | 'varied';
  /** Of a place (`placeKey`): not to be asked about now. */
  readonly isPutOff: (key: string) => boolean;
  /** The label that the model gives, `null` for none, `undefined` where it has not been asked. */
  readonly modelLabel: (documentId: string, target: RecommendedTarget) => string | null | undefined;
}

export interface ProbedPlace extends MatchedInstance {
  readonly key: string;
  readonly isMatch: boolean;
  readonly why: NonNullable<ProbeAnswer['probe']>['why'];
}

export interface RuleProbe extends Omit<ProbeAnswer, 'probe'> {
  readonly place?: ProbedPlace;
}

function placeKey(documentId: string, target: RecommendedTarget): string {
  return `${documentId} ${recommendedKey(target)}`;
}

/** `threshold`: that of rules without one of their own. Texts held out for measuring are not asked about. */
export function probe(
  parts: EngineParts,
  ruleId: string,
  threshold: number,
  request: ProbeRequest,
): RuleProbe | undefined {
  const { documents, labels, matrix, rules } = parts;
  const rule = rules.get(ruleId);
  if (rule === undefined) return undefined;
  const { spec } = rule;
  const label = labels.numberOf(spec.labelId);
  const own = ownInstance(parts, rule);
  const column = matrix.column(rule.column);
  const scoreOf = (k: number): number => column.scores?.[k] ?? 1;
  const scores = new Map(Array.from(column.instances, (instance, k) => [instance, scoreOf(k)]));
  const { probe: found, ...rest } = parts.prober.ask({
    form: spec.form,
    here: request.here,
    ...(own === undefined ? {} : { instance: own }),
    isRight: (instance) => {
      const known = documents.gold[instance] ?? ABSTAIN;
      if (known !== ABSTAIN) return known === label;
      return documents.refutes(instance, label) ? false : undefined;
    },
    isSeen: (instance) => {
      const ref = documents.ref(instance);
      return ref !== undefined && !documents.isHeldOut(ref.documentId);
    },
    counted: { instances: column.instances, scores: Array.from(column.instances, (_, k) => scoreOf(k)) },
    threshold: spec.threshold ?? threshold,
    rulesDisagree: (instance) => matrix.isContested(instance),
    modelAgrees: (instance) => {
      const ref = documents.ref(instance);
      const modelLabel = ref === undefined ? undefined : request.modelLabel(ref.documentId, ref.target);
      return modelLabel === undefined ? undefined : modelLabel === spec.labelId;
    },
    order: request.order,
    isPutOff: (instance) => {
      const ref = documents.ref(instance);
      return ref !== undefined && request.isPutOff(placeKey(ref.documentId, ref.target));
    },
  });
  const ref = found === undefined ? undefined : documents.ref(found.instance);
  if (found === undefined || ref === undefined) return rest;
  const { documentId, target } = ref;
  const score = scores.get(found.instance) ?? 0;
  const key = placeKey(documentId, target);
  return { ...rest, place: { documentId, target, score, key, isMatch: found.isMatch, why: found.why } };
}
