/**
 * The text a second time with what is recommended in it, as in the paper: for who would rather keep their own labels and the
 * program's apart. Nothing of it moves the text above.
 */

import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Label } from '#core/project';
import { quoteOf } from '#core/text';
import { m } from '../../messages/index.ts';
import { hueOf } from '../../theme/palette.ts';
import type { SuggestionWalk } from './suggestion-walk.ts';
import { suggestedWords, suggestionSentence } from './suggestion-words.ts';
import { excerptsOf, type Suggestion } from './suggestions.ts';

export function SuggestedCopy(props: {
  readonly text: string;
  readonly walk: SuggestionWalk;
  readonly labelOf: (one: Suggestion) => Label | undefined;
}): JSX.Element {
  const { walk } = props;
  let list: HTMLDivElement | undefined;
  const focusCurrent = (): void => {
    list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: false });
  };
  const move = (step: number): void => {
    const all = walk.suggestions();
    const here = all.findIndex((one) => one.key === walk.current()?.key);
    const next = all[Math.max(0, Math.min(all.length - 1, here + step))];
    if (next === undefined) return;
    walk.choose(next.key);
    focusCurrent();
  };
  /** A relation is said whole: its ends alone do not tell what is proposed. */
  const shownFor = (one: Suggestion): JSX.Element => {
    const { target } = one.recommendation;
    const name = props.labelOf(one)?.name ?? '';
    if (target.kind === 'relation') {
      return (
        <>
          <bdi>{quoteOf(props.text, target.head)}</bdi> – <bdi>{name}</bdi> →{' '}
          <bdi>{quoteOf(props.text, target.tail)}</bdi>
        </>
      );
    }
    return one.span === undefined ? <bdi>{name}</bdi> : suggestedWords(props.text, one);
  };

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
    else if (event.key === 'Home') move(-walk.suggestions().length);
    else if (event.key === 'End') move(walk.suggestions().length);
    else if (event.key === 'Enter' && !event.shiftKey) {
      walk.accept();
      queueMicrotask(focusCurrent);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      walk.reject();
      queueMicrotask(focusCurrent);
    } else return;
    event.preventDefault();
  };

  const SuggestionButton = (own: { readonly one: Suggestion }): JSX.Element => {
    const label = (): Label | undefined => props.labelOf(own.one);
    const isCurrent = (): boolean => walk.current()?.key === own.one.key;
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
        aria-label={suggestionSentence(props.text, own.one, label())}
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') walk.choose(own.one.key);
        }}
        onFocus={() => walk.choose(own.one.key)}
        onClick={(event) => {
          walk.choose(own.one.key);
          // A tap on touch only shows it: the buttons below act.
          if (event.detail === 2) walk.accept(own.one);
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
    const inText = walk.suggestions().filter((one) => !one.aside);
    // Where nothing stands in it the text is not shown twice.
    if (inText.length === 0) return [];
    const spans = inText.flatMap((one) => one.span ?? []);
    return excerptsOf(props.text, spans).map((stretch) => {
      const parts: (string | Suggestion)[] = [];
      let at = stretch.from;
      for (const one of inText) {
        if (one.span === undefined || one.span.from < at || one.span.to > stretch.to) continue;
        parts.push(props.text.slice(at, one.span.from), one);
        at = one.span.to;
      }
      parts.push(props.text.slice(at, stretch.to));
      const cut = stretch.from > 0 || stretch.to < props.text.length;
      return { parts, cut };
    });
  });

  return (
    <div
      ref={list}
      class="recommended-text"
      role="listbox"
      tabindex="-1"
      aria-label={m().annotate.recommendations.copy}
      dir="auto"
      onKeyDown={onKeyDown}
    >
      <Aside items={walk.suggestions().filter((one) => one.span === undefined)} />
      <For each={pieces()}>
        {({ parts, cut }) => (
          <p class="recommended-stretch" role="presentation" data-cut={cut ? '' : undefined}>
            <For each={parts}>
              {(part) => (typeof part === 'string' ? part : <SuggestionButton one={part} />)}
            </For>
          </p>
        )}
      </For>
      <Aside items={walk.suggestions().filter((one) => one.aside && one.span !== undefined)} />
    </div>
  );
}
