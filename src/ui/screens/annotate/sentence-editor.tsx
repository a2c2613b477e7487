/** An explanation as an English sentence, kept as written. */
import { createUniqueId, type JSX, onMount } from 'solid-js';
import { m } from '../../messages/index.ts';
import type { ExplainEditorProps } from './explain-editors.ts';

export function SentenceEditor(props: ExplainEditorProps): JSX.Element {
  const id = createUniqueId();
  let area: HTMLTextAreaElement | undefined;
  onMount(() => area?.focus());
  return (
    <>
      <label class="explain-question" for={id}>
        {m().annotate.explain.why}
      </label>
      <textarea
        id={id}
        ref={area}
        class="area explain-sentence"
        rows="2"
        placeholder={m().annotate.explain.example}
        value={props.draft.sentence}
        onInput={(event) => props.labelling.write(event.currentTarget.value)}
      />
    </>
  );
}
