/** What concerns every screen and must not be missed: storage that fails, an import that was interrupted, a new version. A thin row above the header. */
import X from 'lucide-solid/icons/x';
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import type { StoreCode, StoreProblem } from '#store';
import { m } from '../messages/index.ts';
import { problemText } from '../state/problems.ts';
import { useBaseStore } from '../state/store-context.ts';
import { dismissToast, showToast, stayingToasts } from '../state/toasts.ts';
import { postponeUpdate, waitingUpdate } from '../state/update.ts';
import { Button } from '../widgets/button.tsx';
import { downloadAll } from './download-all.ts';
import { RecoveryLink } from './recovery-link.tsx';
import { StoppedImport } from './stopped-import.tsx';
import './banners.css';

/** The database is no longer this tab's: nothing can be downloaded from here. */
const withoutStore: ReadonlySet<string> = new Set<StoreCode>(['version-change', 'version-newer', 'evicted']);

export function Banners(): JSX.Element {
  const store = useBaseStore();
  const [problem, setProblem] = createSignal<StoreProblem>();
  onCleanup(store.onProblem((found) => setProblem(found)));
  const download = (): void => {
    downloadAll(store).catch(() => showToast({ text: m().common.crash.failed, tone: 'alert' }));
  };
  return (
    <>
      <Show when={problem()}>
        {(found) => (
          <div class="banner" data-tone="alert" role="alert">
            <p class="banner-text">{problemText(found())}</p>
            <Show
              when={withoutStore.has(found().code)}
              fallback={
                <>
                  <Button size="sm" onClick={download}>
                    {m().common.storage.bannerDownload}
                  </Button>
                  <Button size="sm" look="quiet" onClick={() => setProblem(undefined)}>
                    {m().common.storage.dismiss}
                  </Button>
                </>
              }
            >
              <RecoveryLink size="sm" />
              <Button size="sm" look="primary" onClick={() => window.location.reload()}>
                {m().common.reload}
              </Button>
            </Show>
          </div>
        )}
      </Show>
      <StoppedImport />
      <For each={stayingToasts()}>
        {({ id, text, tone, action }) => (
          <div class="banner" data-tone={tone} role="status">
            <p class="banner-text">{text}</p>
            <Show when={action}>
              {(offered) => (
                <Button
                  size="sm"
                  onClick={() => {
                    offered().run();
                    dismissToast(id);
                  }}
                >
                  {offered().label}
                </Button>
              )}
            </Show>
            <Button
              look="quiet"
              size="sm"
              icon={<X />}
              label={m().common.toast.dismiss}
              onClick={() => dismissToast(id)}
            />
          </div>
        )}
      </For>
      <Show when={waitingUpdate()}>
        {(apply) => (
          <div class="banner" role="status">
            <p class="banner-text">{m().common.update.ready}</p>
            <Button size="sm" look="primary" onClick={() => apply()()}>
              {m().common.update.reload}
            </Button>
            <Button size="sm" look="quiet" onClick={postponeUpdate}>
              {m().common.update.later}
            </Button>
          </div>
        )}
      </Show>
    </>
  );
}
