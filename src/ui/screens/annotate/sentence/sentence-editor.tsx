/**
 * An explanation as an English sentence, with completions that always parse and an answer at each key press. Arrow keys and
 * Enter take a completion, Enter alone is done; what does not parse may be kept as text.
 */
import Pencil from 'lucide-solid/icons/pencil';
import Trash from 'lucide-solid/icons/trash';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onMount,
  Show,
} from 'solid-js';
import type { Completion, ProposedExplanation } from '#workers/rules/contract';
import { m } from '../../../messages/index.ts';
import { announce } from '../../../state/announcer.ts';
import { succeeded } from '../../../state/deeds.ts';
import { createLive } from '../../../state/live.ts';
import { useProject } from '../../../state/project-context.ts';
import { useStore } from '../../../state/store-context.ts';
import { Button } from '../../../widgets/button.tsx';
import type { ExplainEditorProps } from '../explain-editor-props.ts';
import { createLiveAnswer } from './live-answer.ts';
import { Proposals } from './proposals.tsx';
import { Understanding } from './understanding.tsx';
import '../../../widgets/field.css';
import './sentence-editor.css';

const shownCompletions = 9;

export function SentenceEditor(props: ExplainEditorProps): JSX.Element {
  const t = () => m().sentence;
  const id = createUniqueId();
  const listId = createUniqueId();
  const hintId = createUniqueId();
  const { project, labels } = useProject();
  const [cursor, setCursor] = createSignal(props.draft.sentence.length);
  const [active, setActive] = createSignal(-1);
  let area: HTMLTextAreaElement | undefined;

  const asked = createMemo(
    () => ({
      projectId: project().id,
      documentId: props.draft.documentId,
      labelId: props.draft.labelId,
      target: props.draft.target,
    }),
    undefined,
    {
      equals: (a, b) =>
        a.documentId === b.documentId &&
        a.labelId === b.labelId &&
        a.target === b.target &&
        a.projectId === b.projectId,
    },
  );
  const sentence = createMemo(() => props.draft.sentence);
  const { answer, corpus, proposals, about } = createLiveAnswer(asked, sentence, cursor);
  const completions = createMemo((): readonly Completion[] =>
    about() === sentence() ? (answer()?.completions ?? []).slice(0, shownCompletions) : [],
  );
  /** The sentence that was taken although words of it are left out. */
  const [taken, setTaken] = createSignal<string>();
  const isAsked = (): boolean =>
    about() === sentence() && answer()?.leftOut !== undefined && taken() !== sentence();
  /** Nothing is understood, and nothing typed further would help. */
  const isStuck = (): boolean =>
    about() === sentence() && answer()?.reason !== undefined && answer()?.completions.length === 0;
  let takeIt: HTMLButtonElement | undefined;
  const optionId = (index: number): string => `${listId}-${index}`;

  createEffect(on(completions, () => setActive(-1)));
  createEffect(() => {
    if (active() >= 0) document.getElementById(optionId(active()))?.scrollIntoView({ block: 'nearest' });
  });
  createEffect(
    on([answer, about, taken], ([now, text]) => {
      if (now === undefined || text !== sentence()) return;
      props.labelling.understand(text, isAsked() ? undefined : now.logicalForm);
      if (now.understood !== undefined && isAsked())
        announce(t().asked(now.understood, now.leftOut?.join(', ') ?? ''));
      else if (now.understood !== undefined) announce(t().live(now.understood, now.trueHere === true));
      else if (now.reason !== undefined && now.completions.length === 0) announce(now.reason.message);
    }),
  );
  onMount(() => {
    const begin = (): void => {
      area?.focus({ preventScroll: true });
      area?.setSelectionRange(area.value.length, area.value.length);
      grow();
    };
    // In the very key press that opened it, so that what is typed next goes here; loaded late, it is not in the page yet.
    queueMicrotask(() => (area?.isConnected === true ? begin() : requestAnimationFrame(begin)));
  });

  /** Where the browser does not let a field grow with its content by itself. */
  const grow = (): void => {
    if (area === undefined || CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  };
  const write = (text: string, at: number): void => {
    props.labelling.write(text);
    setCursor(at);
    queueMicrotask(grow);
  };
  const backToField = (): void => {
    queueMicrotask(() => area?.focus({ preventScroll: true }));
  };
  const rephrase = (text: string): void => {
    write(text, text.length);
    backToField();
  };
  const take = (completion: Completion | undefined): void => {
    if (completion === undefined) return;
    const text = sentence();
    const before = text.slice(0, completion.from) + completion.insert;
    const after = text.slice(completion.to);
    write(before + after, before.length);
    queueMicrotask(() => {
      area?.focus({ preventScroll: true });
      area?.setSelectionRange(before.length, before.length);
    });
  };
  /** A proposal is taken whole: the label is explained and the pop-up done. */
  const accept = (proposal: ProposedExplanation | undefined): boolean => {
    if (proposal === undefined) return false;
    props.labelling.write(proposal.sentence);
    props.labelling.understand(proposal.sentence, proposal.logicalForm);
    announce(t().proposals.taken(proposal.sentence));
    void props.labelling.finish();
    return true;
  };
  const isEmpty = (): boolean => sentence().trim() === '';
  /** `1` … `5` where nothing is typed, with Alt where a digit may be a word. */
  const acceptByKey = (event: KeyboardEvent): boolean => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey === isEmpty()) return false;
    const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1];
    return digit !== undefined && accept(proposals()?.[Number(digit) - 1]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (acceptByKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = completions().length;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than options: none is chosen.
      setActive((old) => ((old + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      if (active() >= 0) take(completions()[active()]);
      else if (isAsked()) takeIt?.focus();
      else if (isEmpty() && proposals()?.[0] !== undefined) accept(proposals()?.[0]);
      else void props.labelling.finish();
    } else if (event.key === 'Tab' && !event.shiftKey && active() >= 0) {
      take(completions()[active()]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="sentence">
      <Given
        annotationId={props.draft.annotationId}
        editing={props.draft.explanationId}
        onChange={(explanationId, text) => {
          props.labelling.rewrite(explanationId, text);
          setCursor(text.length);
          queueMicrotask(() => {
            area?.focus({ preventScroll: true });
            area?.setSelectionRange(text.length, text.length);
            grow();
          });
        }}
      />
      <label class="explain-question" for={id}>
        {props.draft.explanationId === undefined ? t().why : t().changing}
      </label>
      <textarea
        id={id}
        ref={area}
        class="input sentence-field"
        rows="1"
        dir="auto"
        spellcheck={false}
        autocomplete="off"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={completions().length > 0}
        aria-controls={listId}
        aria-activedescendant={active() >= 0 ? optionId(active()) : undefined}
        aria-describedby={hintId}
        placeholder={t().placeholder[props.draft.target.kind]}
        value={sentence()}
        onInput={(event) => write(event.currentTarget.value, event.currentTarget.selectionEnd)}
        onKeyUp={(event) => setCursor(event.currentTarget.selectionEnd)}
        onClick={(event) => setCursor(event.currentTarget.selectionEnd)}
        onKeyDown={onKeyDown}
      />
      <p class="visually-hidden" id={hintId}>
        {t().completionsHint}
      </p>
      <Show when={isEmpty() ? proposals() : undefined}>
        {(list) => <Proposals proposals={list()} isTyped={false} onTake={accept} />}
      </Show>
      {/* The list keeps its room while one types, so that the answer below does not jump. */}
      <div
        class="sentence-completions"
        id={listId}
        role="listbox"
        aria-label={t().completions}
        data-answered={isAsked() || isStuck() ? '' : undefined}
      >
        <For each={completions()}>
          {(completion, index) => (
            <button
              type="button"
              class="sentence-completion"
              id={optionId(index())}
              role="option"
              tabindex={-1}
              aria-selected={active() === index()}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(completion)}
            >
              <span>{completion.insert.trim()}</span>
              <Show when={completion.description}>
                <span class="sentence-rest">{completion.description}</span>
              </Show>
            </button>
          )}
        </For>
      </div>
      <Understanding
        answer={answer()}
        corpus={about() === sentence() ? corpus() : undefined}
        isEmpty={sentence().trim() === ''}
        question={
          isAsked()
            ? {
                ref: (button) => {
                  takeIt = button;
                },
                take: () => {
                  setTaken(sentence());
                  backToField();
                },
                leave: backToField,
              }
            : undefined
        }
        rephrase={rephrase}
        labels={labels()}
      />
      {/* What is understood of one's own words comes first. */}
      <Show when={isEmpty() ? undefined : proposals()}>
        {(list) => <Proposals proposals={list()} isTyped={true} onTake={accept} />}
      </Show>
    </div>
  );
}

/** Sentences that the label has already: several reasons may vote for one label. */
function Given(props: {
  readonly annotationId: string | undefined;
  readonly editing: string | undefined;
  readonly onChange: (explanationId: string, text: string) => void;
}): JSX.Element {
  const store = useStore();
  const { project } = useProject();
  const given = createLive(
    () => props.annotationId,
    async (open, annotationId) => {
      const annotation = await open.annotations.get(annotationId);
      if (annotation === undefined) return [];
      const all = await open.explanations.ofDocument(annotation.documentId);
      return all.flatMap((one) =>
        one.kind === 'nl' && one.annotationId === annotationId ? { id: one.id, text: one.text } : [],
      );
    },
  );
  return (
    <Show when={(given()?.length ?? 0) > 0}>
      <p class="explain-question">{m().sentence.given}</p>
      <ul class="sentence-given">
        <For each={given()}>
          {(one) => (
            <li class="sentence-given-one" data-editing={props.editing === one.id ? '' : undefined}>
              <bdi class="sentence-given-text">{one.text}</bdi>
              <Button
                look="quiet"
                size="sm"
                icon={<Pencil />}
                label={m().sentence.change(one.text)}
                onClick={() => props.onChange(one.id, one.text)}
              />
              <Button
                look="quiet"
                size="sm"
                icon={<Trash />}
                label={m().sentence.remove(one.text)}
                onClick={() => {
                  void succeeded(
                    store.act(project().id, { kind: 'remove-explanations', explanationIds: [one.id] }),
                  );
                }}
              />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
