/**
 * Documents of formats that give a text as a list of words and place labels by the numbers of words: the text with the
 * places of its words, and spans from one word to another.
 */
import type { Span } from '#core/text';
import type { Batcher } from './batch.ts';
import { DocumentDraft } from './draft.ts';
import type { ParseOptions } from './format.ts';
import { joinTokens } from './tokens.ts';

export class TokenDraft {
  readonly draft: DocumentDraft;
  /** One per word of the file; those without a character have no place. */
  readonly #places: readonly (Span | undefined)[];

  constructor(draft: DocumentDraft, places: readonly (Span | undefined)[]) {
    this.draft = draft;
    this.#places = places;
  }

  /** Words `[first, end)` as an annotation; its index, or `undefined` (with an issue) if there are no such words. */
  span(
    label: string,
    first: unknown,
    end: unknown,
    more: { readonly words?: string; readonly annotator?: string } = {},
  ): number | undefined {
    const place = this.place(first, end);
    if (place !== undefined) return this.draft.span(label, place.from, place.to, 'utf16', more);
    this.draft.misplaced(first, end);
    return undefined;
  }

  /** Where words `[first, end)` stand. */
  place(first: unknown, end: unknown): Span | undefined {
    if (typeof first !== 'number' || typeof end !== 'number' || first < 0) return undefined;
    if (!Number.isInteger(first) || !Number.isInteger(end) || end > this.#places.length || first >= end)
      return undefined;
    const places = this.#places.slice(first, end).filter((place) => place !== undefined);
    const [head, last] = [places[0], places.at(-1)];
    return head === undefined || last === undefined ? undefined : { from: head.from, to: last.to };
  }
}

/** `undefined` (with an issue) where the words are no list of strings. `glued` says after which words no space stands. */
export function tokenDraft(
  words: readonly unknown[] | undefined,
  line: number,
  batch: Batcher,
  options: ParseOptions,
  glued?: (index: number) => boolean,
): TokenDraft | undefined {
  if (words === undefined || !words.every((word) => typeof word === 'string')) {
    batch.error(line, 'missing-field', 'The record has no list of words.', { field: 'tokens' });
    return undefined;
  }
  const kept = words.flatMap((word, at) => (word.trim() === '' ? [] : [{ word: word.trim(), at }]));
  const { text, tokens } = joinTokens(
    kept.map(({ word }) => word),
    glued === undefined ? undefined : (index) => glued(kept[index]?.at ?? index),
  );
  const draft = new DocumentDraft(text, line, batch, options);
  draft.tokens = tokens;
  const places: (Span | undefined)[] = words.map(() => undefined);
  kept.forEach(({ at }, index) => {
    places[at] = tokens[index];
  });
  return new TokenDraft(draft, places);
}
