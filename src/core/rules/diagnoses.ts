/** How each rule stands against the labels of people: for the table of explanations, and for the label model. */
import {
  diagnoseRule,
  type LabelModel,
  type MatrixSummary,
  type RuleDiagnostics,
  type Situation,
  summariseMatrix,
} from '#core/weak';
import type { RuleReport } from './answers.ts';
import type { EngineParts } from './parts.ts';
import type { RuleState } from './rule-book.ts';

/** The instance that a rule explains, where it is known. */
export function ownInstance(parts: EngineParts, rule: RuleState): number | undefined {
  const { explains } = rule.spec;
  return explains && parts.documents.instanceOf(explains.documentId, explains.target);
}

function diagnose(parts: EngineParts, rule: RuleState): RuleDiagnostics {
  const exceptInstance = ownInstance(parts, rule);
  return diagnoseRule(parts.matrix, rule.column, parts.documents.gold, {
    instanceCount: parts.documents.corpus.liveInstances,
    refutes: (instance, label) => parts.documents.refutes(instance, label),
    ...(exceptInstance === undefined ? {} : { exceptInstance }),
  });
}

/** One row of the table of explanations. `threshold`: that of rules without one of their own. */
export function reportOf(
  parts: EngineParts,
  rule: RuleState,
  model: LabelModel,
  threshold: number,
): RuleReport {
  const { rule: _, polarity: __, ...numbers } = diagnose(parts, rule);
  return {
    ...numbers,
    ruleId: rule.spec.id,
    labelId: rule.spec.labelId,
    enabled: rule.spec.enabled,
    threshold: rule.spec.threshold ?? threshold,
    strictMatches: rule.strictMatches,
    weight: model.weights[rule.column] ?? 0,
    learnedAccuracy: model.accuracies[rule.column] ?? 0,
  };
}

/** What the label model is told beside the votes. */
export function situationOf(parts: EngineParts): Situation {
  const correct = new Float64Array(parts.rules.columns);
  const judged = new Float64Array(parts.rules.columns);
  for (const rule of parts.rules.all) {
    const record = diagnose(parts, rule);
    correct[rule.column] = record.correct;
    judged[rule.column] = record.correct + record.incorrect;
  }
  for (const column of parts.voters.columns) {
    const record = parts.voters.diagnose(parts, column);
    correct[column] = record.correct;
    judged[column] = record.correct + record.incorrect;
  }
  return {
    labelCount: Math.max(parts.labels.count, 1),
    ruleCount: Math.max(parts.rules.columns, 1),
    record: { correct, judged },
  };
}

export type RulesSummary = MatrixSummary & { readonly instances: number; readonly documents: number };

/** All rules together. */
export function summaryOf({ documents, matrix }: EngineParts): RulesSummary {
  const instances = documents.corpus.liveInstances;
  return { ...summariseMatrix(matrix, instances), instances, documents: documents.documentCount };
}
