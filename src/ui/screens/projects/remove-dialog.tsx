import { createSignal, type JSX } from 'solid-js';
import type { ProjectSummary } from '#store';
import { m } from '../../messages/index.ts';
import { downloadProject } from '../../state/backup.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { removeProject } from './remove-project.ts';

export function RemoveDialog(props: {
  readonly summary: ProjectSummary;
  readonly onClose: () => void;
}): JSX.Element {
  const store = useStore();
  const [busy, setBusy] = createSignal(false);
  const download = async (): Promise<void> => {
    setBusy(true);
    try {
      await downloadProject(store, props.summary.project.id);
    } catch {
      showToast({ text: m().common.crash.failed, tone: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={m().projects.removeDialog.title(props.summary.project.name)}
      onClose={props.onClose}
      footer={
        <>
          <Button busy={busy()} onClick={() => void download()}>
            {m().projects.removeDialog.download}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              removeProject(store, props.summary);
              props.onClose();
            }}
          >
            {m().projects.removeDialog.confirm}
          </Button>
        </>
      }
    >
      <p>{m().projects.removeDialog.body(props.summary.documents, props.summary.annotations)}</p>
    </Dialog>
  );
}
