/**
 * The document that is shown, with its records, its recommendations and the way to others. All of it is live: an act in
 * another tab, or a recommendation from the learner, appears by itself.
 */
import { useSearchParams } from '@solidjs/router';
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type {
  Annotation,
  Document,
  DocumentStatus,
  Explanation,
  Label,
  Project,
  Recommendation,
} from '#core/project';
import type { Act, DocumentCounts, DocumentFilter, NextDocument, Store } from '#store';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { succeeded } from '../../state/deeds.ts';
import { lastHistoryStep } from '../../state/history.ts';
import { focusLearner } from '../../state/learner.ts';
import { createLive } from '../../state/live.ts';
import { readPreference, writePreference } from '../../state/preferences.ts';
import { useProject } from '../../state/project-context.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { goOnWalk } from '../../state/walk.ts';
import { createDiary, type Diary } from './diary.ts';

export interface Session {
  readonly store: Store;
  readonly project: Accessor<Project>;
  readonly labels: Accessor<readonly Label[]>;
  readonly labelOf: (id: string) => Label | undefined;
  /** `undefined` until it is read; `null` where the project has no text. */
  readonly doc: Accessor<Document | null | undefined>;
  readonly annotations: Accessor<readonly Annotation[]>;
  readonly explanations: Accessor<readonly Explanation[]>;
  readonly recommendations: Accessor<readonly Recommendation[]>;
  /** Whether the program has looked at the shown text: before, that nothing is recommended says nothing. */
  readonly isLookedAt: Accessor<boolean>;
  readonly counts: Accessor<DocumentCounts | undefined>;
  /** Why the shown text came next, where an order other than the file's brought it. */
  readonly why: Accessor<NextDocument['why']>;
  readonly diary: Diary;
  readonly filter: Accessor<DocumentFilter>;
  setFilter(filter: DocumentFilter): void;
  goTo(position: number): void;
  step(direction: 'next' | 'previous'): Promise<void>;
  /** Marks the shown text and goes to the next open one; `acts` are done in the same step. `false`: nothing was done. */
  finish(status: 'done' | 'skipped', acts?: readonly Act[]): Promise<boolean>;
  mark(change: {
    readonly status?: DocumentStatus;
    readonly flagged?: boolean;
    readonly split?: 'holdout' | 'none';
  }): Promise<boolean>;
}

interface DocumentRecords {
  readonly documentId: string;
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
}

const isEmptyFilter = (filter: DocumentFilter): boolean => Object.keys(filter).length === 0;

