/**
 * Labels of the shown document: what a key press or a click does. A label of a project that asks for explanations opens a draft;
 * the draft becomes one act (label and explanations, one undo step) when it is done, and nothing at all when it is cancelled.
 * A draft is kept at each change and until its label is stored, and comes back after a reload.
 *
 * What was done is painted at once: `pending` holds it until the live query brings the stored record.
 */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { LogicalForm } from '#core/explain';
import { type Annotation, type Label, type RecommendedTarget, type Target, taskTraits } from '#core/project';
import { quoteOf, type Span } from '#core/text';
import type { Act, NewExplanation } from '#store';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { lastHistoryStep } from '../../state/history.ts';
import { showToast } from '../../state/toasts.ts';
import { goOnAfterClass } from '../../state/view-options.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import { createLabelDeeds, type LabelDeeds, removalOf, wordsOfTarget } from './label-deeds.ts';
import type { LabelDraft } from './label-draft.ts';
import { editsOf, explanationsOf, sentenceEdits } from './label-edits.ts';
import type { Session } from './session.ts';
import { isTrigger, sameTarget } from './targets.ts';
import { filledGroups, maxGroups, pick, replaceGroup } from './trigger-draft.ts';

export interface PendingLabel {
  readonly id: string;
  readonly documentId: string;
  readonly labelId: string;
  readonly target: Target;
}

export interface Labelling extends LabelDeeds {
  readonly draft: Accessor<LabelDraft | undefined>;
  readonly pending: Accessor<readonly PendingLabel[]>;
  readonly canFinish: Accessor<boolean>;
  /** Puts a label on a target: opens the pop-up where the project asks for explanations, unless none shall be given. */
  start(label: Label, target: Target, reason?: 'none'): void;
  /** The label of the open pop-up as it is, and on record that no reason was given. */
  finishWithoutReason(): Promise<void>;
  /** Reopens the explanations of a stored label. */
  edit(annotation: Annotation): void;
  pick(span: Span): void;
  another(): void;
  activate(group: number): void;
  removeGroup(group: number): void;
  write(sentence: string): void;
  /** Takes up a sentence that the label has already, to change it. */
  rewrite(explanationId: string, sentence: string): void;
  /** The answer of the parser to a sentence; `undefined` where nothing was understood. */
  understand(sentence: string, form: LogicalForm | undefined): void;
  finish(): Promise<void>;
  cancel(): void;
}

