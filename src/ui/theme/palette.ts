/**
 * From a label's palette index to what is drawn: a hue (CSS variable `--label-N` of palette.css) and a line
 * pattern. The first six labels are plain lines in the six inks that are told apart most easily; later ones
 * add patterns, so that 48 labels differ without relying on hue alone. Names are always shown as well.
 */
export const hueCount = 12;

export const patterns = ['solid', 'dashed', 'dotted', 'double'] as const;
export type Pattern = (typeof patterns)[number];

export function hueOf(colour: number): number {
  return Number.isSafeInteger(colour) ? ((colour % hueCount) + hueCount) % hueCount : 0;
}

export function patternOf(colour: number): Pattern {
  const round = Number.isSafeInteger(colour) ? Math.floor(Math.abs(colour) / 6) : 0;
  return patterns[round % patterns.length] ?? 'solid';
}

/** A CSS value; built from numbers of our own only, never from imported text. */
export function inkOf(colour: number): string {
  return `var(--label-${hueOf(colour)})`;
}

/** The `background-image` that paints one horizontal underline of the pattern; 3 px high by convention. */
export function lineImage(colour: number): string {
  const ink = inkOf(colour);
  switch (patternOf(colour)) {
    case 'solid':
      return `linear-gradient(${ink}, ${ink})`;
    case 'dashed':
      return `repeating-linear-gradient(90deg, ${ink} 0 6px, transparent 6px 9px)`;
    case 'dotted':
      return `repeating-linear-gradient(90deg, ${ink} 0 3px, transparent 3px 6px)`;
    case 'double':
      return `linear-gradient(${ink} 0 34%, transparent 34% 66%, ${ink} 66%)`;
  }
}
