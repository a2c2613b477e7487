/**
 * The page's side of the service worker: registers it, says when a newer version waits, reports the fetching of the
 * heavy files, and reloads once where only the service worker can isolate the page.
 *
 * What belongs to the window (reload, session storage, whether the user has touched anything) is passed in, so that
 * this file compiles without the page's library and can be tested without a page.
 */
import type { HeavyProgress, PageMessage, ServiceMessage } from './contract.ts';

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
  const hadController = container.controller !== null;
  let agreed = false;

  container.addEventListener('controllerchange', () => {
    if (agreed) options.reload();
    else if (hadController) options.onReplaced?.();
    else {
      isolateByReload(options);
      askForHeavy(container);
    }
  });
  container.addEventListener('message', (event: MessageEvent) => {
    const message = event.data as ServiceMessage; // only our service worker can send one
    options.onHeavy?.(message);
  });

  try {
    const registration = await container.register(options.script);
    const offer = (waiting: ServiceWorker): void => {
      options.onUpdate(() => {
        agreed = true;
        send(waiting, { kind: 'skip-waiting' });
      });
    };
    if (registration.waiting !== null && hadController) offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && container.controller !== null) offer(coming);
      });
    });
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
 * A page that the service worker controls and that is still not isolated came from a host without the headers; a
 * reload passes through the service worker. Once per tab, and only while nobody has begun to work.
 */
function isolateByReload({ isolated, session, untouched, reload }: ServiceOptions): void {
  if (isolated || session.get(reloadedKey) !== undefined || !untouched()) return;
  session.set(reloadedKey, 'yes');
  reload();
}

function askForHeavy(container: ServiceWorkerContainer): void {
  const { controller } = container;
  if (controller !== null) send(controller, { kind: 'fetch-heavy' });
}

function send(to: ServiceWorker, message: PageMessage): void {
  to.postMessage(message);
}
