/**
 * Builds the recovery page beside the app: files of its own, none of them shared, so that neither a broken chunk nor
 * a half-done update of the app can keep it from starting.
 */
import { join } from 'node:path';
import { build, type ResolvedConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { licenceCollector } from './licences.ts';
import { trustedTypes } from './trusted-types.ts';

export async function buildRecovery(config: ResolvedConfig, dist: string): Promise<void> {
  await build({
    configFile: false,
    root: config.root,
    base: './',
    logLevel: 'warn',
    plugins: [solid(), licenceCollector(), trustedTypes()],
    build: {
      outDir: dist,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: join(config.root, 'recovery.html'),
        // Of our rooms only what is used: core and store have no side effects.
        treeshake: { moduleSideEffects: (id) => !/\/src\/(?:core|store)\//.test(id) },
      },
    },
  });
}
