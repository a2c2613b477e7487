import { defineConfig } from 'vitest/config';
import { coreOrder } from './tools/layers.ts';

/** Of the rooms of core: nothing in them outlives a call (held to it by tests/one-world.ts). */
const core = [
  `tests/unit/{${[...coreOrder, 'models'].join(',')}}/**/*.test.ts`,
  `tests/property/{${coreOrder.join(',')}}/**/*.test.ts`,
  'tests/corpus/**/*.test.ts',
];

/** Unit, property and corpus tests: in Node, without a browser. */
export default defineConfig({
  test: {
    environment: 'node',
    // For what hangs. How long something may take is asked in the processor's time, by the test itself (tests/thread-time.ts).
    testTimeout: 120_000,
    pool: 'threads',
    maxWorkers: 2,
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      {
        // Files one after the other in one world: half of their time went into loading the same modules once for each.
        extends: true,
        test: { name: 'core', include: core, isolate: false, setupFiles: ['tests/one-world.ts'] },
      },
      {
        // Stores, workers, the page: each file in a world of its own.
        extends: true,
        test: { name: 'alone', include: ['tests/{unit,property,corpus}/**/*.test.ts'], exclude: core },
      },
    ],
  },
});
