import { defineConfig } from 'vitest/config';

/** Unit, property and corpus tests: in Node, without a browser. */
export default defineConfig({
  test: {
    include: ['tests/{unit,property,corpus}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
