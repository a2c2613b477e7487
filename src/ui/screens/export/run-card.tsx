/** The project as a folder that labels other texts in a shell. */
import Download from 'lucide-solid/icons/download';
import { createSignal, type JSX, Show } from 'solid-js';
import type { Job, Progress } from '#workers/rpc/job';
import { formatShare } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { fileNameFrom } from '../../state/download.ts';
import { createLive } from '../../state/live.ts';
import { useProject } from '../../state/project-context.ts';
import { exportWorker } from '../../state/workers.ts';
import { Button } from '../../widgets/button.tsx';
import { handOver } from './hand-over.ts';

export function RunCard(): JSX.Element {
  const { project } = useProject();
  const text = () => m().exporting;
  const [progress, setProgress] = createSignal<Progress>();
  let running: Job<unknown> | undefined;
  const labels = createLive(
    () => project().id,
    async (store, id) => store.annotations.count(id),
  );
  const download = async (): Promise<void> => {
    setProgress({ done: 0, total: 0 });
    const client = await exportWorker();
    const job = client.runFolder(
      { projectId: project().id, name: fileNameFrom(project().name) },
      setProgress,
    );
    running = job;
    const answer = await job.result;
    setProgress(undefined);
    handOver(answer);
  };
  return (
    <section class="card export-model">
      <h3 class="card-title">{text().run.title}</h3>
      <p>{text().run.lead}</p>
      <div class="row export-acts">
        <Button
          icon={<Download />}
          disabled={progress() !== undefined || (labels() ?? 0) === 0}
          onClick={() => void download()}
        >
          <Show when={progress()} fallback={text().run.download}>
            {(now) => text().packing(formatShare(now().total === 0 ? 0 : now().done / now().total))}
          </Show>
        </Button>
        <Show when={progress() !== undefined}>
          <Button look="quiet" onClick={() => running?.cancel()}>
            {text().cancel}
          </Button>
        </Show>
        <span class="small soft">{(labels() ?? 0) === 0 ? text().run.nothing : text().run.needs}</span>
      </div>
    </section>
  );
}
