/** A text with one person's spans marked; what not everybody marked the same stands out. */
import { For, type JSX, Show } from 'solid-js';
import type { Version } from '#core/agreement';
import { spanOf } from '#core/project';
import type { Span } from '#core/text';

interface Piece extends Span {
  /** The version that begins here, or goes on here. */
  readonly version: Version | undefined;
}

/** The text cut where a span begins or ends; of spans that lie within each other the shortest is shown. */
function piecesOf(length: number, versions: readonly Version[]): Piece[] {
  const spans = versions.flatMap((version) => {
    const span = spanOf(version.target);
    return span === undefined ? [] : [{ ...span, version }];
  });
  const borders = [...new Set([0, length, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  return borders.slice(1).map((to, i): Piece => {
    const from = borders[i] ?? 0;
    const [inner] = spans
      .filter((span) => span.from <= from && to <= span.to)
      .sort((a, b) => a.to - a.from - (b.to - b.from));
    return { from, to, version: inner?.version };
  });
}

export function MarkedText(props: {
  readonly text: string;
  readonly versions: readonly Version[];
  readonly isShared: (version: Version) => boolean;
  readonly nameOf: (labelId: string) => string;
  readonly colourOf: (labelId: string) => number;
}): JSX.Element {
  return (
    <p class="review-text" dir="auto">
      <For each={piecesOf(props.text.length, props.versions)}>
        {(piece) => (
          <Show when={piece.version} fallback={props.text.slice(piece.from, piece.to)}>
            {(version) => (
              <mark
                class="review-mark"
                data-differs={props.isShared(version()) ? undefined : ''}
                style={{ '--mark': `var(--label-${props.colourOf(version().labelId)})` }}
              >
                {props.text.slice(piece.from, piece.to)}
                <Show when={spanOf(version().target)?.to === piece.to}>
                  <span class="review-tag">{props.nameOf(version().labelId)}</span>
                </Show>
              </mark>
            )}
          </Show>
        )}
      </For>
    </p>
  );
}
