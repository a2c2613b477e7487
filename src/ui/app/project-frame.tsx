/** What surrounds every screen of a project: the blue header with its name, the way to the other screens, undo and redo. */
import { A, type RouteSectionProps, useLocation, useNavigate, useParams } from '@solidjs/router';
import Keyboard from 'lucide-solid/icons/keyboard';
import MenuIcon from 'lucide-solid/icons/menu';
import Redo2 from 'lucide-solid/icons/redo-2';
import Undo2 from 'lucide-solid/icons/undo-2';
import { createEffect, createMemo, For, type JSX, onCleanup, Show } from 'solid-js';
import { must } from '#core/base';
import type { Label, Project } from '#core/project';
import { m } from '../messages/index.ts';
import { announce } from '../state/announcer.ts';
import { useBackups } from '../state/backups.ts';
import { noteOpen } from '../state/eviction.ts';
import { useHistory } from '../state/history.ts';
import { useKeptFile } from '../state/kept-file.ts';
import { useLearner } from '../state/learner.ts';
import { createLive } from '../state/live.ts';
import { writePreference } from '../state/preferences.ts';
import { ProjectContext } from '../state/project-context.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { goToStart } from '../state/start-again.ts';
import { Button } from '../widgets/button.tsx';
import { Menu } from '../widgets/menu.tsx';
import { projectIdIn, projectPath } from './addresses.ts';
import { HeaderSlot } from './header-slot.tsx';
import { HomeLink } from './home-link.tsx';
import { NotFound } from './not-found.tsx';
import { projectScreens } from './screens.ts';
import { openShortcutHelp } from './shortcut-help.tsx';
import './project-frame.css';

export function ProjectFrame(props: RouteSectionProps): JSX.Element {
  const params = useParams();
  const projectId = (): string => projectIdIn(params['projectId'] ?? '') ?? '';
  const found = createLive(projectId, async (store, id) => {
    const project = await store.projects.get(id);
    return { project, labels: project === undefined ? [] : await store.labels.list(id) };
  });
  return (
    <Show when={found()}>
      {(loaded) => (
        <Show when={loaded().project} fallback={<NotFound />}>
          {(project) => (
            <Frame project={project()} labels={loaded().labels}>
              <Show when={projectId()} keyed>
                {props.children}
              </Show>
            </Frame>
          )}
        </Show>
      )}
    </Show>
  );
}

function Frame(props: {
  readonly project: Project;
  readonly labels: readonly Label[];
  readonly children: JSX.Element;
}): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  const project = createMemo(() => props.project);
  const labels = createMemo(() => props.labels);
  const history = useHistory(() => props.project.id);
  const projectId = createMemo(() => props.project.id);
  useLearner(projectId);
  useBackups(projectId);
  useKeptFile(projectId);
  const currentScreen = (): string => location.pathname.split('/')[3] ?? 'annotate';
  const screenTitle = (): string => {
    const screen = projectScreens.find((one) => one.path === currentScreen());
    return screen === undefined ? '' : screen.title();
  };

  createEffect(() => {
    document.title = `${props.project.name} – ${screenTitle()} – ${m().common.appName}`;
  });
  onCleanup(() => {
    document.title = m().common.appName;
  });
  createEffect(() => {
    writePreference('last-project', props.project.id);
    noteOpen();
  });
  createEffect(() => announce(screenTitle()));
  createEffect(() => {
    // Some screens fill the window instead of scrolling in it.
    const app = must(document.getElementById('app'), 'element #app');
    app.dataset['screen'] = currentScreen();
    onCleanup(() => delete app.dataset['screen']);
  });

  useShortcuts([
    { keys: 'Mod+z', label: m().common.undo, group: m().common.shortcuts.general, run: () => history.undo() },
    {
      keys: 'Mod+Shift+z',
      label: m().common.redo,
      group: m().common.shortcuts.general,
      run: () => history.redo(),
    },
    {
      keys: 'Mod+y',
      label: m().common.redo,
      group: m().common.shortcuts.general,
      hidden: true,
      run: () => history.redo(),
    },
  ]);

  return (
    <ProjectContext.Provider value={{ project, labels }}>
      <header class="frame-header">
        <div class="frame-bar">
          <HomeLink />
          <h1 class="frame-name" title={props.project.name}>
            <bdi>{props.project.name}</bdi>
          </h1>
          <nav class="frame-nav" aria-label={m().common.nav.label}>
            <For each={projectScreens}>
              {(screen) => (
                <A
                  class="frame-link"
                  href={projectPath(props.project.id, screen.path)}
                  activeClass="frame-link-current"
                  onClick={() => screen.path === currentScreen() && goToStart(screen.path)}
                >
                  {screen.title()}
                </A>
              )}
            </For>
          </nav>
          <div class="frame-tools">
            <HeaderSlot.Outlet />
            <Button
              look="header"
              icon={<Undo2 />}
              label={m().common.undo}
              disabled={!history.canUndo()}
              onClick={() => void history.undo()}
            />
            <Button
              look="header"
              icon={<Redo2 />}
              label={m().common.redo}
              disabled={!history.canRedo()}
              onClick={() => void history.redo()}
            />
            <Button
              look="header"
              class="frame-keys"
              icon={<Keyboard />}
              label={m().common.shortcuts.open}
              onClick={() => openShortcutHelp()}
            />
            <span class="frame-menu">
              <Menu
                look="header"
                icon={<MenuIcon />}
                label={m().common.nav.label}
                items={projectScreens.map((screen) => ({
                  label: screen.title(),
                  icon: screen.icon(),
                  current: screen.path === currentScreen(),
                  run: () => {
                    if (screen.path === currentScreen()) goToStart(screen.path);
                    else navigate(projectPath(must(props.project.id, 'project'), screen.path));
                  },
                }))}
              />
            </span>
          </div>
        </div>
      </header>
      <main class="frame-main" id="main" tabindex="-1" data-screen={currentScreen()}>
        {props.children}
      </main>
    </ProjectContext.Provider>
  );
}
