/**
 * `npm run lock`, after a dependency was added: completes package-lock.json with the optional packages of other
 * platforms. A registry mirror that carries only one platform's packages makes npm write a lock file without the
 * others, and `npm ci` refuses such a file everywhere. What is added has no integrity hash, since nothing was
 * downloaded; npm installs it only on the platform that its name says.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockEntry {
  version?: string;
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
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);
console.log(`lock: ${added} packages of other platforms added`);
