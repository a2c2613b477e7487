/** A match's text with the arguments underlined and the rule's words marked, the stronger the more alike they are. */
import { For, type JSX, Show } from 'solid-js';
import type { RuleMatch } from '#workers/rules/contract';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { highlight } from './highlight.ts';

export function MatchText(props: {
  readonly match: Pick<RuleMatch, 'text' | 'arguments' | 'keywords'>;
}): JSX.Element {
  const t = () => m().explanations.details;
  return (
    <For each={highlight(props.match)}>
      {(piece) => (
        <Show when={piece.argument || piece.keyword} fallback={piece.text}>
          <span
            class="match-piece"
            data-argument={piece.argument ? '' : undefined}
            data-keyword={piece.keyword === undefined ? undefined : piece.keyword.negated ? 'against' : 'for'}
            style={
              piece.keyword === undefined
                ? {}
                : { '--strength': `${Math.round(25 + 75 * piece.keyword.score)}%` }
            }
            title={
              piece.keyword === undefined
                ? undefined
                : t().keyword(piece.keyword.keyword, formatConfidence(piece.keyword.score))
            }
          >
            {piece.text}
          </span>
        </Show>
      )}
    </For>
  );
}
