export { compareSpans, type Span, sameSpan, spansOverlap, spanText } from './span.ts';
