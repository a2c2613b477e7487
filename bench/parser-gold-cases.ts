import { join } from 'node:path';
import { createRng, type Rng } from '#core/base';
import type { Instance } from '#core/explain';
import { tokenize } from '#core/text';
import { evaluateGold, type GoldCandidate } from './gold-semantics.ts';
import { type ExplanationFile, explanationFiles, readRows, setAside } from './parse-split.ts';

export const data = join(process.cwd(), '..', 'shared', 'data');
export const seed = 4;

/** Contents of the user dictionaries; the same on both sides. */
const dictionaries: Readonly<Record<string, readonly string[]>> = {
  causal: ['caused', 'induced', 'due to', 'triggered'],
  treat: ['treat', 'therapy', 'heal'],
  procedure: ['surgery', 'infusion', 'dialysis'],
  patient: ['patient', 'patients', 'volunteer'],
  uncertain: ['perhaps', 'possibly', 'unclear'],
  spouse: ['wife', 'husband', 'spouse'],
  colors: ['red', 'green', 'blue'],
  bluebird: ['blue', 'bird', 'fly'],
  greek: ['alpha', 'beta', 'gamma'],
  letters: ['a', 'B', 'C'],
  smalls: ['a', 'b', 'c', 'd'],
  ctd_marker: ['C1\tD1', 'C2\tD2'],
  ctd_therapy: ['C1\tD2'],
  ctd_unspecified: ['C2\tD1'],
  known_targets: ['JNK1\tc-Jun', 'CHK2\tBRCA1'],
};
/** Lists that only the conditions name: words of their own. */
export function dictionary(name: string): readonly string[] {
  return dictionaries[name] ?? [`${name}alpha`, `${name}beta`];
}

const plainWords =
  'the of and study shows after cells were seen when level observed group model with reduced effect both during months many doses early reports show these but then new rats gave clear signs she he they went home'.split(
    ' ',
  );

interface Domain {
  readonly types: readonly [string, string];
  readonly texts: readonly (readonly [string, string])[];
  readonly ids: readonly (readonly [string, string])[];
}
export const domains: Readonly<Record<string, Domain>> = {
  cdr: {
    types: ['chemical', 'disease'],
    texts: [
      ['lithium', 'tremor'],
      ['inductophil', 'asthma'],
      ['assocel', 'fever'],
    ],
    ids: [
      ['C1', 'D1'],
      ['C1', 'D2'],
      ['C2', 'D1'],
      ['C3', 'D3'],
    ],
  },
  protein: {
    types: ['Protein', 'Kinase'],
    texts: [
      ['c-Jun', 'JNK1'],
      ['BRCA1', 'CHK2'],
      ['p53', 'ATM'],
    ],
    ids: [['', '']],
  },
  unit: { types: ['', ''], texts: [['foo', 'bar']], ids: [['', '']] },
};

export function toInstance(
  c: GoldCandidate,
  types: readonly [string, string],
  listNames: readonly string[],
): Instance {
  const typed = (k: 0 | 1) => ({
    ...c.args[k],
    id: c.ids[k],
    ...(types[k] === '' ? {} : { type: types[k] }),
  });
  return {
    text: c.text,
    tokens: tokenize(c.text),
    args: { x: typed(0), y: typed(1) },
    lists: listNames.map((name) => ({ name, words: dictionary(name) })),
  };
}

/** A sentence of words with the arguments put at two places. */
function makeCandidate(
  rng: Rng,
  words: readonly string[],
  domain: Domain,
  lists: Readonly<Record<string, readonly string[]>>,
  gap: number,
): GoldCandidate {
  const pick = <T>(of: readonly T[]): T => of[rng.int(of.length)] as T; // never empty
  const run = (n: number) => Array.from({ length: n }, () => pick(plainWords));
  const names = pick(domain.texts);
  const forward = rng.next() < 0.5;
  const [first, second] = forward ? names : [names[1], names[0]];
  const before = run(rng.int(9));
  const between = run(gap);
  const after = run(rng.int(9));
  // Up to four keywords: a sentence says a thing once or twice.
  for (let k = words.length === 0 ? 0 : rng.int(5); k > 0; k--) {
    const part = [before, between, between, after][rng.int(4)] as string[]; // four parts
    if (part.length > 0) part[rng.int(part.length)] = pick(words);
  }
  const head = before.length > 0 ? `${before.join(' ')} ` : '';
  const middle = between.length > 0 ? ` ${between.join(' ')} ` : ' ';
  const text = `${head}${first}${middle}${second}${after.length > 0 ? ` ${after.join(' ')}` : ''}.`;
  const a = { from: head.length, to: head.length + first.length };
  const at = a.to + middle.length;
  const b = { from: at, to: at + second.length };
  return { text, args: forward ? [a, b] : [b, a], lists, ids: pick(domain.ids) };
}

