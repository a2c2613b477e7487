/** Guidelines: write on one side, see on the other. */
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import './field.css';
import { Markdown } from './markdown.tsx';

export function MarkdownEditor(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onCommit?: (value: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [preview, setPreview] = createSignal(false);
  return (
    <div class="field">
      <div class="row" style={{ 'justify-content': 'space-between' }}>
        <label class="field-label" for={id}>
          {props.label}
        </label>
        <Button look="quiet" size="sm" aria-pressed={preview()} onClick={() => setPreview((old) => !old)}>
          {preview() ? m().projects.dialog.write : m().projects.dialog.preview}
        </Button>
      </div>
      <Show
        when={preview()}
        fallback={
          <textarea
            id={id}
            class="area"
            dir="auto"
            aria-describedby={`${id}-hint`}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onChange={(event) => props.onCommit?.(event.currentTarget.value)}
          />
        }
      >
        <div class="card">
          <Markdown source={props.value} />
        </div>
      </Show>
      <p class="field-hint" id={`${id}-hint`}>
        {props.hint}
      </p>
    </div>
  );
}
