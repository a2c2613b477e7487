/** Which Chromium the browser tests use, and how a machine without one gets it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The one that `CHROMIUM_PATH` names, then the system's, then Playwright's own; only one that starts counts. */
export function findChromium(): string | undefined {
  const candidates = [process.env['CHROMIUM_PATH'] ?? '', ...systemPaths, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path) && starts(path));
}

/** A browser whose libraries are missing is there and does not run. */
function starts(path: string): boolean {
  const { status } = spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 });
  return status === 0 || process.platform === 'win32';
}

/** Playwright's Chromium; as root with the libraries it needs; or, failing that, the distribution's own. */
export function installChromium(): string | undefined {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const run = (command: string, ...args: string[]): boolean => {
    console.log(`\n── ${command} ${args.join(' ')}`);
    return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
  };
  const isRoot = process.getuid?.() === 0;
  const withLibraries = isRoot ? ['--with-deps'] : [];
  if (run(npx, 'playwright', 'install', ...withLibraries, 'chromium')) {
    const found = findChromium();
    if (found !== undefined) return found;
  }
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    run('apt-get', 'update');
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
  }
  return findChromium();
}
