import { A } from '@solidjs/router';
import Copy from 'lucide-solid/icons/copy';
import CopyPlus from 'lucide-solid/icons/copy-plus';
import DownloadIcon from 'lucide-solid/icons/download';
import MoreHorizontal from 'lucide-solid/icons/ellipsis';
import Pencil from 'lucide-solid/icons/pencil';
import Trash2 from 'lucide-solid/icons/trash';
import { createSignal, type JSX, Show, Suspense } from 'solid-js';
import type { ProjectSummary } from '#store';
import { projectPath } from '../../app/addresses.ts';
import { formatAgo } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { reportProblem } from '../../state/problems.ts';
import { lazyWithStore, useBaseStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Menu } from '../../widgets/menu.tsx';
import { Progress } from '../../widgets/progress.tsx';

const RenameDialog = lazyWithStore(async () => (await import('./rename-dialog.tsx')).RenameDialog);

export function ProjectCard(props: {
  readonly summary: ProjectSummary;
  readonly onRemove: () => void;
}): JSX.Element {
  const base = useBaseStore();
  const project = () => props.summary.project;
  const finished = (): number => props.summary.done + props.summary.skipped;
  const [renaming, setRenaming] = createSignal(false);
  const [copying, setCopying] = createSignal(false);
  const duplicate = async (texts: boolean): Promise<void> => {
    if (copying()) return;
    setCopying(true);
    const name = m().projects.card.copyOf(project().name).slice(0, 200);
    const { exportWorker } = await import('../../state/workers.ts');
    const client = await exportWorker();
    const copied = await client.copy({ projectId: project().id, name, texts }).result;
    setCopying(false);
    if (!copied.ok) {
      reportProblem(copied.error);
      return;
    }
    const { duplicated, duplicatedWhole } = m().projects.card;
    showToast({ text: (texts ? duplicatedWhole : duplicated)(name) });
  };
  const download = async (): Promise<void> => {
    const [{ downloadProject }, store] = await Promise.all([import('../../state/backup.ts'), base.whole()]);
    await downloadProject(store, project().id);
  };
  return (
    <li class="project-card">
      <Suspense>
        <Show when={renaming()}>
          <RenameDialog project={project()} onClose={() => setRenaming(false)} />
        </Show>
      </Suspense>
      <div class="project-card-head">
        <A
          class="project-card-link"
          href={projectPath(project().id, props.summary.documents === 0 ? 'import' : 'annotate')}
          aria-label={m().projects.card.open(project().name)}
        >
          <bdi>{project().name}</bdi>
        </A>
        <span class="project-card-menu">
          <Menu
            label={m().projects.card.menu(project().name)}
            icon={<MoreHorizontal />}
            items={[
              { label: m().projects.card.rename, icon: <Pencil />, run: () => setRenaming(true) },
              {
                label: m().projects.card.duplicateWhole,
                icon: <Copy />,
                run: () => void duplicate(true),
              },
              { label: m().projects.card.duplicate, icon: <CopyPlus />, run: () => void duplicate(false) },
              {
                label: m().projects.card.download,
                icon: <DownloadIcon />,
                run: () => {
                  download().catch(() => showToast({ text: m().common.crash.failed, tone: 'alert' }));
                },
              },
              { label: m().projects.card.remove, icon: <Trash2 />, danger: true, run: props.onRemove },
            ]}
          />
        </span>
      </div>
      <p class="soft small">
        {m().projects.task[project().task]} · {m().projects.card.labels(props.summary.labels)} ·{' '}
        {m().projects.card.annotations(props.summary.annotations)}
      </p>
      <div class="project-card-foot">
        <Progress
          value={finished()}
          max={props.summary.documents}
          label={
            props.summary.documents === 0
              ? m().projects.card.noTexts
              : m().projects.card.progress(finished(), props.summary.documents)
          }
        />
        <p class="small soft">{m().projects.card.changed(formatAgo(project().updatedAt, Date.now()))}</p>
      </div>
    </li>
  );
}
