/**
 * Two promises that no type can keep. In `dist`: no absolute address that something could be fetched from (those
 * that remain are names, not places, and are allowed below with their reason). In `src/core`: no clock, no global
 * randomness, no console, no page.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Allowed {
  readonly pattern: RegExp;
  readonly because: string;
}

const allowedAddresses: readonly Allowed[] = [
  { pattern: /^https?:\/\/www\.w3\.org\//, because: 'names of XML namespaces (SVG, MathML, XLink)' },
  {
    pattern: /^https?:\/\/(?:goo\.gl|bit\.ly|tinyurl\.com)\//,
    because: 'advice in error messages of workbox and Dexie',
  },
  {
    pattern: /^https?:\/\/(?:rolldown\.rs|web\.dev)\//,
    because: 'advice in error messages of rolldown and ONNX',
  },
  { pattern: /^https?:\/\/dexie\.org\//, because: 'advice in error messages of Dexie' },
  { pattern: /^https?:\/\/(?:fb\.me|github\.com)\//, because: 'advice in error messages of libraries' },
  { pattern: /^https?:\/\/json-schema\.org\/draft-/, because: 'names of dialects of JSON Schema' },
  {
    pattern: /^https?:\/\/(?:localhost|a|sr|action|example\.com|_)(?:[/:"'`]|$)/,
    because: 'bases that a relative address is resolved against',
  },
];

const forbiddenInCore: readonly Allowed[] = [
  { pattern: /\bMath\.random\b/, because: 'pass an Rng' },
  { pattern: /\bDate\.now\b|\bnew Date\(\)/, because: 'pass the time' },
  { pattern: /\bperformance\.now\b/, because: 'pass the time' },
  { pattern: /\bconsole\b\./, because: 'return a Result' },
  { pattern: /\b(?:fetch|XMLHttpRequest|importScripts)\(/, because: 'core does not reach outside' },
];

function filesIn(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Code without comments; good enough for a scan, since our formatter leaves no comment inside a token. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

const problems: string[] = [];
const dist = filesIn('dist', /\.(?:js|mjs|css|html|json|webmanifest|svg)$/).filter(
  (f) => !f.includes('.vite'),
);
if (process.argv.includes('--dist') && dist.length === 0) problems.push('dist: not built');
const seen = new Map<string, number>();
for (const file of dist) {
  // Samples are texts to be labelled; an address in one is a word.
  if (file.includes(join('dist', 'samples'))) continue;
  for (const [address] of readFileSync(file, 'utf8').matchAll(/\b(?:https?|wss?):\/\/[^\s"'`)\\<>]+/g)) {
    const reason = allowedAddresses.find(({ pattern }) => pattern.test(address))?.because;
    if (reason === undefined) problems.push(`${file}: absolute address ${address.slice(0, 100)}`);
    else seen.set(reason, (seen.get(reason) ?? 0) + 1);
  }
}
for (const file of filesIn('src/core', /\.ts$/)) {
  const code = withoutComments(readFileSync(file, 'utf8'));
  for (const { pattern, because } of forbiddenInCore) {
    if (pattern.test(code)) problems.push(`${file}: ${pattern.source} (${because})`);
  }
}

for (const [reason, count] of seen) console.log(`allowed addresses: ${count} × ${reason}`);
for (const found of problems) console.error(found);
console.log(`sources: ${dist.length} files of dist scanned, ${problems.length} problems`);
if (problems.length > 0) process.exit(1);