export function createSession(): Session {
  const store = useStore();
  const { project, labels } = useProject();
  const [params, setParams] = useSearchParams<{ text?: string }>();
  const projectId = createMemo(() => project().id);
  const [filter, setFilter] = createSignal<DocumentFilter>({});

  // Who comes for the first time begins with the first text that is open.
  const [firstOpen, setFirstOpen] = createSignal<number>();
  createEffect(
    on(projectId, async (id) => {
      const open = await store.documents.neighbour(id, -1, 'next', { status: 'open' }).catch(() => undefined);
      setFirstOpen(open?.position ?? 0);
    }),
  );
  const position = createMemo(() => {
    const asked = params.text ?? readPreference('last-document', projectId());
    if (asked === null) return firstOpen();
    const number = Number.parseInt(asked, 10);
    return Number.isSafeInteger(number) && number > 0 ? number - 1 : 0;
  });
  /** Where the page is going: known at once, while the text is still being read. */
  let heading: number | undefined;
  createEffect(() => {
    heading = position();
  });
  const goTo = (next: number): void => {
    heading = next;
    setParams({ text: String(next + 1) }, { replace: true });
  };

  const found = createLive(
    () => {
      const at = position();
      return at === undefined ? undefined : { id: projectId(), at };
    },
    async (open, { id, at }) => {
      // A position that is gone (an import was taken back) shows the nearest text.
      const exact = await open.documents.at(id, at);
      if (exact !== undefined) return exact;
      const near =
        (await open.documents.neighbour(id, at, 'next')) ??
        (await open.documents.neighbour(id, at, 'previous'));
      return near === undefined ? null : ((await open.documents.get(near.id)) ?? null);
    },
  );
  const documentId = createMemo(() => found()?.id);
  const records = createLive(documentId, async (open, id): Promise<DocumentRecords> => {
    const [annotations, explanations] = await Promise.all([
      open.annotations.ofDocument(id),
      open.explanations.ofDocument(id),
    ]);
    return { documentId: id, annotations, explanations };
  });
  const suggested = createLive(documentId, async (open, id) => ({
    documentId: id,
    items: await open.recommendations.ofDocument(id),
    // What the learner has looked at has its sets, empty ones too.
    isLookedAt: (await open.recommendations.setsOfDocument(id)).length > 0,
  }));
  const counts = createLive(projectId, (open, id) => open.documents.counts(id));

  // Until the records of a new document are there, those of the old one are not shown for it.
  const current = createMemo(() => (records()?.documentId === documentId() ? records() : undefined));
  const recommendations = createMemo(() => {
    const set = suggested();
    return set !== undefined && set.documentId === documentId() ? set.items : [];
  });
  const byId = createMemo(() => new Map(labels().map((label) => [label.id, label])));

  createEffect(() => {
    const doc = found();
    if (doc) focusLearner(doc.id);
    if (doc) writePreference('last-document', String(doc.position + 1), projectId());
  });

  // What undo changed is shown.
  createEffect(
    on(
      lastHistoryStep,
      async (last) => {
        const id = last?.documentIds[0];
        const shown = documentId();
        if (id === undefined || shown === undefined || last?.documentIds.includes(shown)) return;
        const doc = await store.documents.get(id);
        if (doc !== undefined && doc.projectId === projectId()) goTo(doc.position);
      },
      { defer: true },
    ),
  );

  const [chosen, setChosen] = createSignal<NextDocument>();
  const why = createMemo(() => (chosen()?.id === documentId() ? chosen()?.why : undefined));

  const diary = createDiary({
    store,
    project,
    doc: found,
    annotations: () => current()?.annotations ?? [],
    recommendations,
  });

  let walk: Promise<void> = Promise.resolve();
  /** Key presses come faster than texts: each step starts where the one before it leads. */
  const step = (direction: 'next' | 'previous'): Promise<void> => {
    walk = walk.then(() => stepFrom(direction)).catch(() => undefined);
    return walk;
  };
  const stepFrom = async (direction: 'next' | 'previous'): Promise<void> => {
    const doc = found();
    if (!doc) return;
    const near = await store.documents.neighbour(projectId(), heading ?? doc.position, direction, filter());
    if (near !== undefined) goTo(near.position);
    else showToast({ text: direction === 'next' ? m().annotate.move.atLast : m().annotate.move.atStart });
  };

  const mark: Session['mark'] = (change) => {
    const doc = found();
    if (!doc) return Promise.resolve(false);
    return succeeded(store.act(projectId(), { kind: 'mark', documentIds: [doc.id], ...change }));
  };

  const nextAfter = (doc: Document): Promise<NextDocument | undefined> =>
    isEmptyFilter(filter())
      ? store.documents.upNext(projectId(), doc.position, project().settings.acquisition, doc.id)
      : store.documents.neighbour(projectId(), doc.position, 'next', filter());

  const finish: Session['finish'] = async (status, acts = []) => {
    const doc = found();
    if (!doc) return false;
    // The next text is chosen before this one is marked, so that its place in the order still counts.
    const onWalk = goOnWalk(projectId(), 1);
    const chosenNext = onWalk === undefined ? await nextAfter(doc) : undefined;
    const next = onWalk === undefined ? chosenNext : await store.documents.get(onWalk);
    setChosen(chosenNext);
    const marks: readonly Act[] =
      doc.status === status ? acts : [...acts, { kind: 'mark', documentIds: [doc.id], status }];
    if (marks.length > 0 && !(await succeeded(store.act(projectId(), marks)))) return false;
    if (status === 'done') diary.finished();
    announce(status === 'done' ? m().annotate.move.markedDone : m().annotate.move.skipped);
    if (next !== undefined) goTo(next.position);
    else showToast({ text: isEmptyFilter(filter()) ? m().annotate.move.all : m().annotate.move.atLast });
    return true;
  };

  return {
    store,
    project,
    labels,
    labelOf: (id) => byId().get(id),
    doc: found,
    annotations: () => current()?.annotations ?? [],
    explanations: () => current()?.explanations ?? [],
    recommendations,
    isLookedAt: () => suggested()?.documentId === documentId() && suggested()?.isLookedAt === true,
    counts,
    why,
    diary,
    filter,
    setFilter,
    goTo,
    step,
    finish,
    mark,
  };
}
