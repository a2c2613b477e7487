/**
 * Where the keyboard is in a text: a word (or, with Alt, a character) that is the cursor, and the place where a selection
 * began. Pure: the widget gives it the tokens and paints the answer.
 *
 * Law: `selectionOf` always lies on token boundaries unless `exact` is set; then on character boundaries.
 */
import { rangeOfSpan, type Span, snapToTokens, tokenAt } from '#core/text';
import { characterEnd, characterStart, previousCharacter } from './characters.ts';

export interface TextCursor {
  /** The word or character under the cursor; for an empty text `{0, 0}`. */
  readonly head: Span;
  /** The word in which the selection began; absent: nothing is selected. */
  readonly anchor?: Span;
}

export function selectionOf(cursor: TextCursor): Span | undefined {
  if (cursor.anchor === undefined) return undefined;
  const from = Math.min(cursor.anchor.from, cursor.head.from);
  const to = Math.max(cursor.anchor.to, cursor.head.to);
  return from < to ? { from, to } : undefined;
}

/** The word at an offset, or the nearest one after it, or the last one. */
export function wordAt(tokens: readonly Span[], offset: number): Span | undefined {
  return tokens[Math.min(tokenAt(tokens, offset), tokens.length - 1)];
}

/** The next (`+1`) or previous (`-1`) word; stays at the ends. */
export function moveByWord(
  tokens: readonly Span[],
  cursor: TextCursor,
  step: 1 | -1,
  extend: boolean,
): TextCursor {
  const range = rangeOfSpan(tokens, cursor.head);
  let index: number;
  if (range === undefined) {
    const after = tokenAt(tokens, cursor.head.from);
    index = step === 1 ? after : after - 1;
  } else {
    index = step === 1 ? range.to : range.from - 1;
  }
  const target = tokens[Math.max(0, Math.min(tokens.length - 1, index))];
  if (target === undefined) return cursor;
  // The first Shift+arrow selects the word that the cursor is on.
  if (extend && cursor.anchor === undefined) return { head: cursor.head, anchor: cursor.head };
  return withHead(cursor, target, extend);
}

/** One character on or back. With `extend` the selection's head moves; without, the cursor becomes that character. */
export function moveByCharacter(text: string, cursor: TextCursor, step: 1 | -1, extend: boolean): TextCursor {
  const { head } = cursor;
  if (!extend) {
    const isCharacter = head.from < head.to && characterEnd(text, head.from) === head.to;
    const from =
      step === -1
        ? previousCharacter(text, head.from)
        : isCharacter
          ? Math.min(head.to, text.length - 1)
          : head.from;
    return text === '' ? cursor : { head: { from, to: characterEnd(text, from) } };
  }
  const anchor = cursor.anchor ?? head;
  const selection = selectionOf({ head, anchor }) ?? head;
  const first = { from: selection.from, to: characterEnd(text, selection.from) };
  const last = { from: previousCharacter(text, selection.to), to: selection.to };
  // The end that is not the anchor's grows and shrinks.
  if (head.from >= anchor.from) {
    const to = step === 1 ? characterEnd(text, selection.to) : previousCharacter(text, selection.to);
    return {
      anchor: first,
      head: { from: previousCharacter(text, Math.max(to, first.to)), to: Math.max(to, first.to) },
    };
  }
  const next = step === 1 ? characterEnd(text, selection.from) : previousCharacter(text, selection.from);
  const from = Math.min(next, last.from);
  return { anchor: last, head: { from, to: characterEnd(text, from) } };
}

export function withHead(cursor: TextCursor, head: Span, extend: boolean): TextCursor {
  return extend ? { head, anchor: cursor.anchor ?? cursor.head } : { head };
}

/** The cursor without its selection: on the last word of what was selected at once. */
export function collapsed(tokens: readonly Span[], { head }: TextCursor): TextCursor {
  const range = rangeOfSpan(tokens, head);
  const last = range === undefined || range.to - range.from < 2 ? undefined : tokens[range.to - 1];
  return { head: last ?? head };
}

/** A span that the pointer drew, as a cursor: whole words unless `exact`. `undefined` where it holds no word. */
export function cursorFromDrag(
  text: string,
  tokens: readonly Span[],
  drawn: Span,
  exact: boolean,
): TextCursor | undefined {
  const trimmed = trimSpace(text, drawn);
  if (trimmed === undefined) return undefined;
  const span = exact ? toCharacters(text, trimmed) : snapToTokens(tokens, trimmed);
  return { anchor: span, head: span };
}

function trimSpace(text: string, span: Span): Span | undefined {
  let { from, to } = span;
  while (from < to && /\s/u.test(text.charAt(from))) from++;
  while (to > from && /\s/u.test(text.charAt(to - 1))) to--;
  return from < to ? { from, to } : undefined;
}

const toCharacters = (text: string, span: Span): Span => ({
  from: characterStart(text, span.from),
  to: characterEnd(text, span.to - 1),
});

/**
 * Touch has no Shift and no keyboard: a tap selects its word, a tap beside the selection extends it to there, a tap on it gives
 * it up.
 */
export function cursorAfterTap(word: Span, old: Span | undefined): TextCursor | undefined {
  if (old === undefined) return { head: word, anchor: word };
  if (word.from >= old.from && word.to <= old.to) return undefined;
  const near = Math.min(Math.abs(word.from - old.to), Math.abs(old.from - word.to)) <= tapReach;
  return near ? { anchor: old, head: word } : { head: word, anchor: word };
}

/** A word this many characters away is beside the selection. */
const tapReach = 40;
