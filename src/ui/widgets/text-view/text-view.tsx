/**
 * A document's text, exactly as imported, with marks over it. A span is chosen by dragging, by a double click, by touch, or with the
 * keyboard alone: arrows move by word, Shift selects, Alt goes by character. The widget knows spans and marks only; what a
 * span means is the screen's business.
 *
 * Two modes: `select` (a span becomes the selection) and `pick` (each click or drag hands over words at once, for
 * triggers). Offsets are UTF-16 code units of `text` everywhere.
 */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  untrack,
} from 'solid-js';
import { quoteOf, type Span, sameSpan, tokensOf } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { TextChunk } from './chunk.tsx';
import { chunkAt, chunksOf } from './chunks.ts';
import { collapsed, cursorAfterTap, selectionOf, type TextCursor } from './cursor.ts';
import { offsetAtPoint, rangeOf } from './geometry.ts';
import { paintHighlight } from './highlights.ts';
import { cursorForKey } from './key-moves.ts';
import { type LaidMark, layOut, type Mark, marksAt } from './marks.ts';
import { createPointerInput, dropNativeSelection, type TextClick } from './pointer-input.ts';
import './text-view.css';

/** What the screen may ask of the widget. */
export interface TextViewHandle {
  focus(): void;
  /** The boxes of a span on the screen, one per line. */
  boxesOf(span: Span): readonly DOMRect[];
  /** The character at a point of the screen; `undefined` beside the text. */
  offsetAt(x: number, y: number): number | undefined;
  /** Brings a span into view, moving as little as possible. */
  reveal(span: Span): void;
  /** The word that the keyboard is on, or that was clicked; nothing before the first move. */
  cursor(): Span | undefined;
  /** Gives the selection up; the cursor stays. */
  clear(): void;
  /** Selects a span, as if it had been drawn. */
  select(span: Span): void;
  readonly element: HTMLElement;
}

export interface TextViewProps {
  /** Whose text it is: with another one cursor and selection begin anew. */
  readonly id: string;
  readonly text: string;
  /** Boundaries that came with the document; absent: the tokenizer's. */
  readonly tokens?: readonly Span[] | undefined;
  readonly marks: readonly Mark[];
  readonly label: string;
  readonly help?: string;
  readonly direction: 'auto' | 'ltr' | 'rtl';
  readonly mode: 'select' | 'pick';
  /** Whole words unless Alt is held. */
  readonly snap: boolean;
  readonly showNames: boolean;
  readonly search?: readonly Span[];
  readonly onSelect?: (span: Span | undefined) => void;
  /** Words were drawn over with the pointer; after `onSelect`. */
  readonly onDrawn?: (span: Span) => void;
  /** The mouse came over a proposed mark. */
  readonly onHover?: (mark: Mark) => void;
  /** Tab or Shift+Tab; `false` lets it leave the text. */
  readonly onTab?: (step: 1 | -1) => boolean;
  /** Mode `pick`: words were clicked, dragged over, or confirmed with the space bar. */
  readonly onPick?: (span: Span) => void;
  /** A click or Enter on a mark; innermost first. */
  readonly onOpen?: (marks: readonly Mark[], span: Span) => void;
  readonly onReady?: (handle: TextViewHandle) => void;
}

const lazyFrom = 6;

