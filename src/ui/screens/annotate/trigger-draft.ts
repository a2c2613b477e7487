/**
 * The triggers of one label while they are being chosen: groups (T1, T2 …) of spans. Picking words that a group holds takes
 * them out, picking others puts them in; spans that only white space keeps apart become one, so that clicking "had", "lunch",
 * "at" gives one span.
 *
 * Laws: the spans of a group are sorted, do not overlap, and hold no white space at their ends; picking the same words
 * twice changes nothing.
 */
import { compareSpans, quoteOf, type Span, spansOverlap } from '#core/text';

export type TriggerGroups = readonly (readonly Span[])[];

/** At most this many triggers, as in the paper's four groups, with room to spare. */
export const maxGroups = 8;

const isSpace = (text: string, from: number, to: number): boolean => /^\s*$/u.test(text.slice(from, to));

function trimmed(text: string, span: Span): Span | undefined {
  let { from, to } = span;
  while (from < to && isSpace(text, from, from + 1)) from++;
  while (to > from && isSpace(text, to - 1, to)) to--;
  return from < to ? { from, to } : undefined;
}

function join(text: string, spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted(compareSpans)) {
    const last = joined.at(-1);
    if (last !== undefined && (span.from <= last.to || isSpace(text, last.to, span.from))) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else joined.push(span);
  }
  return joined;
}

export function holds(group: readonly Span[], span: Span): boolean {
  return group.some((own) => own.from <= span.from && span.to <= own.to);
}

/** Puts the picked words into the group, or takes them out where it holds them all. */
export function pick(text: string, group: readonly Span[], picked: Span): readonly Span[] {
  const span = trimmed(text, picked);
  if (span === undefined) return group;
  if (!holds(group, span)) return join(text, [...group, span]);
  return group.flatMap((own) => {
    if (!spansOverlap(own, span)) return [own];
    const before = trimmed(text, { from: own.from, to: span.from });
    const after = trimmed(text, { from: span.to, to: own.to });
    return [before, after].filter((part) => part !== undefined);
  });
}

export function replaceGroup(groups: TriggerGroups, at: number, group: readonly Span[]): TriggerGroups {
  return groups.length <= at ? [...groups, group] : groups.map((old, i) => (i === at ? group : old));
}

/** Those with words: what is stored. */
export function filledGroups(groups: TriggerGroups): TriggerGroups {
  return groups.filter((group) => group.length > 0);
}

/** Its words in order, as a person reads them. */
export function wordsOf(text: string, group: readonly Span[]): string {
  return group.map((span) => quoteOf(text, span)).join(' … ');
}
