/** Which rows of equal height are in view. A list of any length costs as much as its visible part. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';

export interface FixedRows {
  /** Indices to render, with a few more on both sides. */
  readonly indices: Accessor<readonly number[]>;
  readonly first: Accessor<number>;
  readonly last: Accessor<number>;
  /** Height of all rows, in pixels. Browsers stop counting at some 30 million: beyond that rows are not reachable by scrolling. */
  readonly total: Accessor<number>;
  /** Scrolls as little as needed. */
  reveal(index: number): void;
}

const beyond = 8;

export function createFixedRows(options: {
  readonly scroller: Accessor<HTMLElement | undefined>;
  readonly count: Accessor<number>;
  readonly height: number;
}): FixedRows {
  const { scroller, count, height } = options;
  const [top, setTop] = createSignal(0);
  const [view, setView] = createSignal(0);
  createEffect(() => {
    const element = scroller();
    if (element === undefined) return;
    const read = (): void => {
      setTop(element.scrollTop);
      setView(element.clientHeight);
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    onCleanup(() => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    });
  });
  const first = createMemo(() => Math.max(0, Math.min(count() - 1, Math.floor(top() / height) - beyond)));
  const last = createMemo(() => Math.min(count() - 1, Math.ceil((top() + view()) / height) + beyond));
  const indices = createMemo(() => {
    const length = Math.max(0, last() - first() + 1);
    return Array.from({ length }, (_, i) => first() + i);
  });
  return {
    indices,
    first,
    last,
    total: () => count() * height,
    reveal: (index) => {
      const element = scroller();
      if (element === undefined) return;
      const from = index * height;
      if (from < element.scrollTop) element.scrollTop = from;
      else if (from + height > element.scrollTop + element.clientHeight) {
        element.scrollTop = from + height - element.clientHeight;
      }
    },
  };
}
