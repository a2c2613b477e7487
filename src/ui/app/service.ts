/** Registers the service worker of a built app: offline, isolation, updates. In development there is none. */
import { startService } from '#workers/offline/client';
import { m } from '../messages/index.ts';
import { showToast } from '../state/toasts.ts';
import { offerUpdate } from '../state/update.ts';

let touched = false;

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

export function registerService(): void {
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
  void startService({
    container: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    script: './service-worker.js',
    isolated: window.crossOriginIsolated,
    reload: () => window.location.reload(),
    untouched: () => !touched,
    session,
    onUpdate: offerUpdate,
    onReplaced: () => offerUpdate(() => window.location.reload()),
    onHeavy: ({ state }) => {
      if (state === 'ready' && session.get('offline-said') === undefined) {
        session.set('offline-said', 'yes');
        showToast({ text: m().common.update.offlineReady });
      }
    },
  });
}