/** `onExplained`: a label was stored with a sentence that is understood, which is a rule from now on. */
export function createLabelling(
  session: Session,
  onClosed: () => void,
  onExplained: (explanationId: string) => void,
): Labelling {
  const { store } = session;
  const [draft, setDraft] = createSignal<LabelDraft>();
  const [pending, setPending] = createSignal<readonly PendingLabel[]>([]);
  const projectId = (): string => session.project().id;
  const text = (): string => session.doc()?.text ?? '';
  const words = (target: Target): string => wordsOfTarget(session, target);
  const nameOf = (labelId: string): string => session.labelOf(labelId)?.name ?? '';
  const say = (labelId: string, target: Target): void => {
    const name = nameOf(labelId);
    announce(
      target.kind === 'text' ? m().annotate.labelledText(name) : m().annotate.labelled(words(target), name),
    );
  };

  const keeper = createDraftKeeper(store, () => localStorage);
  const saveDraft = (next: LabelDraft): void => {
    const { groups, active: _, understood: __, ...rest } = next;
    keeper.save({ projectId: projectId(), ...rest, triggers: filledGroups(groups) });
  };
  const change = (part: Partial<LabelDraft>): void => {
    const old = draft();
    if (old === undefined) return;
    const next = { ...old, ...part };
    setDraft(next);
    saveDraft(next);
  };

  // Another document closes the pop-up (its draft stays stored) and brings back what was left open there.
  createEffect(
    on(
      createMemo(() => session.doc()?.id),
      async (id) => {
        if (draft() !== undefined && draft()?.documentId !== id) setDraft(undefined);
        if (id === undefined) return;
        const kept = await keeper.get(id);
        if (kept === undefined || session.doc()?.id !== id || draft() !== undefined) return;
        if (session.labelOf(kept.labelId) === undefined) return;
        const groups = kept.triggers.length === 0 ? [[]] : kept.triggers;
        setDraft({
          documentId: id,
          labelId: kept.labelId,
          target: kept.target,
          ...(kept.annotationId === undefined ? {} : { annotationId: kept.annotationId }),
          ...(kept.explanationId === undefined ? {} : { explanationId: kept.explanationId }),
          groups,
          active: groups.length - 1,
          sentence: kept.sentence,
        });
        showToast({ text: m().annotate.trigger.restored });
      },
    ),
  );
  createEffect(() => {
    const stored = new Set(session.annotations().map((annotation) => annotation.id));
    setPending((old) =>
      old.some((one) => stored.has(one.id)) ? old.filter((one) => !stored.has(one.id)) : old,
    );
  });
  // Undone before the live query ever showed it: nothing will come that it could wait for.
  createEffect(on(lastHistoryStep, () => setPending([]), { defer: true }));

  const canFinish = createMemo(() => {
    const current = draft();
    // Who came to change reasons may have taken the last one away.
    return (
      current !== undefined && (current.annotationId !== undefined || explanationsOf(current).length > 0)
    );
  });

  /** Labels that a new one on this target takes the place of: one a text or aspect, unless the project allows several. */
  const replacedBy = (target: Target | RecommendedTarget): readonly Annotation[] =>
    session.project().settings.multiLabel || (target.kind !== 'text' && target.kind !== 'aspect')
      ? []
      : session.annotations().filter((one) => sameTarget(one.target, target));

  /** A class is what a text of classes waits for: with it one goes on, where that is wished. */
  const goesOn = (target: Target): boolean =>
    target.kind === 'text' && goOnAfterClass() && !session.project().settings.multiLabel;

  const storeLabel = async (
    of: LabelDraft,
    explanations: readonly NewExplanation[],
    reason?: 'none',
  ): Promise<boolean> => {
    const { documentId, labelId, target } = of;
    const id = crypto.randomUUID();
    setPending((old) => [...old, { id, documentId, labelId, target }]);
    say(labelId, target);
    const replaced = replacedBy(target);
    const acts: Act[] = [
      ...removalOf(replaced),
      {
        kind: 'annotate',
        documentId,
        labelId,
        target,
        explanations,
        id,
        ...(reason === 'none' ? { noReason: true } : {}),
      },
    ];
    const done = goesOn(target)
      ? await session.finish('done', acts)
      : await succeeded(store.act(projectId(), acts));
    if (done) {
      session.diary.labelled(1, explanations.length > 0);
      if (explanations.some((one) => one.kind === 'nl' && one.logicalForm !== undefined)) {
        const stored = await store.explanations.ofDocument(documentId);
        const rule = stored.find((one) => one.annotationId === id && one.kind === 'nl');
        if (rule !== undefined) onExplained(rule.id);
      }
      const names = replaced.map((one) => nameOf(one.labelId)).join(', ');
      if (names !== '') showToast({ text: m().annotate.replaced(names) });
      return true;
    }
    setPending((old) => old.filter((one) => one.id !== id));
    if (explanations.length > 0 && session.doc()?.id === documentId && draft() === undefined) setDraft(of);
    return false;
  };

  const storeEdits = async (of: LabelDraft): Promise<boolean> => {
    const acts = editsOf(of, session);
    return acts.length === 0 || (await succeeded(store.act(projectId(), acts)));
  };

  const close = (): void => {
    setDraft(undefined);
    onClosed();
  };

  const finishWithoutReason = async (): Promise<void> => {
    const current = draft();
    if (current === undefined || current.annotationId !== undefined) return;
    close();
    const stored = storeLabel(current, [], 'none');
    keeper.clear(current.documentId, stored);
    await stored;
  };

  return {
    draft,
    pending,
    canFinish,
    finishWithoutReason,
    start: (label, target, reason) => {
      const doc = session.doc();
      if (!doc) return;
      const open = draft();
      if (open !== undefined) {
        // Another label key while the pop-up is open: the label changes, what was explained stays.
        change({ labelId: label.id });
        if (reason === 'none') void finishWithoutReason();
        return;
      }
      const twice = session
        .annotations()
        .some((one) => one.labelId === label.id && sameTarget(one.target, target));
      if (twice) {
        showToast({ text: m().problems.storage['duplicate']?.({}) ?? '' });
        return;
      }
      const next: LabelDraft = {
        documentId: doc.id,
        labelId: label.id,
        target,
        groups: [[]],
        active: 0,
        sentence: '',
      };
      // Where relations are the task they are what is explained; the entities only hold them.
      const isHolder = label.kind !== taskTraits[session.project().task].learned;
      const asks = !isHolder && session.project().explanationKinds.length > 0;
      if (!asks || reason === 'none') {
        void storeLabel(next, [], asks ? 'none' : undefined);
        onClosed();
        return;
      }
      setDraft(next);
      saveDraft(next);
    },
    edit: (annotation) => {
      const groups = session
        .explanations()
        .filter(isTrigger)
        .filter((one) => one.annotationId === annotation.id)
        .map((one) => one.spans);
      setDraft({
        documentId: annotation.documentId,
        labelId: annotation.labelId,
        target: annotation.target,
        annotationId: annotation.id,
        groups: groups.length === 0 ? [[]] : groups,
        active: Math.max(0, groups.length - 1),
        sentence: '',
      });
    },
    pick: (span) => {
      const current = draft();
      if (current === undefined) return;
      const before = current.groups[current.active] ?? [];
      const after = pick(text(), before, span);
      change({ groups: replaceGroup(current.groups, current.active, after) });
      const size = (group: readonly Span[]): number => group.reduce((sum, one) => sum + one.to - one.from, 0);
      const picked = quoteOf(text(), span);
      announce(
        size(after) > size(before)
          ? m().annotate.trigger.added(picked, current.active + 1)
          : m().annotate.trigger.removed(picked, current.active + 1),
      );
    },
    another: () => {
      const current = draft();
      if (current === undefined) return;
      const empty = current.groups.findIndex((group) => group.length === 0);
      const active = empty >= 0 ? empty : current.groups.length;
      if (active >= maxGroups) return;
      change({ groups: empty >= 0 ? current.groups : [...current.groups, []], active });
      announce(m().annotate.trigger.started(active + 1));
    },
    activate: (group) => change({ active: group }),
    removeGroup: (group) => {
      const current = draft();
      if (current === undefined) return;
      const groups = current.groups.filter((_, i) => i !== group);
      change({
        groups: groups.length === 0 ? [[]] : groups,
        active: Math.max(0, Math.min(current.active, groups.length - 1)),
      });
    },
    write: (sentence) => change({ sentence }),
    rewrite: (explanationId, sentence) => {
      const current = draft();
      if (current?.annotationId === undefined) return;
      // What stands in the field is kept first: nothing that was typed is lost.
      const acts = sentenceEdits(current);
      if (acts.length > 0) void succeeded(store.act(projectId(), acts));
      change({ explanationId, sentence });
    },
    understand: (sentence, form) => {
      const current = draft();
      if (current === undefined || current.sentence !== sentence) return;
      const { understood: _, ...rest } = current;
      setDraft(form === undefined ? rest : { ...rest, understood: { sentence, form } });
    },
    finish: async () => {
      const current = draft();
      if (current === undefined) return;
      const explanations = explanationsOf(current);
      if (explanations.length === 0 && current.annotationId === undefined) {
        announce(m().annotate.trigger.needsOne, 'assertive');
        return;
      }
      close();
      const stored =
        current.annotationId === undefined ? storeLabel(current, explanations) : storeEdits(current);
      keeper.clear(current.documentId, stored);
      await stored;
    },
    cancel: () => {
      const current = draft();
      if (current === undefined) return;
      close();
      keeper.clear(current.documentId);
      announce(m().annotate.cancelled);
    },
    ...createLabelDeeds(session, replacedBy),
  };
}
