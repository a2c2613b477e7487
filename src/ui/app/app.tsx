/** The shell: opens the database, then the routes; around them what every screen shares. */
import { HashRouter, Route, type RouteSectionProps } from '@solidjs/router';
import {
  createSignal,
  ErrorBoundary,
  For,
  type JSX,
  lazy,
  Match,
  onCleanup,
  onMount,
  Show,
  Suspense,
  Switch,
} from 'solid-js';
import type { BaseStore, StoreProblem } from '#store';
import { language, m, withMessages } from '../messages/index.ts';
import { announcements } from '../state/announcer.ts';
import { dispatchShortcut } from '../state/shortcuts.ts';
import { BaseStoreContext, lazyWithStore } from '../state/store-context.ts';
import { ToastStack } from '../widgets/toast-stack.tsx';
import { Banners } from './banners.tsx';
import { Crash } from './crash.tsx';
import { DropZone } from './drop-zone.tsx';
import { NotFound } from './not-found.tsx';
import { openDatabase } from './open-database.ts';
import { projectScreens } from './screens.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import { StorageUnavailable } from './storage-unavailable.tsx';

const ProjectsScreen = lazy(async () => ({
  default: (await import('../screens/projects/index.ts')).ProjectsScreen,
}));
const DeviceScreen = lazyWithStore(
  async () => (await withMessages(import('../screens/settings/device-screen.tsx'))).DeviceScreen,
);
const ProjectFrame = lazyWithStore(
  async () => (await withMessages(import('./project-frame.tsx'))).ProjectFrame,
);

const blockedRetryMs = 500;

export function App(): JSX.Element {
  const [store, setStore] = createSignal<BaseStore>();
  const [problem, setProblem] = createSignal<StoreProblem>();

  onMount(() => {
    window.addEventListener('keydown', dispatchShortcut);
    onCleanup(() => window.removeEventListener('keydown', dispatchShortcut));
    let timer: ReturnType<typeof setTimeout> | undefined;
    onCleanup(() => clearTimeout(timer));
    const open = async (): Promise<void> => {
      const opened = await openDatabase();
      if (opened.ok) {
        setProblem(undefined);
        setStore(opened.value);
        return;
      }
      setProblem(opened.error);
      // As soon as the other tab is closed this one goes on, as it says.
      if (opened.error.code === 'blocked') timer = setTimeout(() => void open(), blockedRetryMs);
    };
    void open();
  });

  return (
    <>
      <button type="button" class="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        {m().common.skipToContent}
      </button>
      <ErrorBoundary fallback={(error: unknown) => <Crash error={error} store={store()} />}>
        <Switch>
          <Match when={problem()}>{(found) => <StorageUnavailable problem={found()} />}</Match>
          <Match when={store()}>
            {(open) => (
              // Built anew in another language: lists of keys and titles are words too.
              <Show when={language()} keyed>
                <Routes store={open()} />
              </Show>
            )}
          </Match>
        </Switch>
      </ErrorBoundary>
      <ToastStack />
      <div class="visually-hidden" role="status" aria-live="polite">
        {announcements.polite()}
      </div>
      <div class="visually-hidden" role="alert" aria-live="assertive">
        {announcements.assertive()}
      </div>
    </>
  );
}

function Routes(props: { readonly store: BaseStore }): JSX.Element {
  return (
    <BaseStoreContext.Provider value={props.store}>
      <HashRouter root={Root}>
        <Route path="/" component={ProjectsScreen} />
        <Route path="/device" component={DeviceScreen} />
        <Route path="/p/:projectId" component={ProjectFrame}>
          <For each={projectScreens}>
            {(screen) => <Route path={`/${screen.path}`} component={screen.component} />}
          </For>
        </Route>
        <Route path="*" component={NotFound} />
      </HashRouter>
    </BaseStoreContext.Provider>
  );
}

function Root(props: RouteSectionProps): JSX.Element {
  return (
    <>
      <Banners />
      <Suspense>{props.children}</Suspense>
      <DropZone />
      <ShortcutHelp />
    </>
  );
}
