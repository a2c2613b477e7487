/** What a label is put on: a span of text, an ordered pair of annotations, or a whole text (or an aspect in it). */
export type LabelKind = 'span' | 'relation' | 'text';

export interface Label {
  readonly id: string;
  readonly projectId: string;
  readonly kind: LabelKind;
  readonly name: string;
  /** Index into the palette of the theme (`0`, `1`, …), not a CSS colour: imported text never becomes style. */
  readonly colour: number;
  /** One key (`'1'`, `'p'`), or `''` for none. */
  readonly shortcut: string;
  readonly position: number;
  /** Relations only: names of the span labels that head (X) and tail (Y) may carry; absent means any. */
  readonly headTypes?: readonly string[];
  readonly tailTypes?: readonly string[];
}
