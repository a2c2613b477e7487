/**
 * What opens beside words of the text, one at a time: why a label was given, what a label at a place is, what a suggestion
 * proposes, and one label for every occurrence.
 */
import { type Accessor, createMemo, type JSX, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js';
import {
  type Annotation,
  type Document,
  type ExplanationKind,
  type Label,
  spanOf,
  type Target,
} from '#core/project';
import { type Span, spanText } from '#core/text';
import { m } from '../../messages/index.ts';
import type { Anchor } from '../../widgets/anchored.tsx';
import type { TextViewHandle } from '../../widgets/text-view/index.ts';
import type { LabelDraft } from './label-draft.ts';
import type { Labelling } from './labelling.ts';
import { anchorAt, wordsAt } from './places.ts';
import type { Picks } from './relations/picks.ts';
import type { Session } from './session.ts';
import type { SuggestionWalk } from './suggestion-walk.ts';
import type { Suggestion } from './suggestions.ts';

const ExplainPopup = lazy(async () => ({ default: (await import('./explain-popup.tsx')).ExplainPopup }));
const MarkPopover = lazy(async () => ({ default: (await import('./mark-popover.tsx')).MarkPopover }));
const SuggestionPopover = lazy(async () => ({
  default: (await import('./suggestion-popover.tsx')).SuggestionPopover,
}));
const EverywherePopover = lazy(async () => ({
  default: (await import('./everywhere-popover.tsx')).EverywherePopover,
}));

/** By then the first text is painted and its recommendations are on their way. */
const preloadAfterMs = 400;

/** What is open beside the text, besides the pop-up of a draft. */
export type Opened =
  | { readonly kind: 'labels'; readonly ids: readonly string[]; readonly span: Span }
  | { readonly kind: 'suggestion'; readonly key: string; readonly span: Span }
  | { readonly kind: 'everywhere'; readonly span: Span };

export interface PopupParts {
  readonly session: Session;
  readonly labelling: Labelling;
  readonly picks: Picks;
  readonly walk: SuggestionWalk;
  readonly view: Accessor<TextViewHandle | undefined>;
  readonly draft: Accessor<LabelDraft | undefined>;
  readonly opened: Accessor<Opened | undefined>;
  /** Labels of the header: those that a stretch of this text can have. */
  readonly labels: Accessor<readonly Label[]>;
  readonly close: () => void;
  readonly labelSuggestion: (key: string, label: Label) => void;
  readonly openEverywhere: (span: Span) => void;
  readonly focusText: () => void;
  readonly onKind: (kind: ExplanationKind) => void;
  readonly onPlaces: (places: readonly Span[]) => void;
}

export function Popups(props: { readonly doc: Document; readonly parts: PopupParts }): JSX.Element {
  const { session, labelling, picks, walk, view, draft, opened, close, focusText } = props.parts;
  onMount(() => {
    // The pop-ups are there before they are asked for, and not before the text.
    const timer = setTimeout(() => {
      for (const popup of [ExplainPopup, MarkPopover, SuggestionPopover, EverywherePopover])
        void popup.preload();
    }, preloadAfterMs);
    onCleanup(() => clearTimeout(timer));
  });
  const anchorOf = (span: Span | undefined): Anchor | undefined => anchorAt(view(), props.doc.text, span);
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
  const relationsOf = (id: string): number =>
    session
      .annotations()
      .filter(({ target }) => target.kind === 'relation' && (target.head === id || target.tail === id))
      .length;

  const openDraft = createMemo(() => {
    const open = draft();
    const label = open === undefined ? undefined : session.labelOf(open.labelId);
    return open === undefined || label === undefined ? undefined : { draft: open, label };
  });
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
  const openedAnchor = createMemo(() => {
    const place = opened();
    return place === undefined ? undefined : anchorOf(place.span);
  });
  const openedLabels = createMemo((): readonly Annotation[] => {
    const place = opened();
    if (place?.kind !== 'labels') return [];
    return place.ids.flatMap((id) => session.annotations().find((one) => one.id === id) ?? []);
  });
  const openedSuggestion = createMemo((): Suggestion | undefined => {
    const place = opened();
    return place?.kind === 'suggestion' ? walk.suggestions().find((one) => one.key === place.key) : undefined;
  });
  const openedWords = createMemo(() => {
    const place = opened();
    // Not as a quote: they are looked for in other texts.
    return place?.kind === 'everywhere' ? spanText(props.doc.text, place.span).replace(/\s+/gu, ' ') : '';
  });
  /** The label that stands on the words already. */
  const labelThere = (): string | undefined => {
    const place = opened();
    if (place === undefined) return undefined;
    const there = session.annotations().find(({ target }) => {
      const span = spanOf(target);
      return span?.from === place.span.from && span.to === place.span.to;
    });
    return there?.labelId;
  };

  return (
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
                  props.parts.onKind(kind);
                  if (kind === 'trigger') focusText();
                }}
              />
            )}
          </Show>
        )}
      </Show>
      <Show when={openedAnchor()} keyed>
        {(anchor) => (
          <>
            <Show when={openedLabels().length > 0}>
              <MarkPopover
                anchor={anchor}
                doc={props.doc}
                annotations={openedLabels()}
                explanations={session.explanations()}
                labels={session.labels()}
                withTriggers={session.project().explanationKinds.length > 0}
                onRelabel={(annotation, next) => void labelling.relabel(annotation, next)}
                onMoveEnds={(annotation, span) => void labelling.moveEnds(annotation, span)}
                relationsOf={relationsOf}
                onRemove={(annotation, relations) => void labelling.remove(annotation, relations)}
                onEdit={(annotation) => {
                  close();
                  labelling.edit(annotation);
                  focusText();
                }}
                onEverywhere={props.parts.openEverywhere}
                onClose={close}
              />
            </Show>
            <Show when={openedSuggestion()}>
              {(suggestion) => (
                <SuggestionPopover
                  anchor={anchor}
                  text={props.doc.text}
                  suggestion={suggestion()}
                  labels={props.parts.labels()}
                  onLabel={(label) => props.parts.labelSuggestion(suggestion().key, label)}
                  onReject={() => {
                    const one = suggestion();
                    close();
                    walk.reject(one);
                  }}
                  onClose={close}
                />
              )}
            </Show>
            <Show when={openedWords()}>
              {(words) => (
                <EverywherePopover
                  anchor={anchor}
                  session={session}
                  doc={props.doc}
                  annotations={session.annotations()}
                  words={words()}
                  labels={props.parts.labels()}
                  recommended={labelThere()}
                  onPlaces={props.parts.onPlaces}
                  onClose={close}
                />
              )}
            </Show>
          </>
        )}
      </Show>
    </Suspense>
  );
}
