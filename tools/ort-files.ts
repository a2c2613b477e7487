/**
 * Vite plugin: serves onnxruntime-web's WASM and its loader under `ort/` of our own origin, in development and in
 * the build: the smallest of its builds (SIMD and threads, no WebGPU), and the one for WebGPU, which only those fetch who use it.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const files = {
  'ort-wasm-simd-threaded.mjs': 'text/javascript',
  'ort-wasm-simd-threaded.wasm': 'application/wasm',
  'ort-wasm-simd-threaded.asyncify.mjs': 'text/javascript',
  'ort-wasm-simd-threaded.asyncify.wasm': 'application/wasm',
} as const;

export function ortFiles(): Plugin {
  const resolve = createRequire(import.meta.url).resolve;
  const pathOf = (name: string): string => resolve(`onnxruntime-web/${name}`);
  return {
    name: 'ort-files',
    // The variant of onnxruntime-web that loads these files instead of carrying a copy in every chunk.
    config: () => ({
      resolve: {
        conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
      },
      optimizeDeps: { exclude: ['onnxruntime-web'] },
    }),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/ort\/([\w.-]+)/.exec(request.url ?? '')?.[1] ?? '';
        const type = name in files ? files[name as keyof typeof files] : undefined; // `in` has just told
        if (type === undefined) {
          next();
          return;
        }
        response.setHeader('Content-Type', type);
        for (const [header, value] of Object.entries(server.config.server.headers ?? {})) {
          response.setHeader(header, value ?? '');
        }
        createReadStream(pathOf(name)).pipe(response);
      });
    },
    async generateBundle() {
      for (const name of Object.keys(files)) {
        this.emitFile({ type: 'asset', fileName: `ort/${name}`, source: await readFile(pathOf(name)) });
      }
    },
  };
}
