/**
 * One label on every place where the same words stand, in this text or in the whole project: what would be labelled is known before
 * anything is, and it is one act and one undo.
 *
 * Passed over: places that a label of the same kind covers or touches already, and, in other texts, those that measure and are not
 * done, because a text that is labelled in part measures wrongly.
 */
import { type Document, type Label, spanOf, type Target, type TaughtDocument } from '#core/project';
import { type Span, spansOverlap, tokensOf, wordOccurrences } from '#core/text';
import type { Act } from '#store';

export type Scope = 'text' | 'project';

/** More texts than this are not labelled in one act: the next one takes the rest. */
export const mostTexts = 5000;

export interface Passage {
  readonly document: Document;
  /** Places that would be labelled. */
  readonly free: readonly Span[];
  /** Places that are left as they are. */
  readonly taken: number;
}

export function passageOf({ document, annotations }: TaughtDocument, words: string): Passage {
  const spans = wordOccurrences(document.text, tokensOf(document), words);
  const there = annotations.flatMap((one) => spanOf(one.target) ?? []);
  const free = spans.filter((span) => !there.some((other) => spansOverlap(other, span)));
  return { document, free, taken: spans.length - free.length };
}

/** The other texts, without those that measure and are not done. */
export const othersOf = (found: readonly TaughtDocument[], here: string): readonly TaughtDocument[] =>
  found.filter(
    ({ document }) => document.id !== here && (document.split !== 'holdout' || document.status === 'done'),
  );

export function actsOf(passages: readonly Passage[], label: Label): readonly Act[] {
  const target = (span: Span): Target => ({
    kind: label.kind === 'text' ? 'aspect' : 'span',
    from: span.from,
    to: span.to,
  });
  return passages.flatMap(({ document, free }) =>
    free.map(
      (span): Act => ({ kind: 'annotate', documentId: document.id, labelId: label.id, target: target(span) }),
    ),
  );
}
