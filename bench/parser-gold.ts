/**
 * `npm run bench:parser`: the semantic parser against the public explanations.
 * (1) Rates on the tuned and the set-aside part of the explanation files; (2) meaning: truth values of our form against
 * those of the gold form (`gold-semantics.ts`) over one set of candidates; (3) time. Writes `results/parser.json`.
 *
 * Candidates: for each condition, sentences made from its own quoted words, its lists' words and ordinary words, with both
 * orders of the arguments and distances around its numbers, plus a pool shared by all conditions. For the semantic filter, a
 * condition's own sentence is the first candidate of which its gold form is true, as its author's was.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
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
import { type GoldCandidate, UnsupportedGold } from './gold-semantics.ts';
import { explanationFiles, setAside, splitSeed } from './parse-split.ts';
import { type Case, data, dictionary, domains, loadCases, seed, toInstance } from './parser-gold-cases.ts';

const verbose = process.argv.includes('--list');
const showAside = process.argv.includes('--aside');

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
