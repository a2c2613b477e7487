/** One text with the versions of all people, one above the other, then as it will stand, and every label to be taken or left. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { decisionOf, goldVersions, type Version, versionsOf } from '#core/agreement';
import type { Layers } from '#store';
import type { SharedDocument } from '#workers/review/contract';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { withKeptParts } from '../../state/kept-parts.ts';
import { createLive } from '../../state/live.ts';
import { settled } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';
import { clashesOf, createChoice } from './choice.ts';
import { GoldText } from './gold-text.tsx';
import { MarkedText } from './marked-text.tsx';
import { sayingsOf } from './sayings.ts';
import { VersionList } from './version-list.tsx';

export function DecideText(props: {
  readonly shared: SharedDocument;
  readonly onDecided: () => void;
}): JSX.Element {
  const layers = createLive(
    () => props.shared.id,
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
  const versions = createMemo(
    (old: readonly Version[]) =>
      withKeptParts(old, versionsOf(props.layers.annotations, props.layers.explanations, people())),
    [],
  );
  const isShared = (version: Version): boolean => version.people.length === people().length;
  const { document } = props.layers;
  const sayings = sayingsOf(document.text, labels);
  const choice = createChoice(
    versions,
    document.decided === undefined ? versions().filter(isShared) : goldVersions(props.layers.annotations),
    () => !project().settings.multiLabel,
  );
  const [note, setNote] = createSignal('');
  let list: HTMLDivElement | undefined;
  let noteField: HTMLInputElement | undefined;
  let confirmButton: HTMLButtonElement | undefined;
  const boxes = (): readonly HTMLInputElement[] => [
    ...(list?.querySelectorAll<HTMLInputElement>('input[data-key]') ?? []),
  ];
  /** From label to label, by the ones on which people differ while there are any. */
  const goTo = (step: 1 | -1): void => {
    const all = boxes();
    const differing = all.filter((box) => box.closest('[data-differs]') !== null);
    const some = differing.length > 0 ? differing : all;
    const at = some.findIndex((box) => box.matches(':focus'));
    some[at < 0 ? (step === 1 ? 0 : some.length - 1) : (at + step + some.length) % some.length]?.focus();
  };
  const clashes = createMemo(() => clashesOf(versions()));
  const clashWords = ([a, b]: readonly [Version, Version]): string =>
    [a, b]
      .map((version) => {
        const [why] = version.reasons;
        const label = text().keep(sayings.label(version.labelId), sayings.words(version));
        if (why === undefined) return label;
        return `${label} (${text().reason(sayings.person(why.person), sayings.reason(why.explanation))})`;
      })
      .join(' ↔ ');
  const noteOn = (clash: readonly [Version, Version]): void => {
    setNote(`${clashWords(clash).slice(0, 400)}: `);
    noteField?.focus();
  };
  const confirm = async (): Promise<void> => {
    if (!project().settings.people && !(await succeeded(store.people.share(project().id)))) return;
    const act = decisionOf(document.id, 'person', choice.chosen(), choice.labelOf);
    if ((await settled(store.act(project().id, act))) === undefined) return;
    const words = note().trim();
    if (words !== '') {
      const line = `- ${text().text(document.position + 1)}: ${words}`;
      const guidelines = [project().guidelines.trimEnd(), line].filter((one) => one !== '').join('\n');
      await succeeded(store.projects.update(project().id, { guidelines }));
    }
    props.onDecided();
  };
  const { keys } = m().review.decide;
  const { group } = keys;
  useShortcuts([
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => ({
      keys: `${digit}`,
      label: keys.take,
      group,
      hidden: digit > 1,
      run: () => {
        const person = people()[digit - 1];
        if (person === undefined) return false;
        choice.takeAllOf(person);
        // Enter belongs to what has the focus, and that may be the link that led here.
        confirmButton?.focus({ preventScroll: true });
        return true;
      },
    })),
    { keys: 'j', label: keys.label, group, run: () => goTo(1) },
    { keys: 'k', label: keys.label, group, hidden: true, run: () => goTo(-1) },
    { keys: 'm', label: keys.note, group, run: () => noteField?.focus() },
    { keys: 'Enter', label: keys.confirm, group, run: () => void confirm() },
  ]);

  return (
    <div class="stack review-versions">
      <For each={people()}>
        {(person, i) => {
          const theirs = createMemo(() => versions().filter((one) => one.people.includes(person)));
          return (
            <div class="review-version">
              <div class="row">
                <strong>
                  <bdi>{sayings.person(person)}</bdi>
                </strong>
                <Button size="sm" onClick={() => choice.takeAllOf(person)}>
                  {text().take(sayings.person(person))}
                  <kbd class="review-key">{i() + 1}</kbd>
                </Button>
              </div>
              <MarkedText text={document.text} versions={theirs()} isShared={isShared} sayings={sayings} />
            </div>
          );
        }}
      </For>
      <GoldText
        document={document}
        choice={choice}
        sayings={sayings}
        onOpen={(key) => {
          // One that was made just now is in the list a moment later.
          queueMicrotask(() =>
            boxes()
              .find((box) => box.dataset['key'] === key)
              ?.focus(),
          );
        }}
      />
      <div ref={list}>
        <VersionList
          choice={choice}
          labels={labels()}
          sayings={sayings}
          isShared={isShared}
          onConfirm={() => void confirm()}
        />
      </div>
      <For each={clashes()}>
        {(clash) => (
          <div class="review-clash">
            <p>
              <strong>{text().clash}</strong> <bdi>{clashWords(clash)}</bdi>
            </p>
            <Button size="sm" onClick={() => noteOn(clash)}>
              {text().noteOn}
            </Button>
          </div>
        )}
      </For>
      <Field label={text().note} hint={text().noteHint}>
        {(parts) => (
          <input
            {...parts}
            ref={noteField}
            class="input"
            dir="auto"
            maxlength="500"
            value={note()}
            onInput={(event) => setNote(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void confirm();
              else if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
        )}
      </Field>
      <div class="row">
        <Button
          look="primary"
          ref={(element) => {
            confirmButton = element;
          }}
          onClick={() => void confirm()}
        >
          {text().confirm}
        </Button>
        <Show when={props.layers.document.decided}>
          {(decided) => (
            <span class="soft small">
              {decided().how === 'person'
                ? text().decidedBy(sayings.person(decided().by))
                : text().decided[decided().how]}
            </span>
          )}
        </Show>
      </div>
    </div>
  );
}
