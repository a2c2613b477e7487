/**
 * `npm run bench:rules-states`: whether soft matching gains by the encoder's states, at twice the strict coverage. Two places
 * could use them: what a window of words is compared by (a keyword as it stands in the explained sentence against windows as
 * they stand in theirs, nothing trained), and the context that weighs a match (docs/rules.md). Both against what the app does:
 * the `find` network, and a context of word vectors. Chosen on dev, reported on rest and test, seeds of find and context.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { must } from '#core/base';
import { encodeDocuments, type TokenStates } from '#core/encoder';
import { argIndex, nearlyOne, type SoftMatches, type StringMatcher, softKeywords } from '#core/execute';
import { ContextFeatures } from '#core/weak';
import { currentRun } from './bench-run.ts';
import { loadedEncoder } from './encoder-states.ts';
import { type GoldInstance, hasData, type RuleTask, readMams, readSemEval } from './rules-data.ts';
import {
  type BenchRule,
  bestRules,
  contextFrom,
  curve,
  findMatcher,
  halves,
  type InstanceFeatures,
  inContext,
  keywordsOf,
  Part,
  pretrainFind,
  type Resolved,
  readVectors,
  rulesOf,
  softMatches,
  strictMatches,
  thresholdsAt,
  words,
} from './rules-pipeline.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    task: { type: 'string', default: 'semeval,mams' },
    out: { type: 'string', default: 'bench/results/rules-states.json' },
  },
});
if (!hasData) {
  console.log('skipped: ../shared/data is not there');
  process.exit(0);
}
const vectors = readVectors();
const encoder = await loadedEncoder();
const { dim } = encoder;

/** States of all tokens of a corpus, one row each, less what all have in common. */
interface Read {
  readonly rows: Float32Array;
}

async function statesOf(texts: readonly string[]): Promise<TokenStates[]> {
  const all: TokenStates[] = [];
  for (let from = 0; from < texts.length; from += 64) {
    const some = texts.slice(from, from + 64).map((text, i) => ({ id: `${i}`, text }));
    all.push(...must(await encodeDocuments(encoder, some), 'states'));
  }
  return all;
}

const rowsOf = ({ codes, scales }: TokenStates): Float32Array =>
  Float32Array.from(codes, (code, k) => code * (scales[Math.floor(k / dim)] ?? 0));

async function read(part: Part, instances: readonly GoldInstance[]): Promise<Read> {
  const texts = [...new Set(instances.map(({ instance }) => instance.text))];
  const states = await statesOf(texts);
  const count = part.corpus.tokenIds.length;
  const rows = new Float32Array(count * dim);
  texts.forEach((_, sentence) => {
    const first = part.corpus.tokenStart.at(sentence);
    rows.set(rowsOf(must(states[sentence], 'states')), first * dim);
  });
  return { rows };
}

/** What all tokens have in common, and how far each number spreads. */
function common({ rows }: Read): { mean: Float32Array; spread: Float32Array } {
  const mean = new Float32Array(dim);
  const spread = new Float32Array(dim);
  const count = rows.length / dim;
  for (let k = 0; k < rows.length; k++) mean[k % dim]! += rows[k]! / count;
  for (let k = 0; k < rows.length; k++) spread[k % dim]! += (rows[k]! - mean[k % dim]!) ** 2 / count;
  return { mean, spread: spread.map(Math.sqrt) };
}

function centred({ rows }: Read, { mean, spread }: ReturnType<typeof common>): Read {
  return { rows: rows.map((x, k) => (x - mean[k % dim]!) / Math.max(spread[k % dim]!, 1e-6)) };
}

/** A keyword as it stands in the sentences that were explained by it; alone where it stands in none. */
async function keywordRows(
  task: RuleTask,
  rules: readonly BenchRule[],
  shared: ReturnType<typeof common>,
): Promise<Map<string, Float32Array>> {
  const texts = [...new Set(task.explained.map(({ instance }) => instance.text))];
  const states = (await statesOf(texts)).map((one) => centred({ rows: rowsOf(one) }, shared).rows);
  const tokens = texts.map(words);
  const found = new Map<string, Float32Array>();
  const alone: string[] = [];
  for (const keyword of new Set(rules.flatMap(({ form }) => softKeywords(form)))) {
    const wanted = words(keyword);
    const sum = new Float32Array(dim);
    let n = 0;
    tokens.forEach((own, s) => {
      for (let at = 0; at + wanted.length <= own.length; at++) {
        if (!wanted.every((word, k) => own[at + k] === word)) continue;
        n++;
        for (let k = 0; k < wanted.length * dim; k++) sum[k % dim]! += states[s]![at * dim + k]!;
      }
    });
    if (n > 0) found.set(keyword, sum);
    else alone.push(keyword);
  }
  const bare = await statesOf(alone);
  alone.forEach((keyword, i) => {
    const { rows } = centred({ rows: rowsOf(bare[i]!) }, shared);
    const sum = new Float32Array(dim);
    for (let k = 0; k < rows.length; k++) sum[k % dim]! += rows[k]!;
    found.set(keyword, sum);
  });
  return found;
}

