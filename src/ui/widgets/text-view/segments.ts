/**
 * Cuts a stretch of text where marks begin and end, so that overlapping marks become a flat row of segments that the
 * page can paint without nesting elements. Law: the segments, joined, are exactly the stretch.
 */
import type { Span } from '#core/text';
import type { LaidMark } from './marks.ts';

export interface Segment extends Span {
  /** Marks that cover the whole segment, lowest lane first. */
  readonly marks: readonly LaidMark[];
}

/** `marks` sorted by start; those that miss the stretch are ignored. */
export function segmentsOf(stretch: Span, marks: readonly LaidMark[]): readonly Segment[] {
  const inside = marks.filter((mark) => mark.from < stretch.to && mark.to > stretch.from);
  if (inside.length === 0) return [{ ...stretch, marks: [] }];
  const cuts = new Set([stretch.from, stretch.to]);
  for (const mark of inside) {
    if (mark.from > stretch.from) cuts.add(mark.from);
    if (mark.to < stretch.to) cuts.add(mark.to);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i] ?? stretch.from;
    const to = edges[i + 1] ?? stretch.to;
    segments.push({
      from,
      to,
      marks: inside.filter((mark) => mark.from <= from && mark.to >= to).sort((a, b) => a.lane - b.lane),
    });
  }
  return segments;
}

/** Names of the marks that begin in the segment, one line per lane (empty lines keep the lanes apart). */
export function tagLines(segment: Segment): string {
  const lines: string[] = [];
  for (const mark of segment.marks) {
    if (mark.from !== segment.from || mark.tag === '') continue;
    while (lines.length < mark.lane) lines.push('');
    lines[mark.lane] = mark.tag.replace(/\s+/gu, ' ');
  }
  return lines.join('\n');
}
