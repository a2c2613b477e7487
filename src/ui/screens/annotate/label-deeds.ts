/** What is done to labels that are there, and to what is recommended: each one act and one undo step, and said aloud. */
import {
  type Annotation,
  type Label,
  type RecommendedTarget,
  recommendedKey,
  spanOf,
  type Target,
} from '#core/project';
import { quoteOf, type Span } from '#core/text';
import type { Act } from '#store';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { settled } from '../../state/problems.ts';
import { showToast } from '../../state/toasts.ts';
import type { Session } from './session.ts';

type Proposed = { readonly labelId: string; readonly target: RecommendedTarget };

export interface LabelDeeds {
  relabel(annotation: Pick<Annotation, 'id' | 'labelId' | 'target'>, label: Label): Promise<void>;
  /** Other words for the same label; its reasons and relations stay. */
  moveEnds(annotation: Annotation, span: Span): Promise<boolean>;
  /** `relations`: those that end in it go with it; without, they keep it, and a message says so. */
  remove(annotation: Annotation, relations?: 'remove'): Promise<void>;
  accept(items: readonly Proposed[]): Promise<boolean>;
  /** All of it, the text done, and on to the next: one act, one undo. */
  acceptAndGoOn(items: readonly Proposed[]): Promise<boolean>;
  reject(item: { readonly labelId?: string; readonly target: RecommendedTarget }): Promise<boolean>;
}

export const removalOf = (annotations: readonly Annotation[]): Act[] =>
  annotations.length === 0 ? [] : [{ kind: 'remove', annotationIds: annotations.map((one) => one.id) }];

/** The words that a target covers in the shown text; `''` for a whole text. */
export function wordsOfTarget(session: Session, target: Target): string {
  if (target.kind === 'relation') {
    const end = (id: string): string => {
      const found = session.annotations().find((one) => one.id === id);
      return found === undefined ? '' : wordsOfTarget(session, found.target);
    };
    return m().relations.pair(end(target.head), end(target.tail));
  }
  const span = spanOf(target);
  return span === undefined ? '' : quoteOf(session.doc()?.text ?? '', span);
}

/** `replacedBy`: labels that a new one on a target takes the place of. */
export function createLabelDeeds(
  session: Session,
  replacedBy: (target: RecommendedTarget) => readonly Annotation[],
): LabelDeeds {
  const { store } = session;
  const projectId = (): string => session.project().id;
  const words = (target: Target): string => wordsOfTarget(session, target);
  /** What is taken of the items, and the acts that do it. */
  const taking = (
    items: readonly Proposed[],
  ): { readonly taken: readonly Proposed[]; readonly acts: Act[] } => {
    const doc = session.doc();
    if (!doc) return { taken: [], acts: [] };
    const taken = items.filter((item, i) => {
      const { target } = item;
      const isSingle = target.kind === 'text' || target.kind === 'aspect';
      if (!isSingle || session.project().settings.multiLabel) return true;
      // Best first: of several labels for one target only the surest is taken.
      return items.findIndex((one) => recommendedKey(one.target) === recommendedKey(target)) === i;
    });
    const replaced = taken.flatMap(({ target }) => replacedBy(target));
    return {
      taken,
      acts: [...removalOf(replaced), { kind: 'accept', documentId: doc.id, items: taken }],
    };
  };
  const accepted = (taken: readonly Proposed[]): void => {
    session.diary.accepted(taken);
    announce(m().annotate.recommendations.accepted(taken.length));
  };
  return {
    relabel: async (annotation, label) => {
      if (annotation.labelId === label.id) return;
      const done = await succeeded(
        store.act(projectId(), { kind: 'relabel', annotationIds: [annotation.id], labelId: label.id }),
      );
      if (done) announce(m().annotate.popover.relabelled(words(annotation.target), label.name));
    },
    moveEnds: async (annotation, span) => {
      const { target } = annotation;
      if (target.kind !== 'span' && target.kind !== 'aspect') return false;
      const done = await succeeded(
        store.act(projectId(), {
          kind: 'retarget',
          annotationId: annotation.id,
          target: { kind: target.kind, from: span.from, to: span.to },
        }),
      );
      if (done) announce(m().annotate.popover.moved(quoteOf(session.doc()?.text ?? '', span)));
      return done;
    },
    remove: async (annotation, relations) => {
      const ids = [annotation.id];
      const first = await store.act(projectId(), {
        kind: 'remove',
        annotationIds: ids,
        ...(relations === undefined ? {} : { relations }),
      });
      if (!first.ok && first.error.code === 'has-relations') {
        const n = Number(first.error.params?.['relations'] ?? 1);
        showToast({
          text: m().problems.storage['has-relations']?.(first.error.params ?? {}) ?? '',
          tone: 'alert',
          action: {
            label: m().annotate.popover.removeWithRelations(n),
            run: () => {
              void succeeded(
                store.act(projectId(), { kind: 'remove', annotationIds: ids, relations: 'remove' }),
              );
            },
          },
        });
        return;
      }
      const done = await settled(Promise.resolve(first));
      if (done !== undefined)
        announce(
          m().annotate.popover.removed(
            session.labelOf(annotation.labelId)?.name ?? '',
            words(annotation.target),
          ),
        );
    },
    accept: async (items) => {
      const { taken, acts } = taking(items);
      if (taken.length === 0) return false;
      const done = await succeeded(store.act(projectId(), acts));
      if (done) accepted(taken);
      return done;
    },
    acceptAndGoOn: async (items) => {
      const { taken, acts } = taking(items);
      const done = await session.finish('done', taken.length === 0 ? [] : acts);
      if (done && taken.length > 0) accepted(taken);
      return done;
    },
    reject: async (item) => {
      const doc = session.doc();
      if (!doc) return false;
      const done = await succeeded(
        store.act(projectId(), { kind: 'reject', documentId: doc.id, items: [item] }),
      );
      if (done) {
        session.diary.rejected(item);
        announce(m().annotate.recommendations.rejected);
      }
      return done;
    },
  };
}
