import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/chromium.ts';

const executablePath = findChromium();
const port = Number(process.env['E2E_PORT'] ?? 4179);

/** Browser tests run on the built app (`npm run build` first), served by `vite preview`. */
export default defineConfig({
  testDir: 'tests',
  testMatch: ['browser/**/*.spec.ts', 'e2e/**/*.spec.ts'],
  // Each test has a browser context, hence a database, of its own.
  workers: 2,
  timeout: 120_000,
  // What is awaited comes when it comes: how long that takes is asked where it is measured, in the processor's time.
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  outputDir: 'test-results/artifacts',
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    // Each test would fetch and check all heavy files anew for it. Tests of what it does allow it.
    serviceWorkers: 'block',
    // Tests that are not about the encoder need not wait for it.
    storageState: {
      cookies: [],
      origins: [
        {
          origin: `http://localhost:${port}`,
          localStorage: [{ name: 'lean-life:encoder', value: 'off' }],
        },
      ],
    },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
