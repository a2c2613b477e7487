/** The triggers that people gave: those that are switched on, and of labels that triggers vote for. */
import {
  type Label,
  type LabelledDocument,
  spanOf,
  type Task,
  taskTraits,
  toRecommended,
} from '#core/project';
import { type Trigger, triggerOf } from './trigger.ts';

/** Ids of the labels that triggers vote for, in order of their position. */
export function triggerLabels(task: Task, labels: readonly Label[]): readonly string[] {
  return labels
    .filter(({ kind }) => kind === taskTraits[task].learned)
    .sort((a, b) => a.position - b.position)
    .map(({ id }) => id);
}

export interface GivenTrigger {
  readonly explanationId: string;
  /** Another one whenever the trigger or what it explains was changed. */
  readonly signature: string;
  /** Cuts it out of its sentence; `undefined` where it touches no token. */
  readonly cut: () => Trigger | undefined;
}

/** All that may teach: of texts that measure, none. */
export function* givenTriggers(
  task: Task,
  labels: readonly Label[],
  labelled: readonly LabelledDocument[],
): Generator<GivenTrigger, void, void> {
  const spoken = new Set(triggerLabels(task, labels));
  for (const { document, annotations, explanations } of labelled) {
    if (document.split === 'holdout') continue;
    const byId = new Map(annotations.map((one) => [one.id, one]));
    for (const explanation of explanations) {
      if (explanation.kind !== 'trigger' || !explanation.enabled) continue;
      const annotation = byId.get(explanation.annotationId);
      if (annotation === undefined || !spoken.has(annotation.labelId)) continue;
      const { target, labelId } = annotation;
      yield {
        explanationId: explanation.id,
        signature: `${explanation.updatedAt} ${annotation.updatedAt} ${labelId}`,
        cut: () => {
          const span = spanOf(target);
          const ends = toRecommended(target, byId);
          const pair = ends?.kind === 'relation' ? ends : undefined;
          return triggerOf(document, explanation, labelId, span, pair);
        },
      };
    }
  }
}
