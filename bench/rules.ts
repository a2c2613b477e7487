/**
 * `npm run bench:rules`: how fast rules run. 203 SemEval explanations over 8 000 sentences, strictly and softly; 500 rules over
 * 100 000 Tatoeba sentences, strictly, by the keyword index and by a plain scan; one rule added; the table of explanations.
 * Writes bench/results/rules.json. Times are wall clock on whatever else the machine is doing; ratios are of one run.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '#core/base';
import { Corpus, type Sentence, StrictPass } from '#core/execute';
import type { LogicalForm } from '#core/explain';
import { RuleEngine } from '#core/rules';
import { tokenize } from '#core/text';
import { currentRun } from './bench-run.ts';
import { hasData, readSemEval, readTatoeba } from './rules-data.ts';
import {
  bestRules,
  findMatcher,
  keywordsOf,
  Part,
  pretrainFind,
  readVectors,
  rulesOf,
  softMatches,
  words,
} from './rules-pipeline.ts';

if (!hasData) {
  console.log('skipped: ../shared/data is not there');
  process.exit(0);
}
const seed = 1;
const results: Record<string, unknown> = { ...currentRun(seed) };

function timed<T>(name: string, task: () => T): T {
  const began = performance.now();
  const value = task();
  note(name, performance.now() - began);
  return value;
}

function note(name: string, value: number): void {
  results[name] = Math.round(value * 10) / 10;
  console.log(name.padEnd(28), results[name]);
}

function memory(name: string): void {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  note(name, (heapUsed + arrayBuffers) / 1e6);
}

const task = readSemEval();
const instances = [...task.train, ...task.explained];
const { rules } = rulesOf(task);
const indexed = timed('index8kMs', () => new Part(instances, task.labels, () => true));
const pass = new StrictPass(indexed.corpus);
const compiled = rules.map(({ form }) => pass.compile(form));
// The first pass is what a user waits for: nothing is warm.
const matched = timed('strictMs', () => compiled.reduce((sum, rule) => sum + pass.run(rule).length, 0));
timed('strictScanMs', () => compiled.reduce((sum, rule) => sum + pass.scan(rule).length, 0));
timed('strictWarmMs', () => compiled.reduce((sum, rule) => sum + pass.run(rule).length, 0));
results['strictMatches'] = matched;
memory('memoryIndex8kMB');

const vectors = readVectors();
const sentences = [...new Set(task.train.map((one) => one.instance.text))].map(words);
const found = await pretrainFind(vectors, sentences, keywordsOf(rules), {
  seed,
  steps: Number(process.env['STEPS'] ?? 400),
  beta: 0.5,
});
note('pretrainMs', found.trainMs);
const encodingBegan = performance.now();
const matcher = await findMatcher(indexed, rules, vectors, found);
note('encodeMs', performance.now() - encodingBegan);
results['ngrams'] = indexed.ngrams.size;
const soft = timed('softMs', () => softMatches(indexed, rules, matcher, false, 0.3));
note('softWithEncodingMs', Number(results['encodeMs']) + Number(results['softMs']));
results['softMatches'] = soft.reduce((sum, { instances: found }) => sum + found.length, 0);
results['softCovered'] = bestRules(indexed.size, rules, soft).confidences.filter((c) => c > 0).length;
memory('memorySoft8kMB');

// 500 rules: those of SemEval, and pairs of neighbouring words of the corpus between X and Y.
const texts = readTatoeba(100_000);
const rng = createRng(seed);
const sentences100k: { sentence: Sentence; args: Parameters<Corpus['addInstance']>[1] }[] = texts.map(
  (text) => {
    const tokens = tokenize(text);
    const [a, b] = [rng.int(tokens.length), rng.int(tokens.length)].sort((m, n) => m - n);
    return { sentence: { text, tokens }, args: { x: tokens[a!]!, y: tokens[b!]! } };
  },
);
const between = (phrase: string): LogicalForm => ({
  op: 'occurs',
  what: { kind: 'phrase', texts: [phrase], match: 'word' },
  where: { kind: 'between', a: { kind: 'arg', arg: 'x' }, b: { kind: 'arg', arg: 'y' } },
  count: { min: 1 },
});
const forms = rules.map(({ form }) => form);
while (forms.length < 500) {
  const { sentence } = sentences100k[rng.int(sentences100k.length)]!;
  const k = rng.int(Math.max(1, sentence.tokens.length - 1));
  const [from, to] = [sentence.tokens[k]!.from, (sentence.tokens[k + 1] ?? sentence.tokens[k]!).to];
  forms.push(between(sentence.text.slice(from, to)));
}
const large = new Corpus();
timed('index100kMs', () => {
  for (const { sentence, args } of sentences100k) large.addInstance(large.addSentence(sentence), args);
});
memory('memoryIndex100kMB');
const largePass = new StrictPass(large);
const largeRules = forms.map((form) => largePass.compile(form));
results['strict100kMatches'] = timed('strict100kMs', () =>
  largeRules.reduce((sum, rule) => sum + largePass.run(rule).length, 0),
);
const sample = largeRules.filter((_, k) => k % 10 === 0);
timed('strict100kSampleMs', () => sample.reduce((sum, rule) => sum + largePass.run(rule).length, 0));
timed('scan100kSampleMs', () => sample.reduce((sum, rule) => sum + largePass.scan(rule).length, 0));
note('scanOverIndex100k', Number(results['scan100kSampleMs']) / Number(results['strict100kSampleMs']));
note('scanOverIndex8k', Number(results['strictScanMs']) / Number(results['strictWarmMs']));

// The same through the engine that the worker owns.
const labels = Array.from({ length: 18 }, (_, k) => ({ id: `l${k}` }));
const engine = new RuleEngine({ labels, threshold: 1 });
timed('engineLoad100kMs', () => {
  sentences100k.forEach(({ sentence, args }, k) => {
    const target = { kind: 'relation' as const, head: args.x!, tail: args.y! };
    const gold = k % 5 === 0 ? { gold: `l${k % 18}` } : {};
    engine.upsertDocument({
      id: `d${k}`,
      text: sentence.text,
      tokens: sentence.tokens,
      instances: [{ target, ...gold }],
    });
  });
});
const update = (): void => {
  for (const _ of engine.update());
};
forms.slice(1).forEach((form, k) => {
  engine.upsertRule({ id: `r${k + 1}`, labelId: `l${(k + 1) % 18}`, form, enabled: true });
});
timed('engineUpdate100kMs', update);
timed('addRuleMs', () => {
  engine.upsertRule({ id: 'r0', labelId: 'l0', form: forms[0]!, enabled: true });
  update();
});
timed('tableMs', () => engine.rows());
timed('tableAgainMs', () => engine.rows());
timed('thresholdMs', () => {
  engine.upsertRule({ id: 'r0', labelId: 'l0', form: forms[0]!, enabled: true, threshold: 0.9 });
  return engine.row('r0');
});
const { sentence } = sentences100k[7]!;
timed('addDocumentMs', () => {
  const { tokens, text } = sentence;
  const target = { kind: 'relation' as const, head: tokens[0]!, tail: tokens.at(-1)! };
  engine.upsertDocument({ id: 'new', text, tokens, instances: [{ target }] });
  update();
});
timed('weakLabelsMs', () => [...engine.weakLabels()].length);
memory('memoryEngine100kMB');

mkdirSync(join('bench', 'results'), { recursive: true });
writeFileSync(
  join('bench', 'results', process.env['OUT'] ?? 'rules.json'),
  `${JSON.stringify(results, undefined, 1)}\n`,
);
