/**
 * The small pop-up of a suggestion (the paper's figure 3a): all labels with the recommended one ringed in red, how sure it is and
 * why, and a way to say no.
 */
import X from 'lucide-solid/icons/x';
import type { JSX } from 'solid-js';
import type { Label } from '#core/project';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { type Anchor, Anchored } from '../../widgets/anchored.tsx';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import { useClosing } from './closing.ts';
import { LabelChoices } from './label-choices.tsx';
import { suggestedBecause, suggestedWords } from './suggestion-words.ts';
import type { Suggestion } from './suggestions.ts';
import './suggestion-popover.css';

export function SuggestionPopover(props: {
  readonly anchor: Anchor;
  readonly text: string;
  readonly suggestion: Suggestion;
  readonly labels: readonly Label[];
  /** The recommended label accepts; another one is a label of one's own. */
  readonly onLabel: (label: Label, reason?: 'none') => void;
  readonly onReject: () => void;
  readonly onClose: () => void;
}): JSX.Element {
  let box: HTMLElement | undefined;
  const say = () => m().annotate.recommendations;
  const words = (): string => suggestedWords(props.text, props.suggestion);
  const labelId = (): string | undefined => props.suggestion.recommendation.labelId;
  useClosing(() => box, props.onClose);
  useShortcuts(
    props.labels
      .filter((label) => label.shortcut !== '')
      .map((label) => ({
        keys: label.shortcut,
        label: m().annotate.keys.label(label.name),
        group: m().annotate.keys.groupLabels,
        run: () => props.onLabel(label),
      })),
  );
  return (
    <Anchored
      anchor={props.anchor}
      label={say().popover(words())}
      class="suggestion-popover"
      onReady={(element) => {
        box = element;
        const ringed = element.querySelector<HTMLElement>('[data-recommended]');
        (ringed ?? element.querySelector<HTMLElement>('button'))?.focus({ preventScroll: true });
      }}
    >
      <p class="suggestion-popover-words">
        <bdi>{words()}</bdi>
      </p>
      <LabelChoices
        labels={props.labels}
        recommended={labelId()}
        onChoose={(label) => props.onLabel(label)}
      />
      <p class="suggestion-popover-why">
        {labelId() === undefined ? '' : `${formatConfidence(props.suggestion.recommendation.confidence)} · `}
        <bdi>{suggestedBecause(props.suggestion)}</bdi>
      </p>
      <Button look="quiet" size="sm" icon={<X />} onClick={() => props.onReject()}>
        {say().reject}
        <Keys keys="-" />
      </Button>
    </Anchored>
  );
}
