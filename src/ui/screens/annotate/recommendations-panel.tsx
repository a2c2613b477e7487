/**
 * What the program recommends for this text, in a place of its own of fixed height, so that nothing jumps when it arrives: the text
 * again with the suggested spans underlined, and one line that says of the current suggestion what, how sure and why.
 */
import Check from 'lucide-solid/icons/check';
import CheckCheck from 'lucide-solid/icons/check-check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import ChevronUp from 'lucide-solid/icons/chevron-up';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { Document, Label, Recommendation } from '#core/project';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { readPreference, writePreference } from '../../state/preferences.ts';
import { hueOf } from '../../theme/palette.ts';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import { excerptsOf, provenanceText, type Suggestion, suggestionsOf } from './suggestions.ts';
import './recommendations-panel.css';

export interface RecommendationsHandle {
  focus(): void;
  acceptCurrent(): void;
  rejectCurrent(): void;
  acceptAll(): void;
}

export function RecommendationsPanel(props: {
  readonly doc: Document;
  readonly items: readonly Recommendation[];
  readonly labels: readonly Label[];
  readonly anySource: boolean;
  readonly onAccept: (items: readonly Recommendation[]) => void;
  readonly onReject: (item: Recommendation) => void;
  /** A suggestion without a label: its words become the selection. */
  readonly onChoose: (item: Recommendation) => void;
  readonly onCurrent: (item: Recommendation | undefined) => void;
  readonly onReady: (handle: RecommendationsHandle) => void;
}): JSX.Element {
  const text = () => m().annotate.recommendations;
  const [open, setOpen] = createSignal(readPreference('recommendations-open') !== 'no');
  const [currentKey, setCurrentKey] = createSignal<string>();
  const suggestions = createMemo(() => suggestionsOf(props.items));
  const labelled = createMemo(() => props.items.filter((item) => item.labelId !== undefined));
  const index = createMemo(() => {
    const at = suggestions().findIndex((one) => one.key === currentKey());
    if (at >= 0) return at;
    // What has a label can be accepted at once: it comes first.
    const first = suggestions().findIndex((one) => one.recommendation.labelId !== undefined);
    return first >= 0 ? first : suggestions().length - 1 >= 0 ? 0 : -1;
  });
  const current = createMemo(() => suggestions()[index()]);
  createEffect(on(current, (one) => props.onCurrent(one?.recommendation)));
  // A new text begins with its first suggestion.
  createEffect(
    on(
      () => props.doc.id,
      () => setCurrentKey(undefined),
      { defer: true },
    ),
  );

  let list: HTMLDivElement | undefined;
  const focusCurrent = (): void => {
    list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: false });
  };
  const move = (step: number): void => {
    const next = suggestions()[Math.max(0, Math.min(suggestions().length - 1, index() + step))];
    if (next === undefined) return;
    setCurrentKey(next.key);
    focusCurrent();
  };
  /** The one after the current takes its place, so that the same key can be pressed again. */
  const moveOn = (): void => {
    const here = current();
    const others = suggestions().filter((one) => one !== here);
    const after = suggestions().slice(index() + 1);
    const hasLabel = (one: Suggestion): boolean => one.recommendation.labelId !== undefined;
    setCurrentKey((after.find(hasLabel) ?? others.find(hasLabel) ?? after[0] ?? others[0])?.key);
  };
  const accept = (one: Suggestion | undefined): void => {
    if (one === undefined) return;
    if (one.recommendation.labelId === undefined) {
      props.onChoose(one.recommendation);
      return;
    }
    moveOn();
    props.onAccept([one.recommendation]);
  };
  const reject = (one: Suggestion | undefined): void => {
    if (one === undefined) return;
    moveOn();
    props.onReject(one.recommendation);
  };
  const acceptAll = (): void => {
    if (labelled().length > 0) props.onAccept(labelled());
  };
  props.onReady({
    focus: () => {
      if (!open()) toggle();
      queueMicrotask(focusCurrent);
    },
    acceptCurrent: () => accept(current()),
    rejectCurrent: () => reject(current()),
    acceptAll,
  });
  const toggle = (): void => {
    setOpen((old) => !old);
    writePreference('recommendations-open', open() ? 'yes' : 'no');
  };
  const labelOf = (one: Suggestion): Label | undefined =>
    props.labels.find((label) => label.id === one.recommendation.labelId);
  const textAt = (span: { readonly from: number; readonly to: number }): string =>
    props.doc.text.slice(span.from, span.to);
  const wordsFor = (one: Suggestion): string => {
    const { target } = one.recommendation;
    if (target.kind === 'relation') return m().relations.pair(textAt(target.head), textAt(target.tail));
    return one.span === undefined ? '' : textAt(one.span);
  };
  /** A relation is said whole: its ends alone do not tell what is proposed. */
  const shownFor = (one: Suggestion): JSX.Element => {
    const { target } = one.recommendation;
    const name = labelOf(one)?.name ?? '';
    if (target.kind === 'relation') {
      return (
        <>
          <bdi>{textAt(target.head)}</bdi> – <bdi>{name}</bdi> → <bdi>{textAt(target.tail)}</bdi>
        </>
      );
    }
    return one.span === undefined ? <bdi>{name}</bdi> : wordsFor(one);
  };
  const noLabel = (one: Suggestion): string =>
    text().noLabel[one.recommendation.target.kind === 'aspect' ? 'aspect' : 'span'];

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowDown: 1,
      ArrowLeft: -1,
      ArrowUp: -1,
    };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Home') move(-suggestions().length);
    else if (event.key === 'End') move(suggestions().length);
    else if (event.key === 'Enter' && !event.shiftKey) {
      accept(current());
      queueMicrotask(focusCurrent);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      reject(current());
      queueMicrotask(focusCurrent);
    } else return;
    event.preventDefault();
  };

  const SuggestionButton = (own: { readonly one: Suggestion }): JSX.Element => {
    const label = (): Label | undefined => labelOf(own.one);
    const isCurrent = (): boolean => current()?.key === own.one.key;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are handled by the list
      // biome-ignore lint/a11y/useFocusableInteractive: the tab index roves over the options
      <span
        role="option"
        class="suggestion"
        data-hue={hueOf(label()?.colour ?? 10)}
        data-unlabelled={label() === undefined ? '' : undefined}
        aria-selected={isCurrent()}
        tabindex={isCurrent() ? 0 : -1}
        aria-label={
          label() === undefined
            ? text().itemNoLabel(wordsFor(own.one))
            : text().item(
                wordsFor(own.one),
                label()?.name ?? '',
                formatConfidence(own.one.recommendation.confidence),
              )
        }
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') setCurrentKey(own.one.key);
        }}
        onFocus={() => setCurrentKey(own.one.key)}
        onClick={(event) => {
          setCurrentKey(own.one.key);
          // A tap on touch only shows it: the buttons below act.
          if (event.detail === 2) accept(own.one);
        }}
      >
        {shownFor(own.one)}
      </span>
    );
  };

  const Aside = (own: { readonly items: readonly Suggestion[] }): JSX.Element => (
    <Show when={own.items.length > 0}>
      <p class="recommended-aside" role="presentation" dir="ltr">
        <For each={own.items}>{(one) => <SuggestionButton one={one} />}</For>
      </p>
    </Show>
  );

  /** The text around the suggestions: plain stretches and buttons, in order. */
  const pieces = createMemo(() => {
    const inText = suggestions().filter((one) => !one.aside);
    // Where nothing stands in it the text is not shown twice.
    if (inText.length === 0) return [];
    const spans = inText.flatMap((one) => one.span ?? []);
    return excerptsOf(props.doc.text, spans).map((stretch) => {
      const parts: (string | Suggestion)[] = [];
      let at = stretch.from;
      for (const one of inText) {
        if (one.span === undefined || one.span.from < at || one.span.to > stretch.to) continue;
        parts.push(props.doc.text.slice(at, one.span.from), one);
        at = one.span.to;
      }
      parts.push(props.doc.text.slice(at, stretch.to));
      const cut = stretch.from > 0 || stretch.to < props.doc.text.length;
      return { parts, cut };
    });
  });

  return (
    <section class="recommended" aria-label={text().region} data-open={open() ? '' : undefined}>
      <header class="recommended-head">
        <h2 class="recommended-title">{text().title}</h2>
        <span class="recommended-count" aria-live="polite">
          {suggestions().length > 0 ? text().count(suggestions().length) : ''}
        </span>
        <span class="recommended-tools">
          <Show when={labelled().length > 0}>
            <Button look="quiet" size="sm" icon={<CheckCheck />} onClick={acceptAll}>
              {text().acceptAll}
              <Keys keys="Shift+Enter" />
            </Button>
          </Show>
          <Button
            look="quiet"
            size="sm"
            icon={open() ? <ChevronDown /> : <ChevronUp />}
            label={open() ? text().hide : text().show}
            aria-expanded={open()}
            onClick={toggle}
          />
        </span>
      </header>
      <Show when={open()}>
        <div class="recommended-body">
          <Show
            when={suggestions().length > 0}
            fallback={
              <p class="recommended-none">
                {props.anySource ? text().none : text().off}
                <span class="soft"> {props.anySource ? text().noneHint : ''}</span>
              </p>
            }
          >
            <div
              ref={list}
              class="recommended-text"
              role="listbox"
              tabindex="-1"
              aria-label={text().region}
              dir="auto"
              onKeyDown={onKeyDown}
            >
              <Aside items={suggestions().filter((one) => one.span === undefined)} />
              <For each={pieces()}>
                {({ parts, cut }) => (
                  <p class="recommended-stretch" role="presentation" data-cut={cut ? '' : undefined}>
                    <For each={parts}>
                      {(part) => (typeof part === 'string' ? part : <SuggestionButton one={part} />)}
                    </For>
                  </p>
                )}
              </For>
              <Aside items={suggestions().filter((one) => one.aside && one.span !== undefined)} />
            </div>
          </Show>
        </div>
        <div class="recommended-why">
          <Show when={current()}>
            {(one) => (
              <>
                <span class="recommended-label" data-hue={hueOf(labelOf(one())?.colour ?? 10)}>
                  <bdi>{labelOf(one())?.name ?? noLabel(one())}</bdi>
                </span>
                <Show when={one().recommendation.labelId !== undefined}>
                  <span class="recommended-sure">{formatConfidence(one().recommendation.confidence)}</span>
                </Show>
                <span
                  class="recommended-from"
                  title={one().recommendation.provenance.map(provenanceText).join(' · ')}
                >
                  {one().recommendation.provenance.map(provenanceText).join(' · ')}
                </span>
                <span class="recommended-acts">
                  <Button size="sm" icon={<Check />} onClick={() => accept(one())}>
                    {one().recommendation.labelId === undefined ? text().choose : text().accept}
                    <Keys keys="+" />
                  </Button>
                  <Button size="sm" look="quiet" icon={<X />} onClick={() => reject(one())}>
                    {text().reject}
                    <Keys keys="-" />
                  </Button>
                </span>
              </>
            )}
          </Show>
        </div>
      </Show>
    </section>
  );
}
