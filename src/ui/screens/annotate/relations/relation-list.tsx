/**
 * What to do next with the ticked entities, and the relations of the text, one line each: legible however long the sentence
 * and however many they are. A click opens what can be changed.
 */
import { Key } from '@solid-primitives/keyed';
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right';
import MessageSquare from 'lucide-solid/icons/message-square';
import Trash from 'lucide-solid/icons/trash';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { Annotation, Label } from '#core/project';
import { m } from '../../../messages/index.ts';
import { announce } from '../../../state/announcer.ts';
import { succeeded } from '../../../state/deeds.ts';
import { withKeptParts } from '../../../state/kept-parts.ts';
import { hueOf } from '../../../theme/palette.ts';
import { Button } from '../../../widgets/button.tsx';
import type { Labelling } from '../labelling.ts';
import type { Session } from '../session.ts';
import type { Entity, Picks } from './picks.ts';
import '../../../widgets/field.css';

interface Relation {
  readonly id: string;
  readonly annotation: Annotation;
  readonly label: Label;
  readonly head: Entity;
  readonly tail: Entity;
  readonly reasons: readonly string[];
}

export function RelationList(props: {
  readonly session: Session;
  readonly picks: Picks;
  readonly labelling: Labelling;
  /** The relation under the pointer or the focus: its entities are painted stronger. */
  readonly onHover: (ids: readonly string[]) => void;
}): JSX.Element {
  const t = () => m().relations;
  const [openId, setOpenId] = createSignal<string>();
  const relations = createMemo((old: readonly Relation[]): readonly Relation[] => {
    const byId = new Map(props.picks.entities().map((entity) => [entity.annotation.id, entity]));
    const found = props.session.annotations().flatMap((annotation) => {
      const { target } = annotation;
      if (target.kind !== 'relation') return [];
      const head = byId.get(target.head);
      const tail = byId.get(target.tail);
      const label = props.session.labelOf(annotation.labelId);
      if (head === undefined || tail === undefined || label === undefined) return [];
      const reasons = props.session
        .explanations()
        .filter((one) => one.annotationId === annotation.id)
        .map((one) =>
          one.kind === 'nl'
            ? one.text
            : one.spans
                .map((span) => (props.session.doc()?.text ?? '').slice(span.from, span.to))
                .join(' … '),
        );
      return { id: annotation.id, annotation, label, head, tail, reasons };
    });
    return withKeptParts(old, found);
  }, []);
  const hint = (): string => {
    const [head, tail] = props.picks.picked();
    if (tail !== undefined) {
      if (props.picks.labels().length > 0) return t().hintTwo;
      if (props.picks.swapped().length > 0) {
        return t().fitsSwapped(
          props.picks
            .swapped()
            .map(({ name }) => name)
            .join(', '),
        );
      }
      return props.session.labels().some((label) => label.kind === 'relation') ? t().noneFits : t().noLabels;
    }
    if (head !== undefined) return t().hintOne(head.words);
    return props.picks.entities().length >= 2 ? t().hintNone : t().hintFew;
  };
  return (
    <section class="relations" aria-label={t().region}>
      <div class="relations-next">
        <p class="small soft" aria-live="polite">
          {hint()}
        </p>
        <Show when={props.picks.picked().length === 2}>
          <span class="relations-pair">
            <PairWords head={props.picks.picked()[0]} tail={props.picks.picked()[1]} />
            <Button
              look="quiet"
              size="sm"
              icon={<ArrowLeftRight />}
              label={t().swap}
              onClick={() => props.picks.swap()}
            />
          </span>
        </Show>
        <Show when={props.picks.picked().length > 0}>
          <Button look="quiet" size="sm" icon={<X />} label={t().clear} onClick={() => props.picks.clear()} />
        </Show>
      </div>
      <Show when={relations().length > 0}>
        <ul class="relations-list">
          <Key each={relations()} by="id">
            {(relation) => (
              <li
                class="relation"
                data-hue={hueOf(relation().label.colour)}
                onPointerEnter={() =>
                  props.onHover([relation().head.annotation.id, relation().tail.annotation.id])
                }
                onPointerLeave={() => props.onHover([])}
                onFocusIn={() =>
                  props.onHover([relation().head.annotation.id, relation().tail.annotation.id])
                }
                onFocusOut={() => props.onHover([])}
              >
                <button
                  type="button"
                  class="relation-line"
                  aria-expanded={openId() === relation().annotation.id}
                  aria-label={t().open(relation().head.words, relation().label.name, relation().tail.words)}
                  onClick={() =>
                    setOpenId((old) =>
                      old === relation().annotation.id ? undefined : relation().annotation.id,
                    )
                  }
                >
                  <bdi class="relation-end">{relation().head.words}</bdi>
                  <span class="relation-label">
                    <bdi>{relation().label.name}</bdi>
                    <span aria-hidden="true"> →</span>
                  </span>
                  <bdi class="relation-end">{relation().tail.words}</bdi>
                  <Show when={relation().reasons.length > 0 && openId() !== relation().annotation.id}>
                    <span class="relation-why" title={relation().reasons.join('\n')}>
                      <bdi>{relation().reasons[0]}</bdi>
                      {relation().reasons.length > 1
                        ? ` ${t().moreReasons(relation().reasons.length - 1)}`
                        : ''}
                    </span>
                  </Show>
                </button>
                <Show when={openId() === relation().annotation.id}>
                  <RelationForm {...props} relation={relation()} onClose={() => setOpenId(undefined)} />
                </Show>
              </li>
            )}
          </Key>
        </ul>
      </Show>
    </section>
  );
}