function stringsOf(node: unknown): readonly string[] {
  if (!Array.isArray(node)) return [];
  if (node[0] === '.string' && typeof node[1] === 'string') return [node[1]];
  return node.flatMap(stringsOf);
}
function listsOf(node: unknown): readonly string[] {
  if (!Array.isArray(node)) return [];
  if (node[0] === '.user_list') return [String(node[1]?.[1] ?? '')];
  return node.flatMap(listsOf);
}
function numbersOf(node: unknown): readonly number[] {
  if (!Array.isArray(node)) return [];
  if (node[0] === '.int' && typeof node[1] === 'number') return [node[1]];
  return node.flatMap(numbersOf);
}

export interface Case {
  readonly file: ExplanationFile;
  readonly at: number;
  readonly condition: string;
  readonly aside: boolean;
  readonly gold: ((c: GoldCandidate) => boolean) | undefined;
  readonly domain: Domain;
  readonly lists: readonly string[];
  readonly candidates: readonly GoldCandidate[];
  /** For conditions without a gold form: its truth on the given candidate. */
  readonly given: { readonly instance: Instance; readonly truth: boolean } | undefined;
}

/** Our own sentence in place of the unit tests' default candidate: a couple, "wife" two tokens before the second. */
function defaultCandidate(): GoldCandidate {
  const text =
    'Papers say that President Daniel Berg and his wife, Petra Berg, bought the 15-bedroom mansion on Oak Drive in the upscale historic neighborhood on July 31.';
  const arg = (s: string) => ({ from: text.indexOf(s), to: text.indexOf(s) + s.length });
  return { text, args: [arg('Daniel Berg'), arg('Petra Berg')], lists: {}, ids: ['', ''] };
}

export function loadCases(): readonly Case[] {
  const pool: { domain: Domain; key: string; words: readonly string[] }[] = [];
  const out: Case[] = [];
  for (const file of explanationFiles.slice(2)) {
    const rows = readRows(data, file);
    const aside = setAside(file, rows.length);
    const domain = domains[/cdr|protein/u.exec(file)?.[0] ?? 'unit'] as Domain; // the three keys exist
    rows.forEach((row, at) => {
      const condition = String(row['condition'] ?? '');
      const semantics = row['semantics'];
      const listNames = [
        ...new Set([
          ...listsOf(semantics),
          ...Object.keys(dictionaries).filter((n) => new RegExp(`\\b${n}\\b`, 'u').test(condition)),
        ]),
      ];
      const lists = Object.fromEntries(listNames.map((n) => [n, dictionary(n)]));
      const quoted = [...condition.matchAll(/["']([^"']+)["']/gu)].map((m) => m[1] ?? '');
      const words = [...new Set([...stringsOf(semantics), ...quoted, ...Object.values(lists).flat()])].filter(
        (w) =>
          !w.startsWith('.') && !listNames.includes(w) && !w.includes('\t') && w !== 'words' && w !== 'chars',
      );
      const rng = createRng(seed * 1000 + out.length);
      const gaps = [
        0,
        1,
        2,
        ...numbersOf(semantics).flatMap((n) => (n > 40 ? [12, 16, 22] : [n - 1, n, n + 1])),
      ].filter((g) => g >= 0 && g < 60);
      const candidates = Array.from({ length: 60 }, (_, k) =>
        makeCandidate(
          rng,
          words,
          domain,
          lists,
          k % 3 === 0 ? rng.int(14) : (gaps[rng.int(gaps.length)] ?? 1),
        ),
      );
      pool.push({ domain, key: file, words });
      const hasGold = Array.isArray(semantics);
      let given: Case['given'];
      if (!hasGold && row['candidate'] !== null && row['candidate'] !== undefined) {
        const c = row['candidate'];
        const base =
          Array.isArray(c) && typeof c[0] === 'string' && typeof c[1] === 'string'
            ? pairCandidate(c[0], c[1])
            : defaultCandidate();
        // Rows with a name are labelling functions that vote `label` where the condition is true.
        const truth = row['name'] === undefined ? row['label'] !== false : true;
        given = {
          instance: withAnnotations(toInstance(base, domain.types, Object.keys(dictionaries))),
          truth,
        };
      }
      out.push({
        file,
        at,
        condition,
        aside: aside.has(at),
        gold: hasGold ? (cand) => evaluateGold(semantics, cand) : undefined,
        domain,
        lists: listNames,
        candidates,
        given,
      });
    });
  }
  return out;
}

function pairCandidate(first: string, second: string): GoldCandidate {
  const text = `${first} and ${second}`;
  return {
    text,
    args: [
      { from: 0, to: first.length },
      { from: first.length + 5, to: text.length },
    ],
    lists: {},
    ids: ['', ''],
  };
}

/** The two persons of the default sentence, as an entity tagger would mark them. */
function withAnnotations(instance: Instance): Instance {
  const { x, y } = instance.args;
  if (x === undefined || y === undefined) return instance;
  return { ...instance, entities: [x, y].map((a) => ({ from: a.from, to: a.to, type: 'PERSON' })) };
}
