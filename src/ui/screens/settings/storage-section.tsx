import { createResource, type JSX, Show } from 'solid-js';
import { formatBytes } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { downloadEverything, downloadProject } from '../../state/backup.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';

export function StorageSection(props: { readonly projectId?: string }): JSX.Element {
  const store = useStore();
  const text = () => m().settings.storage;
  const [state, { refetch }] = createResource(() => store.storage.state());
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
            <p class="soft">{now().persisted ? text().persisted : text().notPersisted}</p>
          </div>
        )}
      </Show>
      <div class="row">
        <Show when={props.projectId}>
          {(id) => <Button onClick={() => attempt(downloadProject(store, id()))}>{text().backup}</Button>}
        </Show>
        <Button onClick={() => attempt(downloadEverything(store))}>{text().backupAll}</Button>
        <Show when={state.latest?.persisted === false}>
          <Button look="quiet" onClick={() => void protect()}>
            {text().protect}
          </Button>
        </Show>
      </div>
      <p class="field-hint">
        {text().backupHint} {text().recoveryHint}{' '}
        <a href="./recovery.html" rel="external">
          {text().recovery}
        </a>
      </p>
    </section>
  );
}
