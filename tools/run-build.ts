/** Builds `run/run.mjs` beside the app: the program of the Run folder, one file without dependencies but the runtime. */
import { join } from 'node:path';
import { build } from 'vite';

export async function buildRun(root: string, dist: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(dist, 'run'),
      emptyOutDir: true,
      target: 'node20',
      minify: 'oxc',
      ssr: true,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: join(root, 'src/run/program.ts'),
        external: [/^node:/],
        output: { format: 'es', entryFileNames: 'run.mjs', codeSplitting: false },
        treeshake: { moduleSideEffects: (id) => !/\/src\/core\//.test(id) },
      },
    },
    ssr: { noExternal: true, target: 'node' },
  });
}
