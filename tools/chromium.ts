/** Which Chromium the browser tests use, and how a machine without one gets it. */
import { spawn, spawnSync } from 'node:child_process';
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

/**
 * Playwright's Chromium; as root with the libraries it needs; or, failing that, the distribution's own. It waits for the network
 * and the disk, so other work goes on beside it; what was said is shown when it is over.
 */
export async function installChromium(): Promise<string | undefined> {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const said: string[] = [];
  const run = (command: string, ...args: string[]): Promise<boolean> =>
    new Promise((resolve) => {
      said.push(`\n── ${command} ${args.join(' ')}\n`);
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => {
          said.push(part.toString());
        });
      child.on('error', () => resolve(false));
      child.on('close', (code) => resolve(code === 0));
    });
  const isRoot = process.getuid?.() === 0;
  const withLibraries = isRoot ? ['--with-deps'] : [];
  let found = (await run(npx, 'playwright', 'install', ...withLibraries, 'chromium'))
    ? findChromium()
    : undefined;
  if (found === undefined && isRoot && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', 'update');
    await run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
    found = findChromium();
  }
  console.log(said.join('').trim());
  return found;
}
