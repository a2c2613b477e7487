/** One text with the versions of all people, one above the other, and below them every label to be taken or left. */

import { A } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { type Version, versionsOf } from '#core/agreement';
import { type Explanation, spansOf } from '#core/project';
import { quoteOf } from '#core/text';
import type { Layers } from '#store';
import { projectPath } from '../../app/addresses.ts';
import { m } from '../../messages/index.ts';
import { createLive } from '../../state/live.ts';
import { succeeded } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';
import { decide, decideAct } from './decision.ts';
import { MarkedText } from './marked-text.tsx';
import type { SharedDocument } from './records.ts';

export function DecideText(props: {
  readonly shared: SharedDocument;
  readonly onDecided: () => void;
}): JSX.Element {
  const layers = createLive(
    () => props.shared.document.id,
    (store, id) => store.people.layers(id),
  );
  return (
    <Show when={layers()}>
      {(found) => <Versions shared={props.shared} layers={found()} onDecided={props.onDecided} />}
    </Show>
  );
}

function Versions(props: {
  readonly shared: SharedDocument;
  readonly layers: Layers;
  readonly onDecided: () => void;
}): JSX.Element {
  const store = useStore();
  const { project, labels } = useProject();
  const text = () => m().review.decide;
  const people = () => props.shared.people;
  const versions = createMemo(() =>
    versionsOf(props.layers.annotations, props.layers.explanations, people()),
  );
  const isShared = (version: Version): boolean => version.people.length === people().length;
  const gold = createMemo(() => {
    const own = props.layers.annotations.filter((one) => one.gold === true);
    // As versions of one more person, so that they have the same keys.
    return new Set(
      versionsOf(
        own.map(({ gold: _, ...one }) => ({ ...one, annotator: 'gold' })),
        [],
        ['gold'],
      ).map(({ key }) => key),
    );
  });
  const [taken, setTaken] = createSignal<ReadonlySet<string>>(
    props.shared.document.decided === undefined
      ? new Set(
          versions()
            .filter(isShared)
            .map(({ key }) => key),
        )
      : gold(),
  );
  const [renamed, setRenamed] = createSignal<ReadonlyMap<string, string>>(new Map());
  const [note, setNote] = createSignal('');
  const labelOf = (id: string) => labels().find((label) => label.id === id);
  const nameOf = (id: string): string => labelOf(id)?.name ?? m().model.gone;
  const personName = (person: string): string => (person === '' ? m().review.nobody : person);
  const wordsOf = (version: Version): string => {
    const words = spansOf(version.target).map((span) => quoteOf(props.layers.document.text, span));
    return words.length === 0 ? text().wholeText : words.join(' → ');
  };
  const reasonOf = (explanation: Explanation): string =>
    explanation.kind === 'nl'
      ? explanation.text
      : explanation.spans.map((span) => quoteOf(props.layers.document.text, span)).join(' … ');
  const takeAll = (person: string | undefined): void => {
    if (person === undefined) return;
    setTaken(
      new Set(
        versions()
          .filter((one) => one.people.includes(person))
          .map(({ key }) => key),
      ),
    );
  };
  const toggle = (key: string): void => {
    const next = new Set(taken());
    if (!next.delete(key)) next.add(key);
    setTaken(next);
  };
  const confirm = async (): Promise<void> => {
    const chosen = versions().filter(({ key }) => taken().has(key));
    const act = decideAct(
      props.layers,
      people(),
      'person',
      chosen,
      ({ key, labelId }) => renamed().get(key) ?? labelId,
    );
    if (!(await decide(store, project(), [act]))) return;
    const words = note().trim();
    if (words !== '') {
      const line = `- ${text().text(props.layers.document.position + 1)}: ${words}`;
      const guidelines = [project().guidelines.trimEnd(), line].filter((one) => one !== '').join('\n');
      await succeeded(store.projects.update(project().id, { guidelines }));
    }
    props.onDecided();
  };
  const keys = m().review.decide.keys;
  useShortcuts([
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => ({
      keys: `${digit}`,
      label: keys.take,
      group: keys.group,
      hidden: digit > 1,
      run: () => takeAll(people()[digit - 1]),
    })),
    { keys: 'Enter', label: keys.confirm, group: keys.group, run: () => void confirm() },
  ]);

  return (
    <div class="stack review-versions">
      <For each={people()}>
        {(person, i) => (
          <div class="review-version">
            <div class="row">
              <strong>
                <bdi>{personName(person)}</bdi>
              </strong>
              <Button size="sm" onClick={() => takeAll(person)}>
                {text().take(personName(person))}
                <kbd class="review-key">{i() + 1}</kbd>
              </Button>
            </div>
            <MarkedText
              text={props.layers.document.text}
              versions={versions().filter((one) => one.people.includes(person))}
              isShared={isShared}
              nameOf={nameOf}
              colourOf={(id) => labelOf(id)?.colour ?? 0}
            />
          </div>
        )}
      </For>
      <fieldset class="review-choices">
        <legend class="field-label">{text().versions}</legend>
        <For each={versions()}>
          {(version) => (
            <div class="review-choice" data-differs={isShared(version) ? undefined : ''}>
              <label class="review-check">
                <input
                  type="checkbox"
                  checked={taken().has(version.key)}
                  onChange={() => toggle(version.key)}
                />
                <span>
                  <bdi>
                    {text().keep(nameOf(renamed().get(version.key) ?? version.labelId), wordsOf(version))}
                  </bdi>{' '}
                  <span class="soft small">
                    {isShared(version) ? text().all : text().says(version.people.map(personName).join(', '))}
                  </span>
                </span>
              </label>
              <select
                class="select review-label"
                aria-label={text().otherLabel(wordsOf(version))}
                onChange={(event) =>
                  setRenamed(new Map([...renamed(), [version.key, event.currentTarget.value]]))
                }
              >
                <For each={labels().filter(({ kind }) => kind === labelOf(version.labelId)?.kind)}>
                  {(label) => (
                    <option
                      value={label.id}
                      selected={label.id === (renamed().get(version.key) ?? version.labelId)}
                    >
                      {label.name}
                    </option>
                  )}
                </For>
              </select>
              <For each={version.reasons}>
                {({ person, explanation }) => (
                  <p class="review-reason small">
                    <bdi>{text().reason(personName(person), reasonOf(explanation))}</bdi>
                  </p>
                )}
              </For>
            </div>
          )}
        </For>
      </fieldset>
      <Field label={text().note} hint={text().noteHint}>
        {(parts) => (
          <input
            {...parts}
            class="input"
            dir="auto"
            maxlength="500"
            value={note()}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="row">
        <Button look="primary" onClick={() => void confirm()}>
          {text().confirm}
        </Button>
        <A
          class="button"
          data-look="quiet"
          data-size="md"
          href={`${projectPath(project().id, 'annotate')}?text=${props.layers.document.position + 1}`}
        >
          {text().anew}
        </A>
        <Show when={props.layers.document.decided}>
          {(decided) => <span class="soft small">{text().decidedBy(personName(decided().by))}</span>}
        </Show>
      </div>
    </div>
  );
}
