/** A plain static host for a built folder: in a sub-path, with or without the isolation headers, and it can be shut. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface StaticHost {
  /** Ends in `/`. */
  readonly url: string;
  /** What is appended to the service worker's script: another text is a new version of the app. */
  version: string;
  /** The folder that is served; another build may take its place. */
  folder: string;
  /** Answers every address it matches with a login page, as a hotel's network does: status 200, and to be kept. */
  portal: RegExp | undefined;
  /** Answers every address it matches with 404. */
  missing: RegExp | undefined;
  /** Addresses that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function serveFolder(
  folder: string,
  options: {
    readonly path?: string;
    readonly isolate?: boolean;
    /** Beside those of every file. */
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<StaticHost> {
  const { path = '/', isolate = false, headers = {} } = options;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    asked.push(pathname);
    if (host.portal?.test(pathname)) {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'max-age=3600' });
      response.end('<!doctype html><title>Welcome</title><form>Log in to use the network</form>');
      return;
    }
    if (host.missing?.test(pathname)) {
      response.writeHead(404).end();
      return;
    }
    const inside = pathname.startsWith(path) ? normalize(pathname.slice(path.length)) : undefined;
    const file = inside === undefined ? '' : join(host.folder, inside === '.' ? 'index.html' : inside);
    if (inside === undefined || inside.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache',
      ...headers,
      ...(isolate
        ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
        : {}),
    });
    const stream = createReadStream(file);
    if (!file.endsWith('service-worker.js')) stream.pipe(response);
    else {
      stream.pipe(response, { end: false });
      stream.on('end', () => response.end(`\n// ${host.version}`));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const host: StaticHost = {
    url: `http://127.0.0.1:${address.port}${path}`,
    version: '1',
    folder,
    portal: undefined,
    missing: undefined,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}
