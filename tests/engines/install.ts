/** Finds a program, or installs its package where that is possible: Debian and its like, as root. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const folders = (process.env['PATH'] ?? '').split(delimiter);

export function findProgram(...names: readonly string[]): string | undefined {
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

let updated = false;

/** `false` where it cannot be installed from here. */
export function installPackages(...packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) return false;
  const run = (...args: string[]): boolean => {
    console.log(`── apt-get ${args.join(' ')}`);
    const { status } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    return status === 0;
  };
  if (!updated) updated = run('update');
  return run('install', '-y', '--no-install-recommends', ...packages);
}
