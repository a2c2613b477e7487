import { defineConfig } from 'vitest/config';

/** Unit, property and corpus tests: in Node, without a browser. */
const all = ['tests/{unit,property,corpus}/**/*.test.ts'];
const alone = ['tests/unit/{workers,attack}/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 2,
    projects: [
      {
        // Half of the time of these went into loading the same modules once per file; they leave nothing behind in them.
        extends: true,
        test: { name: 'shared', include: all, exclude: alone, isolate: false },
      },
      {
        // A database, a learner with its runtime, a store that is killed: each file in a world of its own.
        extends: true,
        test: { name: 'alone', include: alone },
      },
    ],
  },
});
