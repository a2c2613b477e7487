/** Python with an engine in a folder of its own, made by `npm run bench:run` where it is not there yet. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What each engine needs, in the versions that were tried. */
const packages: Readonly<Record<string, readonly string[]>> = {
  spark: ['pyspark==3.5.3', 'pandas==2.2.3', 'pyarrow==17.0.0', 'setuptools<81'],
  ray: ['ray[data]', 'pandas==2.2.3'],
  beam: ['apache-beam'],
};

/** The interpreter for an engine; `spark-pipe` and `spark-killed` are Spark. */
export function pythonFor(engine: string, work: string): string {
  const name = engine.split('-')[0] ?? engine;
  const place = join(work, `python-${name}`);
  const python = join(place, 'bin', 'python');
  const wanted = packages[name];
  if (wanted === undefined) throw new Error(`${engine}: no such engine`);
  if (name === 'spark') needJava();
  if (existsSync(join(place, 'ready'))) return python;
  run('python3', '-m', 'venv', '--clear', place);
  run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted);
  run('touch', join(place, 'ready'));
  return python;
}

/** Spark runs on Java 17. */
function needJava(): void {
  if (spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error('Spark needs Java 17');
  run('apt-get', 'update');
  run('apt-get', 'install', '-y', '--no-install-recommends', 'openjdk-17-jre-headless');
}

function run(command: string, ...args: readonly string[]): void {
  console.log(`── ${command} ${args.join(' ')}`);
  if (spawnSync(command, [...args], { stdio: 'inherit' }).status !== 0) throw new Error(`${command} failed`);
}
