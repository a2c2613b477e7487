/** Another name for a project, from its card. */
import { createSignal, type JSX } from 'solid-js';
import type { Project } from '#core/project';
import { m } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';

export function RenameDialog(props: {
  readonly project: Project;
  readonly onClose: () => void;
}): JSX.Element {
  const store = useStore();
  const [name, setName] = createSignal(props.project.name);
  const rename = async (): Promise<void> => {
    const next = name().trim();
    const done = next === '' || (await succeeded(store.projects.update(props.project.id, { name: next })));
    if (done) props.onClose();
  };
  return (
    <Dialog
      title={m().projects.card.renameTitle(props.project.name)}
      onClose={props.onClose}
      footer={
        <Button look="primary" onClick={() => void rename()}>
          {m().common.save}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <Field label={m().projects.card.newName}>
          {(parts) => (
            <input
              {...parts}
              class="input"
              dir="auto"
              maxlength="200"
              autofocus
              autocomplete="off"
              value={name()}
              onFocus={(event) => event.currentTarget.select()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
