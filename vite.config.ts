import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { licenceCollector } from './tools/licences.ts';
import { ortFiles } from './tools/ort-files.ts';
import { serviceWorkerBuild } from './tools/service-worker-build.ts';
import { trustedTypes } from './tools/trusted-types.ts';

/** Shared memory, hence threads, needs these; where a host does not send them the service worker adds them. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative: the app may live in a folder of a host.
  base: './',
  plugins: [solid(), ortFiles(), licenceCollector(), trustedTypes(), serviceWorkerBuild()],
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 2048,
    // How long a plugin took says more about the machine than about the app.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: {
    format: 'es',
    // The store reads formats when they are needed; a worker that has them anyway has them.
    rolldownOptions: { checks: { pluginTimings: false, ineffectiveDynamicImport: false } },
    plugins: () => [ortFiles(), licenceCollector()],
  },
  server: { headers: isolation },
  preview: { headers: isolation },
});
