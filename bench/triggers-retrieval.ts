/**
 * `npm run bench:triggers-retrieval -- [--sample n]`: for explained sentences that were held out, how often is the nearest
 * trigger of the right label (issue 6)? Against a random trigger and against the mean word vectors of sentence and
 * trigger. Two questions, for a sentence may hold entities of both labels: does the label occur in the sentence at all,
 * and, among the sentences with entities of one label only, is it that one. Three draws of the held-out fifth.
 * `--sample` prints held-out sentences with their nearest trigger, for reading.
 * Writes bench/results/triggers-retrieval.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, must, shuffled } from '#core/base';
import { nearestTriggers } from '#core/triggers';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { currentRun } from './bench-run.ts';
import { bc5cdrLabels, dataIsHere, gloveEncoder } from './train-data.ts';
import { type ExplainedSentence, entitiesOf, readCorpus } from './triggers-data.ts';
import { Laboratory, loadNetworks, round, usualSettings } from './triggers-laboratory.ts';
import { Matching } from './triggers-matching.ts';

const { values: flags } = parseArgs({
  options: {
    sample: { type: 'string', default: '0' },
    seeds: { type: 'string', default: '1,2,3' },
    lesson: { type: 'boolean', default: false },
  },
});
if (!dataIsHere) {
  console.log('bench:triggers-retrieval: ../shared/data is not here, nothing to do');
  process.exit(0);
}
const encoder = gloveEncoder();
const corpus = readCorpus(1, 1);
const settings = { ...usualSettings, matcherSteps: 200 };
const laboratory = new Laboratory(
  await loadNetworks(createOrtRuntime({ threads: 1 })),
  encoder,
  settings,
  [],
  entitiesOf,
);

/** Mean of the words' vectors, of length 1. */
function meanVector(words: readonly string[]): Float32Array {
  const all = new Float32Array(words.length * encoder.dim);
  encoder.encode(words, all, 0);
  const mean = new Float32Array(encoder.dim);
  all.forEach((x, i) => {
    mean[i % encoder.dim] = must(mean[i % encoder.dim], 'sum') + x;
  });
  const length = Math.hypot(...mean) || 1;
  return mean.map((x) => x / length);
}

const labelsOf = (s: ExplainedSentence): Set<number> => new Set(s.triggers.map((t) => t.label));

interface Outcome {
  readonly anyLabel: number;
  readonly onlyLabel: number;
}

function judge(held: readonly ExplainedSentence[], found: readonly number[]): Outcome {
  const share = (chosen: readonly number[]): number =>
    chosen.filter((i) => labelsOf(must(held[i], 'sentence')).has(must(found[i], 'label'))).length /
    chosen.length;
  const all = held.map((_, i) => i);
  return {
    anyLabel: share(all),
    onlyLabel: share(all.filter((i) => labelsOf(must(held[i], 'sentence')).size === 1)),
  };
}

const outcomes: Record<string, Outcome[]> = { random: [], meanVectors: [], network: [], networkVote5: [] };
let onlyCount = 0;
for (const seed of flags.seeds.split(',').map(Number)) {
  const order = shuffled(
    corpus.all.filter((s) => s.triggers.length > 0),
    createRng(9000 + seed),
  );
  const held = order.slice(0, Math.round(order.length / 5));
  const known = order.slice(held.length);
  const triggers = known.flatMap((s) => s.triggers);
  const rng = createRng(seed);
  const lesson = flags.lesson ? await laboratory.context(corpus.train, seed) : undefined;
  const matching = new Matching(laboratory, await laboratory.matcher(known, seed, lesson), known);
  const nearest = nearestTriggers(await matching.sentenceVectors(held), await matching.vectors(), {
    count: 5,
  });
  const byMean = nearestTriggers(
    held.map((s) => meanVector(s.words)),
    triggers.map((t) => meanVector(t.positions.map((p) => must(t.words[p], 'word')))),
    { count: 1 },
  );
  const label = (i: number | undefined): number => must(triggers[must(i, 'neighbour')], 'trigger').label;
  const results: Record<string, number[]> = {
    random: held.map(() => label(rng.int(triggers.length))),
    meanVectors: byMean.map((list) => label(list[0]?.trigger)),
    network: nearest.map((list) => label(list[0]?.trigger)),
    networkVote5: nearest.map((list) => {
      const votes = new Map<number, number>();
      for (const { trigger } of list) votes.set(label(trigger), (votes.get(label(trigger)) ?? 0) + 1);
      return must([...votes].sort((a, b) => b[1] - a[1])[0], 'vote')[0];
    }),
  };
  for (const [method, found] of Object.entries(results))
    must(outcomes[method], method).push(judge(held, found));
  onlyCount += held.filter((s) => labelsOf(s).size === 1).length;
  held.slice(0, Number(flags.sample)).forEach((s, i) => {
    const own = [...new Set(s.triggers.map((t) => `${bc5cdrLabels[t.label]}: ${t.phrase}`))].join(' | ');
    console.log(`\n${s.words.join(' ')}\n  own: ${own}`);
    for (const { trigger, similarity } of nearest[i] ?? []) {
      const t = must(triggers[trigger], 'trigger');
      console.log(`  ${similarity.toFixed(2)} ${bc5cdrLabels[t.label]}: ${t.phrase}`);
    }
  });
}
const mean = (values: readonly number[]): number => round(values.reduce((a, b) => a + b, 0) / values.length);
const summary = Object.fromEntries(
  Object.entries(outcomes).map(([method, list]) => [
    method,
    { anyLabel: mean(list.map((o) => o.anyLabel)), onlyLabel: mean(list.map((o) => o.onlyLabel)) },
  ]),
);
console.log(JSON.stringify(summary, undefined, 1));
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  'bench/results/triggers-retrieval.json',
  `${JSON.stringify({ ...currentRun(1), seeds: flags.seeds, lesson: flags.lesson, sentencesWithOneLabel: onlyCount, summary, outcomes }, undefined, 1)}\n`,
);
