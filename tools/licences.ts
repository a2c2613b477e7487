/**
 * The licence texts of all that the built app carries, as their licences ask: `licences.txt` in `dist`, linked from
 * the settings. Packages are those whose files went into any of the builds (the app, its workers, the recovery page,
 * the service worker), so that a new dependency is in it without a thought.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Folders of the packages that were built in. One process builds one app. */
const packages = new Set<string>();

const folderOf = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Vite plugin, for every build that puts something into `dist`. */
export function licenceCollector(): Plugin {
  return {
    name: 'licence-collector',
    apply: 'build',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const folder = folderOf.exec(id.replaceAll('\\', '/').replace(/^\0/, ''))?.[1];
        if (folder !== undefined) packages.add(folder);
      }
    },
  };
}

/** Packages that come without their text. */
const textsOfOurOwn: Readonly<Record<string, string>> = {
  'onnxruntime-web': 'onnxruntime.txt',
  'onnxruntime-common': 'onnxruntime.txt',
};

/** What is no package. */
const others = `GloVe word vectors (Pennington, Socher and Manning 2014)

Public Domain Dedication and License 1.0 (PDDL): dedicated to the public domain. Quantised for this app.

all-MiniLM-L6-v2 (sentence-transformers; Wang et al. 2020, Reimers and Gurevych 2019)

Licensed under the Apache License, Version 2.0, https://www.apache.org/licenses/LICENSE-2.0. Changed for this app: its first four
layers, with 8 bits a number, their states projected to 192 numbers.
`;

/** @throws where a package has no licence text: then it must not be shipped. */
export async function writeLicences(root: string, dist: string): Promise<void> {
  const parts = [...packages]
    .map((folder) => partOf(root, folder))
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    // A package may be installed twice, at two places.
    .filter(({ title }, at, all) => title !== all[at - 1]?.title);
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const rule = `\n\n${'─'.repeat(80)}\n\n`;
  const all = [`LEAN-LIFE in the browser\n\n${own}`, others.trim(), ...parts.map(({ text }) => text)];
  await writeFile(join(dist, 'licences.txt'), `${all.join(rule)}\n`);
}

function partOf(root: string, folder: string): { readonly title: string; readonly text: string } {
  const { name, version, license }: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const title = `${name} ${version} (${license ?? 'see below'})`;
  const files = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    .map((file) => join(folder, file));
  const ownText = textsOfOurOwn[name];
  if (files.length === 0 && ownText !== undefined) files.push(join(root, 'tools/licences', ownText));
  if (files.length === 0) throw new Error(`${name}: no licence text in the package`);
  return { title, text: [title, ...files.map((file) => readFileSync(file, 'utf8').trim())].join('\n\n') };
}