/** Cosines of windows in their sentences with a keyword in its own. */
function stateMatcher(
  { ngrams, corpus }: Part,
  { rows }: Read,
  keywords: ReadonlyMap<string, Float32Array>,
  calibration: (cosine: number) => number,
): StringMatcher {
  ngrams.extend();
  const count = corpus.tokenIds.length;
  const norms = [1, 2, 3].map((size) => {
    const out = new Float32Array(count);
    for (let t = 0; t + size <= count; t++) {
      let squares = 0;
      for (let d = 0; d < dim; d++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += rows[(t + k) * dim + d]!;
        squares += sum * sum;
      }
      out[t] = Math.sqrt(squares);
    }
    return out;
  });
  return {
    name: 'states',
    scorer: (keyword) => {
      const wanted = must(keywords.get(keyword), 'keyword');
      let length = 0;
      for (const x of wanted) length += x * x;
      length = Math.sqrt(length);
      let dots: Float32Array | undefined;
      return {
        score: (ngram, token = 0) => {
          if (ngram < 0) return 0;
          if (dots === undefined) {
            dots = new Float32Array(count);
            for (let t = 0; t < count; t++) {
              let dot = 0;
              for (let d = 0; d < dim; d++) dot += rows[t * dim + d]! * wanted[d]!;
              dots[t] = dot / length;
            }
          }
          const size = ngrams.sizeOf(ngram);
          let sum = 0;
          for (let k = 0; k < size; k++) sum += dots[token + k]!;
          const score = calibration(sum / (norms[size - 1]![token]! || 1));
          return Math.min(Math.max(score, 0), nearlyOne);
        },
      };
    },
  };
}

/** Means of states over what `ContextFeatures` takes means of word vectors over. */
class StateFeatures {
  readonly part: Part;
  readonly read: Read;
  readonly dims = 3 * dim;

  constructor(part: Part, found: Read) {
    this.part = part;
    this.read = found;
  }

  fill(instance: number, out: Float32Array, offset: number): void {
    const { corpus } = this.part;
    const sentence = corpus.sentenceOfInstance.at(instance);
    const [first, last] = [corpus.tokenStart.at(sentence), corpus.tokenEnd.at(sentence)];
    out.fill(0, offset, offset + this.dims);
    const spans = [argIndex.x, argIndex.y, argIndex.aspect, argIndex.entity].flatMap((arg) => {
      const from = corpus.argFrom.at(instance * 4 + arg);
      if (from < 0) return [];
      const to = corpus.argTo.at(instance * 4 + arg);
      let begin = first;
      while (begin < last && corpus.tokenTo.at(begin) <= from) begin++;
      let end = begin;
      while (end < last && corpus.tokenFrom.at(end) < to) end++;
      return [[begin, end] as const];
    });
    const [a, b] = spans;
    const blocks =
      a === undefined
        ? [[first, last]]
        : b === undefined
          ? [a, [Math.max(first, a[0] - 5), a[0]], [a[1], Math.min(last, a[1] + 5)]]
          : [a, b, [Math.min(a[1], b[1]), Math.max(a[0], b[0])]];
    blocks.forEach(([from = 0, to = 0], block) => {
      const at = offset + block * dim;
      for (let t = from; t < to; t++)
        for (let d = 0; d < dim; d++) out[at + d]! += this.read.rows[t * dim + d]!;
      let squares = 0;
      for (let d = 0; d < dim; d++) squares += out[at + d]! ** 2;
      const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
      for (let d = 0; d < dim; d++) out[at + d]! *= scale;
    });
  }
}

const beside = (a: InstanceFeatures, b: InstanceFeatures): InstanceFeatures => ({
  dims: a.dims + b.dims,
  fill: (instance, out, offset) => {
    a.fill(instance, out, offset);
    b.fill(instance, out, offset + a.dims);
  },
});

const metrics: Record<string, number> = {};
const lines: Record<string, Record<string, number[][]>> = {};
for (const task of [readSemEval(), readMams()]) {
  const name = task.name.startsWith('MAMS') ? 'mams' : 'semeval';
  if (values.task.split(',').includes(name)) await measure(name, task);
}

