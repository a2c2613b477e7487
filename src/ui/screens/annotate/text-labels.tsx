/** The labels of the text as a whole, above it. */
import MessageSquare from 'lucide-solid/icons/message-square';
import X from 'lucide-solid/icons/x';
import { For, type JSX, Show } from 'solid-js';
import type { Annotation, Label } from '#core/project';
import { m } from '../../messages/index.ts';
import { hueOf } from '../../theme/palette.ts';
import { Button } from '../../widgets/button.tsx';

export function TextLabels(props: {
  readonly annotations: readonly Annotation[];
  readonly labelOf: (id: string) => Label | undefined;
  /** Whether texts can have labels here: then their row is there before the first one, and the text does not move. */
  readonly keepsRoom: boolean;
  readonly onRemove: (annotation: Annotation) => void;
  /** Absent where the project asks for no reasons. */
  readonly onExplain?: ((annotation: Annotation) => void) | undefined;
}): JSX.Element {
  const mine = (): readonly Annotation[] => props.annotations.filter((one) => one.target.kind === 'text');
  return (
    <Show when={props.keepsRoom || mine().length > 0}>
      <ul class="text-labels">
        <For each={mine()}>
          {(annotation) => (
            <li class="text-label" data-hue={hueOf(props.labelOf(annotation.labelId)?.colour ?? 0)}>
              <bdi>{props.labelOf(annotation.labelId)?.name}</bdi>
              <Show when={props.onExplain}>
                {(explain) => (
                  <Button
                    look="quiet"
                    size="sm"
                    icon={<MessageSquare />}
                    label={m().relations.editReason}
                    onClick={() => explain()(annotation)}
                  />
                )}
              </Show>
              <Button
                look="quiet"
                size="sm"
                icon={<X />}
                label={m().annotate.popover.remove}
                onClick={() => props.onRemove(annotation)}
              />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
