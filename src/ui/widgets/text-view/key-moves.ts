/** From a key press in the text to where the cursor goes; `undefined` for keys that are not about moving. */
import { compareSpans, type Span } from '#core/text';
import { moveByCharacter, moveByWord, type TextCursor, withHead, wordAt } from './cursor.ts';
import { offsetAtPoint, rangeOf } from './geometry.ts';
import type { Mark } from './marks.ts';

export interface KeyPlace {
  readonly root: HTMLElement;
  readonly text: string;
  readonly tokens: readonly Span[];
  readonly cursor: TextCursor | undefined;
  readonly marks: readonly Mark[];
}

export function cursorForKey(event: KeyboardEvent, place: KeyPlace): TextCursor | undefined {
  const { tokens, text } = place;
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const cursor = place.cursor ?? { head: first };
  const extend = event.shiftKey;
  const mod = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      if (mod && !event.ctrlKey) return undefined;
      if (place.cursor === undefined) return { head: first };
      const step = (event.key === 'ArrowRight') === (directionAt(place.root, cursor.head) === 'ltr') ? 1 : -1;
      return event.altKey
        ? moveByCharacter(text, cursor, step, extend)
        : moveByWord(tokens, cursor, step, extend);
    }
    case 'ArrowUp':
    case 'ArrowDown': {
      if (mod) return undefined;
      // On every keyboard, also where brackets need a third hand.
      if (event.altKey) return toMark(place, cursor, event.key === 'ArrowDown' ? 1 : -1);
      const word = wordOnLine(place, cursor.head, event.key === 'ArrowDown' ? 1 : -1);
      return word === undefined ? undefined : withHead(cursor, word, extend);
    }
    case 'Home':
    case 'End': {
      const target =
        event.key === 'Home'
          ? mod
            ? first
            : edgeOfLine(place, cursor.head, -1)
          : mod
            ? last
            : edgeOfLine(place, cursor.head, 1);
      return target === undefined ? undefined : withHead(cursor, target, extend);
    }
    case ']':
    case '[': {
      // AltGr types the brackets of many European keyboards, and counts as Ctrl and Alt there.
      if ((mod || event.altKey) && !event.getModifierState('AltGraph')) return undefined;
      return toMark(place, cursor, event.key === ']' ? 1 : -1);
    }
    default:
      return undefined;
  }
}

function toMark(place: KeyPlace, cursor: TextCursor, step: 1 | -1): TextCursor | undefined {
  const mark = nextMark(place.marks, cursor.head, step);
  const word = mark === undefined ? undefined : wordAt(place.tokens, mark.from);
  return word === undefined ? undefined : { head: word };
}

function nextMark(marks: readonly Mark[], from: Span, step: 1 | -1): Mark | undefined {
  const sorted = marks.filter(({ kind }) => kind !== 'candidate').toSorted(compareSpans);
  return step === 1
    ? (sorted.find((mark) => mark.from > from.from) ?? sorted[0])
    : (sorted.findLast((mark) => mark.from < from.from) ?? sorted.at(-1));
}

function directionAt(root: HTMLElement, span: Span): 'ltr' | 'rtl' {
  const element = rangeOf(root, span)?.startContainer.parentElement ?? root;
  return getComputedStyle(element).direction === 'rtl' ? 'rtl' : 'ltr';
}

const middleOf = (box: DOMRect): number => (box.left + box.right) / 2;

function wordOnLine(place: KeyPlace, head: Span, step: 1 | -1): Span | undefined {
  const box = rangeOf(place.root, head)?.getClientRects()[0];
  if (box === undefined) return undefined;
  const line = Number.parseFloat(getComputedStyle(place.root).lineHeight) || box.height * 1.6;
  const middle = (box.top + box.bottom) / 2;
  // A blank line is skipped over: look up to four lines further.
  for (let lines = 1; lines <= 4; lines++) {
    const y = middle + step * lines * line;
    const offset = offsetAtPoint(place.root, middleOf(box), y);
    const word = offset === undefined ? undefined : wordAt(place.tokens, offset);
    if (word !== undefined && (step === 1 ? word.from > head.from : word.from < head.from)) return word;
  }
  return undefined;
}

function edgeOfLine(place: KeyPlace, head: Span, step: 1 | -1): Span | undefined {
  const top = (span: Span): number | undefined => rangeOf(place.root, span)?.getClientRects()[0]?.top;
  const line = top(head);
  let cursor: TextCursor = { head };
  for (let i = 0; i < 200; i++) {
    const next = moveByWord(place.tokens, cursor, step, false);
    const y = top(next.head);
    if (
      next.head.from === cursor.head.from ||
      y === undefined ||
      line === undefined ||
      Math.abs(y - line) > 4
    )
      break;
    cursor = next;
  }
  return cursor.head;
}
