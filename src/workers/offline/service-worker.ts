/**
 * The service worker: makes the app work without a network from the second load on, and gives the page
 * cross-origin isolation (hence threads) where the host does not.
 *
 * Files come in two groups. The *shell* (code, styles, icons) is fetched when a version is installed. The *heavy*
 * files (the WASM runtime, word vectors, networks, further scripts of the typeface) are fetched once the page runs
 * and asks for it, with progress; a request for one of them meanwhile is answered from the network and kept. Both
 * are checked against the build's list (sound-file.ts): the shell by the browser when it is fetched, the heavy ones
 * before they are kept and before they are used.
 *
 * A new version waits until the user has agreed to it; it never takes over by itself. The files of the version
 * before it stay as long as a page that may be of that version is open, so that such a page finds the screens it has
 * not loaded yet.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute, setDefaultHandler } from 'workbox-routing';
import { CacheFirst, NetworkOnly } from 'workbox-strategies';
import {
  type BuiltFile,
  type FetchFailure,
  type HeavyProgress,
  type PageMessage,
  type RepairReport,
  refusedFileStatus,
  type ServiceMessage,
  wrongFileStatus,
} from './contract.ts';
import { fetchSound, soundCopy, WrongFile } from './sound-file.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build, as is `self.__WB_MANIFEST`, the list of the shell's files (tools/service-worker-build.ts). */
declare const __HEAVY_FILES__: readonly BuiltFile[];

const scope = self.registration.scope;
const addressOf = (url: string): string => new URL(url, scope).href;

/** The response with the headers that make a page, and the workers it starts, cross-origin isolated. */
const isolation = {
  handlerWillRespond: async ({ response }: { readonly response: Response }): Promise<Response> => {
    if (response.status === 0 || response.type === 'opaqueredirect') return response;
    const headers = new Headers(response.headers);
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    const body = response.status === 204 || response.status === 304 ? null : response.body;
    return new Response(body, { status: response.status, statusText: response.statusText, headers });
  },
};

// ── The shell ──────────────────────────────────────────────────────────────────────────────────────────────

const shellCache = `shell ${scope}`;
const shell = new PrecacheController({ cacheName: shellCache, plugins: [isolation] });
/** Workbox's entries, to which the build adds the digest (which the browser checks at the fetch) and the length. */
const shellFiles = self.__WB_MANIFEST as (PrecacheEntry & BuiltFile)[];
shell.addToCacheList(shellFiles);

self.addEventListener('install', (event) => {
  event.waitUntil(shell.install(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await forgetOlderVersions(event, undefined);
      // Only the first version ever gets here with pages that are not its own; later ones wait for consent.
      await self.clients.claim();
    })(),
  );
});

/** Nothing is forgotten while another page than `except` is open: it may be of the version before. */
async function forgetOlderVersions(event: ExtendableEvent, except: string | undefined): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.some(({ id }) => id !== except)) return;
  await shell.activate(event);
  const cache = await caches.open(heavyCache);
  const keys = new Set([...heavy.values()].map((file) => file.key));
  for (const request of await cache.keys()) if (!keys.has(request.url)) await cache.delete(request);
}

// ── Heavy files ────────────────────────────────────────────────────────────────────────────────────────────

interface HeavyFile extends BuiltFile {
  readonly address: string;
  /** In the cache: the address with the revision. */
  readonly key: string;
}

const heavyCache = `heavy ${scope}`;
const heavy: ReadonlyMap<string, HeavyFile> = new Map(
  __HEAVY_FILES__.map((file) => {
    const address = addressOf(file.url);
    return [address, { ...file, address, key: `${address}?revision=${encodeURIComponent(file.integrity)}` }];
  }),
);
/** Keys of the kept files that this run of the service worker has looked at: a file is not hashed at every use. */
const looked = new Set<string>();

async function keptHeavy(file: HeavyFile): Promise<Response | undefined> {
  const cache = await caches.open(heavyCache);
  const kept = await cache.match(file.key);
  if (kept === undefined || looked.has(file.key)) return kept;
  const sound = await soundCopy(kept, file).catch(() => undefined); // a body that cannot be read is a wrong one
  if (sound === undefined) await cache.delete(file.key);
  else looked.add(file.key);
  return sound;
}

const heavyOf = (request: Request): HeavyFile | undefined => heavy.get(withoutSearch(request.url));

