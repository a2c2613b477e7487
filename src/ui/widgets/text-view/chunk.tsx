/** One block of the text. It repaints only when its own marks change. */
import { type Accessor, createMemo, For, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Span } from '#core/text';
import { inkOf, lineImage } from '../../theme/palette.ts';
import type { LaidMark } from './marks.ts';
import { type Segment, segmentsOf, tagLines } from './segments.ts';

const inkOfMark = (mark: LaidMark): string =>
  mark.kind === 'trigger' || mark.kind === 'candidate' ? 'var(--accent-text)' : inkOf(mark.colour);

/** What the program proposes has no tint of its own: tints are what a person said. */
const isProposed = (mark: LaidMark): boolean => mark.kind === 'suggestion' || mark.kind === 'candidate';

function lineOfMark(mark: LaidMark): string {
  const ink = inkOfMark(mark);
  switch (mark.kind) {
    case 'trigger':
      return `linear-gradient(${ink}, ${ink})`;
    case 'suggestion':
      return `repeating-linear-gradient(90deg, ${ink} 0 3px, transparent 3px 6px)`;
    case 'candidate':
      return 'repeating-linear-gradient(90deg, var(--line-strong) 0 1.5px, transparent 1.5px 5px)';
    case 'label':
    case 'draft':
      return lineImage(mark.colour);
  }
}

/** Tint of the innermost mark behind the words, and one line per mark below them. */
function paint(segment: Segment): Record<string, string> {
  const images: string[] = [];
  const positions: string[] = [];
  const sizes: string[] = [];
  for (const mark of segment.marks) {
    const starts = mark.from === segment.from ? 1 : 0;
    const ends = mark.to === segment.to ? 1 : 0;
    images.push(lineOfMark(mark));
    positions.push(`${starts}px calc(var(--glyphs) + ${mark.lane} * var(--lane))`);
    sizes.push(`calc(100% - ${starts + ends}px) var(--line-height)`);
  }
  const inner = segment.marks.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
  if (inner !== undefined && (!isProposed(inner) || inner.active === true)) {
    const strong = !isProposed(inner) && (inner.active === true || inner.kind === 'draft');
    const strength = strong ? 'calc(2 * var(--tint))' : 'var(--tint)';
    const tint = `color-mix(in srgb, ${inkOfMark(inner)} ${strength}, transparent)`;
    images.push(`linear-gradient(${tint}, ${tint})`);
    positions.push('0 0');
    sizes.push('100% var(--glyphs)');
  }
  return {
    'background-image': images.join(', '),
    'background-position': positions.join(', '),
    'background-size': sizes.join(', '),
    '--lanes': String(Math.max(0, ...segment.marks.map((mark) => mark.lane + 1))),
  };
}

function MarkedSegment(props: { readonly text: string; readonly segment: Segment }): JSX.Element {
  const tags = tagLines(props.segment);
  const from = props.segment.from;
  const marks = props.segment.marks;
  return (
    // `mark` is what somebody labelled; a proposal is only painted.
    <Dynamic
      component={marks.every(isProposed) ? 'span' : 'mark'}
      class="segment"
      data-from={from}
      data-tags={tags === '' ? undefined : tags}
      data-starts={marks.some((mark) => mark.from === from) ? '' : undefined}
      data-ends={marks.some((mark) => mark.to === props.segment.to) ? '' : undefined}
      data-kinds={[...new Set(marks.map((mark) => mark.kind))].join(' ')}
      data-suggested={marks.find(isProposed)?.id}
      style={paint(props.segment)}
    >
      {props.text}
    </Dynamic>
  );
}

export function TextChunk(props: {
  readonly text: string;
  readonly chunk: Span;
  readonly marks: Accessor<readonly LaidMark[]>;
  readonly direction: 'auto' | 'ltr' | 'rtl';
  readonly lazy: boolean;
}): JSX.Element {
  const segments = createMemo(() => segmentsOf(props.chunk, props.marks()));
  const lanes = createMemo(() => Math.max(0, ...props.marks().map((mark) => mark.lane + 1)));
  return (
    <div
      class="text-chunk"
      dir={props.direction}
      data-lazy={props.lazy ? '' : undefined}
      style={{ '--chunk-lanes': String(lanes()) }}
    >
      <For each={segments()}>
        {(segment) => {
          const words = props.text.slice(segment.from, segment.to);
          return segment.marks.length === 0 ? (
            <span data-from={segment.from}>{words}</span>
          ) : (
            <MarkedSegment text={words} segment={segment} />
          );
        }}
      </For>
    </div>
  );
}
