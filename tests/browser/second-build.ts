/**
 * Another version of a built app, made from it in a second: every asset bears another name, as if the content of
 * each had changed, and every mention of it, digests in the service worker's list included, follows.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const digest = (content: Buffer): string => createHash('sha256').update(content).digest('base64');

export function secondBuild(from: string, to: string): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1));
  const hashed = /^(assets\/.*-)([\w-]{8})(\.\w+)$/;
  const renamed = (name: string): string =>
    name.replace(hashed, (_, a, hash, z) => `${a}${turned(hash)}${z}`);
  const hashes = files.flatMap((name) => hashed.exec(name)?.[2] ?? []);
  const mentions = new RegExp(`(?<=-)(?:${hashes.map(escaped).join('|')})(?=\\.)`, 'g');
  const digests = new Map<string, string>();
  const write = (name: string, content: Buffer): void => {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), content);
  };
  for (const name of files) {
    if (name === 'service-worker.js') continue;
    const before = readFileSync(join(from, name));
    const after = /\.(?:js|css|html|json)$/.test(name)
      ? Buffer.from(before.toString().replace(mentions, turned))
      : before;
    digests.set(digest(before), digest(after));
    write(renamed(name), after);
  }
  let worker = readFileSync(join(from, 'service-worker.js'), 'utf8').replace(mentions, turned);
  for (const [before, after] of digests) worker = worker.replaceAll(before, after);
  // Pages carry no hash in their names: their revision tells them apart.
  worker = worker.replace(/(revision["']?:["'`])(?=\w{32})/g, '$1second-');
  write('service-worker.js', Buffer.from(worker));
}

const turned = (hash: string): string => [...hash].reverse().join('');
const escaped = (hash: string): string => hash.replace(/[^\w]/g, '\\$&');
