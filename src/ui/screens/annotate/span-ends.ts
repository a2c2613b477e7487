/** The ends of a labelled span, moved a word at a time. */
import { type Annotation, type Document, spanOf } from '#core/project';
import { rangeOfSpan, type Span, spanOfRange, tokensOf } from '#core/text';

export type EndName = 'from' | 'to';

/** The span with one end moved; `undefined` where it would leave the text or become empty. */
export function movedEnd(
  document: Document,
  { target }: Annotation,
  which: EndName,
  step: 1 | -1,
): Span | undefined {
  const span = spanOf(target);
  const tokens = tokensOf(document);
  const range = span === undefined ? undefined : rangeOfSpan(tokens, span);
  if (span === undefined || range === undefined) return undefined;
  const next = { ...range, [which]: range[which] + step };
  if (next.from < 0 || next.to > tokens.length || next.from >= next.to) return undefined;
  const whole = spanOfRange(tokens, next);
  if (whole === undefined) return undefined;
  // The other end stays where it is, also inside a word.
  return which === 'from' ? { from: whole.from, to: span.to } : { from: span.from, to: whole.to };
}
