/** The first screen: projects as cards, the samples, and the ways to begin. */
import { A, useNavigate } from '@solidjs/router';
import FolderOpen from 'lucide-solid/icons/folder-open';
import Plus from 'lucide-solid/icons/plus';
import Settings2 from 'lucide-solid/icons/settings-2';
import Sparkles from 'lucide-solid/icons/sparkles';
import { createEffect, createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js';
import type { Task } from '#core/project';
import type { ProjectSummary } from '#store';
import { projectPath } from '../../app/addresses.ts';
import { m, withMessages } from '../../messages/index.ts';
import { succeeded } from '../../state/deeds.ts';
import { noteProjects } from '../../state/eviction.ts';
import { incomingFiles, takeFiles } from '../../state/incoming-files.ts';
import { createBaseLive } from '../../state/live-query.ts';
import { openProjectFile, openSample, samples } from '../../state/open-project.ts';
import { lazyWithStore, useBaseStore, wholeStore } from '../../state/store-context.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../widgets/button.tsx';
import { ProjectCard } from './project-card.tsx';
import { keepingReopened, pendingRemovals } from './remove-project.ts';
import './projects-screen.css';

const NewProjectDialog = lazyWithStore(
  async () => (await withMessages(import('./new-project-dialog.tsx'))).NewProjectDialog,
);
const HowItWorks = lazy(async () => ({
  default: (await withMessages(import('./how-it-works.tsx'))).HowItWorks,
}));
const RemoveDialog = lazyWithStore(async () => (await import('./remove-dialog.tsx')).RemoveDialog);

export function ProjectsScreen(): JSX.Element {
  const navigate = useNavigate();
  const base = useBaseStore();
  const list = createBaseLive(
    () => true,
    (open) => open.projects.list(),
  );
  const shown = createMemo(() =>
    list()
      ?.filter(({ project }) => !pendingRemovals().has(project.id))
      .toSorted((a, b) => b.project.updatedAt - a.project.updatedAt),
  );
  const [isEvicted, setEvicted] = createSignal(false);
  createEffect(() => {
    const all = list();
    if (all === undefined) return;
    if (noteProjects(all.length)) setEvicted(true);
    // What a project needs, now that the list stands, so that opening one does not wait for it.
    base.whole().catch(() => undefined);
  });
  const [creating, setCreating] = createSignal(false);
  const [removing, setRemoving] = createSignal<ProjectSummary>();
  const [opening, setOpening] = createSignal<string>();
  let picker: HTMLInputElement | undefined;

  const open = async (file: File): Promise<void> => {
    setOpening(file.name);
    const opened = await keepingReopened(() => openProjectFile(file));
    setOpening(undefined);
    if (opened === undefined) return;
    if (opened.merged) showToast({ text: m().projects.merged(opened.added, opened.updated) });
    navigate(projectPath(opened.projectId, 'annotate'));
  };
  const openTheSample = async (task: Task): Promise<void> => {
    setOpening(task);
    const opened = await keepingReopened(() => openSample(task));
    setOpening(undefined);
    if (opened === undefined) return;
    // It was written long ago, but to this person it is new.
    const store = opened.merged ? undefined : await wholeStore(base);
    if (store !== undefined) await succeeded(store.projects.update(opened.projectId, {}));
    navigate(projectPath(opened.projectId, 'annotate'));
  };

  // Dropped files: a project file is opened, anything else waits for the project that is made for it.
  createEffect(() => {
    const [first] = incomingFiles();
    if (first === undefined || creating()) return;
    if (looksLikeProject(first)) void open(takeFiles()[0] ?? first);
    else setCreating(true);
  });

  return (
    <div class="projects">
      <header class="projects-head">
        <div class="projects-head-row">
          <div>
            <h1 class="projects-name">{m().common.appName}</h1>
            <p class="projects-lead">{m().projects.lead}</p>
          </div>
          <A
            href="/device"
            class="button"
            data-look="header"
            data-size="md"
            data-icon-only=""
            title={m().projects.device}
          >
            <span class="button-icon" aria-hidden="true">
              <Settings2 />
            </span>
            <span class="visually-hidden">{m().projects.device}</span>
          </A>
        </div>
      </header>
      <main class="projects-main" id="main" tabindex="-1">
        <Show when={shown()?.length === 0}>
          <Suspense fallback={<div class="how-room" />}>
            <HowItWorks />
          </Suspense>
        </Show>
        <div class="projects-tools">
          <h2 class="projects-title">{m().projects.title}</h2>
          <Button icon={<FolderOpen />} onClick={() => picker?.click()} busy={opening() !== undefined}>
            {m().projects.openFile}
          </Button>
          <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
            {m().projects.new}
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            data-testid="project-file"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file !== undefined) void open(file);
            }}
          />
        </div>
        <Show when={shown()}>
          {(cards) => (
            <>
              <Show when={isEvicted()}>
                <section class="card stack projects-evicted" role="alert">
                  <p>{m().projects.evicted}</p>
                  <div class="row">
                    <A href="/device" class="button" data-look="primary" data-size="md">
                      {m().projects.evictedBackups}
                    </A>
                    <Button look="quiet" onClick={() => setEvicted(false)}>
                      {m().common.storage.dismiss}
                    </Button>
                  </div>
                </section>
              </Show>
              <Show when={cards().length === 0}>
                <section class="projects-empty">
                  <h3 class="empty-title">{m().projects.empty.title}</h3>
                  <p class="soft">{m().projects.empty.body}</p>
                </section>
              </Show>
              <ul class="project-grid">
                <For each={cards().map(({ project }) => project.id)}>
                  {(id) => (
                    <Show when={cards().find(({ project }) => project.id === id)}>
                      {(summary) => (
                        <ProjectCard summary={summary()} onRemove={() => setRemoving(summary())} />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
              <section class="samples" aria-labelledby="samples-title">
                <h2 class="samples-title" id="samples-title">
                  {m().projects.sample.section}
                </h2>
                <ul class="project-grid">
                  <For each={samples}>
                    {(sample) => (
                      <li>
                        <button
                          type="button"
                          class="sample"
                          aria-label={m().projects.sample.open(m().projects.sample.name[sample.task])}
                          disabled={opening() !== undefined}
                          onClick={() => void openTheSample(sample.task)}
                        >
                          <span class="sample-icon" aria-hidden="true">
                            <Sparkles />
                          </span>
                          <span class="sample-text">
                            <span class="sample-name">
                              {opening() === sample.task
                                ? m().projects.sample.opening
                                : m().projects.sample.name[sample.task]}
                            </span>
                            <span class="soft small">{m().projects.sample.hint[sample.task]}</span>
                          </span>
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </>
          )}
        </Show>
      </main>
      <Suspense>
        <Show when={creating()}>
          <NewProjectDialog
            onClose={(created) => {
              setCreating(false);
              if (created === undefined) takeFiles();
              else navigate(projectPath(created.id, 'import'));
            }}
          />
        </Show>
        <Show when={removing()}>
          {(summary) => <RemoveDialog summary={summary()} onClose={() => setRemoving(undefined)} />}
        </Show>
      </Suspense>
    </div>
  );
}

const looksLikeProject = (file: File): boolean =>
  /\.(?:leanlife|lean-life)(?:\.(?:json|gz|zip))*$/i.test(file.name);