async function measure(name: string, task: RuleTask): Promise<void> {
  const { rules } = rulesOf(task);
  const nearest = name === 'mams';
  const counts = (one: GoldInstance): boolean => !nearest || one.label !== 'neutral';
  const [devTexts, restTexts] = halves(task.train, 7);
  const train = new Part(task.train, task.labels, counts);
  const test = new Part(task.test, task.labels, counts);
  const scopes = { dev: train.within(task.train, devTexts), rest: train.within(task.train, restTexts), test };
  const began = performance.now();
  const raw = { train: await read(train, task.train), test: await read(test, task.test) };
  const shared = common(raw.train);
  const states = { train: centred(raw.train, shared), test: centred(raw.test, shared) };
  const keywords = await keywordRows(task, rules, shared);
  console.log(`${name}: states in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const strict = bestRules(train.size, rules, strictMatches(train, rules, false));
  const strictCoverage = curve(scopes.dev, strict, [1])[0]!.coverage;
  lines[name] = {};

  const features = {
    words: {
      train: new ContextFeatures(train.corpus, vectors),
      test: new ContextFeatures(test.corpus, vectors),
    },
    states: { train: new StateFeatures(train, states.train), test: new StateFeatures(test, states.test) },
  };
  const contexts: Record<string, Record<'train' | 'test', InstanceFeatures>> = {
    ...features,
    both: {
      train: beside(features.words.train, features.states.train),
      test: beside(features.words.test, features.states.test),
    },
  };
  const keepFrom = 0.05;
  const report = (way: string, resolved: { train: Resolved; test: Resolved }): void => {
    const cells = [1.5, 2, 3].map((multiple) => {
      const [threshold = 1] = thresholdsAt(scopes.dev, resolved.train, [multiple * strictCoverage]);
      return [
        curve(scopes.dev, resolved.train, [threshold])[0]!,
        curve(scopes.rest, resolved.train, [threshold])[0]!,
        curve(scopes.test, resolved.test, [threshold])[0]!,
      ].map(({ precision }) => Number((100 * precision).toFixed(1)));
    });
    const runs = lines[name]![way] ?? [];
    runs.push(cells.flat());
    lines[name]![way] = runs;
    console.log(name, way.padEnd(34), cells.map((cell) => cell.join(' ')).join(' | '));
  };
  const weighed = (way: string, soft: Record<'train' | 'test', SoftMatches[]>, seed: number): void => {
    const plain = {
      train: bestRules(train.size, rules, soft.train),
      test: bestRules(test.size, rules, soft.test),
    };
    report(way, plain);
    for (const [context, of] of Object.entries(contexts)) {
      const model = contextFrom(train, plain.train, task.labels.length, of.train, seed);
      report(`${way}, context of ${context}`, {
        train: inContext(train, rules, soft.train, model, of.train),
        test: inContext(test, rules, soft.test, model, of.test),
      });
    }
  };
  for (const [way, calibration] of Object.entries({
    states: (c: number) => c,
    'states, 2c - 1': (c: number) => 2 * c - 1,
  })) {
    const soft = {
      train: softMatches(
        train,
        rules,
        stateMatcher(train, states.train, keywords, calibration),
        nearest,
        keepFrom,
      ),
      test: softMatches(
        test,
        rules,
        stateMatcher(test, states.test, keywords, calibration),
        nearest,
        keepFrom,
      ),
    };
    weighed(way, soft, 1);
  }
  const sentences = [...new Set(task.train.map((one) => one.instance.text))].map(words);
  for (const seed of values.seeds.split(',').map(Number)) {
    const found = await pretrainFind(vectors, sentences, keywordsOf(rules), { seed, steps: 400, beta: 0.5 });
    const soft = {
      train: softMatches(train, rules, await findMatcher(train, rules, vectors, found), nearest, keepFrom),
      test: softMatches(test, rules, await findMatcher(test, rules, vectors, found), nearest, keepFrom),
    };
    weighed('find', soft, seed);
  }
}
for (const [name, ways] of Object.entries(lines)) {
  for (const [way, runs] of Object.entries(ways)) {
    const mean = (column: number): number =>
      Number((runs.reduce((sum, run) => sum + (run[column] ?? 0), 0) / runs.length).toFixed(1));
    metrics[`${name}.${way}.dev`] = mean(3);
    metrics[`${name}.${way}.rest`] = mean(4);
    metrics[`${name}.${way}.test`] = mean(5);
  }
}
mkdirSync('bench/results', { recursive: true });
const columns = [
  'x1.5 dev',
  'x1.5 rest',
  'x1.5 test',
  'x2 dev',
  'x2 rest',
  'x2 test',
  'x3 dev',
  'x3 rest',
  'x3 test',
];
writeFileSync(
  values.out,
  `${JSON.stringify({ ...currentRun(1), metrics, columns, runs: lines }, undefined, 1)}\n`,
);
console.table(metrics);
