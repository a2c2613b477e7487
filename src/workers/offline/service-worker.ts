/**
 * The service worker: makes the app work without a network from the second load on, and gives the page
 * cross-origin isolation (hence threads) where the host does not.
 *
 * Files come in two groups. The *shell* (code, styles, icons) is fetched when a version is installed. The *heavy*
 * files (the WASM runtime, word vectors, networks, further scripts of the typeface) are fetched once the page runs
 * and asks for it, with progress; a request for one of them meanwhile is answered from the network and kept.
 * A new version waits until the user has agreed to it (`skip-waiting`); it never takes over by itself.
 */
import { PrecacheController } from 'workbox-precaching';
import type { HeavyFile, PageMessage, ServiceMessage } from './contract.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build, as is `self.__WB_MANIFEST`, the list of the shell's files (tools/service-worker-build.ts). */
declare const __HEAVY_FILES__: readonly HeavyFile[];

const scope = self.registration.scope;
const shell = new PrecacheController({ cacheName: `shell ${scope}` });
shell.addToCacheList(self.__WB_MANIFEST);

const heavyCache = `heavy ${scope}`;
/** By address: the key in the cache, which holds the revision. */
const heavy = new Map(
  __HEAVY_FILES__.map((file) => {
    const address = new URL(file.url, scope).href;
    return [address, { ...file, address, key: `${address}?revision=${file.revision}` }];
  }),
);

self.addEventListener('install', (event) => {
  event.waitUntil(shell.install(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await shell.activate(event);
      const cache = await caches.open(heavyCache);
      const keys = new Set([...heavy.values()].map((file) => file.key));
      for (const request of await cache.keys()) if (!keys.has(request.url)) await cache.delete(request);
      // Only the first version ever gets here with pages that are not its own; later ones wait for consent.
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  const message = event.data as PageMessage; // only our own pages can send one
  switch (message.kind) {
    case 'skip-waiting':
      void self.skipWaiting();
      return;
    case 'fetch-heavy':
      event.waitUntil(fetchHeavy());
      return;
    default:
      message satisfies never;
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  event.respondWith(answer(request).then(isolated));
});

async function answer(request: Request): Promise<Response> {
  const address = withoutSearch(request.mode === 'navigate' ? `${scope}index.html` : request.url);
  const file = heavy.get(address);
  if (file !== undefined) {
    const kept = await (await caches.open(heavyCache)).match(file.key);
    return kept ?? keep(file.key, await fetch(request));
  }
  const kept = await shell.matchPrecache(address);
  return kept ?? fetch(request);
}

function withoutSearch(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}

async function keep(key: string, response: Response): Promise<Response> {
  if (response.status === 200) {
    const copy = response.clone();
    const cache = await caches.open(heavyCache);
    // The page has its answer even where there is no space left to keep it.
    void cache.put(key, copy).catch(() => undefined);
  }
  return response;
}

/** The response with the headers that make a page, and the workers it starts, cross-origin isolated. */
function isolated(response: Response): Response {
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const body = response.status === 204 || response.status === 304 ? null : response.body;
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

let fetching: Promise<void> | undefined;

/** Fetches what is not there yet, one file after the other; a second call joins the first. */
function fetchHeavy(): Promise<void> {
  fetching ??= fetchMissing().finally(() => {
    fetching = undefined;
  });
  return fetching;
}

async function fetchMissing(): Promise<void> {
  const cache = await caches.open(heavyCache);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const total = [...heavy.values()].reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  for (const file of heavy.values()) {
    if (!there.has(file.key)) {
      try {
        const response = await fetch(file.address);
        if (response.status !== 200 || response.body === null) throw new Error(`status ${response.status}`);
        const start = done;
        let told = 0;
        let bytes = 0;
        const counted = response.body.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform: (chunk, controller) => {
              bytes += chunk.length;
              controller.enqueue(chunk);
              if (performance.now() - told < 100) return;
              told = performance.now();
              void tell({ kind: 'heavy', done: start + bytes, total, state: 'fetching' });
            },
          }),
        );
        const { status, statusText, headers } = response;
        await cache.put(file.key, new Response(counted, { status, statusText, headers }));
      } catch {
        await tell({ kind: 'heavy', done, total, state: 'failed' });
        return;
      }
    }
    done += file.bytes;
  }
  await tell({ kind: 'heavy', done, total, state: 'ready' });
}

async function tell(message: ServiceMessage): Promise<void> {
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(message);
}
