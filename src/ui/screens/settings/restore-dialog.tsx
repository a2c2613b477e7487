/** What a backup would bring back and take away, before it takes the project's place. */
import { useNavigate } from '@solidjs/router';
import { createResource, createSignal, type JSX, Show } from 'solid-js';
import type { Backup } from '#store';
import type { BackupPreview, Difference } from '#workers/files/import-contract';
import { projectPath } from '../../app/addresses.ts';
import { formatDay } from '../../messages/format-time.ts';
import { m } from '../../messages/index.ts';
import { lookForBackups } from '../../state/backups.ts';
import { restoreBackup } from '../../state/opening.ts';
import { settled } from '../../state/problems.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { importWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';

export function RestoreDialog(props: { readonly backup: Backup; readonly onClose: () => void }): JSX.Element {
  const store = useStore();
  const navigate = useNavigate();
  const text = () => m().settings.backups.dialog;
  const [preview] = createResource(async () =>
    settled((await importWorker()).previewBackup(props.backup.id).result),
  );
  const [busy, setBusy] = createSignal(false);
  const restore = async (): Promise<void> => {
    setBusy(true);
    const opened = await restoreBackup(props.backup.id);
    setBusy(false);
    void lookForBackups(store);
    if (opened === undefined) return;
    showToast({ text: m().settings.backups.restored(props.backup.projectName) });
    props.onClose();
    navigate(projectPath(opened.projectId, 'annotate'));
  };
  return (
    <Dialog
      title={text().title(props.backup.projectName)}
      onClose={props.onClose}
      footer={
        <Button
          look="primary"
          busy={busy()}
          disabled={busy() || preview() === undefined}
          onClick={() => void restore()}
        >
          {text().confirm}
        </Button>
      }
    >
      <div class="stack">
        <p>
          {formatDay(props.backup.at)}, {m().settings.backups.reason[props.backup.reason]}:{' '}
          {m().settings.backups.contents(
            props.backup.documents,
            props.backup.annotations,
            props.backup.explanations,
          )}
          .
        </p>
        <div role="status">
          <Show when={preview()} fallback={<p class="soft">{text().comparing}</p>}>
            {(found) => <Changes preview={found()} />}
          </Show>
        </div>
      </div>
    </Dialog>
  );
}

function Changes(props: { readonly preview: BackupPreview }): JSX.Element {
  const text = () => m().settings.backups.dialog;
  const words = ({ documents, annotations, explanations }: Difference): string =>
    m().settings.backups.some(documents, annotations, explanations);
  const { back, changed, gone } = props.preview;
  const isSame = [back, changed, gone].every((one) => words(one) === '');
  return (
    <div class="stack">
      <Show when={props.preview.isHere} fallback={<p>{text().isGone}</p>}>
        <Show when={!isSame} fallback={<p>{text().same}</p>}>
          <div>
            <Show when={words(back)}>
              <p>{text().back(words(back))}</p>
            </Show>
            <Show when={words(changed)}>
              <p>{text().changed(words(changed))}</p>
            </Show>
            <Show when={words(gone)}>
              <p>
                <strong>{text().gone(words(gone))}</strong>
              </p>
            </Show>
          </div>
        </Show>
        <p class="soft">{text().kept}</p>
      </Show>
      <Show when={props.preview.labels.length > 0}>
        <p class="soft">{text().labels(props.preview.labels.join(', '))}</p>
      </Show>
    </div>
  );
}
