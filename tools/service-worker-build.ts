/**
 * Vite plugin: after the app is built, builds the recovery page, the program of the Run folder and the service worker into one classic script at the root of `dist`,
 * with the list of heavy files inside, and has workbox write the shell's files with their revisions into it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { injectManifest } from 'workbox-build';
import { licenceCollector, writeLicences } from './licences.ts';
import { buildRecovery } from './recovery-build.ts';
import { buildRun } from './run-build.ts';

const source = 'src/workers/offline/service-worker.ts';
/** Fetched after the shell: the WASM runtime, networks, vectors, and the typeface's scripts other than Latin. */
const heavy =
  /\.(?:wasm|onnx|bin)$|asyncify\.mjs$|-(?:latin-ext|cyrillic|cyrillic-ext|greek|greek-ext|vietnamese)-[\w-]+\.woff2$/;
/** Heavy ones that are fetched when a project uses them, and kept from then on. */
const onDemand = /^assets\/minilm-|asyncify\./;
/** Not for the page, or taken by a person and kept elsewhere. */
const ignored = /^(?:service-worker.*\.js|\.vite\/.*|.*\.map|.*\.LICENSE\.txt|assets\/multilingual-.*\.zip)$/;

/** As the service worker knows a file (`BuiltFile` of src/workers/offline/contract.ts). */
async function builtFile(
  dist: string,
  url: string,
): Promise<{ url: string; integrity: string; bytes: number; onDemand?: true }> {
  const content = await readFile(join(dist, url));
  const digest = createHash('sha256').update(content).digest('base64');
  return {
    url,
    integrity: `sha256-${digest}`,
    bytes: content.length,
    ...(onDemand.test(url) ? { onDemand: true } : {}),
  };
}

export function serviceWorkerBuild(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'service-worker-build',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    async closeBundle() {
      const dist = join(config.root, config.build.outDir);
      await buildRecovery(config, dist);
      await buildRun(config.root, dist);
      const files = (await readdir(dist, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(dist.length + 1)
            .replaceAll('\\', '/'),
        )
        .filter((name) => !ignored.test(name))
        .sort();
      const heavyFiles = await Promise.all(
        files.filter((name) => heavy.test(name)).map((url) => builtFile(dist, url)),
      );
      await build({
        configFile: false,
        root: config.root,
        logLevel: 'warn',
        publicDir: false,
        plugins: [licenceCollector()],
        define: {
          'process.env.NODE_ENV': JSON.stringify('production'),
          __HEAVY_FILES__: JSON.stringify(heavyFiles),
        },
        build: {
          outDir: dist,
          emptyOutDir: false,
          target: 'es2022',
          rolldownOptions: {
            checks: { pluginTimings: false },
            input: join(config.root, source),
            output: { format: 'iife', entryFileNames: 'service-worker-source.js' },
          },
        },
      });
      await writeLicences(config.root, dist);
      const swSrc = join(dist, 'service-worker-source.js');
      const { count, size, warnings } = await injectManifest({
        swSrc,
        swDest: join(dist, 'service-worker.js'),
        globDirectory: dist,
        globPatterns: [...files.filter((name) => !heavy.test(name)), 'licences.txt'],
        // These carry a hash in their names.
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
        // The digest is checked by the browser when it fetches, the length and it by a repair.
        manifestTransforms: [
          async (entries) => ({
            manifest: await Promise.all(
              entries.map(async (entry) => ({ ...entry, ...(await builtFile(dist, entry.url)) })),
            ),
            warnings: [],
          }),
        ],
      });
      await rm(swSrc);
      if (warnings.length > 0) this.error(`precache list: ${warnings.join('; ')}`);
      const usual = heavyFiles.filter((file) => file.onDemand !== true);
      const heavyBytes = usual.reduce((sum, file) => sum + file.bytes, 0);
      const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
      config.logger.info(
        `service worker: shell ${count} files, ${mb(size)}; after it ${usual.length} files, ${mb(heavyBytes)}`,
      );
    },
  };
}
