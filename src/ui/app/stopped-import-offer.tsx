/** Says that an import was interrupted, how much of it is here, and asks what shall become of it. A row among the banners. */
import { useNavigate } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import type { ImportRecord } from '#store';
import { unlessRunning } from '#workers/files/import-lock';
import { m } from '../messages/index.ts';
import { problemText } from '../state/problems.ts';
import { resumeImport } from '../state/stopped-import.ts';
import { useStore } from '../state/store-context.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../widgets/button.tsx';
import { Dialog } from '../widgets/dialog.tsx';
import { projectPath } from './addresses.ts';

export function StoppedImportOffer(props: { readonly record: ImportRecord }): JSX.Element {
  const store = useStore();
  const navigate = useNavigate();
  const text = () => m().importing.stopped;
  const [isAsking, setAsking] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const texts = (): number => props.record.documents;
  const explanations = (): number => props.record.explanationIds.length;
  const isEmpty = (): boolean => texts() === 0 && explanations() === 0;
  const file = (): string => {
    const [first, ...rest] = props.record.files;
    if (first === undefined) return text().noName;
    const name = `“${first.length > 80 ? `${first.slice(0, 79)}…` : first}”`;
    return rest.length === 0 ? name : `${name} ${m().importing.restOf(rest.length)}`;
  };

  const goOn = (): void => {
    // Read before the order, which takes this row and its record away.
    const { id, projectId } = props.record;
    navigate(projectPath(projectId, 'import'));
    resumeImport(id);
    document.getElementById('main')?.focus();
  };

  const settle = async (how: 'keep' | 'take back'): Promise<void> => {
    if (isBusy()) return;
    setBusy(true);
    const { id, projectId } = props.record;
    const importer = store.importer(projectId, id);
    const outcome = await unlessRunning<
      Awaited<ReturnType<typeof importer.rollback | typeof importer.finish>>
    >(id, () => (how === 'keep' ? importer.finish() : importer.rollback()));
    setBusy(false);
    setAsking(false);
    if (outcome === undefined) showToast({ text: text().running });
    else if (!outcome.ok) showToast({ text: problemText(outcome.error), tone: 'alert' });
    else {
      const done = how === 'keep' ? text().kept : m().importing.cancelled;
      showToast({ text: done });
      // The button that was pressed is gone with its row.
      document.getElementById('main')?.focus();
    }
  };

  return (
    <div class="banner" role="status">
      <p class="banner-text">
        <bdi>{isEmpty() ? text().nothing(file()) : text().text(file(), texts(), explanations())}</bdi>
      </p>
      <Show when={props.record.hasFiles === true}>
        <Button size="sm" look="primary" disabled={isBusy()} onClick={goOn}>
          {text().goOn}
        </Button>
      </Show>
      <Show
        when={!isEmpty()}
        fallback={
          <Button size="sm" look="quiet" onClick={() => void settle('take back')}>
            {text().hide}
          </Button>
        }
      >
        <Button size="sm" disabled={isBusy()} onClick={() => setAsking(true)}>
          {text().takeBack}
        </Button>
        <Button size="sm" look="quiet" disabled={isBusy()} onClick={() => void settle('keep')}>
          {text().keep}
        </Button>
      </Show>
      <Show when={isAsking()}>
        <Dialog
          title={text().confirmTitle}
          onClose={() => setAsking(false)}
          footer={
            <Button look="danger" busy={isBusy()} onClick={() => void settle('take back')}>
              {text().confirm}
            </Button>
          }
        >
          <p>{text().confirmBody(texts(), explanations())}</p>
        </Dialog>
      </Show>
    </div>
  );
}
