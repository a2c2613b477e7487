/** The ends of a labelled span, moved a word at a time, or to where a pointer is. */
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

/**
 * The span with one end where a pointer is: at the word that holds the character of this offset, or at the character itself. Never
 * empty: an end that is pulled past the other one stops before it.
 */
export function draggedEnd(
  document: Pick<Document, 'text' | 'tokens'>,
  span: Span,
  which: EndName,
  offset: number,
  exact: boolean,
): Span {
  const { text } = document;
  const tokens: readonly Span[] = exact ? charactersOf(text) : tokensOf(document);
  if (which === 'from') {
    const last = tokens.findLast(({ from }) => from < span.to)?.from ?? span.from;
    const at = tokens.find(({ to }) => to > offset)?.from ?? last;
    return { from: Math.min(at, last), to: span.to };
  }
  const first = tokens.find(({ to }) => to > span.from)?.to ?? span.to;
  const at = tokens.findLast(({ from }) => from <= offset)?.to ?? first;
  return { from: span.from, to: Math.max(at, first) };
}

/** As a reader sees them: letters with their accents, whole emoji. */
function charactersOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (segment.trim() !== '') spans.push({ from: index, to: index + segment.length });
  }
  return spans;
}
