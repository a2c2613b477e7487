import { A } from '@solidjs/router';
import Copy from 'lucide-solid/icons/copy';
import CopyPlus from 'lucide-solid/icons/copy-plus';
import DownloadIcon from 'lucide-solid/icons/download';
import MoreHorizontal from 'lucide-solid/icons/ellipsis';
import Pencil from 'lucide-solid/icons/pencil';
import Trash2 from 'lucide-solid/icons/trash';
import { createSignal, type JSX, Show } from 'solid-js';
import type { ProjectSummary } from '#store';
import { projectPath } from '../../app/addresses.ts';
import { formatAgo } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { downloadProject } from '../../state/backup.ts';
import { reportProblem } from '../../state/problems.ts';
import { useStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { exportWorker } from '../../state/workers.ts';
import { Menu } from '../../widgets/menu.tsx';
import { Progress } from '../../widgets/progress.tsx';
import { RenameDialog } from './rename-dialog.tsx';

export function ProjectCard(props: {
  readonly summary: ProjectSummary;
  readonly onRemove: () => void;
}): JSX.Element {
  const store = useStore();
  const project = () => props.summary.project;
  const finished = (): number => props.summary.done + props.summary.skipped;
  const [renaming, setRenaming] = createSignal(false);
  const [copying, setCopying] = createSignal(false);
  const duplicate = async (texts: boolean): Promise<void> => {
    if (copying()) return;
    setCopying(true);
    const name = m().projects.card.copyOf(project().name).slice(0, 200);
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
  return (
    <li class="project-card">
      <Show when={renaming()}>
        <RenameDialog project={project()} onClose={() => setRenaming(false)} />
      </Show>
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
                  downloadProject(store, project().id).catch(() =>
                    showToast({ text: m().common.crash.failed, tone: 'alert' }),
                  );
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
