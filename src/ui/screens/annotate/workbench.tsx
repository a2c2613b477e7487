/**
 * The work on one text: the labels above, the text in the middle, one line about what is recommended below it, the ways to other
 * texts at the bottom. Only the arrangement is here: what a document is lives in `session.ts`, what a label does in `labelling.ts` and
 * `label-choice.ts`, suggestions in `suggestion-walk.ts`, what opens beside words in `popups.tsx`.
 */
import { createEffect, createMemo, createSignal, type JSX, lazy, on, Show, Suspense } from 'solid-js';
import {
  type Annotation,
  type Document,
  type ExplanationKind,
  type Label,
  type Recommendation,
  spanOf,
  taskTraits,
} from '#core/project';
import { type Span, sameSpan } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { readPreference, writePreference } from '../../state/preferences.ts';
import { namesShown, snapToWords } from '../../state/view-options.ts';
import { type Mark, TextView, type TextViewHandle } from '../../widgets/text-view/index.ts';
import { createReasonCheck } from './check-reason.ts';
import { DocumentList } from './document-list.tsx';
import { Guidelines } from './guidelines.tsx';
import { LabelBar } from './label-bar.tsx';
import { createLabelChoice } from './label-choice.ts';
import { createLabelling } from './labelling.ts';
import { marksOf, suggestionMarks } from './marks.ts';
import { MoveBar } from './move-bar.tsx';
import { PageHead } from './page-head.tsx';
import { hitsOf } from './places.ts';
import { type Opened, Popups } from './popups.tsx';
import { keepReasonsReady } from './ready-reasons.ts';
import { RecommendationsLine } from './recommendations-line.tsx';
import { createPicks, innermostAt } from './relations/picks.ts';
import type { Session } from './session.ts';
import { useAnnotateShortcuts } from './shortcuts.ts';
import { createSuggestionWalk } from './suggestion-walk.ts';
import { proposals, suggestionSentence } from './suggestion-words.ts';
import { endsOf } from './targets.ts';
import { TextLabels } from './text-labels.tsx';

const RelationList = lazy(async () => ({
  default: (await import('./relations/relation-list.tsx')).RelationList,
}));
const EndHandles = lazy(async () => ({ default: (await import('./end-handles.tsx')).EndHandles }));
const TickBoxes = lazy(async () => ({ default: (await import('./relations/tick-boxes.tsx')).TickBoxes }));

