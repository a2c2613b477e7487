/**
 * `npm run lock`, after a dependency was added: completes package-lock.json with the optional packages of other
 * platforms. A registry mirror that carries only one platform's packages makes npm write a lock file without the
 * others, and `npm ci` refuses such a file everywhere. Nothing is downloaded for it: the digest, without which npm would
 * install whatever came, is the one that the registry tells (`npm view`); npm installs such a package only on the
 * platform that its name says.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

interface LockEntry {
  version?: string;
  integrity?: string;
  link?: true;
  dev?: true;
  optional?: true;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = 'package-lock.json';
const lock: { packages: Record<string, LockEntry> } = JSON.parse(readFileSync(file, 'utf8'));

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
];

/** What platform a package is for, by the words of its name; `undefined` where the name does not say. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | undefined {
  const words = name.split('/').at(-1)?.split('-') ?? [];
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  const isMusl = words.some((word) => word.startsWith('musl'));
  const libc = os !== 'linux' ? undefined : isMusl ? 'musl' : 'glibc';
  return { ...(libc === undefined ? {} : { libc: [libc] }), os: [os], cpu: [cpu] };
}

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] !== undefined || lock.packages[`${path}/node_modules/${name}`])
      continue;
    const platform = platformOf(name);
    if (platform === undefined || !/^\d/.test(version)) {
      console.log(
        `lock: ${name}@${version} of ${path} is left out: its name or version does not tell enough`,
      );
      continue;
    }
    const dev = entry.dev === true ? { dev: true as const } : {};
    lock.packages[`node_modules/${name}`] = { version, ...platform, ...dev, optional: true };
    added++;
  }
}

/** The digest of a package's archive; `undefined` where the registry does not know the package. */
function integrityOf(name: string, version: string): string | undefined {
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const answer = execFileSync(npm, ['view', `${name}@${version}`, 'dist.integrity'], { encoding: 'utf8' });
    return /^sha512-\S+$/.exec(answer.trim())?.[0];
  } catch {
    return undefined;
  }
}

let told = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.link === true || entry.integrity !== undefined || entry.version === undefined)
    continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const integrity = integrityOf(name, entry.version);
  if (integrity === undefined) {
    console.error(`lock: the registry tells no digest of ${name}@${entry.version}`);
    process.exitCode = 1;
    continue;
  }
  const { version, ...rest } = entry;
  lock.packages[path] = { version, integrity, ...rest };
  told++;
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);
console.log(`lock: ${added} packages of other platforms added, ${told} digests`);
