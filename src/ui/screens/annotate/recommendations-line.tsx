/**
 * One line below the text about the current suggestion: what, how sure and why, and what can be done with it. It is there whether or
 * not anything is recommended, so that nothing jumps when suggestions arrive. The paper's second copy of the text opens above it.
 */
import Check from 'lucide-solid/icons/check';
import CheckCheck from 'lucide-solid/icons/check-check';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Rows2 from 'lucide-solid/icons/rows-2';
import X from 'lucide-solid/icons/x';
import { createSignal, type JSX, Show } from 'solid-js';
import type { Label } from '#core/project';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { readPreference, writePreference } from '../../state/preferences.ts';
import { hueOf } from '../../theme/palette.ts';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import { SuggestedCopy } from './suggested-copy.tsx';
import type { SuggestionWalk } from './suggestion-walk.ts';
import { suggestedBecause, suggestedWords } from './suggestion-words.ts';
import type { Suggestion } from './suggestions.ts';
import './recommendations-line.css';

export function RecommendationsLine(props: {
  readonly text: string;
  readonly walk: SuggestionWalk;
  readonly labels: readonly Label[];
  readonly anySource: boolean;
  /** Whether the program has looked at this text. */
  readonly isLookedAt: boolean;
  /** Measuring texts are never recommended anything. */
  readonly isBlind: boolean;
  readonly onAcceptAll: () => void;
  readonly onAcceptAllAndGoOn: () => void;
}): JSX.Element {
  const say = () => m().annotate.recommendations;
  const { walk } = props;
  const [copy, setCopy] = createSignal(readPreference('recommendations-copy') === 'yes');
  const toggle = (): void => {
    setCopy((old) => !old);
    writePreference('recommendations-copy', copy() ? 'yes' : 'no');
  };
  const labelOf = (one: Suggestion): Label | undefined =>
    props.labels.find((label) => label.id === one.recommendation.labelId);
  const noLabel = (one: Suggestion): string =>
    say().noLabel[one.recommendation.target.kind === 'aspect' ? 'aspect' : 'span'];
  const nothing = (): string => {
    if (props.isBlind) return m().annotate.why.measures;
    if (!props.anySource) return say().off;
    return props.isLookedAt ? say().none : say().looking;
  };

  return (
    <section class="recommended" aria-label={say().region} data-copy={copy() ? '' : undefined}>
      <Show when={copy()}>
        <div class="recommended-body">
          <Show when={walk.suggestions().length > 0} fallback={<p class="recommended-none">{nothing()}</p>}>
            <SuggestedCopy text={props.text} walk={walk} labelOf={labelOf} />
          </Show>
        </div>
      </Show>
      <div class="recommended-line">
        <Show
          when={walk.current()}
          fallback={
            <p
              class="recommended-nothing"
              title={props.anySource && !props.isBlind ? say().noneHint : undefined}
            >
              {nothing()}
            </p>
          }
        >
          {(one) => (
            <>
              <span class="recommended-steps">
                <Button
                  look="quiet"
                  size="sm"
                  class="mirrored"
                  icon={<ChevronLeft />}
                  label={say().previous}
                  disabled={walk.walked().length < 2}
                  onClick={() => walk.step(-1)}
                />
                <span class="recommended-place" aria-live="off">
                  {walk.place() === 0 ? '' : say().place(walk.place(), walk.walked().length)}
                </span>
                <Button
                  look="quiet"
                  size="sm"
                  class="mirrored"
                  icon={<ChevronRight />}
                  label={say().following}
                  disabled={walk.walked().length < 2}
                  onClick={() => walk.step(1)}
                />
              </span>
              <Show when={suggestedWords(props.text, one())}>
                {(words) => (
                  <bdi class="recommended-words" title={words()}>
                    {words()}
                  </bdi>
                )}
              </Show>
              <span class="recommended-label" data-hue={hueOf(labelOf(one())?.colour ?? 10)}>
                <bdi>{labelOf(one())?.name ?? noLabel(one())}</bdi>
              </span>
              <Show when={one().recommendation.labelId !== undefined}>
                <span class="recommended-sure">{formatConfidence(one().recommendation.confidence)}</span>
              </Show>
              <span class="recommended-from" title={suggestedBecause(one())}>
                {suggestedBecause(one())}
              </span>
              <span class="recommended-acts">
                <Button look="quiet" size="sm" icon={<Check />} onClick={() => walk.accept()}>
                  {one().recommendation.labelId === undefined ? say().choose : say().accept}
                  <Keys keys="+" />
                </Button>
                <Button look="quiet" size="sm" icon={<X />} onClick={() => walk.reject()}>
                  {say().reject}
                  <Keys keys="-" />
                </Button>
              </span>
              <Show when={walk.labelled().length > 0}>
                <span class="recommended-all">
                  <Button
                    look="quiet"
                    size="sm"
                    icon={<CheckCheck />}
                    label={say().acceptAll}
                    onClick={() => props.onAcceptAll()}
                  />
                  <Button size="sm" onClick={() => props.onAcceptAllAndGoOn()}>
                    {say().acceptAllNext}
                    <Keys keys="a" />
                  </Button>
                </span>
              </Show>
            </>
          )}
        </Show>
        <Button
          look="quiet"
          size="sm"
          class="recommended-toggle"
          icon={<Rows2 />}
          label={copy() ? say().hideCopy : say().showCopy}
          aria-pressed={copy()}
          onClick={toggle}
        />
      </div>
    </section>
  );
}
