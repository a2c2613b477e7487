/** The backups of a project, or of all: what is in each, and restoring, saving and deleting it. */
import Trash2 from 'lucide-solid/icons/trash';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { problem } from '#core/base';
import type { Backup } from '#store';
import { formatAgo, formatBytes } from '../../messages/format.ts';
import { formatDay } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { actsPerBackup, backups, lookForBackups, saveBackup } from '../../state/backups.ts';
import { succeeded } from '../../state/deeds.ts';
import { reportProblem, settled } from '../../state/problems.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { exportWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import './backups.css';

/** Of each kind; the store's rule. */
const keptOfAKind = 4;

export function BackupsSection(props: { readonly projectId?: string }): JSX.Element {
  const store = useStore();
  const text = () => m().settings.backups;
  const [restoring, setRestoring] = createSignal<Backup>();
  const [busy, setBusy] = createSignal(false);
  const shown = () =>
    backups().filter(({ projectId }) => props.projectId === undefined || projectId === props.projectId);
  void lookForBackups(store);

  const makeNow = async (projectId: string): Promise<void> => {
    setBusy(true);
    const before = new Set(backups().map(({ id }) => id));
    const made = await settled((await exportWorker()).backUp({ projectId, reason: 'acts' }).result);
    await lookForBackups(store);
    setBusy(false);
    if (made !== undefined) showToast({ text: before.has(made.id) ? text().same : text().made });
  };
  const save = async (backup: Backup): Promise<void> => {
    if (!(await saveBackup(store, backup))) reportProblem(problem('not-found', 'no such backup'));
  };
  const remove = async (backup: Backup): Promise<void> => {
    if (await succeeded(store.backups.remove(backup.id))) showToast({ text: text().removed });
    await lookForBackups(store);
  };
  return (
    <section class="card stack" aria-labelledby="backups-title">
      <h3 class="card-title" id="backups-title">
        {text().title}
      </h3>
      <p class="soft">{text().lead(actsPerBackup, keptOfAKind)}</p>
      <Show when={shown().length > 0} fallback={<p>{text().none}</p>}>
        <ul class="backup-list">
          <For each={shown()}>
            {(backup) => (
              <li class="backup">
                <div class="backup-about">
                  <p class="backup-when">
                    <Show when={props.projectId === undefined}>
                      <bdi>{backup.projectName}</bdi>,{' '}
                    </Show>
                    <time datetime={new Date(backup.at).toISOString()} title={formatDay(backup.at)}>
                      {formatAgo(backup.at, Date.now())}
                    </time>
                    , {text().reason[backup.reason]}
                  </p>
                  <p class="small soft">
                    {text().contents(backup.documents, backup.annotations, backup.explanations)} ·{' '}
                    {formatBytes(backup.bytes)}
                  </p>
                </div>
                <div class="backup-acts">
                  <Button
                    size="sm"
                    aria-label={text().restoreNamed(backup.projectName, formatDay(backup.at))}
                    onClick={() => setRestoring(backup)}
                  >
                    {text().restore}
                  </Button>
                  <Button size="sm" look="quiet" onClick={() => void save(backup)}>
                    {text().save}
                  </Button>
                  <Button
                    size="sm"
                    look="quiet"
                    icon={<Trash2 />}
                    label={text().remove}
                    onClick={() => void remove(backup)}
                  />
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.projectId}>
        {(id) => (
          <div class="row">
            <Button busy={busy()} disabled={busy()} onClick={() => void makeNow(id())}>
              {text().now}
            </Button>
          </div>
        )}
      </Show>
      <Show when={restoring()} keyed>
        {(backup) => <RestoreDialog backup={backup} onClose={() => setRestoring(undefined)} />}
      </Show>
    </section>
  );
}