export function Workbench(props: { readonly session: Session; readonly doc: Document }): JSX.Element {
  const { session } = props;
  const [view, setView] = createSignal<TextViewHandle>();
  const [selection, setSelection] = createSignal<Span>();
  const [opened, setOpened] = createSignal<Opened>();
  const [places, setPlaces] = createSignal<readonly Span[]>([]);
  const [editorKind, setEditorKind] = createSignal<ExplanationKind>('trigger');
  const [hovered, setHovered] = createSignal<readonly string[]>([]);
  const shownWhereWide = (key: 'show-documents' | 'guidelines-open'): boolean =>
    readPreference(key) === 'yes' && window.innerWidth > 1024;
  const [guidelines, setGuidelines] = createSignal(shownWhereWide('guidelines-open'));
  const [listShown, setListShown] = createSignal(shownWhereWide('show-documents'));
  let searchField: HTMLInputElement | undefined;

  const focusText = (): void => view()?.focus();
  const labelling = createLabelling(
    session,
    () => {
      picks.clear();
      view()?.clear();
      focusText();
    },
    createReasonCheck(() => session.project().id),
  );
  keepReasonsReady(session);
  const picks = createPicks(session, labelling.pending);
  const draft = createMemo(() => {
    const open = labelling.draft();
    return open?.documentId === props.doc.id ? open : undefined;
  });
  const walk = createSuggestionWalk(() => props.doc, session.recommendations, {
    accept: (item) => acceptAll([item]),
    reject: (item) =>
      void labelling.reject({
        target: item.target,
        ...(item.labelId === undefined ? {} : { labelId: item.labelId }),
      }),
    choose: (item) => {
      const span = spanOf(item.target);
      if (span === undefined) return;
      view()?.select(span);
      view()?.reveal(span);
      focusText();
    },
    arrived: (one) => {
      // Its words are the selection: a label key corrects it where it stands.
      if (one.span === undefined) view()?.clear();
      else {
        view()?.select(one.span);
        view()?.reveal(one.span);
      }
      announce(suggestionSentence(props.doc.text, one, session.labelOf(one.recommendation.labelId ?? '')));
    },
  });
  const choice = createLabelChoice({
    session,
    labelling,
    picks,
    draft,
    selection,
    view,
    suggested: () => walk.current()?.recommendation,
    focusText,
  });
  const shownId = createMemo(() => props.doc.id);
  createEffect(on(shownId, () => setOpened(undefined), { defer: true }));

  const isPicking = (): boolean => draft() !== undefined && editorKind() === 'trigger';
  const openedIds = createMemo((): readonly string[] => {
    const place = opened();
    return place?.kind === 'labels' ? place.ids : [];
  });
  const labelMarks = createMemo((): readonly Mark[] =>
    marksOf({
      documentId: props.doc.id,
      annotations: session.annotations(),
      explanations: session.explanations(),
      pending: labelling.pending(),
      draft: draft(),
      opened: [...openedIds(), ...hovered(), ...endsOf(draft()?.target)],
      labelOf: session.labelOf,
      triggerName: m().annotate.trigger.name,
    }),
  );
  const marks = createMemo((): readonly Mark[] => {
    if (draft() !== undefined) return labelMarks();
    return [
      ...labelMarks(),
      ...suggestionMarks({
        suggestions: walk.suggestions(),
        current: walk.current()?.key,
        places: places(),
        labelled: labelMarks(),
        labelOf: session.labelOf,
      }),
    ];
  });
  const searchHits = createMemo(() => hitsOf(props.doc.text, session.filter().text ?? ''));

  const acceptAll = (items: readonly Recommendation[]): void => {
    if (items.some((item) => item.target.kind === 'relation')) picks.clear();
    void labelling.accept(proposals(items));
  };
  const acceptAllAndGoOn = (): void => {
    walk.stop();
    view()?.clear();
    void labelling.acceptAndGoOn(proposals(walk.labelled()));
  };
  const close = (): void => {
    setOpened(undefined);
    focusText();
  };
  const open = (found: readonly Mark[], span: Span): void => {
    const ids = found.filter((mark) => mark.kind === 'label').map((mark) => mark.id);
    const [suggestion] = found.filter((mark) => mark.kind === 'suggestion' || mark.kind === 'candidate');
    if (ids.length > 0) setOpened({ kind: 'labels', ids, span });
    else if (suggestion !== undefined) {
      walk.choose(suggestion.id);
      setOpened({ kind: 'suggestion', key: suggestion.id, span: suggestion });
    }
  };
  /** Every occurrence of the selection, of the open label, or of the word under the cursor. */
  const openEverywhere = (at?: Span): boolean => {
    const place = opened();
    const labelled = place?.kind === 'labels' ? place.span : undefined;
    const span = at ?? labelled ?? selection() ?? view()?.cursor();
    if (span === undefined || session.labels().every((label) => label.kind === 'relation')) return false;
    setOpened({ kind: 'everywhere', span: { from: span.from, to: span.to } });
    return true;
  };

  const labelSuggestion = (key: string, label: Label): void => {
    const one = walk.suggestions().find((suggestion) => suggestion.key === key);
    close();
    if (one?.recommendation.labelId === label.id) walk.accept(one);
    else if (one?.span !== undefined) choice.put(label, one.span);
  };
  /** A label key is about what is open; its pop-up may still be on its way. */
  const chooseLabel = (label: Label, reason?: 'none'): void => {
    const place = opened();
    const drawn = selection();
    // Words that a person has drawn go before those of a suggestion that lies over them.
    const isDrawn = place?.kind === 'suggestion' && drawn !== undefined && !sameSpan(drawn, place.span);
    if (isDrawn) close();
    if (place === undefined || draft() !== undefined || isDrawn) choice.choose(label, reason);
    else if (place.kind === 'suggestion') labelSuggestion(place.key, label);
    else if (place.kind === 'labels') {
      const [first] = place.ids;
      // One that was just put there is not among the stored ones yet.
      const labelled = [...session.annotations(), ...labelling.pending()].find((one) => one.id === first);
      close();
      if (labelled !== undefined) void labelling.relabel(labelled, label);
    }
  };

  const showList = (shown: boolean): void => {
    setListShown(shown);
    writePreference('show-documents', shown ? 'yes' : 'no');
  };
  const showGuidelines = (shown: boolean): void => {
    setGuidelines(shown);
    writePreference('guidelines-open', shown ? 'yes' : 'no');
  };
  useAnnotateShortcuts({
    session,
    labels: choice.shown,
    label: chooseLabel,
    walk,
    acceptAll: () => acceptAll(walk.labelled()),
    acceptAllAndGoOn,
    everywhere: openEverywhere,
    isDrafting: () => draft() !== undefined,
    search: () => {
      showList(true);
      queueMicrotask(() => searchField?.focus());
    },
    guidelines: () => showGuidelines(!guidelines()),
    // A pop-up has this key for itself as soon as it is there; until then it is handled here, and is not about the text behind it.
    leave: () => {
      if (draft() !== undefined) labelling.cancel();
      else if (opened() !== undefined) close();
      else if (!choice.unstick()) {
        walk.stop();
        focusText();
      }
    },
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
          <LabelBar
            labels={choice.shown()}
            others={choice.others()}
            onLabel={(label) => {
              setOpened(undefined);
              choice.choose(label);
            }}
            recommended={choice.recommended()}
            current={choice.current()}
            sticky={choice.sticky()}
          />
          <div class="annotate-scroll">
            <article class="annotate-page">
              <PageHead
                session={session}
                doc={props.doc}
                listShown={listShown()}
                onList={() => showList(!listShown())}
                guidelinesShown={guidelines()}
                onGuidelines={() => showGuidelines(!guidelines())}
              />
              <TextLabels
                annotations={session.annotations()}
                labelOf={session.labelOf}
                keepsRoom={session.labels().some(({ kind }) => kind === 'text')}
                onRemove={(annotation: Annotation) => void labelling.remove(annotation)}
                onExplain={
                  session.project().explanationKinds.length === 0
                    ? undefined
                    : (annotation: Annotation) => labelling.edit(annotation)
                }
              />
              <Show when={props.doc.text !== ''} fallback={<p class="soft">{m().annotate.text.empty}</p>}>
                <div
                  class="annotate-text"
                  data-ticks={taskTraits[session.project().task].hasPairs ? '' : undefined}
                >
                  <TextView
                    id={props.doc.id}
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
                    onDrawn={(span) => {
                      if (opened()?.kind === 'suggestion') setOpened(undefined);
                      choice.drawn(span);
                    }}
                    onPick={(span) => labelling.pick(span)}
                    onOpen={open}
                    onHover={(mark) => walk.choose(mark.id)}
                    onTab={(by) => draft() === undefined && walk.step(by)}
                    onReady={(handle) => {
                      setView(handle);
                      // The keyboard is where the work is, unless a field is being typed in.
                      if (document.activeElement === document.body) handle.focus();
                    }}
                  />
                  <Show when={openedIds().length > 0 && view()}>
                    {(handle) => (
                      <Suspense>
                        <EndHandles
                          view={handle()}
                          doc={props.doc}
                          session={session}
                          id={openedIds()[0]}
                          onMove={labelling.moveEnds}
                        />
                      </Suspense>
                    )}
                  </Show>
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
          <RecommendationsLine
            text={props.doc.text}
            walk={walk}
            labels={session.labels()}
            anySource={Object.values(session.project().settings.sources).some((on) => on)}
            isLookedAt={session.isLookedAt()}
            isBlind={props.doc.split === 'holdout'}
            onAcceptAll={() => acceptAll(walk.labelled())}
            onAcceptAllAndGoOn={acceptAllAndGoOn}
          />
        </div>
        <Show when={guidelines()}>
          <Guidelines session={session} onClose={() => showGuidelines(false)} />
        </Show>
      </div>
      <MoveBar session={session} doc={props.doc} />
      <Popups
        doc={props.doc}
        parts={{
          session,
          labelling,
          picks,
          walk,
          view,
          draft,
          opened,
          labels: choice.shown,
          close,
          labelSuggestion,
          openEverywhere,
          focusText,
          onKind: setEditorKind,
          onPlaces: setPlaces,
        }}
      />
    </div>
  );
}
