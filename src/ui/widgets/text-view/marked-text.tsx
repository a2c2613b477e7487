/** A text with marks, for reading only: previews, examples, matches. */
import { createMemo, For, type JSX } from 'solid-js';
import { TextChunk } from './chunk.tsx';
import { chunksOf } from './chunks.ts';
import { layOut, type Mark } from './marks.ts';
import './text-view.css';

export function MarkedText(props: {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly direction?: 'auto' | 'ltr' | 'rtl';
  readonly showNames?: boolean;
}): JSX.Element {
  const laid = createMemo(() => layOut(props.marks));
  return (
    <div class="text-view marked-text" data-names={props.showNames === false ? 'off' : 'on'} data-quiet="">
      <For each={chunksOf(props.text)}>
        {(chunk) => (
          <TextChunk
            text={props.text}
            chunk={chunk}
            marks={laid}
            direction={props.direction ?? 'auto'}
            lazy={false}
          />
        )}
      </For>
    </div>
  );
}
