/**
 * What a label is put on: its identity, its order in the text, the spans it covers, and which kind of label may stand
 * on it. Every room that asks one of these asks here.
 */
import type { Span } from '#core/text';
import type { Annotation, Target } from './annotation.ts';
import type { LabelKind } from './label-set.ts';
import type { RecommendedTarget } from './provenance.ts';

/** Two targets of one document are the same exactly when their keys are. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'span':
      return `s ${target.from} ${target.to}`;
    case 'aspect':
      return `a ${target.from} ${target.to}`;
    case 'text':
      return 't';
    case 'relation':
      return `r ${target.head} ${target.tail}`;
    default:
      return target satisfies never;
  }
}

/** The same for recommended targets; relations are named by the spans of their ends. */
export function recommendedKey(target: RecommendedTarget): string {
  if (target.kind !== 'relation') return targetKey(target);
  return `r ${target.head.from} ${target.head.to} ${target.tail.from} ${target.tail.to}`;
}

export function kindOfLabelFor({ kind }: Pick<Target, 'kind'>): LabelKind {
  switch (kind) {
    case 'span':
      return 'span';
    case 'relation':
      return 'relation';
    case 'text':
    case 'aspect':
      return 'text';
    default:
      return kind satisfies never;
  }
}

/** The span of a span or an aspect; `undefined` for whole texts and relations. */
export function spanOf(target: Target | RecommendedTarget): Span | undefined {
  return target.kind === 'span' || target.kind === 'aspect'
    ? { from: target.from, to: target.to }
    : undefined;
}

/** The spans that a target covers: its own, both ends of a relation, none of a whole text. */
export function spansOf(target: RecommendedTarget): readonly Span[] {
  if (target.kind === 'text') return [];
  return target.kind === 'relation' ? [target.head, target.tail] : [target];
}

/** A target with its relation's ends named by their spans; `undefined` where an end is missing. */
export function toRecommended(
  target: Target,
  annotations: ReadonlyMap<string, Annotation>,
): RecommendedTarget | undefined {
  if (target.kind !== 'relation') return target;
  const [head, tail] = [annotations.get(target.head)?.target, annotations.get(target.tail)?.target];
  if (head?.kind !== 'span' || tail?.kind !== 'span') return undefined;
  return {
    kind: 'relation',
    head: { from: head.from, to: head.to },
    tail: { from: tail.from, to: tail.to },
  };
}

/** Whole numbers, not empty, not reversed, within a text of this length. */
export function isInside(span: Span, length: number): boolean {
  return (
    Number.isInteger(span.from) &&
    Number.isInteger(span.to) &&
    span.from >= 0 &&
    span.from < span.to &&
    span.to <= length
  );
}

/** Sorted, and joined where they overlap; neighbours that only touch stay two. */
export function normalSpans(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from || a.to - b.to);
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** What a span starts with, for order in the text; relations and whole texts come last. */
export function startOf(target: Target | RecommendedTarget): number {
  return spanOf(target)?.from ?? Number.POSITIVE_INFINITY;
}
