/**
 * `npm run bench:parser`: the semantic parser against the public explanations.
 * (1) Rates on the tuned and the set-aside part of the explanation files; (2) meaning: truth values of our form against
 * those of the gold form (`gold-semantics.ts`) over one set of candidates; (3) time. Writes `results/parser.json`.
 *
 * Candidates: for each condition, sentences made from its own quoted words, its lists' words and ordinary words, with both
 * orders of the arguments and distances around its numbers, plus a pool shared by all conditions. For the semantic filter, a
 * condition's own sentence is the first candidate of which its gold form is true, as its author's was.
 *
 * Over 400 lines because it is an experiment read from top to bottom: data, question, figures.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createRng, type Rng } from '#core/base';
import { Corpus, StrictPass } from '#core/execute';
import {
  defaultParseOptions,
  evaluate,
  type Instance,
  isTaken,
  type LogicalForm,
  parseExplanation,
  suggestCompletions,
  understand,
} from '#core/explain';
import { tokenize } from '#core/text';
import { readExplanationRows } from '../tools/explanation-rows.ts';
import { currentRun } from './bench-run.ts';
import { evaluateGold, type GoldCandidate, UnsupportedGold } from './gold-semantics.ts';
import { type ExplanationFile, explanationFiles, readRows, setAside, splitSeed } from './parse-split.ts';

const data = join(process.cwd(), '..', 'shared', 'data');
const verbose = process.argv.includes('--list');
const showAside = process.argv.includes('--aside');
const seed = 4;

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
function dictionary(name: string): readonly string[] {
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
const domains: Readonly<Record<string, Domain>> = {
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

function toInstance(
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

interface Case {
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

function loadCases(): readonly Case[] {
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

interface Outcome {
  readonly agrees: boolean;
  readonly reason: string;
}

function outcome(c: Case, semanticFilter: boolean, pool: readonly GoldCandidate[]): Outcome {
  const options = semanticFilter ? defaultParseOptions : { ...defaultParseOptions, falseCost: 0 };
  if (c.given !== undefined) {
    const result = parseExplanation(c.condition, c.given.instance, options);
    if (!result.ok) return { agrees: false, reason: result.error.message };
    const form = result.value[0]?.form as LogicalForm; // a parse has at least one reading
    const truth = evaluate(form, c.given.instance);
    return {
      agrees: truth === c.given.truth,
      reason: `${truth} where ${c.given.truth} is expected: ${result.value[0]?.canonical}`,
    };
  }
  const { gold } = c;
  if (gold === undefined) return { agrees: false, reason: 'the file has neither gold form nor candidate' };
  try {
    const all = [
      ...c.candidates,
      ...pool.map((p) => ({ ...p, lists: Object.fromEntries(c.lists.map((n) => [n, dictionary(n)])) })),
    ];
    const own = all.find((x) => gold(x)) ?? all[0];
    if (own === undefined) return { agrees: false, reason: 'no candidate' };
    const result = parseExplanation(c.condition, toInstance(own, c.domain.types, c.lists), options);
    if (!result.ok) return { agrees: false, reason: result.error.message };
    const best = result.value[0];
    if (best === undefined) return { agrees: false, reason: 'no reading' };
    let differing = 0;
    let example = '';
    let positives = 0;
    for (const x of all) {
      const want = gold(x);
      if (want) positives++;
      if (evaluate(best.form, toInstance(x, c.domain.types, c.lists)) === want) continue;
      differing++;
      if (example === '') example = `${want ? 'gold true' : 'gold false'}: ${x.text}`;
    }
    return {
      agrees: differing === 0,
      reason: `${differing} of ${all.length} candidates differ (${positives} gold true); understood as: ${best.canonical}; e.g. ${example}`,
    };
  } catch (e) {
    if (e instanceof UnsupportedGold)
      return { agrees: false, reason: `gold form not interpreted: ${e.message}` };
    throw e;
  }
}

/**
 * The live answer without the page around it: understand, complete and match strictly among 10 000 documents (Tatoeba), per key
 * press of one sentence typed from its tenth character on.
 */
function liveAnswer(): unknown {
  const file = join(data, 'tatoeba-eng', 'sentences.txt.gz');
  if (!existsSync(file)) return 'skipped: tatoeba-eng is not there';
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(0, 10_000);
  const corpus = new Corpus();
  for (const text of lines) {
    const tokens = tokenize(text);
    const first = tokens[0];
    const last = tokens[Math.min(4, tokens.length - 1)];
    if (first === undefined || last === undefined) continue;
    corpus.addInstance(corpus.addSentence({ text, tokens }), { x: first, y: last });
  }
  const pass = new StrictPass(corpus);
  const text = 'Tom asked his sister to help him with the homework .';
  const own: Instance = {
    text,
    tokens: tokenize(text),
    args: { x: { from: 0, to: 3 }, y: { from: 14, to: 20 } },
  };
  const sentence =
    'The word "his" appears between X and Y and there are no more than 3 words between X and Y';
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < 2; round++) {
    for (let at = 10; at <= sentence.length; at++) {
      const typed = sentence.slice(0, at);
      const started = performance.now();
      const before = process.cpuUsage();
      suggestCompletions(typed, own);
      const { reading } = understand(typed, own);
      if (reading !== undefined) pass.run(pass.compile(reading.form));
      const used = process.cpuUsage(before);
      if (round === 0) continue;
      wall.push(performance.now() - started);
      cpu.push((used.user + used.system) / 1000);
    }
  }
  const summary = (of: number[]) => {
    of.sort((a, b) => a - b);
    const round1 = (x: number | undefined) => Math.round(10 * (x ?? 0)) / 10;
    return {
      p50: round1(of[of.length >> 1]),
      p95: round1(of[Math.floor(of.length * 0.95)]),
      max: round1(of.at(-1)),
    };
  };
  return {
    documents: corpus.liveInstances,
    keyPresses: wall.length,
    wallMs: summary(wall),
    cpuMs: summary(cpu),
  };
}

