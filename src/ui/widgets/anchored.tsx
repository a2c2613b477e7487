/**
 * A box beside something in the text: below its line, or above where there is no room, never over what it is about. It does
 * not take the page over: the text stays in reach while it is open. On a narrow screen it lies at the bottom edge.
 */
import { computePosition, flip, offset, shift, size } from '@floating-ui/dom';
import { createEffect, createSignal, type JSX, onCleanup } from 'solid-js';
import './anchored.css';

/** Below a line of text stand the names of its labels. */
const lineGap = 20;

export interface Anchor {
  /** What the box must not cover, in screen coordinates. */
  readonly avoid: () => DOMRect;
  /** Where it points to. */
  readonly at: () => DOMRect;
  /** The lower edge of the last line of what it points to; absent: that of `at`. */
  readonly foot?: () => number | undefined;
  readonly context: HTMLElement;
  /** The box stays below this line of the screen: what stands above is needed while it is open. */
  readonly top?: () => number;
}

/** As in anchored.css: there the box is a sheet at the bottom edge. */
const isSheet = (): boolean => window.matchMedia('(max-width: 40rem)').matches;

function scrollerOf(element: HTMLElement): HTMLElement | undefined {
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return undefined;
}

/** Scrolls what the sheet is about out from under it, once; the scroller gets room below (`--sheet`) to do so. */
function makeRoomAbove(element: HTMLElement, anchor: Anchor): void {
  element.dataset['placement'] = 'sheet';
  const scroller = scrollerOf(anchor.context);
  if (scroller === undefined) return;
  const sheet = element.getBoundingClientRect().top;
  const covered = Math.max(0, Math.ceil(scroller.getBoundingClientRect().bottom - sheet));
  if (scroller.style.getPropertyValue('--sheet') === `${covered}px`) return;
  scroller.style.setProperty('--sheet', `${covered}px`);
  const hidden = (anchor.foot?.() ?? anchor.at().bottom) + lineGap - sheet;
  if (hidden > 0) scroller.scrollBy({ top: hidden });
}

export function Anchored(props: {
  readonly anchor: Anchor;
  readonly label: string;
  readonly children: JSX.Element;
  readonly onReady?: (element: HTMLElement) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly class?: string;
}): JSX.Element {
  const [box, setBox] = createSignal<HTMLDivElement>();
  createEffect(() => {
    const element = box();
    if (element === undefined) return;
    props.onReady?.(element);
    const { anchor } = props;
    const reference = {
      contextElement: anchor.context,
      // As wide as what it points to, as high as what it must not cover.
      getBoundingClientRect: (): DOMRect => {
        const at = anchor.at();
        const avoid = anchor.avoid();
        return new DOMRect(at.x, avoid.y, at.width, avoid.height);
      },
    };
    const place = async (): Promise<void> => {
      if (isSheet()) {
        makeRoomAbove(element, anchor);
        return;
      }
      scrollerOf(anchor.context)?.style.removeProperty('--sheet');
      const padding = { top: Math.max(8, (anchor.top?.() ?? 0) + 8), right: 8, bottom: 8, left: 8 };
      const { x, y, placement } = await computePosition(reference, element, {
        strategy: 'fixed',
        placement: 'bottom-start',
        middleware: [
          offset(({ placement }) => (placement.startsWith('bottom') ? lineGap : 10)),
          flip({ fallbackPlacements: ['top-start', 'bottom-start'], padding }),
          shift({ padding }),
          size({
            padding,
            apply: ({ availableHeight }) => {
              element.style.setProperty('--room', `${Math.max(160, Math.floor(availableHeight))}px`);
            },
          }),
        ],
      });
      element.dataset['placement'] = placement;
      element.style.setProperty('--x', `${Math.round(x)}px`);
      element.style.setProperty('--y', `${Math.round(y)}px`);
    };
    // Once per frame at most, and never in the key press that opened the box: reading places forces a layout.
    let frame = 0;
    const later = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => void place());
    };
    later();
    const resized = new ResizeObserver(later);
    resized.observe(element);
    window.addEventListener('scroll', later, { capture: true, passive: true });
    window.addEventListener('resize', later);
    onCleanup(() => {
      scrollerOf(anchor.context)?.style.removeProperty('--sheet');
      cancelAnimationFrame(frame);
      resized.disconnect();
      window.removeEventListener('scroll', later, { capture: true });
      window.removeEventListener('resize', later);
    });
  });
  return (
    <div
      ref={setBox}
      class={`anchored ${props.class ?? ''}`}
      role="dialog"
      aria-label={props.label}
      onKeyDown={(event) => props.onKeyDown?.(event)}
    >
      {props.children}
    </div>
  );
}
