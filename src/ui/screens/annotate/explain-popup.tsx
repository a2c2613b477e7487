/**
 * The pop-up after a label: which words told you, or why in a sentence. It stands below the sentence of the span and
 * never over it; the text stays in reach, because triggers are picked there. x and Escape cancel the label itself.
 */
import Check from 'lucide-solid/icons/check';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Document, ExplanationKind, Label } from '#core/project';
import { language, m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { hueOf } from '../../theme/palette.ts';
import { type Anchor, Anchored } from '../../widgets/anchored.tsx';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import type { ExplainEditorProps } from './explain-editor-props.ts';
import { explainEditors, preloadEditors } from './explain-editors.ts';
import type { LabelDraft } from './label-draft.ts';
import type { Labelling } from './labelling.ts';
import './explain-popup.css';

preloadEditors();

/** The kind that was chosen last is offered first: people explain in one way for a while. */
const [chosen, setChosen] = createSignal<ExplanationKind>();

export function ExplainPopup(props: {
  readonly anchor: Anchor;
  readonly doc: Document;
  readonly label: Label;
  readonly draft: LabelDraft;
  readonly kinds: readonly ExplanationKind[];
  readonly labelling: Labelling;
  /** The words that are labelled; `''` for a whole text. */
  readonly words: string;
  readonly onKind: (kind: ExplanationKind) => void;
}): JSX.Element {
  const kind = (): ExplanationKind => {
    const wanted = chosen() ?? (props.draft.sentence !== '' ? 'nl' : undefined);
    return wanted !== undefined && props.kinds.includes(wanted) ? wanted : (props.kinds[0] ?? 'trigger');
  };
  const text = () => m().annotate.trigger;
  createEffect(
    on(kind, (now) => {
      props.onKind(now);
      // The sentence's field takes the focus and is read; words are picked in the text, which has it already.
      if (now === 'trigger') announce(text().opened(props.words || text().wholeText, props.label.name));
    }),
  );
  const switchKind = (): boolean => {
    const other = props.kinds.find((one) => one !== kind());
    if (other === undefined) return false;
    setChosen(other);
    return true;
  };
  useShortcuts([
    {
      keys: 'Escape',
      label: text().keys.cancel,
      group: m().annotate.keys.groupTrigger,
      inFields: true,
      run: () => props.labelling.cancel(),
    },
    {
      keys: 'Enter',
      label: text().keys.done,
      group: m().annotate.keys.groupTrigger,
      run: () => void props.labelling.finish(),
    },
    {
      keys: 'Alt+Enter',
      label: text().keys.noReason,
      group: m().annotate.keys.groupTrigger,
      inFields: true,
      hidden: props.draft.annotationId !== undefined,
      run: () => void props.labelling.finishWithoutReason(),
    },
    {
      keys: 'Alt+e',
      label: m().annotate.explain.otherKind,
      group: m().annotate.keys.groupTrigger,
      inFields: true,
      hidden: props.kinds.length < 2,
      run: switchKind,
    },
    {
      keys: 'Mod+Enter',
      label: text().keys.done,
      group: m().annotate.keys.groupTrigger,
      inFields: true,
      hidden: true,
      run: () => void props.labelling.finish(),
    },
  ]);
  const editorProps = (): ExplainEditorProps => ({
    doc: props.doc,
    label: props.label,
    draft: props.draft,
    labelling: props.labelling,
  });
  return (
    <Anchored anchor={props.anchor} label={text().dialog} class="explain">
      <header class="explain-head">
        <p class="explain-title">
          <Show when={props.words !== ''} fallback={<span>{text().wholeText}</span>}>
            <span class="explain-words">
              “<bdi>{props.words}</bdi>”
            </span>
          </Show>
          <span class="explain-label" data-hue={hueOf(props.label.colour)}>
            <bdi>{props.label.name}</bdi>
          </span>
        </p>
        <Button
          look="quiet"
          size="sm"
          icon={<X />}
          label={props.draft.annotationId === undefined ? text().cancel : text().cancelEdit}
          onClick={() => props.labelling.cancel()}
        />
      </header>
      <Show when={props.kinds.length > 1}>
        <div class="explain-kinds" role="tablist" aria-label={m().annotate.explain.kinds}>
          <For each={props.kinds}>
            {(one) => (
              <button
                type="button"
                role="tab"
                class="explain-kind"
                aria-selected={kind() === one}
                tabindex={kind() === one ? 0 : -1}
                title={kind() === one ? undefined : 'Alt E'}
                onClick={() => setChosen(one)}
                onKeyDown={(event) => {
                  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                  event.preventDefault();
                  event.stopPropagation();
                  switchKind();
                }}
              >
                {one === 'trigger' ? m().annotate.explain.words : m().annotate.explain.sentence}
              </button>
            )}
          </For>
        </div>
      </Show>
      <Show when={kind() === 'nl' && language() !== 'en'}>
        <p class="small soft explain-english">{m().annotate.explain.inEnglish}</p>
      </Show>
      <div class="explain-body">
        <Dynamic component={explainEditors[kind()]} {...editorProps()} />
      </div>
      <footer class="explain-foot">
        <Button
          look="primary"
          size="sm"
          icon={<Check />}
          disabled={!props.labelling.canFinish()}
          onClick={() => void props.labelling.finish()}
        >
          {text().done}
        </Button>
        <Keys keys={kind() === 'nl' ? 'Mod+Enter' : 'Enter'} />
        <Show when={props.draft.annotationId === undefined && !props.labelling.canFinish()}>
          <span class="explain-no-reason">
            <Button look="quiet" size="sm" onClick={() => void props.labelling.finishWithoutReason()}>
              {text().noReason}
              <Keys keys="Alt+Enter" />
            </Button>
          </span>
        </Show>
        <Show when={!props.labelling.canFinish()}>
          <span class="small soft visually-hidden">
            {kind() === 'nl' ? text().needsSentence : text().needsOne}
          </span>
        </Show>
      </footer>
    </Anchored>
  );
}
