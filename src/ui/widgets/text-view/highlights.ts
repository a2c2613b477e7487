/**
 * Paints the cursor, the selection and search hits with the CSS Custom Highlight API: the text's elements are not touched,
 * so a key press costs no layout. Where a browser lacks the API, the selection is shown as the browser's own.
 */
export type HighlightName = 'text-cursor' | 'text-selection' | 'text-search';

const priorities: Readonly<Record<HighlightName, number>> = {
  'text-search': 1,
  'text-cursor': 2,
  'text-selection': 3,
};

const supported = typeof Highlight === 'function' && 'highlights' in CSS;

export function paintHighlight(name: HighlightName, ranges: readonly Range[]): void {
  if (supported) {
    if (ranges.length === 0) {
      CSS.highlights.delete(name);
      return;
    }
    const highlight = new Highlight(...ranges);
    highlight.priority = priorities[name];
    CSS.highlights.set(name, highlight);
    return;
  }
  const [first] = ranges;
  if (name !== 'text-selection' || first === undefined) return;
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(first);
}
