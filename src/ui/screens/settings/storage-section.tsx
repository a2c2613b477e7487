import { createResource, type JSX, Show } from 'solid-js';
import type { Project } from '#core/project';
import { formatBytes } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { downloadEverything, downloadProject } from '../../state/backup.ts';
import { backups, lookForBackups } from '../../state/backups.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { KeptFileRow } from './kept-file-row.tsx';

export function StorageSection(props: { readonly project?: Project }): JSX.Element {
  const store = useStore();
  const text = () => m().settings.storage;
  const [state, { refetch }] = createResource(() => store.storage.state());
  const backupBytes = (): number => backups().reduce((bytes, backup) => bytes + backup.bytes, 0);
  void lookForBackups(store);
  const protect = async (): Promise<void> => {
    if (!(await store.storage.persist())) showToast({ text: text().protectRefused });
    await refetch();
  };
  const attempt = (work: Promise<void>): void => {
    work.catch(() => showToast({ text: m().common.crash.failed, tone: 'alert' }));
  };
  return (
    <section class="card stack">
      <h3 class="card-title">{text().title}</h3>
      <Show when={state.latest}>
        {(now) => (
          <div>
            <Show when={now().usage !== undefined}>
              <p>
                {now().quota === undefined
                  ? text().used(formatBytes(now().usage ?? 0))
                  : text().usedOf(formatBytes(now().usage ?? 0), formatBytes(now().quota ?? 0))}
              </p>
            </Show>
            <Show when={backupBytes() > 0}>
              <p>{text().ofBackups(formatBytes(backupBytes()))}</p>
            </Show>
            <p class="soft">{now().persisted ? text().persisted : text().notPersisted}</p>
          </div>
        )}
      </Show>
      <div class="row">
        <Show when={props.project}>
          {(project) => (
            <Button onClick={() => attempt(downloadProject(store, project().id))}>{text().backup}</Button>
          )}
        </Show>
        <Button onClick={() => attempt(downloadEverything(store))}>{text().backupAll}</Button>
        <Show when={state.latest?.persisted === false}>
          <Button look="quiet" onClick={() => void protect()}>
            {text().protect}
          </Button>
        </Show>
      </div>
      <Show when={props.project}>{(project) => <KeptFileRow project={project()} />}</Show>
      <p class="field-hint">
        {text().backupHint} {text().recoveryHint}{' '}
        <a href="./recovery.html" rel="external">
          {text().recovery}
        </a>
      </p>
    </section>
  );
}
