/** Every occurrence of some words at once: how many there are, where, and which label they get. */
import { createMemo, createResource, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import type { Annotation, Document, Label } from '#core/project';
import { quoteOf, type Span } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { showToast } from '../../state/toasts.ts';
import { type Anchor, Anchored } from '../../widgets/anchored.tsx';
import { useClosing } from './closing.ts';
import { actsOf, mostTexts, othersOf, type Passage, passageOf, type Scope } from './everywhere.ts';
import { LabelChoices } from './label-choices.tsx';
import type { Session } from './session.ts';
import './everywhere-popover.css';

/** Texts that are shown before they are labelled. */
const shownTexts = 4;
const context = 34;

export function EverywherePopover(props: {
  readonly anchor: Anchor;
  readonly session: Session;
  readonly doc: Document;
  readonly annotations: readonly Annotation[];
  readonly words: string;
  readonly labels: readonly Label[];
  /** The label that the words have already, where they have one. */
  readonly recommended: string | undefined;
  /** The places in this text, to be painted. */
  readonly onPlaces: (places: readonly Span[]) => void;
  readonly onClose: () => void;
}): JSX.Element {
  let box: HTMLElement | undefined;
  const say = () => m().annotate.everywhere;
  const [scope, setScope] = createSignal<Scope>('text');
  const [busy, setBusy] = createSignal(false);
  const here = createMemo((): Passage => {
    const found = passageOf({ document: props.doc, annotations: props.annotations }, props.words);
    props.onPlaces(found.free);
    return found;
  });
  onCleanup(() => props.onPlaces([]));
  const [others] = createResource(
    () => props.words,
    async (words): Promise<readonly Passage[]> => {
      const found = await props.session.store.documents.holding(props.session.project().id, words, mostTexts);
      return othersOf(found, props.doc.id)
        .map((one) => passageOf(one, words))
        .filter(({ free }) => free.length > 0);
    },
  );
  const elsewhere = (): readonly Passage[] => others() ?? [];
  const chosen = (): readonly Passage[] => (scope() === 'text' ? [here()] : [here(), ...elsewhere()]);
  const total = (passages: readonly Passage[]): number =>
    passages.reduce((sum, { free }) => sum + free.length, 0);

  const give = async (label: Label): Promise<void> => {
    const passages = chosen();
    const n = total(passages);
    if (busy() || (scope() === 'project' && others.loading)) return;
    if (n === 0) {
      announce(say().none, 'assertive');
      return;
    }
    setBusy(true);
    const { store, project, diary } = props.session;
    const done = await succeeded(store.act(project().id, actsOf(passages, label)));
    setBusy(false);
    if (!done) return;
    diary.labelled(n, false);
    const texts = passages.filter(({ free }) => free.length > 0).length;
    showToast({ text: say().done(n, texts, label.name) });
    props.onClose();
  };
  useClosing(() => box, props.onClose);
  useShortcuts([
    ...props.labels
      .filter((label) => label.shortcut !== '')
      .map((label) => ({
        keys: label.shortcut,
        label: m().annotate.keys.label(label.name),
        group: m().annotate.keys.groupLabels,
        run: () => void give(label),
      })),
    {
      keys: 'e',
      label: say().otherScope,
      group: m().annotate.keys.groupLabels,
      run: () => setScope((old) => (old === 'text' ? 'project' : 'text')),
    },
  ]);

  const Option = (own: { readonly value: Scope; readonly children: JSX.Element }): JSX.Element => (
    <label class="everywhere-scope">
      <input
        type="radio"
        name="everywhere"
        checked={scope() === own.value}
        onChange={() => setScope(own.value)}
      />
      <span>{own.children}</span>
    </label>
  );

  return (
    <Anchored
      anchor={props.anchor}
      label={say().title(quoteOf(props.words, { from: 0, to: props.words.length }))}
      class="everywhere"
      onReady={(element) => {
        box = element;
        element.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
      }}
    >
      <p class="everywhere-title">{say().title(quoteOf(props.words, { from: 0, to: props.words.length }))}</p>
      <div role="radiogroup" aria-label={say().scope} class="everywhere-scopes">
        <Option value="text">{say().here(here().free.length)}</Option>
        <Option value="project">
          <Show when={!others.loading} fallback={say().counting}>
            {say().project(total([here(), ...elsewhere()]), elsewhere().length + 1)}
          </Show>
        </Option>
      </div>
      <Show when={total(chosen()) === 0 && !others.loading}>
        <p class="small soft">{say().none}</p>
      </Show>
      <Show when={here().taken > 0}>
        <p class="small soft">{say().taken(here().taken)}</p>
      </Show>
      <Show when={scope() === 'project' && elsewhere().length > 0}>
        <ul class="everywhere-texts">
          <For each={elsewhere().slice(0, shownTexts)}>
            {({ document, free }) => (
              <li dir="auto">
                <span class="everywhere-number">{document.position + 1}</span>
                <Excerpt text={document.text} span={free[0] ?? { from: 0, to: 0 }} />
              </li>
            )}
          </For>
          <Show when={elsewhere().length > shownTexts}>
            <li class="soft">{say().more(elsewhere().length - shownTexts)}</li>
          </Show>
        </ul>
      </Show>
      <LabelChoices
        labels={props.labels}
        recommended={props.recommended}
        onChoose={(label) => void give(label)}
      />
    </Anchored>
  );
}

function Excerpt(props: { readonly text: string; readonly span: Span }): JSX.Element {
  const before = (): string => props.text.slice(Math.max(0, props.span.from - context), props.span.from);
  const after = (): string => props.text.slice(props.span.to, props.span.to + context);
  return (
    <bdi>
      {props.span.from > context ? '…' : ''}
      {before()}
      <b>{quoteOf(props.text, props.span)}</b>
      {after()}
      {props.span.to + context < props.text.length ? '…' : ''}
    </bdi>
  );
}
