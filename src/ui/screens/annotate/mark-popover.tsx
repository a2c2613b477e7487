/** What is known about the labels at a place: change, delete, and the triggers that were given. Innermost label first. */
import { Key } from '@solid-primitives/keyed';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import CopyCheck from 'lucide-solid/icons/copy-check';
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import Trash from 'lucide-solid/icons/trash';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { type Annotation, type Document, type Explanation, type Label, spanOf } from '#core/project';
import { quoteOf, type Span } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { isTextField, type Shortcut, useShortcuts } from '../../state/shortcuts.ts';
import { hueOf } from '../../theme/palette.ts';
import { type Anchor, Anchored } from '../../widgets/anchored.tsx';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import { useClosing } from './closing.ts';
import { type EndName, movedEnd } from './span-ends.ts';
import { wordsOf } from './trigger-draft.ts';
import '../../widgets/field.css';
import './mark-popover.css';

export interface MarkPopoverProps {
  readonly anchor: Anchor;
  readonly doc: Document;
  /** Innermost first, at least one. */
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
  readonly labels: readonly Label[];
  /** Whether this project asks for triggers. */
  readonly withTriggers: boolean;
  readonly onRelabel: (annotation: Annotation, label: Label) => void;
  /** How many relations end in an entity: it does not go without a second word. */
  readonly relationsOf: (annotationId: string) => number;
  readonly onMoveEnds: (annotation: Annotation, span: Span) => void;
  readonly onRemove: (annotation: Annotation, relations?: 'remove') => void;
  readonly onEdit: (annotation: Annotation) => void;
  readonly onEverywhere: (span: Span) => void;
  readonly onClose: () => void;
}

export function MarkPopover(props: MarkPopoverProps): JSX.Element {
  const text = () => m().annotate.popover;
  const wordsFor = (annotation: Annotation): string => {
    const span = spanOf(annotation.target);
    return span === undefined ? '' : quoteOf(props.doc.text, span);
  };
  const first = (): Annotation | undefined => props.annotations[0];
  const kindOfFirst = (): Label['kind'] | undefined =>
    props.labels.find((label) => label.id === first()?.labelId)?.kind;
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
  useClosing(() => box, props.onClose);
  const moveEnd = (which: EndName, step: 1 | -1): void => {
    const one = first();
    const next = one === undefined ? undefined : movedEnd(props.doc, one, which, step);
    if (one !== undefined && next !== undefined) props.onMoveEnds(one, next);
  };
  const endKey = (keys: string, label: string, which: EndName, step: 1 | -1): Shortcut => ({
    keys,
    label,
    group: m().annotate.keys.groupText,
    inFields: true,
    run: () => moveEnd(which, step),
  });
  useShortcuts([
    endKey('Shift+ArrowRight', text().endLater, 'to', 1),
    endKey('Shift+ArrowLeft', text().endEarlier, 'to', -1),
    endKey('Alt+ArrowRight', text().startLater, 'from', 1),
    endKey('Alt+ArrowLeft', text().startEarlier, 'from', -1),
    // The first label takes another one's key.
    ...props.labels
      .filter((label) => label.shortcut !== '' && label.kind === kindOfFirst())
      .map((label) => ({
        keys: label.shortcut,
        label: m().annotate.keys.relabel(label.name),
        group: m().annotate.keys.groupLabels,
        inFields: true,
        run: () => {
          const one = first();
          if (one === undefined) return;
          props.onRelabel(one, label);
          props.onClose();
        },
      })),
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
      <Key each={props.annotations} by="id">
        {(annotation) => (
          <MarkCard
            {...props}
            annotation={annotation()}
            words={wordsFor(annotation())}
            onRemoveOne={() => remove(annotation())}
            asked={asking() === annotation().id}
            onKeep={() => {
              setAsking(undefined);
              box?.querySelector<HTMLElement>('select')?.focus();
            }}
          />
        )}
      </Key>
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
                        <bdi>{wordsOf(props.doc.text, trigger().spans)}</bdi>
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
      <Show when={spanOf(props.annotation.target)}>
        {(span) => (
          <div class="mark-card-tools">
            <EndButtons {...props} />
            <Button look="quiet" size="sm" icon={<CopyCheck />} onClick={() => props.onEverywhere(span())}>
              {text().everywhere}
              <Keys keys="e" />
            </Button>
          </div>
        )}
      </Show>
      <p class="mark-card-source">
        {text().source[props.annotation.source]}
        {props.annotation.noReason === true && mine().length === 0 ? ` · ${text().noReason}` : ''}
        <Show when={props.annotation.annotator !== ''}>
          {' · '}
          <bdi>{props.annotation.annotator}</bdi>
        </Show>
      </p>
    </section>
  );
}

/** The ends of the label, a word at a time. */
function EndButtons(props: MarkPopoverProps & { readonly annotation: Annotation }): JSX.Element {
  const text = () => m().annotate.popover;
  const End = (own: {
    readonly which: EndName;
    readonly step: 1 | -1;
    readonly label: string;
  }): JSX.Element => {
    const next = (): Span | undefined => movedEnd(props.doc, props.annotation, own.which, own.step);
    return (
      <Button
        look="quiet"
        size="sm"
        class="mirrored"
        icon={own.step === 1 ? <ChevronRight /> : <ChevronLeft />}
        label={own.label}
        disabled={next() === undefined}
        onClick={() => {
          const span = next();
          if (span !== undefined) props.onMoveEnds(props.annotation, span);
        }}
      />
    );
  };
  return (
    <fieldset class="mark-card-ends" aria-label={text().ends}>
      <End which="from" step={-1} label={text().startEarlier} />
      <End which="from" step={1} label={text().startLater} />
      <span class="mark-card-ends-name">{text().ends}</span>
      <End which="to" step={-1} label={text().endEarlier} />
      <End which="to" step={1} label={text().endLater} />
    </fieldset>
  );
}
