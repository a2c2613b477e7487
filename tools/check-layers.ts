/**
 * Holds every import of the house against `layers.ts`, and every file's length against its header: past 400 lines a file says
 * why in its opening comment ("over 400 lines because …") or is split.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { forbiddenInUi, type Layer, layers } from './layers.ts';

const longest = 400;
const problems: string[] = [];

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'));
}

/** Every module that a file names, with the line it stands in. */
function importsOf(source: string): { readonly name: string; readonly line: number }[] {
  const pattern = /^(?:(?:import|export|\})[^'\n]* from |import )'([^'\n]+)';|\bimport\('([^'\n]+)'\)/gm;
  return [...source.matchAll(pattern)].map((found) => ({
    name: found[1] ?? found[2] ?? '',
    line: source.slice(0, found.index).split('\n').length,
  }));
}

/** The file or package that a name stands for, as a path from the root or a package's name. */
function placeOf(name: string, file: string): { readonly path?: string; readonly isBarrel: boolean } {
  if (name.startsWith('.')) {
    const path = normalize(join(dirname(file), name.replace(/\?.*$/, ''))).replaceAll('\\', '/');
    return { path, isBarrel: path.endsWith('/index.ts') };
  }
  if (name.startsWith('#core/')) return { path: `src/core/${name.slice(6)}/index.ts`, isBarrel: true };
  if (name === '#store') return { path: 'src/store/index.ts', isBarrel: true };
  if (name === '#models') return { path: 'models/index.ts', isBarrel: true };
  if (name.startsWith('#workers/')) return { path: `src/workers/${name.slice(9)}.ts`, isBarrel: false };
  if (name.startsWith('#ui/')) return { path: `src/ui/${name.slice(4)}`, isBarrel: false };
  return { isBarrel: false };
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

function checkImport(layer: Layer, file: string, line: number, name: string): void {
  const say = (what: string): void => {
    problems.push(`${file}:${line}: ${what} (${layer.because})`);
  };
  const { path, isBarrel } = placeOf(name, file);
  if (path === undefined) {
    const isAllowed = layer.packages.some((start) => start === '*' || name.startsWith(start));
    if (!isAllowed) say(`may not import the package '${name}'`);
    if (layer.folder === 'src/ui' && forbiddenInUi.some((start) => name.startsWith(start))) {
      say(`may not import '${name}'`);
    }
    return;
  }
  if (within(path, layer.folder)) {
    if (layer.folder.startsWith('src/core/') && name.startsWith('#core/')) {
      say(`imports its own room as '${name}'; inside a room name the file`);
    }
    return;
  }
  // Vectors and other data are assets, not code.
  if (/\.(?:bin|css|json|onnx)$/.test(path)) return;
  if (!layer.from.some((folder) => within(path, folder))) {
    say(`may not import '${name}'`);
    return;
  }
  if (
    !isBarrel &&
    (path.startsWith('src/core/') || path.startsWith('src/store/') || path.startsWith('models/'))
  ) {
    say(`imports '${name}' past the room's index.ts`);
  }
  if (name.startsWith('.') && (path.startsWith('src/core/') || path.startsWith('src/store/'))) {
    say(`imports '${name}' by a path; another room is imported as '#core/…' or '#store'`);
  }
  if (layer.folder === 'src/ui' && /\.worker(?:\.ts)?$/.test(path))
    say(`imports the inside of a worker, '${name}'`);
}

for (const layer of layers) {
  const { scripts = [] } = layer;
  for (const file of sourcesIn(layer.folder).filter((one) => !scripts.some((start) => within(one, start)))) {
    for (const { name, line } of importsOf(readFileSync(file, 'utf8'))) checkImport(layer, file, line, name);
  }
}
const known = new Set(layers.map(({ folder }) => folder));
for (const room of existsSync('src/core') ? readdirSync('src/core', { withFileTypes: true }) : []) {
  if (room.isDirectory() && !known.has(`src/core/${room.name}`))
    problems.push(`src/core/${room.name}: no row in tools/layers.ts`);
}

const houses = ['src', 'models', 'tools', 'bench', 'tests'];
for (const file of houses.flatMap(sourcesIn)) {
  const source = readFileSync(file, 'utf8');
  const lines = source.split('\n').length - 1;
  const header = /^\s*\/\*\*[\s\S]*?\*\//.exec(source)?.[0] ?? '';
  if (lines > longest && !/over 400 lines because/i.test(header.replace(/\s*\n\s*\*\s*/g, ' '))) {
    problems.push(`${file}: ${lines} lines; split it, or say in its header "over 400 lines because …"`);
  }
}

for (const found of problems) console.error(found);
console.log(`layers: ${relative('.', 'tools/layers.ts')} holds, ${problems.length} problems`);
if (problems.length > 0) process.exit(1);
