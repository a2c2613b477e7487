/**
 * What rules vote on in a document, by task (methods.md §3): RE, every ordered pair of its entities; SA, its aspects and
 * words that were an aspect before, and the text where no aspect is marked; NER, the candidates that could be a labelled span:
 * noun phrases, words that were labelled before, what the model proposes, and what is labelled here.
 */
import type { TargetTypes } from '#core/execute';
import type { Annotation, Label, LabelledDocument, RecommendedTarget, Target, Task } from '#core/project';
import type { Dictionary } from '#core/recommend';
import { nounPhrases, type Span, spansOverlap, tokensOf } from '#core/text';
import type { RuleDocument, RuleInstance } from './corpus.ts';

/** Entities of one document that are paired; a longer list would give more pairs than anybody explains. */
const maxEntities = 40;

/** An annotation's target with relations named by the spans of their ends; `undefined` where an end is missing. */
export function toRecommended(
  target: Target,
  annotations: ReadonlyMap<string, Annotation>,
): RecommendedTarget | undefined {
  if (target.kind !== 'relation') return target;
  const [head, tail] = [annotations.get(target.head)?.target, annotations.get(target.tail)?.target];
  if (head?.kind !== 'span' || tail?.kind !== 'span') return undefined;
  return { kind: 'relation', head: plain(head), tail: plain(tail) };
}

/** Entity types of a target's arguments: the names of the labels on exactly their spans. */
export function typesOf(
  target: RecommendedTarget,
  annotations: readonly Annotation[],
  labels: ReadonlyMap<string, Label>,
): TargetTypes {
  if (target.kind !== 'relation') return {};
  const typeOf = (span: Span): string | undefined => {
    const entity = annotations.find((one) => one.target.kind === 'span' && same(one.target, span));
    return entity === undefined ? undefined : labels.get(entity.labelId)?.name;
  };
  const [head, tail] = [typeOf(target.head), typeOf(target.tail)];
  return { ...(head === undefined ? {} : { head }), ...(tail === undefined ? {} : { tail }) };
}

/** `proposed`: NER, spans that the model takes for entities. */
export function ruleDocument(
  task: Task,
  { document, annotations }: LabelledDocument,
  labels: ReadonlyMap<string, Label>,
  dictionary: Dictionary,
  proposed: readonly Span[] = [],
): RuleDocument {
  const { id, text, tokens } = document;
  const isDone = document.status === 'done';
  const entities = annotations.flatMap(({ target, labelId }) => {
    const type = labels.get(labelId)?.name;
    return target.kind === 'span' && type !== undefined
      ? [{ ...plain(target), type: type.toUpperCase() }]
      : [];
  });
  const common = {
    ...(document.split === 'holdout' ? { isHeldOut: true } : {}),
    id,
    text,
    ...(tokens === undefined ? {} : { tokens }),
    entities,
  };
  switch (task) {
    case 're':
      return { ...common, instances: pairs(annotations, labels, isDone) };
    case 'sa':
      return { ...common, instances: opinions(dictionary.find(text), annotations, isDone) };
    case 'ner': {
      const known = dictionary.find(text);
      const candidates = [...nounPhrases(text, tokensOf(document)), ...known, ...proposed];
      return { ...common, instances: mentions(candidates, annotations, isDone) };
    }
    default:
      return task satisfies never;
  }
}

function pairs(
  annotations: readonly Annotation[],
  labels: ReadonlyMap<string, Label>,
  isDone: boolean,
): RuleInstance[] {
  const byId = new Map(annotations.map((one) => [one.id, one]));
  const gold = new Map<string, string>();
  for (const { target, labelId } of annotations) {
    const pair = target.kind === 'relation' ? toRecommended(target, byId) : undefined;
    if (pair?.kind === 'relation') gold.set(pairKey(pair.head, pair.tail), labelId);
  }
  const entities = annotations.filter(({ target }) => target.kind === 'span').slice(0, maxEntities);
  return entities.flatMap((head) =>
    entities.flatMap((tail): RuleInstance[] => {
      if (head === tail || head.target.kind !== 'span' || tail.target.kind !== 'span') return [];
      if (same(head.target, tail.target)) return [];
      const target = { kind: 'relation', head: plain(head.target), tail: plain(tail.target) } as const;
      const types = typesOf(target, [head, tail], labels);
      return [{ target, types, ...known(gold.get(pairKey(head.target, tail.target)), isDone) }];
    }),
  );
}

function opinions(
  candidates: readonly Span[],
  annotations: readonly Annotation[],
  isDone: boolean,
): RuleInstance[] {
  const aspects = new Map<string, RuleInstance>();
  let ofText: string | undefined;
  for (const { target, labelId } of annotations) {
    if (target.kind === 'text') ofText = labelId;
    if (target.kind !== 'aspect') continue;
    const span = plain(target);
    aspects.set(`${span.from} ${span.to}`, { target: { kind: 'aspect', ...span }, gold: labelId });
  }
  const marked = [...aspects.values()];
  for (const candidate of candidates) {
    const span = plain(candidate);
    const touches = marked.some(({ target }) => target.kind === 'aspect' && spansOverlap(target, span));
    if (isDone || touches) continue;
    aspects.set(`${span.from} ${span.to}`, { target: { kind: 'aspect', ...span } });
  }
  if (marked.length > 0 && ofText === undefined) return [...aspects.values()];
  return [{ target: { kind: 'text' }, ...known(ofText, isDone) }, ...aspects.values()];
}

function mentions(
  candidates: readonly Span[],
  annotations: readonly Annotation[],
  isDone: boolean,
): RuleInstance[] {
  const out = new Map<string, RuleInstance>();
  const labelled = annotations.flatMap(({ target, labelId }) =>
    target.kind === 'span' ? [{ ...plain(target), labelId }] : [],
  );
  for (const { labelId, ...span } of labelled) {
    out.set(`${span.from} ${span.to}`, { target: { kind: 'span', ...span }, gold: labelId });
  }
  for (const candidate of candidates) {
    const span = plain(candidate);
    const key = `${span.from} ${span.to}`;
    if (out.has(key)) continue;
    // Beside a labelled span that it touches, a candidate is not one itself.
    const touches = labelled.some((other) => spansOverlap(other, span));
    out.set(key, { target: { kind: 'span', ...span }, ...known(undefined, isDone || touches) });
  }
  return [...out.values()];
}

/** `null`: a person decided that it has no label. */
function known(labelId: string | undefined, isDecided: boolean): Pick<RuleInstance, 'gold'> {
  if (labelId !== undefined) return { gold: labelId };
  return isDecided ? { gold: null } : {};
}

const plain = ({ from, to }: Span): Span => ({ from, to });
const same = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to;
const pairKey = (head: Span, tail: Span): string => `${head.from} ${head.to} ${tail.from} ${tail.to}`;
