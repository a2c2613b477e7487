/**
 * What triggers say of a document, whichever matcher answers: where they may vote at all (kinds of targets that people label,
 * labels whose ends fit) and how sure that is.
 */
import {
  type Label,
  type LabelledDocument,
  type Recommendation,
  type RecommendedTarget,
  type Task,
  taskTraits,
  toRecommended,
} from '#core/project';
import { type Dictionary, dictionaryOf } from '#core/recommend';
import { ruleDocument } from '#core/rules';
import { typesOf } from '#core/tasks';
import { spansOverlap } from '#core/text';
import type { TriggerAdviser } from './phrase-matcher.ts';

/** What the project's labels tell about where triggers may vote. */
export interface TriggerScope {
  readonly task: Task;
  readonly labels: ReadonlyMap<string, Label>;
  /** RE and SA: what was labelled before. */
  readonly dictionary: Dictionary;
  /** What people label here: where it is aspects only, the text as a whole is nobody's. */
  readonly kinds: ReadonlySet<RecommendedTarget['kind']>;
  /** RE: the types of ends, as `head tail`, that each label was seen with, by its id. */
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Where triggers may vote, from what was labelled. */
export function triggerScope(
  task: Task,
  labels: readonly Label[],
  labelled: readonly LabelledDocument[],
): TriggerScope {
  const byId = new Map(labels.map((label) => [label.id, label]));
  return {
    task,
    labels: byId,
    dictionary: dictionaryOf(taskTraits[task].isSequence ? [] : labelled),
    kinds: new Set(labelled.flatMap((one) => one.annotations.map(({ target }) => target.kind))),
    ends: taskTraits[task].hasPairs ? endsOf(labelled, byId) : new Map(),
  };
}

/**
 * What the triggers of `matcher`, which holds the document, say of it. `trained`: a network answers, whose shares are to be
 * tempered; phrases are tempered already, and leave words alone that a person has labelled.
 */
export async function triggerOpinion(
  matcher: TriggerAdviser,
  trained: boolean,
  { task, labels, dictionary, kinds, ends }: TriggerScope,
  one: LabelledDocument,
): Promise<readonly Recommendation[]> {
  const { id } = one.document;
  const { isSequence, hasPairs } = taskTraits[task];
  if (isSequence) {
    const proposed = await matcher.propose(id);
    return proposed.filter((item) => (trained && !isExact(item)) || isFree(item, one));
  }
  const { instances } = ruleDocument(task, one, labels, dictionary);
  return instances.flatMap(({ target, types, gold }) => {
    // A person has decided already.
    if (gold !== undefined || !kinds.has(target.kind)) return [];
    const allowed = hasPairs ? fitting(ends, `${types?.head} ${types?.tail}`) : undefined;
    const proposed = matcher.proposeFor(id, target, allowed);
    if (proposed === undefined) return [];
    return trained ? tempered(proposed) : proposed;
  });
}

/** RE: the types of ends that each label was seen with. */
function endsOf(
  labelled: readonly LabelledDocument[],
  labels: ReadonlyMap<string, Label>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const ends = new Map<string, Set<string>>();
  for (const { annotations } of labelled) {
    const byId = new Map(annotations.map((one) => [one.id, one]));
    for (const { target, labelId } of annotations) {
      const pair = toRecommended(target, byId);
      if (pair?.kind !== 'relation') continue;
      const { head, tail } = typesOf(pair, annotations, labels);
      const seen = ends.get(labelId) ?? new Set();
      ends.set(labelId, seen.add(`${head} ${tail}`));
    }
  }
  return ends;
}

/** Labels that were seen between such ends. */
function fitting(ends: ReadonlyMap<string, ReadonlySet<string>>, types: string): ReadonlySet<string> {
  return new Set([...ends].flatMap(([labelId, seen]) => (seen.has(types) ? [labelId] : [])));
}

/** One trigger alone has all of the votes, however far it is: a share counts as much as its nearest trigger is near. */
function tempered(recommendation: Recommendation): Recommendation {
  const near = recommendation.provenance.map((why) => (why.kind === 'trigger' ? why.similarity : 0));
  return { ...recommendation, confidence: recommendation.confidence * Math.max(0, ...near) };
}

/** A trigger's very words stand there. */
const isExact = ({ provenance: [first] }: Recommendation): boolean =>
  first?.kind === 'trigger' && first.similarity === 1;

/** Not beside words that a person has labelled already: a phrase does not tell a name from a part of it. */
function isFree({ target }: Recommendation, { annotations }: LabelledDocument): boolean {
  return (
    target.kind !== 'span' ||
    !annotations.some((one) => 'from' in one.target && spansOverlap(one.target, target))
  );
}
