/**
 * Mouse and touch over the text: the browser draws the selection while the pointer moves (so that it scrolls, and touch has its
 * handles), and what it covers is taken over when the pointer is lifted. A click without a selection is a click on a word.
 */
import { type Accessor, onCleanup, onMount } from 'solid-js';
import type { Span } from '#core/text';
import { cursorFromDrag, type TextCursor, wordAt } from './cursor.ts';
import { offsetAtPoint, spanOfSelection } from './geometry.ts';

export interface TextClick {
  readonly word: Span;
  readonly offset: number;
  /** Shift was held. */
  readonly extend: boolean;
  readonly touch: boolean;
  /** The click was on the line or the name of the mark in this lane. */
  readonly lane?: number;
}

export interface PointerInput {
  readonly down: (event: PointerEvent) => void;
  readonly isDown: () => boolean;
}

/** Touch handles are moved in steps: a selection counts when it has stood still. */
const touchSettleMs = 250;
/** A pointer that moved further than this was no click. */
const clickReach = 8;

export function dropNativeSelection(): void {
  document.getSelection()?.removeAllRanges();
}

export function createPointerInput(options: {
  readonly root: () => HTMLElement | undefined;
  readonly text: () => string;
  readonly tokens: Accessor<readonly Span[]>;
  readonly snap: () => boolean;
  /** Whether a touch selection keeps its handles after it was taken over. */
  readonly keepsNative: () => boolean;
  readonly onStart: (extend: boolean) => void;
  readonly onDrawn: (cursor: TextCursor) => void;
  /** `undefined`: beside the text. */
  readonly onClick: (click: TextClick | undefined) => void;
}): PointerInput {
  let start:
    | {
        readonly x: number;
        readonly y: number;
        readonly touch: boolean;
        readonly extend: boolean;
        /** What was pressed. By the time the button is up the text may have moved, or something may lie over it. */
        readonly pressed: TextClick | undefined;
      }
    | undefined;
  let lastTouch = false;
  let settle: ReturnType<typeof setTimeout> | undefined;

  const take = (root: HTMLElement, exact: boolean): TextCursor | undefined => {
    const drawn = spanOfSelection(root);
    return drawn === undefined ? undefined : cursorFromDrag(options.text(), options.tokens(), drawn, exact);
  };

  const up = (event: PointerEvent): void => {
    const root = options.root();
    const from = start;
    start = undefined;
    if (root === undefined || from === undefined || event.button > 0) return;
    if (spanOfSelection(root) !== undefined) {
      if (from.touch) return; // its handles are still in use, see onSelectionChange
      const next = take(root, event.altKey || !options.snap());
      dropNativeSelection();
      if (next !== undefined) options.onDrawn(next);
      return;
    }
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > clickReach) return;
    options.onClick(from.pressed);
  };

  const clickAt = (event: PointerEvent): TextClick | undefined => {
    const root = options.root();
    if (root === undefined) return undefined;
    // A click on a line or a name below the words is a click on the words above it, and on that very mark.
    const below = belowWords(event);
    const offset = offsetAtPoint(root, event.clientX, below?.y ?? event.clientY);
    const word = offset === undefined ? undefined : wordAt(options.tokens(), offset);
    if (word === undefined || offset === undefined) return undefined;
    return {
      word,
      offset,
      extend: event.shiftKey,
      touch: event.pointerType === 'touch',
      ...(below === undefined ? {} : { lane: below.lane }),
    };
  };

  const onSelectionChange = (): void => {
    if (!lastTouch) return;
    clearTimeout(settle);
    settle = setTimeout(() => {
      const root = options.root();
      const next = root && take(root, !options.snap());
      if (next === undefined) return;
      if (!options.keepsNative()) dropNativeSelection();
      options.onDrawn(next);
    }, touchSettleMs);
  };

  onMount(() => {
    document.addEventListener('selectionchange', onSelectionChange);
    document.addEventListener('pointerup', up);
    onCleanup(() => {
      clearTimeout(settle);
      document.removeEventListener('selectionchange', onSelectionChange);
      document.removeEventListener('pointerup', up);
    });
  });

  return {
    down: (event) => {
      lastTouch = event.pointerType === 'touch';
      start = {
        x: event.clientX,
        y: event.clientY,
        touch: lastTouch,
        extend: event.shiftKey,
        pressed: clickAt(event),
      };
      if (!lastTouch && event.button === 0) options.onStart(event.shiftKey);
    },
    isDown: () => start !== undefined,
  };
}

/** Whether a point lies in the lanes below the words of a marked segment: then a height within its words, and the lane. */
function belowWords(event: PointerEvent): { readonly y: number; readonly lane: number } | undefined {
  const segment = event.target instanceof Element ? event.target.closest<HTMLElement>('.segment') : null;
  if (segment === null) return undefined;
  const box = [...segment.getClientRects()].find(
    (one) =>
      event.clientX >= one.left - 1 &&
      event.clientX <= one.right + 60 &&
      event.clientY >= one.top &&
      event.clientY <= one.bottom,
  );
  if (box === undefined) return undefined;
  const lanes = Number(segment.style.getPropertyValue('--lanes')) || 0;
  const size = Number.parseFloat(getComputedStyle(segment).fontSize);
  const words = 1.24 * size;
  const lane = (box.height - words) / Math.max(1, lanes);
  const depth = event.clientY - box.top - words;
  return depth < 0
    ? undefined
    : { y: box.top + size / 2, lane: Math.min(lanes - 1, Math.floor(depth / lane)) };
}
