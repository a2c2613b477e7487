/** A text with one person's spans marked; what not everybody marked the same stands out. */
import { For, type JSX, Show } from 'solid-js';
import type { Version } from '#core/agreement';
import { spanOf } from '#core/project';
import type { Span } from '#core/text';
import { m } from '../../messages/index.ts';
import { hueOf } from '../../theme/palette.ts';
import type { Sayings } from './sayings.ts';

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
  readonly sayings: Sayings;
}): JSX.Element {
  const differs = (version: Version): '' | undefined => (props.isShared(version) ? undefined : '');
  const colour = (version: Version) => ({
    '--mark': `var(--label-${hueOf(props.sayings.colour(version.labelId))})`,
  });
  /** What stands on no words of its own: labels of the whole text, and relations. */
  const others = () => props.versions.filter(({ target }) => spanOf(target) === undefined);
  return (
    <>
      <p class="review-text" dir="auto">
        <For each={piecesOf(props.text.length, props.versions)}>
          {(piece) => (
            <Show when={piece.version} fallback={props.text.slice(piece.from, piece.to)}>
              {(version) => (
                <mark class="review-mark" data-differs={differs(version())} style={colour(version())}>
                  {props.text.slice(piece.from, piece.to)}
                  <Show when={spanOf(version().target)?.to === piece.to}>
                    <span class="review-tag">{props.sayings.label(version().labelId)}</span>
                  </Show>
                </mark>
              )}
            </Show>
          )}
        </For>
      </p>
      <Show when={others().length > 0}>
        <ul class="review-others">
          <For each={others()}>
            {(version) => (
              <li class="review-mark" data-differs={differs(version)} style={colour(version)}>
                <bdi>
                  {version.target.kind === 'text'
                    ? props.sayings.label(version.labelId)
                    : m().review.decide.keep(
                        props.sayings.label(version.labelId),
                        props.sayings.words(version),
                      )}
                </bdi>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
