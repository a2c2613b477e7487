/** The triggers that are being chosen: T1, T2 … each with its words. The words themselves are picked in the text. */
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { For, type JSX, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Button } from '../../widgets/button.tsx';
import type { ExplainEditorProps } from './explain-editor-props.ts';
import { maxGroups } from './trigger-draft.ts';

export function TriggerEditor(props: ExplainEditorProps): JSX.Element {
  const text = () => m().annotate.trigger;
  useShortcuts([
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
  const words = (span: { from: number; to: number }): string => props.doc.text.slice(span.from, span.to);
  return (
    <>
      <p class="explain-question">{text().title}</p>
      <ol class="triggers">
        <For each={props.draft.groups}>
          {(group, i) => (
            <li class="trigger" data-active={props.draft.active === i() ? '' : undefined}>
              <button
                type="button"
                class="trigger-name"
                aria-pressed={props.draft.active === i()}
                aria-label={text().groupName(i() + 1)}
                onClick={() => props.labelling.activate(i())}
              >
                {text().name(i() + 1)}
              </button>
              <span class="trigger-words">
                <Show when={group.length > 0} fallback={<span class="soft">{text().empty}</span>}>
                  <For each={group}>
                    {(span) => (
                      <button
                        type="button"
                        class="trigger-span"
                        aria-label={text().removeSpan(words(span))}
                        title={text().removeSpan(words(span))}
                        onClick={() => {
                          props.labelling.activate(i());
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
                  label={text().removeGroup(i() + 1)}
                  onClick={() => props.labelling.removeGroup(i())}
                />
              </Show>
            </li>
          )}
        </For>
      </ol>
      <Show
        when={props.draft.groups.length < maxGroups && props.draft.groups.every((group) => group.length > 0)}
      >
        <Button look="quiet" size="sm" icon={<Plus />} onClick={() => props.labelling.another()}>
          {text().another}
        </Button>
      </Show>
    </>
  );
}
