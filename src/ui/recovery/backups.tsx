/** Backups that the app has put aside, each to be saved as a project file. They need no database of the app to be read. */
import { createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { type Backup, Shelf } from '#store/salvage';
import { downloadFile, fileNameFrom } from '../state/download.ts';
import { Button } from '../widgets/button.tsx';
import { language, text } from './words.ts';

const when = (at: number): string =>
  new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });

export function Backups(): JSX.Element {
  const shelf = new Shelf('lean-life');
  const [found] = createResource(() => shelf.list().catch((): readonly Backup[] => []));
  const [failed, setFailed] = createSignal<string>();
  const save = async ({ id, projectName, at }: Backup): Promise<void> => {
    const bytes = await shelf.read(id);
    if (bytes === undefined) setFailed(when(at));
    else
      downloadFile(
        `${fileNameFrom(projectName)}-${new Date(at).toISOString().slice(0, 10)}.leanlife`,
        bytes,
        'application/octet-stream',
      );
  };
  return (
    <Show when={(found.latest ?? []).length > 0}>
      <section class="card stack">
        <h2 class="card-title">{text.backupsTitle}</h2>
        <p class="soft">{text.backupsHint}</p>
        <ul class="recovery-backups">
          <For each={found.latest}>
            {(backup) => (
              <li class="recovery-project">
                <div>
                  <p dir="auto">{text.backup(backup.projectName, when(backup.at))}</p>
                  <p class="small soft">
                    {text.contents(backup.documents, backup.annotations, backup.explanations)}
                  </p>
                </div>
                <Button
                  aria-label={text.saveBackup(backup.projectName, when(backup.at))}
                  onClick={() => void save(backup)}
                >
                  {text.saveFile}
                </Button>
              </li>
            )}
          </For>
        </ul>
        <Show when={failed()}>{(reason) => <p role="alert">{text.failed(reason())}</p>}</Show>
      </section>
    </Show>
  );
}
