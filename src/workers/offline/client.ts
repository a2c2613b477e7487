/**
 * The page's side of the service worker: registers it (workbox-window), says when a newer version waits, reports the
 * fetching of the heavy files, has the kept files repaired, and reloads once where only the service worker can
 * isolate the page.
 *
 * What belongs to the window (reload, session storage, whether the user has touched anything) is passed in, so that
 * this file compiles without the page's library.
 */
import { messageSW, Workbox } from 'workbox-window';
import type { HeavyProgress, PageMessage, RepairReport, ServiceMessage } from './contract.ts';

export interface ServiceOptions {
  /** `navigator.serviceWorker`; absent in insecure contexts and in some private modes. */
  readonly container: ServiceWorkerContainer | undefined;
  /** Address of the script, beside `index.html`. */
  readonly script: string;
  /** `crossOriginIsolated` of the page. */
  readonly isolated: boolean;
  /** Reloads the page. */
  readonly reload: () => void;
  /** Whether a reload would disturb nobody: nothing has been clicked or typed yet. */
  readonly untouched: () => boolean;
  /** `sessionStorage`: remembers that this tab has been reloaded for isolation, so that it never loops. */
  readonly session: Pick<globalThis.Map<string, string>, 'get' | 'set'>;
  /** A newer version is there; call `update` when the user agrees. */
  readonly onUpdate: (update: () => void) => void;
  /** Another tab has agreed to the newer version: this one should be reloaded soon. */
  readonly onReplaced?: () => void;
  readonly onHeavy?: (progress: HeavyProgress) => void;
}

const reloadedKey = 'reloaded-for-isolation';

/** Resolves when the service worker is registered (`true`), or cannot be (`false`). Never rejects. */
export async function startService(options: ServiceOptions): Promise<boolean> {
  const { container } = options;
  if (container === undefined) return false;
  const workbox = new Workbox(options.script);
  let hadController = container.controller !== null;
  let agreed = false;

  workbox.addEventListener('waiting', () => {
    // Nobody uses an older version: there is nothing to agree to.
    if (!hadController) return;
    options.onUpdate(() => {
      agreed = true;
      workbox.messageSkipWaiting();
    });
  });
  workbox.addEventListener('controlling', () => {
    if (agreed) options.reload();
    else if (hadController) options.onReplaced?.();
    else {
      hadController = true;
      isolateByReload(options);
      askForHeavy(container);
    }
  });
  // Not workbox's own event: that leaves out what a worker says that another tab has let in.
  container.addEventListener('message', (event: MessageEvent) => {
    const message = event.data as ServiceMessage; // only our service worker can send one
    if (message.kind === 'heavy') options.onHeavy?.(message);
  });

  try {
    await workbox.register({ immediate: true });
  } catch {
    return false; // refused by a policy, or offline at the very first load: the app works without it
  }
  if (hadController) {
    isolateByReload(options);
    askForHeavy(container);
  }
  return true;
}

/**
 * Looks at every kept file of the app and fetches the wrong ones again; `undefined` where no service worker keeps
 * any, hence nothing can be wrong.
 */
export async function repairFiles(
  container: ServiceWorkerContainer | undefined,
): Promise<RepairReport | undefined> {
  const controller = container?.controller;
  if (!controller) return undefined;
  const message: PageMessage = { kind: 'repair' };
  return (await messageSW(controller, message)) as RepairReport; // what the service worker answers to `repair`
}

/** Fetches what is still missing: at the start, and when the network is back. */
export function askForHeavy(container: ServiceWorkerContainer): void {
  const message: PageMessage = { kind: 'fetch-heavy' };
  container.controller?.postMessage(message);
}

/**
 * A page that the service worker controls and that is still not isolated came from a host without the headers; a
 * reload passes through the service worker. Once per tab, and only while nobody has begun to work.
 */
function isolateByReload({ isolated, session, untouched, reload }: ServiceOptions): void {
  if (isolated || session.get(reloadedKey) !== undefined || !untouched()) return;
  session.set(reloadedKey, 'yes');
  reload();
}
