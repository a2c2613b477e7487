/**
 * The entities that are ticked, in the order in which they were: the first is X (head), the second is Y (tail). At most two;
 * a third takes the place of the second.
 */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import {
  type Annotation,
  type Label,
  labelAllowsTypes,
  type Recommendation,
  spanOf,
  taskTraits,
} from '#core/project';
import { quoteOf, type Span, sameSpan } from '#core/text';
import { m } from '../../../messages/index.ts';
import { announce } from '../../../state/announcer.ts';
import type { PendingLabel } from '../labelling.ts';
import type { Session } from '../session.ts';

export interface Entity {
  readonly annotation: Pick<Annotation, 'id' | 'labelId' | 'target'>;
  readonly span: Span;
  readonly words: string;
}

export interface Picks {
  /** Labelled spans of the shown document, in reading order; empty unless the task is relations. */
  readonly entities: Accessor<readonly Entity[]>;
  /** Ticked ones, X first. */
  readonly picked: Accessor<readonly Entity[]>;
  /** 1, 2 or 0. */
  placeOf(id: string): number;
  toggle(id: string): void;
  swap(): void;
  clear(): void;
  /** Relation labels that fit the two ticked entities; empty until two are ticked. */
  readonly labels: Accessor<readonly Label[]>;
  /** Relation labels that would fit them the other way round. */
  readonly swapped: Accessor<readonly Label[]>;
  /** The label that is recommended for the two ticked entities in this order. */
  readonly recommended: Accessor<string | undefined>;
}

/** `pending`: labels whose record is on its way to the database; they can be ticked at once, their identity is final. */
export function createPicks(session: Session, pending: Accessor<readonly PendingLabel[]>): Picks {
  const [ids, setIds] = createSignal<readonly string[]>([]);
  const isRelations = createMemo(() => taskTraits[session.project().task].hasPairs);
  const entities = createMemo((): readonly Entity[] => {
    const doc = session.doc();
    if (!doc || !isRelations()) return [];
    const stored = session.annotations();
    const ids = new Set(stored.map((annotation) => annotation.id));
    const coming = pending().filter((one) => one.documentId === doc.id && !ids.has(one.id));
    return [...stored, ...coming].flatMap((annotation) => {
      const span = annotation.target.kind === 'span' ? spanOf(annotation.target) : undefined;
      return span === undefined ? [] : { annotation, span, words: quoteOf(doc.text, span) };
    });
  });
  const picked = createMemo(() =>
    ids().flatMap((id) => entities().find((entity) => entity.annotation.id === id) ?? []),
  );
  createEffect(
    on(
      createMemo(() => session.doc()?.id),
      () => setIds([]),
    ),
  );
  const typeOf = (entity: Entity): string | undefined => session.labelOf(entity.annotation.labelId)?.name;
  const fitting = (head: Entity | undefined, tail: Entity | undefined): readonly Label[] => {
    if (head === undefined || tail === undefined) return [];
    const types = { headType: typeOf(head) ?? '', tailType: typeOf(tail) ?? '' };
    return session.labels().filter((label) => label.kind === 'relation' && labelAllowsTypes(label, types));
  };
  const labels = createMemo(() => fitting(picked()[0], picked()[1]));
  const swapped = createMemo(() => fitting(picked()[1], picked()[0]));
  const recommended = createMemo(() => {
    const [head, tail] = picked();
    if (head === undefined || tail === undefined) return undefined;
    return bestFor(session.recommendations(), head.span, tail.span)?.labelId;
  });
  return {
    entities,
    picked,
    labels,
    swapped,
    recommended,
    placeOf: (id) => picked().findIndex((entity) => entity.annotation.id === id) + 1,
    toggle: (id) => {
      const now = picked().map((entity) => entity.annotation.id);
      const words = entities().find((entity) => entity.annotation.id === id)?.words ?? '';
      if (now.includes(id)) {
        setIds(now.filter((one) => one !== id));
        announce(m().relations.unticked(words));
        return;
      }
      const next = [...now.slice(0, 1), id];
      setIds(next);
      announce(m().relations.ticked(words, next.length));
    },
    swap: () => {
      const [head, tail] = picked();
      if (head === undefined || tail === undefined) return;
      setIds([tail.annotation.id, head.annotation.id]);
      announce(m().relations.swapped(tail.words, head.words));
    },
    clear: () => setIds([]),
  };
}

function bestFor(items: readonly Recommendation[], head: Span, tail: Span): Recommendation | undefined {
  return items.find(
    ({ target, labelId }) =>
      labelId !== undefined &&
      target.kind === 'relation' &&
      sameSpan(target.head, head) &&
      sameSpan(target.tail, tail),
  );
}

/** The shortest entity that covers a place. */
export const innermostAt = (entities: readonly Entity[], offset: number): Entity | undefined =>
  entities
    .filter(({ span }) => span.from <= offset && offset < span.to)
    .sort((a, b) => a.span.to - a.span.from - (b.span.to - b.span.from))[0];
