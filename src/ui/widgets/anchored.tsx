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
  readonly context: HTMLElement;
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
      const { x, y, placement } = await computePosition(reference, element, {
        strategy: 'fixed',
        placement: 'bottom-start',
        middleware: [
          offset(({ placement }) => (placement.startsWith('bottom') ? lineGap : 10)),
          flip({ fallbackPlacements: ['top-start', 'bottom-start'], padding: 8 }),
          shift({ padding: 8 }),
          size({
            padding: 8,
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
