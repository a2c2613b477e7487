/**
 * What is painted over a text. Marks may overlap and nest freely; `layOut` gives each one a lane (a row below the words)
 * so that every mark keeps its own underline and name and none hides the words or another mark.
 *
 * Law: two marks that overlap never share a lane; a shorter mark lies nearer to the words than one that contains it.
 */
import type { Span } from '#core/text';
import { compareSpans, spansOverlap } from '#core/text';

export type MarkKind =
  /** A label that is stored. */
  | 'label'
  /** The span whose pop-up is open. */
  | 'draft'
  /** Words of a trigger. */
  | 'trigger'
  /** A recommended label. */
  | 'suggestion'
  /** Words that could have a label, without one being proposed. */
  | 'candidate';

export interface Mark extends Span {
  readonly id: string;
  readonly kind: MarkKind;
  /** Palette index of the label; ignored for triggers. */
  readonly colour: number;
  /** Shown below the first word. */
  readonly tag: string;
  /** Painted stronger: under the pointer, chosen, or in an open pop-up. */
  readonly active?: boolean;
}

export interface LaidMark extends Mark {
  /** 0 is nearest to the words. */
  readonly lane: number;
}

/** Marks sorted by start, each with its lane. Groups of marks that touch are laid out on their own. */
export function layOut(marks: readonly Mark[]): readonly LaidMark[] {
  const sorted = marks.toSorted(compareSpans);
  const laid: LaidMark[] = [];
  let group: Mark[] = [];
  let groupEnd = -1;
  const flush = (): void => {
    const placed: LaidMark[] = [];
    const byLength = group.toSorted((a, b) => a.to - a.from - (b.to - b.from) || compareSpans(a, b));
    for (const mark of byLength) {
      const taken = new Set(placed.filter((other) => spansOverlap(other, mark)).map((other) => other.lane));
      let lane = 0;
      while (taken.has(lane)) lane++;
      placed.push({ ...mark, lane });
    }
    laid.push(...placed.sort(compareSpans));
    group = [];
  };
  for (const mark of sorted) {
    if (mark.from >= groupEnd) flush();
    group.push(mark);
    groupEnd = Math.max(groupEnd, mark.to);
  }
  flush();
  return laid;
}

/** The marks that cover an offset, the innermost first. */
export function marksAt<M extends Mark>(marks: readonly M[], offset: number): readonly M[] {
  return marks
    .filter((mark) => mark.from <= offset && offset < mark.to)
    .sort((a, b) => a.to - a.from - (b.to - b.from));
}
