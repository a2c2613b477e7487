/**
 * Offsets in and out. Inside, every offset counts UTF-16 units; Python tools count code points. Where a file
 * also names the words at an offset, the words decide: a file whose unit was declared wrongly still lands right.
 */
import { err, ok, type Result } from '#core/base';
import type { Offsets, Span } from '#core/text';
import type { IssueCode } from './issue.ts';

export type SpanProblem = Extract<IssueCode, 'span-out-of-range' | 'span-empty' | 'span-mismatch'>;

/** White space of any kind and amount counts as equal: brat and others write line breaks as spaces. */
const squeeze = (words: string): string => words.replace(/\s+/g, ' ').trim();

/**
 * A span of the file as a span of `text`. Offsets decide: with `words`, the other unit and an inclusive end are
 * tried where the words do not agree, then the only place where they occur; words that differ by white
 * space only are those; other words at the offsets are a mismatch, which no label is made of.
 */
export function resolveSpan(
  text: string,
  map: Offsets,
  from: unknown,
  to: unknown,
  unit: 'utf16' | 'code-points',
  words?: string,
): Result<Span, SpanProblem> {
  if (typeof from !== 'number' || typeof to !== 'number') return err('span-out-of-range');
  const direct = convertSpan(text, map, from, to, unit);
  if (words === undefined || words === '') return direct;
  const agrees = (span: Result<Span, SpanProblem>, same: (words: string) => string): boolean =>
    span.ok && same(text.slice(span.value.from, span.value.to)) === same(words);
  if (direct.ok && agrees(direct, squeeze)) return direct;
  const other = unit === 'utf16' ? 'code-points' : 'utf16';
  for (const [end, of] of [[to, other] as const, [to + 1, unit] as const, [to + 1, other] as const]) {
    const span = convertSpan(text, map, from, end, of);
    if (span.ok && agrees(span, squeeze)) return ok(withoutEdges(text, span.value, words));
  }
  // Some tools lose the line breaks of the words that they quote.
  if (direct.ok && agrees(direct, (of) => of.replace(/\s+/g, ''))) return direct;
  const at = text.indexOf(words);
  if (at !== -1 && text.indexOf(words, at + 1) === -1) return ok({ from: at, to: at + words.length });
  return direct.ok ? err('span-mismatch') : direct;
}

/** Without white space at its ends that the words do not have. */
function withoutEdges(text: string, { from, to }: Span, words: string): Span {
  const own = text.slice(from, to);
  return {
    from: from + (/^\s/.test(words) ? 0 : own.length - own.trimStart().length),
    to: to - (/\s$/.test(words) ? 0 : own.length - own.trimEnd().length),
  };
}

function convertSpan(
  text: string,
  map: Offsets,
  from: number,
  to: number,
  unit: 'utf16' | 'code-points',
): Result<Span, SpanProblem> {
  const length = unit === 'utf16' ? text.length : map.codePointLength;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > length) {
    return err('span-out-of-range');
  }
  if (from >= to) return err('span-empty');
  return ok(unit === 'utf16' ? { from, to } : { from: map.fromCodePoint(from), to: map.fromCodePoint(to) });
}

/** A span of ours in the unit of a file. A span that cuts a surrogate pair is widened to whole code points. */
export function spanIn(unit: 'utf16' | 'code-points', map: Offsets, span: Span): Span {
  if (unit === 'utf16') return span;
  const to = map.toCodePoint(span.to);
  return { from: map.toCodePoint(span.from), to: map.fromCodePoint(to) < span.to ? to + 1 : to };
}

/** Sorted, overlapping ones joined: the form in which a trigger keeps its spans. */
export function normaliseSpans(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out.at(-1);
    if (last !== undefined && span.from < last.to)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else out.push({ from: span.from, to: span.to });
  }
  return out;
}
