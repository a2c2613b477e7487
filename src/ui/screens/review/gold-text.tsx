/** The text as it will stand. Words that are selected here get the label whose key is pressed, whatever people said of them. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { Version } from '#core/agreement';
import { type Document, type Label, labelAllowsTypes, spanOf, taskTraits } from '#core/project';
import { type Span, spanKey } from '#core/text';
import { m } from '../../messages/index.ts';
import { useProject } from '../../state/project-context.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Button } from '../../widgets/button.tsx';
import { type Mark, TextView, type TextViewHandle } from '../../widgets/text-view/index.ts';
import { LabelBar } from '../annotate/label-bar.tsx';
import type { Choice } from './choice.ts';
import type { Sayings } from './sayings.ts';

export function GoldText(props: {
  readonly document: Document;
  readonly choice: Choice;
  readonly sayings: Sayings;
  /** A label in the text was clicked, or Enter pressed on it. */
  readonly onOpen: (key: string) => void;
}): JSX.Element {
  const { project, labels } = useProject();
  const text = () => m().review.decide;
  const [selection, setSelection] = createSignal<Span>();
  let view: TextViewHandle | undefined;
  const marks = createMemo(() =>
    props.choice.chosen().flatMap((version): Mark[] => {
      const span = spanOf(version.target);
      const labelId = props.choice.labelOf(version);
      const paint = { colour: props.sayings.colour(labelId), tag: props.sayings.label(labelId) };
      return span === undefined ? [] : [{ ...span, ...paint, id: version.key, kind: 'label' }];
    }),
  );
  const onText = createMemo(() => labels().filter(({ kind }) => kind !== 'relation'));
  /** `false`: there is nothing that this label could be put on. */
  const put = (label: Label): boolean => {
    const span = selection();
    const target = targetOf(label, span);
    if (target === undefined) return false;
    const key = props.choice.add(label.id, target);
    view?.clear();
    // The space bar takes it back there, and Enter decides.
    props.onOpen(key);
    return true;
  };
  // A person's key takes that person's labels, but while words are selected, keys are those of labels.
  useShortcuts([
    ...onText().flatMap((label) =>
      label.shortcut === ''
        ? []
        : [
            {
              keys: label.shortcut,
              label: label.name,
              group: text().keys.group,
              hidden: true,
              run: () => selection() !== undefined && put(label),
            },
          ],
    ),
    { keys: 't', label: text().keys.anew, group: text().keys.group, run: () => view?.focus() },
  ]);
  return (
    <div class="review-version review-gold stack-tight">
      <strong>{text().stands}</strong>
      <LabelBar labels={onText()} onLabel={put} />
      <TextView
        id={props.document.id}
        text={props.document.text}
        tokens={props.document.tokens}
        marks={marks()}
        label={text().stands}
        help={text().anewHelp}
        direction={project().settings.textDirection}
        mode="select"
        snap
        showNames
        onSelect={setSelection}
        onOpen={([mark]) => {
          if (mark !== undefined) props.onOpen(mark.id);
        }}
        onReady={(handle) => {
          view = handle;
        }}
      />
      <p class="soft small">{text().anewHelp}</p>
      <Show when={taskTraits[project().task].hasPairs}>
        <NewRelation choice={props.choice} sayings={props.sayings} labels={labels()} />
      </Show>
    </div>
  );
}

function targetOf({ kind }: Label, span: Span | undefined): Version['target'] | undefined {
  if (kind === 'text') return span === undefined ? { kind: 'text' } : { kind: 'aspect', ...bare(span) };
  return span === undefined ? undefined : { kind: 'span', ...bare(span) };
}

const bare = ({ from, to }: Span): Span => ({ from, to });

/** A relation between two entities that stand. */
function NewRelation(props: {
  readonly choice: Choice;
  readonly sayings: Sayings;
  readonly labels: readonly Label[];
}): JSX.Element {
  const text = () => m().review.decide;
  const [ends, setEnds] = createSignal<readonly [string, string]>(['', '']);
  const [labelId, setLabelId] = createSignal('');
  const entities = createMemo(() => props.choice.chosen().filter(({ target }) => target.kind === 'span'));
  const entityOf = (key: string): Version | undefined => entities().find((one) => one.key === key);
  const head = () => entityOf(ends()[0]) ?? entities()[0];
  const tail = () => entityOf(ends()[1]) ?? entities().find((one) => one.key !== head()?.key);
  const typeOf = (version: Version | undefined) =>
    version === undefined ? '' : props.sayings.label(props.choice.labelOf(version));
  const fitting = createMemo(() =>
    props.labels.filter(
      (label) =>
        label.kind === 'relation' &&
        labelAllowsTypes(label, { headType: typeOf(head()), tailType: typeOf(tail()) }),
    ),
  );
  const label = () => fitting().find(({ id }) => id === labelId()) ?? fitting()[0];
  const add = (): void => {
    const [x, y] = [head()?.target, tail()?.target];
    const chosen = label();
    if (x?.kind !== 'span' || y?.kind !== 'span' || chosen === undefined || spanKey(x) === spanKey(y)) return;
    props.choice.add(chosen.id, { kind: 'relation', head: bare(x), tail: bare(y) });
  };
  const side = (name: string, chosen: () => Version | undefined, at: 0 | 1): JSX.Element => (
    <select
      class="select review-label"
      aria-label={name}
      onChange={(event) =>
        setEnds(at === 0 ? [event.currentTarget.value, ends()[1]] : [ends()[0], event.currentTarget.value])
      }
    >
      <For each={entities()}>
        {(one) => (
          <option value={one.key} selected={one.key === chosen()?.key}>
            {props.sayings.words(one)}
          </option>
        )}
      </For>
    </select>
  );
  return (
    <Show when={entities().length > 1}>
      <fieldset class="row review-relation">
        <legend class="visually-hidden">{text().relation.title}</legend>
        {side(text().relation.head, head, 0)}
        <select
          class="select review-label"
          aria-label={text().relation.label}
          onChange={(event) => setLabelId(event.currentTarget.value)}
        >
          <For each={fitting()}>
            {(one) => (
              <option value={one.id} selected={one.id === label()?.id}>
                {one.name}
              </option>
            )}
          </For>
        </select>
        {side(text().relation.tail, tail, 1)}
        <Button size="sm" disabled={label() === undefined || tail() === undefined} onClick={add}>
          {text().relation.add}
        </Button>
      </fieldset>
    </Show>
  );
}