function PairWords(props: {
  readonly head: Entity | undefined;
  readonly tail: Entity | undefined;
}): JSX.Element {
  return (
    <span class="relations-words">
      <span class="relations-place">1</span> <bdi>{props.head?.words}</bdi>
      <span aria-hidden="true"> → </span>
      <span class="relations-place">2</span> <bdi>{props.tail?.words}</bdi>
    </span>
  );
}

function RelationForm(props: {
  readonly session: Session;
  readonly labelling: Labelling;
  readonly relation: Relation;
  readonly onClose: () => void;
}): JSX.Element {
  const t = () => m().relations;
  const options = (): readonly Label[] => props.session.labels().filter((label) => label.kind === 'relation');
  const swap = async (): Promise<void> => {
    const { annotation, head, tail } = props.relation;
    const done = await succeeded(
      props.session.store.act(props.session.project().id, {
        kind: 'retarget',
        annotationId: annotation.id,
        target: { kind: 'relation', head: tail.annotation.id, tail: head.annotation.id },
      }),
    );
    if (done) announce(t().swapped(tail.words, head.words));
  };
  return (
    <div class="relation-form">
      <select
        class="select relation-select"
        aria-label={t().label}
        value={props.relation.label.id}
        onChange={(event) => {
          const next = options().find((label) => label.id === event.currentTarget.value);
          if (next !== undefined) void props.labelling.relabel(props.relation.annotation, next);
        }}
      >
        <For each={options()}>
          {(label) => (
            <option value={label.id} selected={label.id === props.relation.label.id}>
              {label.name}
            </option>
          )}
        </For>
      </select>
      <Button size="sm" icon={<ArrowLeftRight />} onClick={() => void swap()}>
        {t().swap}
      </Button>
      <Show when={props.session.project().explanationKinds.length > 0}>
        <Button
          size="sm"
          icon={<MessageSquare />}
          onClick={() => {
            props.onClose();
            props.labelling.edit(props.relation.annotation);
          }}
        >
          {props.relation.reasons.length === 0 ? t().addReason : t().editReason}
        </Button>
      </Show>
      <Button
        size="sm"
        look="danger"
        icon={<Trash />}
        onClick={() => void props.labelling.remove(props.relation.annotation)}
      >
        {t().remove}
      </Button>
      <Show when={props.relation.reasons.length > 0}>
        <ul class="relation-reasons">
          <For each={props.relation.reasons}>
            {(reason) => (
              <li>
                <bdi>{reason}</bdi>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
