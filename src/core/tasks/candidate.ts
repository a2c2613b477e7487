/** What rules and triggers vote on in a document (methods.md §3). Which those are differs by task. */
import type { TargetTypes } from '#core/execute';
import type { Annotation, Label, LabelledDocument, RecommendedTarget } from '#core/project';
import type { Dictionary } from '#core/recommend';
import { type Span, sameSpan } from '#core/text';

export interface Candidate {
  readonly target: RecommendedTarget;
  readonly types?: TargetTypes;
  /** Its label's id where a person gave one, `null` where a person decided that it has none; absent: not known. */
  readonly gold?: string | null;
}

/** Where candidates are found. */
export interface CandidateSource extends Pick<LabelledDocument, 'document' | 'annotations'> {
  readonly labels: ReadonlyMap<string, Label>;
  /** What was labelled elsewhere. */
  readonly dictionary: Dictionary;
  /** Spans that the model takes for entities, where it was asked. */
  readonly proposed: readonly Span[];
}

/** Entity types of a target's arguments: the names of the labels on exactly their spans. */
export function typesOf(
  target: RecommendedTarget,
  annotations: readonly Annotation[],
  labels: ReadonlyMap<string, Label>,
): TargetTypes {
  if (target.kind !== 'relation') return {};
  const typeOf = (span: Span): string | undefined => {
    const entity = annotations.find((one) => one.target.kind === 'span' && sameSpan(one.target, span));
    return entity === undefined ? undefined : labels.get(entity.labelId)?.name;
  };
  const [head, tail] = [typeOf(target.head), typeOf(target.tail)];
  return { ...(head === undefined ? {} : { head }), ...(tail === undefined ? {} : { tail }) };
}

/** `null`: a person decided that it has no label. */
export function goldOf(labelId: string | undefined, isDecided: boolean): Pick<Candidate, 'gold'> {
  if (labelId !== undefined) return { gold: labelId };
  return isDecided ? { gold: null } : {};
}

/** Without what else an object with these offsets carries. */
export const plainSpan = ({ from, to }: Span): Span => ({ from, to });