const cases = loadCases();
const report: Record<string, unknown> = {};
const results = { withFilter: new Map<Case, Outcome>(), without: new Map<Case, Outcome>() };
for (const domain of Object.values(domains)) {
  const mine = cases.filter((c) => c.domain === domain);
  const pool = mine.flatMap((c, k) => c.candidates.slice(k % 5, (k % 5) + 3));
  for (const c of mine) {
    if (c.gold === undefined && c.given === undefined) continue;
    results.withFilter.set(c, outcome(c, true, pool));
    results.without.set(c, outcome(c, false, pool));
  }
}
const rate = (of: Map<Case, Outcome>, keep: (c: Case) => boolean) => {
  const kept = [...of].filter(([c]) => keep(c));
  const good = kept.filter(([, o]) => o.agrees).length;
  return {
    agree: good,
    total: kept.length,
    rate: kept.length === 0 ? 0 : Math.round((1000 * good) / kept.length) / 1000,
  };
};
const excluded = cases.filter((c) => c.gold === undefined && c.given === undefined).length;
report['gold'] = {
  note: `${excluded} rows of the files have neither a gold form nor a candidate and are not counted`,
  withSemanticFilter: rate(results.withFilter, () => true),
  withoutSemanticFilter: rate(results.without, () => true),
  tuned: rate(results.withFilter, (c) => !c.aside),
  setAside: rate(results.withFilter, (c) => c.aside),
  perFile: Object.fromEntries(
    explanationFiles.slice(2).map((f) => [f, rate(results.withFilter, (c) => c.file === f)]),
  ),
};
const differing = [...results.withFilter].filter(([, o]) => !o.agrees);
// Rows only: the sentences themselves stay in the data's folder; `--list` prints them.
report['differing'] = differing.map(([c, o]) => ({
  file: c.file,
  row: c.at,
  ...(c.aside ? { setAside: true } : {}),
  ...(/^\d+ of \d+/u.exec(o.reason)?.[0] === undefined
    ? {}
    : { candidates: /^\d+ of \d+/u.exec(o.reason)?.[0] }),
}));

// Explanation files and time.
const times: number[] = [];
const files: Record<string, unknown> = {};
const falseRows: { file: string; row: number; setAside: boolean; text: string }[] = [];
for (const file of explanationFiles.slice(0, 2)) {
  const rows = readExplanationRows(join(data, file));
  const aside = setAside(file, rows.length);
  const count = (keep: (at: number) => boolean, collect: boolean) => {
    let total = 0;
    let parsed = 0;
    let trueOnOwn = 0;
    /** Put as a question, because words were left out; counted among the parsed and, where true, among the true. */
    let asked = 0;
    let askedTrue = 0;
    for (const r of rows.filter((row) => keep(row.at))) {
      const started = performance.now();
      const result = parseExplanation(r.explanation, r.instance);
      times.push(performance.now() - started);
      total++;
      if (result.ok) parsed++;
      const best = result.ok ? result.value[0] : undefined;
      if (best !== undefined && !isTaken(best)) {
        asked++;
        if (best.trueHere) askedTrue++;
      }
      if (result.ok && result.value[0]?.trueHere === true) trueOnOwn++;
      else if (collect) {
        const why = result.ok ? `understood as: ${result.value[0]?.canonical}` : result.error.message;
        const text = `${r.explanation}\n  ${why}\n  ${r.instance.text}`;
        falseRows.push({ file, row: r.at, setAside: aside.has(r.at), text });
      }
    }
    return { total, parsed, trueOnOwn, asked, askedTrue };
  };
  count(() => true, false); // warm
  times.length = file === explanationFiles[0] ? 0 : times.length;
  files[file] = { tuned: count((at) => !aside.has(at), true), setAside: count((at) => aside.has(at), true) };
}
times.sort((a, b) => a - b);
const quantile = (q: number) =>
  Math.round(100 * (times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? 0)) / 100;
report['files'] = files;
report['notTrue'] = falseRows.map(({ file, row, setAside: isAside }) => ({ file, row, setAside: isAside }));
report['milliseconds'] = { p50: quantile(0.5), p95: quantile(0.95), max: quantile(1), n: times.length };
report['liveAnswer'] = liveAnswer();
report['machine'] = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version };
report['seeds'] = { split: splitSeed, candidates: seed };
report['commit'] = currentRun(seed).commit;

const folder = join(process.cwd(), 'bench', 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'parser.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(
  JSON.stringify(
    { gold: report['gold'], files, milliseconds: report['milliseconds'], liveAnswer: report['liveAnswer'] },
    null,
    2,
  ),
);
if (verbose || showAside) {
  for (const f of falseRows) if (f.setAside === showAside) console.log(`\n${f.file} ${f.row}: ${f.text}`);
  for (const [c, o] of differing) {
    if (c.aside !== showAside) continue;
    console.log(`\n${c.file} ${c.at}: ${c.condition}\n  ${o.reason}`);
  }
}
