/**
 * A trigger as the matching network sees it: the sentence it was marked in, and which of that sentence's tokens it is.
 * A trigger may be several spans; a label may have several triggers (TriggerNER, Lin et al. 2020).
 */

import type { TriggerExplanation } from '#core/project';
import { rangeOfSpan, type Span, spanText } from '#core/text';
import {
  maxPassageTokens,
  type Passage,
  passagesOf,
  type ReadableDocument,
  type TokenSpan,
} from '#core/train';

export interface Trigger {
  readonly explanationId: string;
  readonly documentId: string;
  readonly labelId: string;
  /** Words of the passage that the trigger stands in. */
  readonly words: readonly string[];
  /** Its tokens in `words`: at least one, ascending. */
  readonly positions: readonly number[];
  /** The trigger's text, parts joined by an ellipsis. */
  readonly phrase: string;
  /** What was labelled, where it is a span of the same passage. */
  readonly target?: TokenSpan;
  /** Of a relation, its two ends, where both stand in that passage. */
  readonly pair?: { readonly head: TokenSpan; readonly tail: TokenSpan };
}

/** A trigger's words as they are shown. */
export function phraseOf(text: string, spans: readonly Span[]): string {
  return spans.map((span) => spanText(text, span)).join(' … ');
}

/**
 * The trigger that an explanation is. Where its spans lie in several passages, the passage with most of its tokens
 * counts (the earlier of equals), and the others' tokens are left out. `undefined` where it touches no token.
 */
export function triggerOf(
  document: ReadableDocument,
  explanation: Pick<TriggerExplanation, 'id' | 'spans'>,
  labelId: string,
  target?: Span,
  pair?: { readonly head: Span; readonly tail: Span },
): Trigger | undefined {
  let best: { readonly passage: Passage; readonly positions: readonly number[] } | undefined;
  for (const passage of passagesOf(document)) {
    const positions = positionsIn(passage.tokens, explanation.spans);
    if (positions.length > (best?.positions.length ?? 0)) best = { passage, positions };
  }
  if (best === undefined) return undefined;
  const { tokens } = best.passage;
  const range = target === undefined ? undefined : rangeOfSpan(tokens, target);
  const head = pair === undefined ? undefined : rangeOfSpan(tokens, pair.head);
  const tail = pair === undefined ? undefined : rangeOfSpan(tokens, pair.tail);
  return {
    explanationId: explanation.id,
    documentId: document.id,
    labelId,
    words: best.passage.words,
    positions: best.positions,
    phrase: phraseOf(document.text, explanation.spans),
    ...(range === undefined ? {} : { target: range }),
    ...(head === undefined || tail === undefined ? {} : { pair: { head, tail } }),
  };
}

function positionsIn(tokens: readonly Span[], spans: readonly Span[]): number[] {
  const found = new Set<number>();
  for (const span of spans) {
    const range = rangeOfSpan(tokens, span);
    if (range === undefined) continue;
    for (let t = range.from; t < range.to && t < maxPassageTokens; t++) found.add(t);
  }
  return [...found].sort((a, b) => a - b);
}
