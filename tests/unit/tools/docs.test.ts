/** What the documents and comments point to is there: paths, links, commands and pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from '../../../bench/study-tables.ts';
import { coreOrder, layers } from '../../../tools/layers.ts';

const root = join(import.meta.dirname, '../../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const folders = ['docs', 'src', 'models', 'bench', 'tools', 'tests', 'public'];
/** Every file and folder, as a path from the root. */
const there = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      `${folder}/${file}`.replaceAll('\\', '/'),
    ),
  ),
];
const known = new Set([...folders, ...there]);
/** Journals of experiments tell of what was there then. */
const pages = there.filter(
  (file) => (file === 'README.md' || /^docs\/.*\.md$/.test(file)) && !file.includes('experiments'),
);

function isThere(path: string): boolean {
  const wanted = path.replace(/\/$/, '');
  if (!wanted.includes('*')) return known.has(wanted);
  const pattern = new RegExp(
    `^${wanted
      .split('*')
      .map((part) => part.replace(/[.+]/g, '\\$&'))
      .join('.*')}$`,
  );
  return there.some((file) => pattern.test(file));
}

it('paths and links of the documents lead somewhere', () => {
  const lost = pages.flatMap((page) => {
    const text = textOf(page);
    const paths = [...text.matchAll(/`((?:src|tests|bench|tools|models|docs|public)\/[\w./*-]*)`/g)].map(
      ([, path = '']) => path,
    );
    // What stands between backquotes is shown, not linked.
    const links = [...text.replace(/`[^`\n]*`/g, '').matchAll(/\]\((?![a-z]+:)([^)#\s]+)/g)].map(
      ([, link = '']) => relative(root, join(root, dirname(page), link)),
    );
    return [...paths, ...links].filter((path) => !isThere(path)).map((path) => `${page}: ${path}`);
  });
  expect(pages.length).toBeGreaterThan(20);
  expect(lost).toEqual([]);
});

it('the rooms, the order inside core and the folders of workers are those that there are', () => {
  const text = textOf('docs/contributing.md');
  const rooms = [...text.matchAll(/^\| `([\w/]+?)\/?` \|/gm)].map(([, name = '']) => name);
  const outer = layers.map(({ folder }) => folder).filter((folder) => !folder.startsWith('src/core/'));
  expect(rooms.filter((name) => outer.includes(name)).sort()).toEqual(outer.toSorted());
  const inner = text.slice(text.indexOf('Inside `core`'), text.indexOf('and `src/workers`'));
  expect([...inner.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual([...coreOrder]);
  const subjects = /and `src\/workers` is one folder per subject: ([\s\S]*?)\n\n/.exec(text)?.[1] ?? '';
  expect([...subjects.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()).toEqual(
    readdirSync(join(root, 'src/workers'))
      .filter((name) => !name.includes('.'))
      .sort(),
  );
});

it('commands of the documents can be run', () => {
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    textOf('package.json'),
  );
  const lost = pages.flatMap((page) =>
    [...textOf(page).matchAll(/npm run ([\w:-]*\w)/g)].flatMap(([, name = '']) =>
      name in scripts ? [] : [`${page}: ${name}`],
    ),
  );
  expect(lost).toEqual([]);
});

it('pages that comments cite are there', () => {
  const sources = there.filter((file) => /^(src|models|bench|tools|tests)\/.*\.tsx?$/.test(file));
  const lost = sources.flatMap((file) =>
    [...textOf(file).matchAll(/\bdocs\/[\w/-]+\.md\b/g)].flatMap(([page]) =>
      isThere(page) ? [] : [`${file}: ${page}`],
    ),
  );
  expect(lost).toEqual([]);
});

it('tables of the study are those of its records', () => {
  const page = textOf('docs/label-efficiency.md');
  expect(page.match(/<!-- table: /g)?.length).toBeGreaterThan(8);
  expect(withTables(root, page)).toBe(page);
});
