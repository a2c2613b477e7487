/** The triggers that are being chosen: T1, T2 … each with its words. The words themselves are picked in the text. */

import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { For, Index, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { quoteOf } from '#core/text';
import { m } from '../../messages/index.ts';
import { announce } from '../../state/announcer.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Button } from '../../widgets/button.tsx';
import { Keys } from '../../widgets/keys.tsx';
import type { ExplainEditorProps } from './explain-editor-props.ts';
import { createProposedTriggers } from './proposed-triggers.ts';
import { maxGroups } from './trigger-draft.ts';

export function TriggerEditor(props: ExplainEditorProps): JSX.Element {
  const text = () => m().annotate.trigger;
  const isEmpty = (): boolean => props.draft.groups.every((group) => group.length === 0);
  const found = createProposedTriggers(() => props.draft);
  /** They stand where nothing is chosen yet: what one picks oneself is not talked into. */
  const proposed = () => (isEmpty() ? (found() ?? []) : []);
  /** Taken whole, as a proposed sentence is: the label is explained and the pop-up done. */
  const take = (n: number): boolean => {
    const span = proposed()[n];
    if (span === undefined) return false;
    props.labelling.pick(span);
    announce(text().taken(words(span)));
    void props.labelling.finish();
    return true;
  };
  // Before the labels' own keys take it: Alt with a digit is also a label without a reason.
  const takeByKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey || !event.altKey) return;
    const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1];
    if (digit === undefined || !take(Number(digit) - 1)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  onMount(() => addEventListener('keydown', takeByKey, true));
  onCleanup(() => removeEventListener('keydown', takeByKey, true));
  useShortcuts([
    {
      keys: 'Enter',
      label: text().keys.takeFirst,
      group: m().annotate.keys.groupTrigger,
      hidden: true,
      run: () => take(0),
    },
    {
      keys: 'Alt+1',
      label: text().keys.take,
      group: m().annotate.keys.groupTrigger,
      listedOnly: true,
      run: () => undefined,
    },
    {
      keys: ' ',
      label: text().keys.toggle,
      group: m().annotate.keys.groupTrigger,
      listedOnly: true,
      run: () => undefined,
    },
    {
      keys: 'n',
      label: text().keys.another,
      group: m().annotate.keys.groupTrigger,
      run: () => props.labelling.another(),
    },
  ]);
  const words = (span: { from: number; to: number }): string => quoteOf(props.doc.text, span);
  return (
    <>
      <p class="explain-question">{text().title}</p>
      <ol class="triggers">
        <Index each={props.draft.groups}>
          {(group, i) => (
            <li class="trigger" data-active={props.draft.active === i ? '' : undefined}>
              <button
                type="button"
                class="trigger-name"
                aria-pressed={props.draft.active === i}
                aria-label={text().groupName(i + 1)}
                onClick={() => props.labelling.activate(i)}
              >
                {text().name(i + 1)}
              </button>
              <span class="trigger-words">
                <Show when={group().length > 0} fallback={<span class="soft">{text().empty}</span>}>
                  <For each={group()}>
                    {(span) => (
                      <button
                        type="button"
                        class="trigger-span"
                        aria-label={text().removeSpan(words(span))}
                        title={text().removeSpan(words(span))}
                        onClick={() => {
                          props.labelling.activate(i);
                          props.labelling.pick(span);
                        }}
                      >
                        <bdi>{words(span)}</bdi>
                        <X aria-hidden="true" />
                      </button>
                    )}
                  </For>
                </Show>
              </span>
              <Show when={props.draft.groups.length > 1}>
                <Button
                  look="quiet"
                  size="sm"
                  icon={<X />}
                  label={text().removeGroup(i + 1)}
                  onClick={() => props.labelling.removeGroup(i)}
                />
              </Show>
            </li>
          )}
        </Index>
      </ol>
      <Show
        when={props.draft.groups.length < maxGroups && props.draft.groups.every((group) => group.length > 0)}
      >
        <Button look="quiet" size="sm" icon={<Plus />} onClick={() => props.labelling.another()}>
          {text().another}
        </Button>
      </Show>
      <Show when={proposed().length > 0}>
        <section class="trigger-proposals" aria-label={text().proposed}>
          <p class="small soft">{text().proposedHint}</p>
          <ol class="trigger-proposals-list">
            <For each={proposed()}>
              {(span, n) => (
                <li>
                  <button type="button" class="trigger-proposal" onClick={() => take(n())}>
                    <Keys keys={`Alt+${n() + 1}`} />
                    <bdi>{words(span)}</bdi>
                  </button>
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
    </>
  );
}
