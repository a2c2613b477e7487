/** Registers the service worker of a built app: offline, isolation, updates. In development there is none. */
import { m } from '../messages/index.ts';
import { filesProgress, tellFiles } from '../state/offline.ts';
import { showToast } from '../state/toasts.ts';
import { offerUpdate } from '../state/update.ts';

let touched = false;
let isWrongAnnounced = false;

/** Storage that may be refused: then a reload is remembered for this page only. */
const remembered = new Map<string, string>();
const session = {
  get: (key: string): string | undefined => {
    try {
      return sessionStorage.getItem(key) ?? undefined;
    } catch {
      return remembered.get(key);
    }
  },
  set: (key: string, value: string) => {
    remembered.set(key, value);
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Remembered above for as long as the page lives.
    }
    return remembered;
  },
};

/** Comes after the first screen, which does not wait for the code of it. */
export async function registerService(): Promise<void> {
  if (!import.meta.env.PROD) return;
  for (const type of ['pointerdown', 'keydown'] as const) {
    window.addEventListener(
      type,
      () => {
        touched = true;
      },
      { once: true, capture: true },
    );
  }
  const client = await import('#workers/offline/client').catch(() => undefined);
  if (client === undefined) return; // the app works without it
  const { askForHeavy, startService } = client;
  const container = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  void startService({
    container,
    script: './service-worker.js',
    isolated: window.crossOriginIsolated,
    reload: () => window.location.reload(),
    untouched: () => !touched,
    session,
    onUpdate: offerUpdate,
    onReplaced: () => offerUpdate(() => window.location.reload()),
    onHeavy: (progress) => {
      tellFiles(progress);
      if (progress.state === 'ready') sayOnce('offline-said', m().common.update.offlineReady);
      // In each page: the one that was told first may be about to be loaded anew by its service worker.
      if (progress.because === 'wrong' && !isWrongAnnounced) {
        isWrongAnnounced = true;
        showToast({ text: m().common.update.wrongFiles });
      }
    },
  });
  const again = (): void => {
    if (container !== undefined && filesProgress()?.state === 'failed') askForHeavy(container);
  };
  window.addEventListener('online', again);
  // Somebody who has logged into a network comes back to this tab.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') again();
  });
}

function sayOnce(key: string, text: string): void {
  if (session.get(key) !== undefined) return;
  session.set(key, 'yes');
  showToast({ text });
}
