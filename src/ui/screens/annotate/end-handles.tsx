/** Handles at both ends of the label whose pop-up is open: dragged, by mouse or touch, they take its end along, a word at a time. */
import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { type Annotation, type Document, spanOf } from '#core/project';
import { type Span, sameSpan } from '#core/text';
import { snapToWords } from '../../state/view-options.ts';
import { inkOf } from '../../theme/palette.ts';
import type { TextViewHandle } from '../../widgets/text-view/index.ts';
import type { Session } from './session.ts';
import { draggedEnd, type EndName } from './span-ends.ts';
import './end-handles.css';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const sides: readonly EndName[] = ['from', 'to'];

export function EndHandles(props: {
  readonly view: TextViewHandle;
  readonly doc: Document;
  readonly session: Pick<Session, 'annotations' | 'labelOf'>;
  /** Of the label whose pop-up is open; without ends there are no handles. */
  readonly id: string | undefined;
  readonly onMove: (annotation: Annotation, span: Span) => Promise<unknown>;
}): JSX.Element {
  const label = createMemo(() => {
    const annotation = props.session.annotations().find((one) => one.id === props.id);
    const span = annotation === undefined ? undefined : spanOf(annotation.target);
    return annotation === undefined || span === undefined ? undefined : { annotation, span };
  });
  let layer: HTMLDivElement | undefined;
  const [places, setPlaces] = createSignal<Readonly<Record<EndName, Place | undefined>>>();
  const [dragged, setDragged] = createSignal<{ readonly which: EndName; readonly span: Span }>();
  const shown = (): Span | undefined => dragged()?.span ?? label()?.span;
  const ink = (): string => inkOf(props.session.labelOf(label()?.annotation.labelId ?? '')?.colour ?? 0);

  const measure = (): void => {
    const span = shown();
    if (layer === undefined || span === undefined) {
      setPlaces(undefined);
      return;
    }
    const origin = layer.getBoundingClientRect();
    const { from, to } = span;
    const at = (box: DOMRect | undefined, isEnd: boolean): Place | undefined => {
      if (box === undefined) return undefined;
      const isRight = isEnd !== isRightToLeft(props.view.element, from);
      return {
        x: Math.round((isRight ? box.right : box.left) - origin.left),
        y: Math.round(box.top - origin.top),
        height: Math.round(box.height),
      };
    };
    const boxes = props.view.boxesOf({ from, to });
    setPlaces({ from: at(boxes[0], false), to: at(boxes.at(-1), true) });
  };
  createEffect(() => {
    shown();
    // What is painted anew has its place in the next frame.
    const frame = requestAnimationFrame(measure);
    onCleanup(() => cancelAnimationFrame(frame));
  });
  createEffect(() => {
    const watch = new ResizeObserver(measure);
    watch.observe(props.view.element);
    onCleanup(() => watch.disconnect());
  });

  const begin = (which: EndName, event: PointerEvent): void => {
    const now = label();
    if (now === undefined || event.button > 0 || !(event.currentTarget instanceof HTMLElement)) return;
    // The pop-up stays, and no text is selected.
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    document.documentElement.dataset['movingEnd'] = '';
    setDragged({ which, span: now.span });
  };
  const move = (event: PointerEvent): void => {
    const [now, whole] = [dragged(), label()?.span];
    const offset = now && props.view.offsetAt(event.clientX, event.clientY);
    if (now === undefined || whole === undefined || offset === undefined) return;
    // Whole words unless Alt is held.
    const span = draggedEnd(props.doc, whole, now.which, offset, event.altKey || !snapToWords());
    if (sameSpan(span, now.span)) return;
    setDragged({ which: now.which, span });
    props.view.select(span);
  };
  const end = (isTaken: boolean): void => {
    const [now, of] = [dragged(), label()];
    if (now === undefined) return;
    delete document.documentElement.dataset['movingEnd'];
    props.view.clear();
    setDragged(undefined);
    if (!isTaken || of === undefined || sameSpan(now.span, of.span)) return;
    void props.onMove(of.annotation, now.span);
  };
  onCleanup(() => {
    delete document.documentElement.dataset['movingEnd'];
  });

  // Keys move the ends as well (see the pop-up): these are for the pointer alone.
  return (
    <div class="end-handles" ref={layer} aria-hidden="true">
      {sides.map((which) => (
        <Show when={places()?.[which]}>
          {(place) => (
            <span
              class="end-handle"
              data-end={which}
              style={{
                left: `${place().x}px`,
                top: `${place().y}px`,
                height: `${place().height}px`,
                '--ink': ink(),
              }}
              on:pointerdown={(event) => begin(which, event)}
              on:pointermove={move}
              on:pointerup={() => end(true)}
              on:pointercancel={() => end(false)}
            />
          )}
        </Show>
      ))}
    </div>
  );
}

function isRightToLeft(root: HTMLElement, offset: number): boolean {
  const blocks = [...root.children].filter(
    (one) => Number(one.querySelector('[data-from]')?.getAttribute('data-from')) <= offset,
  );
  const block = blocks.at(-1) ?? root;
  return getComputedStyle(block).direction === 'rtl';
}
