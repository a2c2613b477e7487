/** Every label that anybody gave, to be taken or left, with who gave it and why. */
import { Key } from '@solid-primitives/keyed';
import { For, type JSX, Show } from 'solid-js';
import type { Version } from '#core/agreement';
import type { Label } from '#core/project';
import { m } from '../../messages/index.ts';
import type { Choice } from './choice.ts';
import type { Sayings } from './sayings.ts';

export function VersionList(props: {
  readonly choice: Choice;
  readonly labels: readonly Label[];
  readonly sayings: Sayings;
  readonly isShared: (version: Version) => boolean;
  /** Enter on a box decides, as it does elsewhere. */
  readonly onConfirm: () => void;
}): JSX.Element {
  const text = () => m().review.decide;
  const kindOf = (version: Version) => props.labels.find(({ id }) => id === version.labelId)?.kind;
  const who = (version: Version): string => {
    if (version.people.length === 0) return text().byYou;
    if (props.isShared(version)) return text().all;
    return text().says(version.people.map(props.sayings.person).join(', '));
  };
  return (
    <fieldset class="review-choices">
      <legend class="field-label">{text().versions}</legend>
      <Key each={props.choice.all()} by="key">
        {(version) => (
          <div class="review-choice" data-differs={props.isShared(version()) ? undefined : ''}>
            <label class="review-check">
              <input
                type="checkbox"
                data-key={version().key}
                checked={props.choice.isTaken(version().key)}
                onChange={() => props.choice.toggle(version())}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  props.onConfirm();
                }}
              />
              <span>
                <bdi>
                  {text().keep(
                    props.sayings.label(props.choice.labelOf(version())),
                    props.sayings.words(version()),
                  )}
                </bdi>{' '}
                <span class="soft small">{who(version())}</span>
              </span>
            </label>
            <select
              class="select review-label"
              aria-label={text().otherLabel(props.sayings.words(version()))}
              onChange={(event) => props.choice.rename(version(), event.currentTarget.value)}
            >
              <For each={props.labels.filter(({ kind }) => kind === kindOf(version()))}>
                {(label) => (
                  <option value={label.id} selected={label.id === props.choice.labelOf(version())}>
                    {label.name}
                  </option>
                )}
              </For>
            </select>
            <For each={version().reasons}>
              {({ person, explanation }) => (
                <p class="review-reason small">
                  <bdi>{text().reason(props.sayings.person(person), props.sayings.reason(explanation))}</bdi>
                </p>
              )}
            </For>
          </div>
        )}
      </Key>
      <Show when={props.choice.all().length === 0}>
        <p class="soft">{text().nothing}</p>
      </Show>
    </fieldset>
  );
}
