/** Saving in place: where the project's file is, how it stands, or the way to get one. */
import { type JSX, Match, Show, Switch } from 'solid-js';
import type { Project } from '#core/project';
import { m } from '../../messages/index.ts';
import {
  allowFile,
  canKeepFiles,
  keepInFile,
  keptFile,
  saveFileNow,
  stopKeeping,
  takeInFile,
} from '../../state/kept-file.ts';
import { useStore } from '../../state/store-context.ts';
import { Button } from '../../widgets/button.tsx';

export function KeptFileRow(props: { readonly project: Project }): JSX.Element {
  const store = useStore();
  const text = () => m().settings.storage.file;
  const mine = () => (keptFile()?.projectId === props.project.id ? keptFile() : undefined);
  const words = (): string => {
    const { name = '', state = 'saved' } = mine() ?? {};
    if (state === 'waiting') return text().waiting(name);
    if (state === 'failed') return text().failed(name);
    return state === 'changed' ? text().changed(name) : text().kept(name);
  };
  return (
    <Show when={canKeepFiles()} fallback={<p class="field-hint">{text().none}</p>}>
      <Show
        when={mine()}
        fallback={
          <div class="row">
            <Button onClick={() => void keepInFile(store, props.project.id, props.project.name)}>
              {text().keep}
            </Button>
          </div>
        }
      >
        {(file) => (
          <div class="stack" role="status">
            <p>{words()}</p>
            <div class="row">
              <Switch
                fallback={
                  <Button busy={file().state === 'saving'} onClick={saveFileNow}>
                    {text().again}
                  </Button>
                }
              >
                <Match when={file().state === 'waiting'}>
                  <Button look="primary" onClick={() => void allowFile(store)}>
                    {text().allow}
                  </Button>
                </Match>
                <Match when={file().state === 'changed'}>
                  <Button look="primary" onClick={() => void takeInFile(store)}>
                    {text().takeIn}
                  </Button>
                </Match>
              </Switch>
              <Button look="quiet" onClick={() => void stopKeeping(store, props.project.id)}>
                {text().stop}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </Show>
  );
}
