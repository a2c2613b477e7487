/**
 * Encoders that people brought, as files of this device: in Cache Storage, where a file lies as it is, under a name that holds
 * its hash. Nothing is ever fetched for them; a project names the one that it uses.
 */
import { describedEncoder } from '#core/encoder';
import type { OwnFile } from './contract.ts';

const cacheName = 'own encoders';
/** An address that nobody asks the network for, the same for workers in whatever folder. */
const addressOf = (name: string): string => new URL(`/own-encoders/${name}`, self.location.origin).href;

export async function keepOwn(file: OwnFile, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const cache = await caches.open(cacheName);
  const headers = {
    'content-length': `${content.length}`,
    'x-label': encodeURIComponent(file.label),
  };
  await cache.put(addressOf(file.name), new Response(content, { headers }));
}

/** `undefined` where it is not on this device, or is no longer what it was. */
export async function readOwn(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const response = await (await caches.open(cacheName)).match(addressOf(name));
    if (response === undefined) return undefined;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return describedEncoder(bytes)?.name === name ? bytes : undefined;
  } catch {
    return undefined;
  }
}

export async function listOwn(): Promise<OwnFile[]> {
  if (!('caches' in globalThis) || !(await caches.has(cacheName))) return [];
  const cache = await caches.open(cacheName);
  const files: OwnFile[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    files.push({
      name: request.url.split('/').at(-1) ?? '',
      label: decodeURIComponent(response?.headers.get('x-label') ?? ''),
      bytes: Number(response?.headers.get('content-length') ?? 0),
    });
  }
  return files;
}

export async function removeOwn(name: string): Promise<void> {
  await (await caches.open(cacheName)).delete(addressOf(name));
}
