/** A file, several, or a pasted text. */
import Upload from 'lucide-solid/icons/upload';
import { createSignal, type JSX, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';

export function ChooseFile(props: { readonly onFiles: (files: readonly File[]) => void }): JSX.Element {
  const [pasting, setPasting] = createSignal(false);
  const [text, setText] = createSignal('');
  let picker: HTMLInputElement | undefined;
  return (
    <div class="stack">
      <section class="import-drop">
        <Button look="primary" icon={<Upload />} onClick={() => picker?.click()}>
          {m().importing.choose}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="import-file"
          onChange={(event) => {
            const chosen = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            props.onFiles(chosen);
          }}
        />
        <p class="soft">{m().importing.dropHere}</p>
      </section>
      <Show
        when={pasting()}
        fallback={
          <div class="import-paste">
            <Button look="quiet" onClick={() => setPasting(true)}>
              {m().importing.paste}
            </Button>
          </div>
        }
      >
        <section class="card stack">
          <Field label={m().importing.pasteLabel}>
            {(parts) => (
              <textarea
                {...parts}
                class="area"
                rows="8"
                dir="auto"
                autofocus
                value={text()}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            )}
          </Field>
          <div>
            <Button
              look="primary"
              disabled={text().trim() === ''}
              onClick={() =>
                props.onFiles([new File([text()], m().importing.pastedName, { type: 'text/plain' })])
              }
            >
              {m().importing.pasteUse}
            </Button>
          </div>
        </section>
      </Show>
    </div>
  );
}
