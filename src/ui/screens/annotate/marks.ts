/** Everything that is painted over the text of the shown document, from stored records, the open draft and the open popover. */
import { type Annotation, type Explanation, type Label, spanOf } from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import type { Mark } from '../../widgets/text-view/index.ts';
import type { LabelDraft } from './label-draft.ts';
import type { PendingLabel } from './labelling.ts';
import type { Suggestion } from './suggestions.ts';
import { isTrigger } from './targets.ts';

export function marksOf(input: {
  readonly documentId: string;
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
  readonly pending: readonly PendingLabel[];
  readonly draft: LabelDraft | undefined;
  /** Annotations of the open popover: painted stronger, with their triggers. */
  readonly opened: readonly string[];
  readonly labelOf: (id: string) => Label | undefined;
  readonly triggerName: (n: number) => string;
}): readonly Mark[] {
  const { draft, opened, labelOf, triggerName } = input;
  const marks: Mark[] = [];
  const put = (
    id: string,
    labelId: string,
    target: Annotation['target'],
    kind: Mark['kind'],
    active: boolean,
  ): void => {
    const span = spanOf(target);
    const label = labelOf(labelId);
    if (span === undefined || label === undefined) return;
    marks.push({ ...span, id, kind, colour: label.colour, tag: label.name, active });
  };
  const stored = new Set<string>();
  for (const one of input.annotations) {
    stored.add(one.id);
    if (one.id !== draft?.annotationId)
      put(one.id, one.labelId, one.target, 'label', opened.includes(one.id));
  }
  for (const one of input.pending) {
    if (one.documentId === input.documentId && !stored.has(one.id))
      put(one.id, one.labelId, one.target, 'label', false);
  }
  const putTriggers = (
    prefix: string,
    groups: readonly (readonly { from: number; to: number }[])[],
    active: number,
  ): void => {
    groups.forEach((spans, group) => {
      spans.forEach((span, i) => {
        const tag = i === 0 ? triggerName(group + 1) : '';
        marks.push({
          ...span,
          id: `${prefix}-${group}-${i}`,
          kind: 'trigger',
          colour: 0,
          tag,
          active: group === active,
        });
      });
    });
  };
  if (draft !== undefined) {
    put('draft', draft.labelId, draft.target, 'draft', true);
    putTriggers('draft', draft.groups, draft.active);
  } else {
    for (const id of opened) {
      const spans = input.explanations.filter(isTrigger).filter((one) => one.annotationId === id);
      putTriggers(
        id,
        spans.map((one) => one.spans),
        -1,
      );
    }
  }
  return marks;
}

/**
 * What is recommended, where it stands. A suggestion never moves the text: one that overlaps a label or a better suggestion is not
 * painted here (the line below tells of it when it is its turn). `places`: where one label would go on every occurrence.
 */
export function suggestionMarks(input: {
  readonly suggestions: readonly Suggestion[];
  readonly current: string | undefined;
  readonly places: readonly Span[];
  readonly labelled: readonly Mark[];
  readonly labelOf: (id: string) => Label | undefined;
}): readonly Mark[] {
  const marks: Mark[] = input.places.map((span, i) => ({
    ...span,
    id: `place-${i}`,
    kind: 'candidate',
    colour: 0,
    tag: '',
    active: true,
  }));
  const free = freeOf([...input.labelled, ...marks]);
  for (const { key, span, aside, recommendation } of input.suggestions) {
    if (span === undefined || aside || !free(span)) continue;
    const label = input.labelOf(recommendation.labelId ?? '');
    marks.push({
      from: span.from,
      to: span.to,
      id: key,
      kind: label === undefined ? 'candidate' : 'suggestion',
      colour: label?.colour ?? 0,
      tag: label?.name ?? '',
      active: label !== undefined && key === input.current,
    });
  }
  return marks;
}

/** Whether nothing overlaps a span; binary search over the stretches that are covered, for texts with thousands of labels. */
function freeOf(marks: readonly Span[]): (span: Span) => boolean {
  const covered: { from: number; to: number }[] = [];
  for (const { from, to } of marks.toSorted((a, b) => a.from - b.from)) {
    const last = covered.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else covered.push({ from, to });
  }
  return (span) => {
    let low = 0;
    let high = covered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((covered[middle]?.to ?? 0) <= span.from) low = middle + 1;
      else high = middle;
    }
    const next = covered[low];
    return next === undefined || !spansOverlap(next, span);
  };
}
