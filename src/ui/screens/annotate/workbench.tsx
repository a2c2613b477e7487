/**
 * The work on one text: the labels above, the text in the middle, what is recommended below, the ways to other texts at the bottom.
 * This file puts the parts together; what a document is lives in `session.ts`, what a label does in `labelling.ts`.
 *
 * Over 400 lines because it is where the parts of the screen meet: keys, text, labels and pop-ups share one selection.
 */
import BookOpen from 'lucide-solid/icons/book-open';
import PanelLeft from 'lucide-solid/icons/panel-left';
import { createMemo, createSignal, type JSX, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js';
import {
  type Annotation,
  type Document,
  type ExplanationKind,
  type Label,
  type Recommendation,
  spanOf,
  type Target,
  taskTraits,
} from '#core/project';
import { type Span, spansOverlap } from '#core/text';
import { m } from '../../messages/index.ts';
import { readPreference, writePreference } from '../../state/preferences.ts';
import { showToast } from '../../state/toasts.ts';
import { namesShown, snapToWords } from '../../state/view-options.ts';
import type { Anchor } from '../../widgets/anchored.tsx';
import { Button } from '../../widgets/button.tsx';
import { type Mark, TextView, type TextViewHandle } from '../../widgets/text-view/index.ts';
import { DocumentList } from './document-list.tsx';
import { Guidelines } from './guidelines.tsx';
import { LabelBar } from './label-bar.tsx';
import { createLabelling } from './labelling.ts';
import { marksOf } from './marks.ts';
import { MoveBar } from './move-bar.tsx';
import { whyWords } from './order-menu.tsx';
import { anchorAt, hitsOf, wordsAt } from './places.ts';
import { type RecommendationsHandle, RecommendationsPanel } from './recommendations-panel.tsx';
import { createPicks, type Entity } from './relations/picks.ts';
import type { Session } from './session.ts';
import { useAnnotateShortcuts } from './shortcuts.ts';
import { TextLabels } from './text-labels.tsx';

const ExplainPopup = lazy(async () => ({ default: (await import('./explain-popup.tsx')).ExplainPopup }));
const RelationList = lazy(async () => ({
  default: (await import('./relations/relation-list.tsx')).RelationList,
}));
const TickBoxes = lazy(async () => ({ default: (await import('./relations/tick-boxes.tsx')).TickBoxes }));
const MarkPopover = lazy(async () => ({ default: (await import('./mark-popover.tsx')).MarkPopover }));

/** By then the first text is painted and its recommendations are on their way. */
const preloadAfterMs = 400;

export function Workbench(props: { readonly session: Session; readonly doc: Document }): JSX.Element {
  const { session } = props;
  const [view, setView] = createSignal<TextViewHandle>();
  const [panel, setPanel] = createSignal<RecommendationsHandle>();
  const [selection, setSelection] = createSignal<Span>();
  const [opened, setOpened] = createSignal<{ readonly ids: readonly string[]; readonly span: Span }>();
  const [suggested, setSuggested] = createSignal<Recommendation>();
  const [editorKind, setEditorKind] = createSignal<ExplanationKind>('trigger');
  const [hovered, setHovered] = createSignal<readonly string[]>([]);
  const [guidelines, setGuidelines] = createSignal(false);
  const [listShown, setListShown] = createSignal(
    readPreference('show-documents') === 'yes' && window.innerWidth > 1024,
  );
  let searchField: HTMLInputElement | undefined;
  onMount(() => {
    // The pop-ups are there before they are asked for, and not before the text.
    const timer = setTimeout(() => {
      void ExplainPopup.preload();
      void MarkPopover.preload();
    }, preloadAfterMs);
    onCleanup(() => clearTimeout(timer));
  });

  const focusText = (): void => view()?.focus();
  const labelling = createLabelling(session, () => {
    picks.clear();
    view()?.clear();
    focusText();
  });
  const picks = createPicks(session, labelling.pending);
  const draft = createMemo(() => {
    const open = labelling.draft();
    return open?.documentId === props.doc.id ? open : undefined;
  });
  const draftLabel = createMemo(() => {
    const open = draft();
    return open === undefined ? undefined : session.labelOf(open.labelId);
  });
  const openDraft = createMemo(() => {
    const open = draft();
    const itsLabel = draftLabel();
    return open === undefined || itsLabel === undefined ? undefined : { draft: open, label: itsLabel };
  });
  const openedAnnotations = createMemo(() => {
    const ids = opened()?.ids ?? [];
    return ids.flatMap((id) => session.annotations().find((one) => one.id === id) ?? []);
  });
  const marks = createMemo((): readonly Mark[] =>
    marksOf({
      documentId: props.doc.id,
      annotations: session.annotations(),
      explanations: session.explanations(),
      pending: labelling.pending(),
      draft: draft(),
      opened: [...(opened()?.ids ?? []), ...hovered(), ...endsOf(draft()?.target)],
      labelOf: session.labelOf,
      triggerName: m().annotate.trigger.name,
    }),
  );
  const isPicking = (): boolean => draft() !== undefined && editorKind() === 'trigger';
  const searchHits = createMemo(() => hitsOf(props.doc.text, session.filter().text ?? ''));

  /** Labels of spans, unless this project labels whole texts. */
  const headerLabels = createMemo(() => {
    const isPair = picks.picked().length === 2 || draft()?.target.kind === 'relation';
    if (!isPair) return session.labels().filter((label) => label.kind !== 'relation');
    return draft() === undefined
      ? picks.labels()
      : session.labels().filter((label) => label.kind === 'relation');
  });
  const otherLabels = createMemo(() => {
    if (!taskTraits[session.project().task].hasPairs) return [];
    const isPair = headerLabels().every(({ kind }) => kind === 'relation');
    return session.labels().filter(({ kind }) => (kind === 'relation') !== isPair);
  });
  const recommended = createMemo(() => {
    if (picks.picked().length === 2) return picks.recommended();
    const span =
      selection() ?? (draft() && spanOf((draft() ?? { target: { kind: 'text' as const } }).target));
    if (span === undefined) return suggested()?.labelId;
    const over = session.recommendations().find((one) => {
      const target = spanOf(one.target);
      return one.labelId !== undefined && target !== undefined && spansOverlap(target, span);
    });
    return over?.labelId;
  });

  const label = (chosen: Label): void => {
    setOpened(undefined);
    if (draft() !== undefined) {
      if (chosen.kind === draftLabel()?.kind) labelling.start(chosen, { kind: 'text' });
      return;
    }
    const span = selection();
    const cursor = view()?.cursor();
    if (chosen.kind === 'relation') {
      const [head, tail] = picks.picked();
      if (head === undefined || tail === undefined) return;
      labelling.start(chosen, { kind: 'relation', head: head.annotation.id, tail: tail.annotation.id });
      return;
    }
    if (chosen.kind === 'text') {
      labelling.start(chosen, span === undefined ? { kind: 'text' } : { kind: 'aspect', ...span });
      return;
    }
    const target = span ?? cursor;
    if (target === undefined) {
      showToast({ text: m().annotate.labels.selectFirst });
      focusText();
      return;
    }
    labelling.start(chosen, { kind: 'span', from: target.from, to: target.to });
    view()?.clear();
  };

  const open = (found: readonly Mark[], span: Span): void => {
    const ids = found.filter((mark) => mark.kind === 'label').map((mark) => mark.id);
    if (ids.length > 0) setOpened({ ids, span });
  };
  const closePopover = (): void => {
    setOpened(undefined);
    focusText();
  };
  const relationsOf = (id: string): number =>
    session
      .annotations()
      .filter(({ target }) => target.kind === 'relation' && (target.head === id || target.tail === id))
      .length;
  const entityOf = (id: string) => picks.entities().find((one) => one.annotation.id === id);
  /** Where a pop-up points to: of a relation, its later end, so that both stay visible. */
  const placeOf = (target: Target): Span | undefined => {
    if (target.kind !== 'relation') return spanOf(target);
    const ends = [entityOf(target.head)?.span, entityOf(target.tail)?.span];
    return ends.reduce(
      (late, end) => (end !== undefined && end.to > (late?.to ?? -1) ? end : late),
      undefined,
    );
  };
  const wordsFor = (target: Target): string =>
    target.kind === 'relation'
      ? m().relations.pair(entityOf(target.head)?.words ?? '', entityOf(target.tail)?.words ?? '')
      : wordsAt(props.doc.text, spanOf(target));
  const anchorOf = (span: Span | undefined): Anchor | undefined => anchorAt(view(), props.doc.text, span);

  // One anchor as long as the pop-up is about the same place: typing and picking must not make the pop-up anew.
  const draftPlace = createMemo(
    () => {
      const open = draft();
      return open === undefined ? undefined : { span: placeOf(open.target) };
    },
    undefined,
    {
      equals: (a, b) =>
        a === b ||
        (a !== undefined && b !== undefined && a.span?.from === b.span?.from && a.span?.to === b.span?.to),
    },
  );
  const draftAnchor = createMemo(() => {
    const place = draftPlace();
    return place === undefined ? undefined : anchorOf(place.span);
  });

  const accept = (items: readonly Recommendation[]): void => {
    if (items.some((item) => item.target.kind === 'relation')) picks.clear();
    void labelling.accept(
      items.flatMap((item) =>
        item.labelId === undefined ? [] : { labelId: item.labelId, target: item.target },
      ),
    );
  };
  const reject = (item: Recommendation): void => {
    void labelling.reject({
      target: item.target,
      ...(item.labelId === undefined ? {} : { labelId: item.labelId }),
    });
  };

  const showList = (shown: boolean): void => {
    setListShown(shown);
    writePreference('show-documents', shown ? 'yes' : 'no');
  };
  const search = (): void => {
    showList(true);
    queueMicrotask(() => searchField?.focus());
  };
  useAnnotateShortcuts({
    session,
    labels: headerLabels,
    label,
    panel,
    isDrafting: () => draft() !== undefined,
    toggleFocus: () => {
      if (document.activeElement?.closest('.recommended') != null) focusText();
      else panel()?.focus();
    },
    search,
    guidelines: () => setGuidelines(true),
    focusText,
    tick: () => {
      const at = view()?.cursor();
      const here = at === undefined ? undefined : innermostAt(picks.entities(), at.from);
      if (here === undefined) return false;
      picks.toggle(here.annotation.id);
      return true;
    },
  });

  return (
    <div class="annotate">
      <LabelBar
        labels={headerLabels()}
        others={otherLabels()}
        onLabel={label}
        recommended={recommended()}
        current={draft()?.labelId}
      />
      <div class="annotate-middle">
        <Show when={listShown()}>
          <DocumentList
            session={session}
            onClose={() => showList(false)}
            onLeave={focusText}
            onSearchField={(element) => {
              searchField = element;
            }}
          />
        </Show>
        <div class="annotate-work">
          <div class="annotate-scroll">
            <article class="annotate-page">
              <header class="annotate-meta">
                <Button
                  look="quiet"
                  size="sm"
                  icon={<PanelLeft />}
                  label={listShown() ? m().annotate.documents.hide : m().annotate.documents.show}
                  aria-expanded={listShown()}
                  onClick={() => showList(!listShown())}
                />
                <span>{m().annotate.documents.number(props.doc.position + 1)}</span>
                <Show when={props.doc.meta['id']}>
                  {(id) => (
                    <bdi class="annotate-id" title={id()}>
                      {id()}
                    </bdi>
                  )}
                </Show>
                <Show when={props.doc.status !== 'open'}>
                  <span class="annotate-status" data-status={props.doc.status}>
                    {m().annotate.documents.statuses[props.doc.status]}
                  </span>
                </Show>
                <Show
                  when={props.doc.split === 'holdout' ? m().annotate.why.measures : whyWords(session.why())}
                >
                  {(words) => (
                    <span class="annotate-why" title={words()}>
                      {words()}
                    </span>
                  )}
                </Show>
                <span class="annotate-meta-end">
                  <Button look="quiet" size="sm" icon={<BookOpen />} onClick={() => setGuidelines(true)}>
                    {m().annotate.guidelines.open}
                  </Button>
                </span>
              </header>
              <TextLabels
                annotations={session.annotations()}
                labelOf={session.labelOf}
                onRemove={(annotation: Annotation) => void labelling.remove(annotation)}
                onExplain={
                  session.project().explanationKinds.length === 0
                    ? undefined
                    : (annotation: Annotation) => labelling.edit(annotation)
                }
              />
              <Show when={props.doc.text !== ''} fallback={<p class="soft">{m().annotate.text.empty}</p>}>
                <div class="annotate-text" data-ticks={picks.entities().length > 1 ? '' : undefined}>
                  <TextView
                    text={props.doc.text}
                    tokens={props.doc.tokens}
                    marks={marks()}
                    label={m().annotate.text.label}
                    help={isPicking() ? m().annotate.text.triggerHelp : m().annotate.text.help}
                    direction={session.project().settings.textDirection}
                    mode={isPicking() ? 'pick' : 'select'}
                    snap={snapToWords()}
                    showNames={namesShown()}
                    search={searchHits()}
                    onSelect={setSelection}
                    onPick={(span) => labelling.pick(span)}
                    onOpen={open}
                    onReady={(handle) => {
                      setView(handle);
                      // The keyboard is where the work is, unless a field is being typed in.
                      if (document.activeElement === document.body) handle.focus();
                    }}
                  />
                  <Show when={picks.entities().length > 1 && view()}>
                    {(handle) => (
                      <Suspense>
                        <TickBoxes
                          view={handle()}
                          picks={picks}
                          labelName={(id) => session.labelOf(id)?.name ?? ''}
                        />
                      </Suspense>
                    )}
                  </Show>
                </div>
                <Show when={taskTraits[session.project().task].hasPairs}>
                  <Suspense>
                    <RelationList
                      session={session}
                      picks={picks}
                      labelling={labelling}
                      onHover={setHovered}
                    />
                  </Suspense>
                </Show>
              </Show>
            </article>
          </div>
          <RecommendationsPanel
            doc={props.doc}
            items={session.recommendations()}
            labels={session.labels()}
            anySource={Object.values(session.project().settings.sources).some((on) => on)}
            onAccept={accept}
            onReject={reject}
            onChoose={(item) => {
              const span = spanOf(item.target);
              if (span === undefined) return;
              view()?.select(span);
              view()?.reveal(span);
              focusText();
            }}
            onCurrent={setSuggested}
            onReady={setPanel}
          />
        </div>
      </div>
      <MoveBar session={session} doc={props.doc} />
      <Suspense>
        <Show when={openDraft()}>
          {(open) => (
            <Show when={draftAnchor()} keyed>
              {(anchor) => (
                <ExplainPopup
                  anchor={anchor}
                  doc={props.doc}
                  label={open().label}
                  draft={open().draft}
                  kinds={session.project().explanationKinds}
                  labelling={labelling}
                  words={wordsFor(open().draft.target)}
                  onKind={(kind) => {
                    setEditorKind(kind);
                    if (kind === 'trigger') focusText();
                  }}
                />
              )}
            </Show>
          )}
        </Show>
        <Show when={openedAnnotations().length > 0 && opened()}>
          {(place) => (
            <Show when={anchorOf(place().span)} keyed>
              {(anchor) => (
                <MarkPopover
                  anchor={anchor}
                  text={props.doc.text}
                  annotations={openedAnnotations()}
                  explanations={session.explanations()}
                  labels={session.labels()}
                  withTriggers={session.project().explanationKinds.length > 0}
                  onRelabel={(annotation, next) => void labelling.relabel(annotation, next)}
                  relationsOf={relationsOf}
                  onRemove={(annotation, relations) => void labelling.remove(annotation, relations)}
                  onEdit={(annotation) => {
                    setOpened(undefined);
                    labelling.edit(annotation);
                    focusText();
                  }}
                  onClose={closePopover}
                />
              )}
            </Show>
          )}
        </Show>
      </Suspense>
      <Show when={guidelines()}>
        <Guidelines source={session.project().guidelines} onClose={() => setGuidelines(false)} />
      </Show>
    </div>
  );
}

const innermostAt = (entities: readonly Entity[], offset: number): Entity | undefined =>
  entities
    .filter(({ span }) => span.from <= offset && offset < span.to)
    .sort((a, b) => a.span.to - a.span.from - (b.span.to - b.span.from))[0];

const endsOf = (target: Target | undefined): readonly string[] =>
  target?.kind === 'relation' ? [target.head, target.tail] : [];
