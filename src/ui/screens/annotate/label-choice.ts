/**
 * What a label key or button means right now: which labels stand in the header, which one is recommended, and on what a chosen one
 * goes: the open draft, two ticked entities, the selection, the word under the cursor, or, where nothing is chosen, every stretch
 * that is drawn from now on (the label *sticks*).
 */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import { type Label, type Recommendation, spanOf, taskTraits } from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import type { TextViewHandle } from '../../widgets/text-view/index.ts';
import type { LabelDraft } from './label-draft.ts';
import type { Labelling } from './labelling.ts';
import type { Picks } from './relations/picks.ts';
import type { Session } from './session.ts';

/** A label that was chosen before any words were. */
interface Sticky {
  readonly label: Label;
  readonly reason?: 'none';
}

export interface LabelChoice {
  /** Labels of spans or texts, or of relations where two entities are ticked. */
  readonly shown: Accessor<readonly Label[]>;
  /** Labels that will stand there at another moment. */
  readonly others: Accessor<readonly Label[]>;
  readonly recommended: Accessor<string | undefined>;
  /** The label of the open draft, or the one that sticks. */
  readonly current: Accessor<string | undefined>;
  readonly sticky: Accessor<Label | undefined>;
  choose(label: Label, reason?: 'none'): void;
  /** On these very words. */
  put(label: Label, span: Span, reason?: 'none'): void;
  /** Words were drawn over with the pointer. */
  drawn(span: Span): void;
  /** `false` where none stuck. */
  unstick(): boolean;
}

export function createLabelChoice(parts: {
  readonly session: Session;
  readonly labelling: Labelling;
  readonly picks: Picks;
  readonly draft: Accessor<LabelDraft | undefined>;
  readonly selection: Accessor<Span | undefined>;
  readonly view: Accessor<TextViewHandle | undefined>;
  /** The suggestion that the keyboard is on, or that is current. */
  readonly suggested: Accessor<Recommendation | undefined>;
  readonly focusText: () => void;
}): LabelChoice {
  const { session, labelling, picks, draft, selection, view } = parts;
  const [sticky, setSticky] = createSignal<Sticky>();
  createEffect(on(session.labels, () => setSticky(undefined), { defer: true }));

  const shown = createMemo(() => {
    const isPair = picks.picked().length === 2 || draft()?.target.kind === 'relation';
    if (!isPair) return session.labels().filter((label) => label.kind !== 'relation');
    return draft() === undefined
      ? picks.labels()
      : session.labels().filter((label) => label.kind === 'relation');
  });
  const others = createMemo(() => {
    if (!taskTraits[session.project().task].hasPairs) return [];
    const isPair = shown().every(({ kind }) => kind === 'relation');
    return session.labels().filter(({ kind }) => (kind === 'relation') !== isPair);
  });
  const recommended = createMemo(() => {
    if (picks.picked().length === 2) return picks.recommended();
    const target = draft()?.target;
    const span = selection() ?? (target === undefined ? undefined : spanOf(target));
    if (span === undefined) return parts.suggested()?.labelId;
    const over = session.recommendations().find((one) => {
      const place = spanOf(one.target);
      return one.labelId !== undefined && place !== undefined && spansOverlap(place, span);
    });
    return over?.labelId;
  });
  const current = createMemo(() => draft()?.labelId ?? sticky()?.label.id);
  const labelOfDraft = (): Label | undefined => {
    const open = draft();
    return open === undefined ? undefined : session.labelOf(open.labelId);
  };

  const put = (label: Label, span: Span, reason?: 'none'): void => {
    const kind = label.kind === 'text' ? 'aspect' : 'span';
    labelling.start(label, { kind, from: span.from, to: span.to }, reason);
    if (kind === 'span') view()?.clear();
  };
  const unstick = (): boolean => {
    if (sticky() === undefined) return false;
    setSticky(undefined);
    announce(m().annotate.labels.unstuck);
    return true;
  };
  const stick = (label: Label, reason: 'none' | undefined): void => {
    if (sticky()?.label.id === label.id) {
      unstick();
      return;
    }
    setSticky({ label, ...(reason === undefined ? {} : { reason }) });
    announce(m().annotate.labels.sticks(label.name));
    parts.focusText();
  };
  return {
    shown,
    others,
    recommended,
    current,
    sticky: () => sticky()?.label,
    unstick,
    put,
    choose: (label, reason) => {
      if (draft() !== undefined) {
        if (label.kind === labelOfDraft()?.kind) labelling.start(label, { kind: 'text' }, reason);
        return;
      }
      if (label.kind === 'relation') {
        const [head, tail] = picks.picked();
        if (head === undefined || tail === undefined) return;
        const target = { kind: 'relation', head: head.annotation.id, tail: tail.annotation.id } as const;
        labelling.start(label, target, reason);
        return;
      }
      const span = selection();
      if (span !== undefined) put(label, span, reason);
      else if (label.kind === 'text') labelling.start(label, { kind: 'text' }, reason);
      else {
        const word = sticky() === undefined ? view()?.cursor() : undefined;
        if (word === undefined) stick(label, reason);
        else put(label, word, reason);
      }
    },
    drawn: (span) => {
      const stuck = sticky();
      if (stuck !== undefined && draft() === undefined) put(stuck.label, span, stuck.reason);
    },
  };
}