export function TextView(props: TextViewProps): JSX.Element {
  let root: HTMLDivElement | undefined;
  const helpId = createUniqueId();
  const [cursor, setCursor] = createSignal<TextCursor>();
  const [focused, setFocused] = createSignal(false);
  /** The cursor is seen, and means something, once it was moved or a word was clicked. */
  const [shown, setShown] = createSignal(false);
  const chunks = createMemo(() => chunksOf(props.text));
  const tokens = createMemo(() =>
    tokensOf({ text: props.text, ...(props.tokens && { tokens: props.tokens }) }),
  );
  const [isDrawing, setDrawing] = createSignal(false);
  // While a selection is drawn its words stay the same nodes: a mark that comes then would take its beginning away.
  const laid = createMemo<ReturnType<typeof layOut>>((before) =>
    isDrawing() && before !== undefined ? before : layOut(props.marks),
  );
  const buckets = createMemo(() => {
    const byChunk = new Map<number, LaidMark[]>();
    for (const mark of laid()) {
      const last = chunkAt(chunks(), Math.max(mark.from, mark.to - 1));
      for (let i = chunkAt(chunks(), mark.from); i <= last; i++) {
        const bucket = byChunk.get(i);
        if (bucket === undefined) byChunk.set(i, [mark]);
        else bucket.push(mark);
      }
    }
    return byChunk;
  });
  const selection = createMemo(() => {
    const current = cursor();
    return current === undefined ? undefined : selectionOf(current);
  });

  const marksOfChunk = (index: number): (() => readonly LaidMark[]) =>
    createMemo<readonly LaidMark[]>(() => buckets().get(index) ?? [], [], { equals: sameMarks });

  /** Where the keyboard begins: at the first word, once the text has the focus. */
  const firstCursor = (): TextCursor | undefined => {
    const first = tokens()[0];
    return first === undefined || !focused() ? undefined : { head: first };
  };

  const place = (next: TextCursor | undefined): void => {
    setCursor(next);
    setShown(next !== undefined);
    if (next === undefined) return;
    const chosen = selectionOf(next);
    const words = quoteOf(props.text, chosen ?? next.head);
    if (chosen !== undefined) announce(m().annotate.text.selected(words));
    else {
      const names = marksAt(laid(), next.head.from).map((mark) => mark.tag);
      announce(m().annotate.text.cursor(words, names.join(', ')));
    }
  };

  // A new text starts without cursor and selection.
  createEffect(
    on(
      createMemo(() => props.id),
      () => {
        setShown(false);
        setCursor(untrack(firstCursor));
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      selection,
      (span, before) => {
        if (span === before || (span && before && sameSpan(span, before))) return;
        props.onSelect?.(span);
      },
      { defer: true },
    ),
  );
  createEffect(() => {
    buckets(); // repainted blocks have new text nodes
    const element = root;
    if (element === undefined) return;
    const current = cursor();
    const chosen = selection();
    const range = chosen === undefined ? undefined : rangeOf(element, chosen);
    paintHighlight('text-selection', range === undefined ? [] : [range]);
    const showCursor = chosen === undefined && focused() && shown() && current !== undefined;
    const head = showCursor ? rangeOf(element, current.head) : undefined;
    paintHighlight('text-cursor', head === undefined ? [] : [head]);
    const hits = (props.search ?? []).flatMap((hit) => rangeOf(element, hit) ?? []);
    paintHighlight('text-search', hits);
  });
  onCleanup(() => {
    paintHighlight('text-selection', []);
    paintHighlight('text-cursor', []);
    paintHighlight('text-search', []);
  });

  const reveal = (span: Span): void => {
    const element = root;
    if (element === undefined) return;
    const chunk = element.children[chunkAt(chunks(), span.from)];
    const box = rangeOf(element, span)?.getBoundingClientRect();
    if (box === undefined || box.height === 0) {
      chunk?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const scroller = scrollParentOf(element);
    const view = scroller.getBoundingClientRect();
    const top = Math.max(view.top, 0) + 24;
    const bottom = Math.min(view.bottom, window.innerHeight) - 48;
    if (box.top < top) scroller.scrollBy({ top: box.top - top - 40 });
    else if (box.bottom > bottom) scroller.scrollBy({ top: box.bottom - bottom + 40 });
  };

  onMount(() => {
    const element = root;
    if (element === undefined) return;
    props.onReady?.({
      element,
      focus: () => element.focus({ preventScroll: true }),
      boxesOf: (span) => [...(rangeOf(element, span)?.getClientRects() ?? [])],
      offsetAt: (x, y) => offsetAtPoint(element, x, y),
      reveal,
      cursor: () => (untrack(shown) ? untrack(cursor)?.head : undefined),
      clear: () => setCursor((old) => (old === undefined ? undefined : collapsed(tokens(), old))),
      select: (span) => place({ head: span, anchor: span }),
    });
  });

  const chosen = (next: TextCursor): void => {
    if (props.mode === 'pick') {
      setCursor(collapsed(tokens(), next));
      setShown(true);
      const span = selectionOf(next);
      if (span !== undefined) props.onPick?.(span);
    } else {
      place(next);
      const span = selectionOf(next);
      if (span !== undefined) props.onDrawn?.(span);
    }
  };

  const clicked = (click: TextClick | undefined): void => {
    if (click === undefined) {
      setCursor(undefined);
      return;
    }
    const { word, offset, extend, touch } = click;
    if (props.mode === 'pick') {
      setCursor({ head: word });
      setShown(true);
      props.onPick?.(word);
      return;
    }
    const current = cursor();
    if (extend && current !== undefined) {
      place({ head: word, anchor: current.anchor ?? current.head });
      return;
    }
    const found = marksAt(laid(), offset);
    const meant = found.find((mark) => mark.lane === click.lane);
    const here = meant === undefined ? found : [meant, ...found.filter((mark) => mark !== meant)];
    if (here.length > 0) {
      setCursor({ head: word });
      props.onOpen?.(here, here[0] ?? word);
      return;
    }
    // Touch has no second button and no keyboard: a tap selects its word, a tap beside it extends.
    if (touch) place(cursorAfterTap(word, selection()));
    else place({ head: word });
  };

  const pointer = createPointerInput({
    root: () => root,
    text: () => props.text,
    tokens,
    snap: () => props.snap,
    keepsNative: () => props.mode === 'select',
    onStart: (extend) => {
      // The old selection goes when a new one begins, as everywhere.
      if (!extend && props.mode === 'select') setCursor(undefined);
      setDrawing(true);
    },
    onDrawn: chosen,
    onClick: clicked,
  });

  const stopDrawing = (): void => {
    setDrawing(false);
  };
  onMount(() => {
    // Behind the listener that takes over what was drawn.
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, stopDrawing);
    onCleanup(() => {
      for (const end of ['pointerup', 'pointercancel']) document.removeEventListener(end, stopDrawing);
    });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const element = root;
    if (element === undefined || event.defaultPrevented || event.isComposing) return;
    const current = cursor();
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (props.onTab?.(event.shiftKey ? -1 : 1) === true) event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && props.mode === 'select' && current !== undefined) {
      const here = marksAt(laid(), current.head.from);
      if (here.length === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      props.onOpen?.(here, here[0] ?? current.head);
      return;
    }
    if (event.key === ' ' && props.mode === 'pick' && current !== undefined) {
      event.preventDefault();
      const span = selection() ?? current.head;
      setCursor({ head: current.head });
      setShown(true);
      props.onPick?.(span);
      return;
    }
    if (event.key === 'Escape' && props.mode === 'select' && selection() !== undefined) {
      event.preventDefault();
      dropNativeSelection();
      place(current === undefined ? undefined : collapsed(tokens(), current));
      return;
    }
    const next = cursorForKey(event, {
      root: element,
      text: props.text,
      tokens: tokens(),
      cursor: current,
      marks: laid(),
    });
    if (next === undefined) return;
    event.preventDefault();
    dropNativeSelection();
    place(next);
    reveal(next.head);
  };

  return (
    <>
      {/* A text that is read word by word with keys of its own: screen readers hand their keys over. */}
      <div
        ref={root}
        class="text-view"
        role="application"
        aria-label={props.label}
        aria-roledescription={m().annotate.text.role}
        aria-describedby={props.help === undefined ? undefined : helpId}
        tabindex="0"
        data-length={props.text.length}
        data-pick={props.mode === 'pick' ? '' : undefined}
        data-names={props.showNames ? 'on' : 'off'}
        onPointerDown={pointer.down}
        onPointerOver={(event) => {
          if (event.pointerType !== 'mouse' || event.buttons !== 0 || props.mode === 'pick') return;
          const id = event.target instanceof HTMLElement ? event.target.dataset['suggested'] : undefined;
          const mark = id === undefined ? undefined : laid().find((one) => one.id === id);
          if (mark !== undefined) props.onHover?.(mark);
        }}
        onKeyDown={onKeyDown}
        onFocus={() => {
          setFocused(true);
          if (cursor() === undefined && !pointer.isDown()) setCursor(firstCursor());
        }}
        onBlur={() => setFocused(false)}
      >
        <For each={chunks()}>
          {(chunk, index) => {
            const marks = marksOfChunk(untrack(index));
            return (
              <TextChunk
                text={props.text}
                chunk={chunk}
                marks={marks}
                direction={props.direction}
                lazy={chunks().length > lazyFrom}
              />
            );
          }}
        </For>
      </div>
      <p class="visually-hidden" id={helpId}>
        {props.help}
      </p>
    </>
  );
}

function sameMarks(a: readonly LaidMark[], b: readonly LaidMark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        mark.id === other.id &&
        mark.kind === other.kind &&
        mark.from === other.from &&
        mark.to === other.to &&
        mark.lane === other.lane &&
        mark.colour === other.colour &&
        mark.tag === other.tag &&
        mark.active === other.active
      );
    })
  );
}

function scrollParentOf(element: HTMLElement): HTMLElement {
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    if (overflowY === 'auto' || overflowY === 'scroll') return parent;
  }
  return document.documentElement;
}