/** What `fetchHeavy` wants to know of the file that it is fetching. */
let onHeavyBytes: ((bytes: number) => void) | undefined;

const heavyFiles = new CacheFirst({
  cacheName: heavyCache,
  plugins: [
    isolation,
    {
      cacheKeyWillBeUsed: async ({ request }) => heavyOf(request)?.key ?? request,
      cachedResponseWillBeUsed: async ({ request, cachedResponse }) => {
        const file = cachedResponse && heavyOf(request);
        return file && keptHeavy(file);
      },
      // Workbox has fetched; the answer is looked at, and asked for again where it is wrong.
      fetchDidSucceed: async ({ request, response }) => {
        const file = heavyOf(request);
        if (file === undefined) return response;
        return (
          (await soundCopy(response, file, onHeavyBytes)) ?? fetchSound(file.address, file, onHeavyBytes)
        );
      },
      handlerDidError: async ({ error }) => answerFor(wrongFileIn(error)),
    },
  ],
});

// ── Requests ───────────────────────────────────────────────────────────────────────────────────────────────

function withoutSearch(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}

const asIs = new NetworkOnly({ plugins: [isolation] });
const inScope = (url: URL): boolean => url.href.startsWith(scope);

registerRoute(
  ({ url, request }) => inScope(url) && request.mode === 'navigate',
  ({ url, event }) => {
    const asked = withoutSearch(url.href);
    return shell.strategy.handle({
      event,
      // A page or a text of the shell; any other address is the app's.
      request: new Request(shell.getCacheKeyForURL(asked) === undefined ? addressOf('index.html') : asked),
    });
  },
);

registerRoute(
  ({ request }) => heavyOf(request) !== undefined,
  ({ event, request }) => heavyFiles.handle({ event, request: new Request(withoutSearch(request.url)) }),
);

registerRoute(
  ({ url }) => inScope(url),
  async ({ event, request }) => {
    const address = withoutSearch(request.url);
    const cacheKey = shell.getCacheKeyForURL(address);
    if (cacheKey !== undefined) {
      // With the digest, a file that is missing from the cache is put back when it comes from the network.
      const params = { cacheKey, integrity: shell.getIntegrityForCacheKey(cacheKey) };
      return shell.strategy.handle({ event, request: new Request(address), url: new URL(address), params });
    }
    // Of the version before, for a page that is still of that version; names of assets carry their content's hash.
    const older = address.startsWith(`${scope}assets/`)
      ? await caches.match(address, { ignoreSearch: true })
      : undefined;
    return older === undefined
      ? asIs.handle({ event, request })
      : isolation.handlerWillRespond({ response: older });
  },
);

setDefaultHandler(asIs);

// ── Messages ───────────────────────────────────────────────────────────────────────────────────────────────

self.addEventListener('message', (event) => {
  const message = event.data as PageMessage; // only our own pages can send one
  switch (message.kind) {
    case undefined:
      void self.skipWaiting();
      return;
    case 'fetch-heavy':
      event.waitUntil(
        (async () => {
          await forgetOlderVersions(event, event.source instanceof Client ? event.source.id : undefined);
          await fetchHeavy(event);
        })(),
      );
      return;
    case 'repair':
      event.waitUntil(
        repair(event).then((report) => {
          event.ports[0]?.postMessage(report);
        }),
      );
      return;
    default:
      message satisfies never;
  }
});

let fetching: Promise<HeavyProgress> | undefined;

/** Fetches what is not there yet, one file after the other; a second call joins the first. */
function fetchHeavy(event: ExtendableEvent): Promise<HeavyProgress> {
  fetching ??= fetchMissing(event).finally(() => {
    fetching = undefined;
  });
  return fetching;
}

async function fetchMissing(event: ExtendableEvent): Promise<HeavyProgress> {
  const cache = await caches.open(heavyCache);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const wanted = [...heavy.values()].filter(({ onDemand }) => onDemand !== true);
  const total = wanted.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  let told = 0;
  let last: HeavyProgress = { kind: 'heavy', done, total, state: 'ready' };
  for (const file of wanted) {
    if (!there.has(file.key)) {
      const start = done;
      onHeavyBytes = (bytes) => {
        if (performance.now() - told < 100) return;
        told = performance.now();
        void tell({ kind: 'heavy', done: start + bytes, total, state: 'fetching' });
      };
      const because = await fetchAndKeep(file, event);
      onHeavyBytes = undefined;
      if (because !== undefined) {
        last = { kind: 'heavy', done, total, state: 'failed', because };
        await tell(last);
        return last;
      }
    }
    done += file.bytes;
  }
  last = { kind: 'heavy', done, total, state: 'ready' };
  await tell(last);
  return last;
}

