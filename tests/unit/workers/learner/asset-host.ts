/** Serves the built networks and the word vectors to a learner in Node, as the app's host does; can be told to fail. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface AssetHost {
  /** Answers 503 from now on, or works again. */
  fail(failing: boolean): void;
  /** Holds every answer back until it is released. */
  hold(): () => void;
  readonly requests: () => number;
  close(): Promise<void>;
}

/** Also says where the page lies, which a worker reads from `self.location`. */
export async function assetHost(): Promise<AssetHost> {
  let failing = false;
  let requests = 0;
  let held: Promise<void> | undefined;
  const server: Server = createServer((request, response) => {
    requests++;
    void (async () => {
      await held;
      const path = new URL(request.url ?? '/', 'http://host').pathname;
      const file = path.startsWith('/models/word-vectors/')
        ? path.slice(1)
        : path.startsWith('/ort/')
          ? join('node_modules/onnxruntime-web/dist', path.slice(4))
          : join('public', path);
      try {
        if (failing) throw new Error('told to fail');
        response.end(await readFile(file));
      } catch {
        response.statusCode = 503;
        response.end();
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const href = `http://127.0.0.1:${port}/`;
  Object.assign(globalThis, { self: { location: { href } } });
  return {
    fail: (next) => {
      failing = next;
    },
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => {
        release = () => {
          held = undefined;
          resolve();
        };
      });
      return () => release();
    },
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
