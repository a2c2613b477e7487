/**
 * Between offsets of the text and places on the screen. Painted text consists of elements with `data-from` that hold one
 * text node each, in order; nothing else in the widget holds text (names of labels are generated content), so that
 * offsets stay exact for every script.
 */
import type { Span } from '#core/text';

function segmentOf(node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  return element?.closest<HTMLElement>('[data-from]') ?? null;
}

const fromOf = (element: HTMLElement): number => Number(element.dataset['from'] ?? 0);

/** The offset of a DOM position, or `undefined` where it is outside of `root`. */
export function offsetOf(root: HTMLElement, node: Node, nodeOffset: number): number | undefined {
  if (!root.contains(node)) return undefined;
  if (node instanceof Text) {
    const segment = segmentOf(node);
    return segment === null ? undefined : fromOf(segment) + nodeOffset;
  }
  // A position between elements: the start of the element after it, or the end of the last one before it.
  const after = node.childNodes[nodeOffset];
  const next =
    after instanceof HTMLElement
      ? after.matches('[data-from]')
        ? after
        : after.querySelector<HTMLElement>('[data-from]')
      : null;
  if (next !== null) return fromOf(next);
  if (after instanceof Text) return offsetOf(root, after, 0);
  const before = node instanceof HTMLElement ? [...node.querySelectorAll<HTMLElement>('[data-from]')] : [];
  const last = before.at(-1) ?? segmentOf(node);
  return last === null || last === undefined ? undefined : fromOf(last) + (last.textContent?.length ?? 0);
}

/** The text that the browser's own selection covers inside `root`. */
export function spanOfSelection(root: HTMLElement): Span | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer) && !range.intersectsNode(root)) return undefined;
  const inside = root.contains(range.startContainer) || root.contains(range.endContainer);
  if (!inside) return undefined;
  const end = Number(root.dataset['length'] ?? 0);
  const from = root.contains(range.startContainer)
    ? offsetOf(root, range.startContainer, range.startOffset)
    : 0;
  const to = root.contains(range.endContainer) ? offsetOf(root, range.endContainer, range.endOffset) : end;
  return from === undefined || to === undefined || from >= to ? undefined : { from, to };
}

interface CaretPositionLike {
  readonly offsetNode: Node;
  readonly offset: number;
}

/** The offset of the character under a point, or `undefined` where there is none. */
export function offsetAtPoint(root: HTMLElement, x: number, y: number): number | undefined {
  const withCaret = document as Document & {
    caretPositionFromPoint?: (x: number, y: number) => CaretPositionLike | null;
    caretRangeFromPoint?: (x: number, y: number) => Range | null;
  }; // two generations of one API; each browser has one of them
  const caret = withCaret.caretPositionFromPoint?.(x, y);
  const place: CaretPositionLike | undefined =
    caret ??
    ((): CaretPositionLike | undefined => {
      const range = withCaret.caretRangeFromPoint?.(x, y);
      return range ? { offsetNode: range.startContainer, offset: range.startOffset } : undefined;
    })();
  if (place === undefined) return undefined;
  const offset = offsetOf(root, place.offsetNode, place.offset);
  if (offset === undefined) return undefined;
  // A caret stands between two characters: take the one whose box holds the point.
  const before = rangeOf(root, { from: offset - 1, to: offset });
  for (const rect of before?.getClientRects() ?? []) {
    if (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom) return offset - 1;
  }
  return offset;
}

function placeAt(root: HTMLElement, offset: number, atEnd: boolean): readonly [Text, number] | undefined {
  const segments = root.querySelectorAll<HTMLElement>('[data-from]');
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const element = segments[middle];
    const from = element === undefined ? 0 : fromOf(element);
    // An end position belongs to the segment before the boundary.
    if (atEnd ? from < offset : from <= offset) low = middle;
    else high = middle - 1;
  }
  const element = segments[low];
  const node = element?.firstChild;
  if (element === undefined || !(node instanceof Text)) return undefined;
  const inside = offset - fromOf(element);
  return inside < 0 || inside > node.length ? undefined : [node, inside];
}

/** A DOM range over a span of the text; `undefined` where it is not painted. */
export function rangeOf(root: HTMLElement, span: Span): Range | undefined {
  if (span.from < 0 || span.from >= span.to) return undefined;
  const start = placeAt(root, span.from, false);
  const end = placeAt(root, span.to, true);
  if (start === undefined || end === undefined) return undefined;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}
