/**
 * Texts that lie in folders of their classes, as IMDB's reviews do in `train/pos` and `train/neg`: the folder is the label of each
 * of its texts where its name is a label of the project or of classes that are well known. Other folders side by side are named.
 */
import { taskTraits } from '#core/project';
import type { ParseOptions } from './format.ts';

interface FolderCount {
  readonly name: string;
  readonly texts: number;
}

export interface ClassFolders {
  /** By name of the file, all texts that lie side by side with labelled ones; `undefined` where the folder is no class. */
  readonly labels: ReadonlyMap<string, string | undefined>;
  readonly read: readonly FolderCount[];
  /** What may be classes, and is not known to be. */
  readonly unread: readonly FolderCount[];
}

/** Parts of a data set, and texts that nobody labelled. */
const isPart = (folder: string): boolean =>
  /^(?:train(?:ing)?|dev(?:elopment)?|test(?:ing)?|val(?:id(?:ation)?)?|holdout|eval(?:uation)?|unsup(?:ervised)?|unlabell?ed)$/i.test(
    folder,
  );

const isNumber = (folder: string): boolean => /^[\d\s._-]+$/.test(folder);

const wellKnown: readonly ReadonlySet<string>[] = [
  new Set(['pos', 'neg', 'neu', 'positive', 'negative', 'neutral']),
  new Set(['spam', 'ham']),
];

/** What is short for what: a project that has one of them needs no second label. */
const short: readonly (readonly [string, string])[] = [
  ['pos', 'positive'],
  ['neg', 'negative'],
  ['neu', 'neutral'],
];

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** Where a file lies: its folder, an archive in an archive too, and what that lies in. */
function placeOf(name: string): { readonly parent: string; readonly folder: string } | undefined {
  const parts = name.split('/');
  const folder = parts.at(-2)?.replace(/\.(?:zip|gz)$/i, '');
  return folder === undefined || folder === '' ? undefined : { parent: parts.slice(0, -2).join('/'), folder };
}

const add = (counts: Map<string, { name: string; texts: number }>, name: string, texts: number): void => {
  const known = counts.get(plain(name));
  if (known === undefined) counts.set(plain(name), { name, texts });
  else known.texts += texts;
};

export function classFolders(
  names: readonly string[],
  { task, projectLabels = [] }: Pick<ParseOptions, 'task' | 'projectLabels'>,
): ClassFolders {
  const takesThem = taskTraits[task].labelKinds.includes('text');
  const own = new Map(projectLabels.map((label) => [plain(label), label]));
  for (const pair of short)
    for (const [from, to] of [pair, pair.toReversed()]) {
      const label = own.get(from ?? '');
      if (label !== undefined && to !== undefined && !own.has(to)) own.set(to, label);
    }
  const groups = new Map<string, Map<string, string[]>>();
  for (const name of names) {
    const place = placeOf(name);
    if (place === undefined) continue;
    const folders = groups.get(place.parent) ?? new Map<string, string[]>();
    groups.set(place.parent, folders);
    const files = folders.get(place.folder);
    if (files === undefined) folders.set(place.folder, [name]);
    else files.push(name);
  }
  const areClasses = (folders: readonly string[]): boolean =>
    folders.length > 0 &&
    (folders.every((folder) => own.has(plain(folder))) ||
      (folders.length > 1 && wellKnown.some((set) => folders.every((folder) => set.has(plain(folder))))));
  const classes = new Map<string, string>();
  const withoutParts = [...groups.values()].map((folders) =>
    [...folders.keys()].filter((folder) => !isPart(folder)),
  );
  for (const folders of takesThem ? withoutParts : [])
    if (areClasses(folders))
      for (const folder of folders)
        if (!classes.has(plain(folder))) classes.set(plain(folder), own.get(plain(folder)) ?? folder);
  const labels = new Map<string, string | undefined>();
  const read = new Map<string, { name: string; texts: number }>();
  const unread = new Map<string, { name: string; texts: number }>();
  for (const folders of groups.values()) {
    const isRead = [...folders.keys()].some((folder) => classes.has(plain(folder)));
    for (const [folder, files] of isRead ? folders : []) {
      const label = classes.get(plain(folder));
      for (const file of files) labels.set(file, label);
      if (label !== undefined)
        add(read, plain(label) === plain(folder) ? label : `${folder} → ${label}`, files.length);
    }
    const others = [...folders].filter(
      ([folder, files]) =>
        !classes.has(plain(folder)) && !isPart(folder) && !isNumber(folder) && files.length > 1,
    );
    if (others.length > 1 || (isRead && others.length > 0))
      for (const [folder, files] of others) add(unread, folder, files.length);
  }
  return { labels, read: [...read.values()], unread: [...unread.values()] };
}

const mostNamed = 20;

/** Folders with their numbers of texts, in short. */
export function folderList(folders: readonly FolderCount[]): string {
  const named = folders.slice(0, mostNamed).map(({ name, texts }) => `${name.slice(0, 40)} (${texts})`);
  const more = folders.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, … (+${more})` : ''}`;
}