/** Why it could not be fetched, or kept; `undefined` when it is there. */
async function fetchAndKeep(file: HeavyFile, event: ExtendableEvent): Promise<FetchFailure | undefined> {
  const [answer, kept] = heavyFiles.handleAll({ event, request: new Request(file.address) });
  try {
    const response = await answer;
    if (response.status !== 200) {
      await kept.catch(() => undefined);
      return response.status === refusedFileStatus ? 'refused' : 'wrong';
    }
  } catch (error) {
    await kept.catch(() => undefined);
    return wrongFileIn(error)?.because ?? 'network';
  }
  return kept.then(
    () => undefined,
    () => 'space' as const,
  );
}

/** How things stand after a repair. */
async function tellHeavy(because: FetchFailure | undefined): Promise<void> {
  const there = new Set((await (await caches.open(heavyCache)).keys()).map((request) => request.url));
  const bytes = (files: readonly HeavyFile[]): number => files.reduce((sum, file) => sum + file.bytes, 0);
  const all = [...heavy.values()].filter(({ onDemand }) => onDemand !== true);
  const done = bytes(all.filter(({ key }) => there.has(key)));
  const total = bytes(all);
  const failed = because === undefined || done === total ? {} : { because };
  await tell({ kind: 'heavy', done, total, state: done === total ? 'ready' : 'failed', ...failed });
}

async function tell(message: ServiceMessage): Promise<void> {
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(message);
}

/** Looks at every file that should be here, whatever was found before; fetches what is missing or wrong. */
async function repair(event: ExtendableEvent): Promise<RepairReport> {
  looked.clear();
  const repaired: string[] = [];
  const failed: string[] = [];
  let because: FetchFailure | undefined;
  const fail = (url: string, why: FetchFailure): void => {
    failed.push(url);
    because ??= why;
  };
  const cache = await caches.open(shellCache);
  for (const file of shellFiles) {
    const key = shell.getCacheKeyForURL(addressOf(file.url));
    if (key === undefined) continue;
    const kept = await cache.match(key);
    if (kept !== undefined && (await soundCopy(kept, file).catch(() => undefined)) !== undefined) continue;
    try {
      await cache.put(key, await fetchSound(addressOf(file.url), file));
      repaired.push(file.url);
    } catch (error) {
      fail(file.url, failureOf(error));
    }
  }
  const there = new Set((await (await caches.open(heavyCache)).keys()).map((request) => request.url));
  for (const file of heavy.values()) {
    if (file.onDemand === true && !there.has(file.key)) continue;
    if ((await keptHeavy(file)) !== undefined) continue;
    const why = await fetchAndKeep(file, event);
    if (why === undefined) repaired.push(file.url);
    else fail(file.url, why);
  }
  await tellHeavy(because);
  const skipped = [...heavy.values()].filter((file) => file.onDemand === true && !there.has(file.key));
  const checked = shellFiles.length + heavy.size - skipped.length;
  return { checked, repaired, failed, ...(because === undefined ? {} : { because }) };
}

/** The wrong file that an error is about: a strategy wraps what went wrong into an error of its own. */
function wrongFileIn(error: unknown): WrongFile | undefined {
  if (error instanceof WrongFile) return error;
  const details: unknown = error instanceof Error && 'details' in error ? error.details : undefined;
  if (typeof details !== 'object' || details === null || !('error' in details)) return undefined;
  return details.error instanceof WrongFile ? details.error : undefined;
}

/** What the page gets in place of a file that is not what it should be; nothing where it is the network that failed. */
function answerFor(wrong: WrongFile | undefined): Response | undefined {
  if (wrong === undefined) return undefined;
  return wrong.because === 'refused'
    ? new Response(null, { status: refusedFileStatus, statusText: 'Refused' })
    : new Response(null, { status: wrongFileStatus, statusText: 'Wrong file' });
}

function failureOf(error: unknown): FetchFailure {
  const wrong = wrongFileIn(error);
  if (wrong !== undefined) return wrong.because;
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'space' : 'network';
}
