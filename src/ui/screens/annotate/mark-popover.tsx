/** What is known about the labels at a place: change, delete, and the triggers that were given. Innermost label first. */
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import Trash from 'lucide-solid/icons/trash';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { type Annotation, type Explanation, type Label, spanOf } from '#core/project';
import { spanText } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { isTextField, useShortcuts } from '../../state/shortcuts.ts';
import { hueOf } from '../../theme/palette.ts';
import { type Anchor, Anchored } from '../../widgets/anchored.tsx';
import { Button } from '../../widgets/button.tsx';
import { wordsOf } from './trigger-draft.ts';
import '../../widgets/field.css';
import './mark-popover.css';

export interface MarkPopoverProps {
  readonly anchor: Anchor;
  readonly text: string;
  /** Innermost first, at least one. */
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
  readonly labels: readonly Label[];
  /** Whether this project asks for triggers. */
  readonly withTriggers: boolean;
  readonly onRelabel: (annotation: Annotation, label: Label) => void;
  /** How many relations end in an entity: it does not go without a second word. */
  readonly relationsOf: (annotationId: string) => number;
  readonly onRemove: (annotation: Annotation, relations?: 'remove') => void;
  readonly onEdit: (annotation: Annotation) => void;
  readonly onClose: () => void;
}

export function MarkPopover(props: MarkPopoverProps): JSX.Element {
  const text = () => m().annotate.popover;
  const wordsFor = (annotation: Annotation): string => {
    const span = spanOf(annotation.target);
    return span === undefined ? '' : spanText(props.text, span);
  };
  const first = (): Annotation | undefined => props.annotations[0];
  const firstWords = (): string => {
    const one = first();
    return one === undefined ? '' : wordsFor(one);
  };
  let box: HTMLElement | undefined;
  /** The label that relations end in, once its deletion was asked for. */
  const [asking, setAsking] = createSignal<string>();
  const remove = (annotation: Annotation | undefined): void => {
    if (annotation === undefined) return;
    const relations = props.relationsOf(annotation.id);
    if (relations > 0 && asking() !== annotation.id) {
      setAsking(annotation.id);
      announce(text().hasRelations(relations), 'assertive');
      return;
    }
    props.onRemove(annotation, relations > 0 ? 'remove' : undefined);
    if (props.annotations.length <= 1) props.onClose();
  };
  /** The list of labels has the focus and no use for these keys; a field beside the pop-up has. */
  const removeFirst = (event: KeyboardEvent): boolean => {
    const isElsewhere = event.target instanceof Node && box?.contains(event.target) !== true;
    if (isElsewhere && isTextField(event.target)) return false;
    remove(first());
    return true;
  };
  useShortcuts([
    {
      keys: 'Escape',
      label: m().common.close,
      group: m().annotate.keys.groupText,
      hidden: true,
      inFields: true,
      run: props.onClose,
    },
    {
      keys: 'Delete',
      label: text().remove,
      group: m().annotate.keys.groupText,
      inFields: true,
      run: removeFirst,
    },
    {
      keys: 'Backspace',
      label: text().remove,
      group: m().annotate.keys.groupText,
      hidden: true,
      inFields: true,
      run: removeFirst,
    },
  ]);
  onMount(() => {
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && box?.contains(event.target) === false) props.onClose();
    };
    // After the click that opened it.
    const timer = setTimeout(() => document.addEventListener('pointerdown', outside));
    onCleanup(() => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', outside);
    });
  });
  return (
    <Anchored
      anchor={props.anchor}
      label={text().title(firstWords())}
      class="mark-popover"
      onReady={(element) => {
        box = element;
        element.querySelector<HTMLElement>('select')?.focus({ preventScroll: true });
      }}
    >
      <For each={props.annotations}>
        {(annotation) => (
          <MarkCard
            {...props}
            annotation={annotation}
            words={wordsFor(annotation)}
            onRemoveOne={() => remove(annotation)}
            asked={asking() === annotation.id}
            onKeep={() => {
              setAsking(undefined);
              box?.querySelector<HTMLElement>('select')?.focus();
            }}
          />
        )}
      </For>
      <span class="mark-popover-close">
        <Button look="quiet" size="sm" icon={<X />} label={m().common.close} onClick={props.onClose} />
      </span>
    </Anchored>
  );
}

function MarkCard(
  props: MarkPopoverProps & {
    readonly annotation: Annotation;
    readonly words: string;
    readonly onRemoveOne: () => void;
    /** Its deletion waits for a second word, because of the relations. */
    readonly asked: boolean;
    readonly onKeep: () => void;
  },
): JSX.Element {
  const text = () => m().annotate.popover;
  const label = createMemo(() => props.labels.find((one) => one.id === props.annotation.labelId));
  const same = createMemo(() => props.labels.filter((one) => one.kind === (label()?.kind ?? 'span')));
  const mine = createMemo(() => props.explanations.filter((one) => one.annotationId === props.annotation.id));
  return (
    <section class="mark-card" data-hue={hueOf(label()?.colour ?? 0)}>
      <p class="mark-card-words">
        <bdi>{props.words}</bdi>
      </p>
      <div class="row">
        <select
          class="select mark-card-label"
          aria-label={text().relabel}
          value={props.annotation.labelId}
          onChange={(event) => {
            const next = same().find((one) => one.id === event.currentTarget.value);
            if (next !== undefined) props.onRelabel(props.annotation, next);
          }}
        >
          <For each={same()}>
            {(one) => (
              <option value={one.id} selected={one.id === props.annotation.labelId}>
                {one.name}
              </option>
            )}
          </For>
        </select>
        <Button look="danger" icon={<Trash />} label={text().remove} onClick={props.onRemoveOne} />
      </div>
      <Show when={props.asked}>
        <div
          class="mark-card-asked"
          ref={(row) => queueMicrotask(() => row.querySelector('button')?.focus())}
        >
          <p class="small">{text().hasRelations(props.relationsOf(props.annotation.id))}</p>
          <Button size="sm" look="danger" icon={<Trash />} onClick={props.onRemoveOne}>
            {text().removeWithRelations(props.relationsOf(props.annotation.id))}
          </Button>
          <Button size="sm" look="quiet" onClick={props.onKeep}>
            {text().keep}
          </Button>
        </div>
      </Show>
      <Show when={mine().length > 0 || props.withTriggers}>
        <div class="mark-card-why">
          <ul class="mark-card-list">
            <For each={mine()}>
              {(explanation, i) => (
                <li class="mark-card-item" data-off={explanation.enabled ? undefined : ''}>
                  <Show
                    when={explanation.kind === 'trigger' && explanation}
                    fallback={<bdi>{explanation.kind === 'nl' ? explanation.text : ''}</bdi>}
                  >
                    {(trigger) => (
                      <>
                        <span class="mark-card-number">{m().annotate.trigger.name(i() + 1)}</span>
                        <bdi>{wordsOf(props.text, trigger().spans)}</bdi>
                      </>
                    )}
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Button
            look="quiet"
            size="sm"
            icon={mine().length === 0 ? <Plus /> : <Pencil />}
            onClick={() => props.onEdit(props.annotation)}
          >
            {mine().length === 0 ? text().addReason : text().editReasons}
          </Button>
        </div>
      </Show>
      <p class="mark-card-source">
        {text().source[props.annotation.source]}
        <Show when={props.annotation.annotator !== ''}>
          {' · '}
          <bdi>{props.annotation.annotator}</bdi>
        </Show>
      </p>
    </section>
  );
}
