/**
 * A stretch of text: half-open `[from, to)` in UTF-16 code units of the document's text exactly as imported.
 * Law: `0 <= from < to <= text.length` for every span that is stored.
 */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function compareSpans(a: Span, b: Span): number {
  return a.from - b.from || a.to - b.to;
}

export function spansOverlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Two spans of one text are the same exactly when their keys are. */
export function spanKey({ from, to }: Span): string {
  return `${from} ${to}`;
}

export function spanText(text: string, span: Span): string {
  return text.slice(span.from, span.to);
}
