/** The project's guidelines beside the text, one key away. */
import { type JSX, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { Markdown } from '../../widgets/markdown.tsx';

export function Guidelines(props: { readonly source: string; readonly onClose: () => void }): JSX.Element {
  return (
    <Dialog title={m().annotate.guidelines.title} place="side" onClose={props.onClose}>
      <Show when={props.source.trim() !== ''} fallback={<p class="soft">{m().annotate.guidelines.none}</p>}>
        <Markdown source={props.source} />
      </Show>
    </Dialog>
  );
}
