/**
 * `npm run bench:few-labels`: how good the model is after few labels, without any explanation, in the app's own loop: the
 * linear expert after each label, the network after each fifth. About four minutes on two cores.
 *
 * Relations: SemEval-2010's explained sentences are labelled one after the other; top recommendation of 300 sentences of the
 * test file, right among those that have a relation. Sentiment: MAMS, positive against negative, sentences of `train.xml`; macro
 * F1 on those of `test.xml`. `updateMs`: the longest wait for the linear expert after a label, median over the seeds.
 * Settings were chosen on training sentences and `val.xml` (`--part dev`).
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, shuffled } from '#core/base';
import type { TaughtDocument, Weights } from '#core/project';
import { recommendByModel, type TaskNetwork, trainModel } from '#core/tasks';
import { scoreClasses } from '#core/train';
import { currentRun } from './bench-run.ts';
import { loadedNetwork } from './replay-network.ts';
import { type GoldInstance, hasData, readMams, readSemEval } from './rules-data.ts';
import { labelRecords, taughtOf } from './study-documents.ts';
import { gloveEncoder } from './train-data.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'test' },
    seeds: { type: 'string', default: '1,2,3' },
    out: { type: 'string', default: 'bench/results/few-labels.json' },
  },
});
if (!hasData) {
  console.log('bench:few-labels: skipped, the data sets are not beside the repository (see docs).');
  process.exit(0);
}
const encoder = gloveEncoder();
const marks = [10, 25, 50, 75, 100];
const every = 5;

interface Loop {
  readonly task: 're' | 'sa';
  readonly labels: readonly string[];
  readonly network: TaskNetwork;
  readonly gold: readonly GoldInstance[];
  readonly unseen: readonly GoldInstance[];
  readonly seed: number;
}

/** What the model says first of each unseen instance, at each mark; and how long the linear expert took each time. */
async function replay({ task, labels, network, gold, unseen, seed }: Loop) {
  const records = labelRecords(task, labels);
  const open = unseen.map((one) => taughtOf(task, one, undefined));
  const found: { readonly after: number; readonly said: (string | undefined)[] }[] = [];
  const waits: number[] = [];
  const powers: (number | undefined)[][] = [];
  let weights: Weights | undefined;
  for (let n = 1; n <= gold.length; n++) {
    const documents = gold.slice(0, n).map((one, i) => taughtOf(task, one, i + 1));
    const begin = performance.now();
    weights = await trained(documents, n, n % every !== 0);
    if (n % every !== 0) waits.push(performance.now() - begin);
    if (!marks.includes(n)) continue;
    powers.push([...(weights.tensors['expert.powers']?.data ?? [])]);
    found.push({ after: n, said: await said(weights) });
  }
  return { found, waits, powers };

  async function trained(documents: readonly TaughtDocument[], n: number, quick: boolean) {
    const session = trainModel({
      task,
      projectId: 'p',
      labels: records,
      network,
      encoder,
      documents,
      seed,
      clock: () => n,
      quick,
      ...(weights === undefined ? {} : { previous: weights }),
    });
    let step = await session.next();
    while (step.done !== true) step = await session.next();
    if (!step.value.ok) throw new Error(step.value.error.message);
    return step.value.value.weights;
  }

  async function said(now: Weights): Promise<(string | undefined)[]> {
    const tops: (string | undefined)[] = [];
    const aspects = new Map(unseen.map(({ id, instance }) => [id, instance.args.aspect]));
    const opinions = recommendByModel({
      task,
      labels: records,
      network,
      encoder,
      weights: now,
      documents: open,
      aspects: ({ id }) => {
        const span = aspects.get(id);
        return span === undefined ? [] : [{ from: span.from, to: span.to }];
      },
    });
    for await (const some of opinions) {
      for (const { items } of some)
        tops.push(items.toSorted((a, b) => b.confidence - a.confidence)[0]?.labelId);
    }
    return tops;
  }
}

const seeds = values.seeds.split(',').map(Number);
const runs: Record<string, unknown>[] = [];
const scores = new Map<string, number[]>();
const note = (name: string, value: number): void => {
  scores.set(name, [...(scores.get(name) ?? []), value]);
};
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;

const semEval = readSemEval();
const mams = readMams();
const [relations, sentiment] = [await loadedNetwork('re'), await loadedNetwork('sa')];
const sides = ['negative', 'positive'];
for (const seed of seeds) {
  const rng = createRng(seed);
  const gold = shuffled(semEval.explained, rng).slice(0, 100);
  const train = shuffled(semEval.train, rng);
  const pool = values.part === 'dev' ? train.slice(-300) : shuffled(semEval.test, rng).slice(0, 300);
  const unseen = pool.filter(({ label }) => label !== 'Other');
  const re = await replay({ task: 're', labels: semEval.labels, network: relations, gold, unseen, seed });
  for (const { after, said } of re.found) {
    const right = unseen.filter(({ label }, i) => said[i] === label).length;
    note(`re${after}`, (100 * right) / unseen.length);
  }
  const judged = (list: readonly GoldInstance[]) => list.filter(({ label }) => sides.includes(label));
  const from = values.part === 'dev' ? 'val' : 'test';
  const aspects = judged(mams.test.filter(({ id }) => id.startsWith(from)));
  const sa = await replay({
    task: 'sa',
    labels: sides,
    network: sentiment,
    gold: shuffled(judged(mams.train), createRng(seed)).slice(0, 100),
    unseen: aspects,
    seed,
  });
  const golden = aspects.map(({ label }) => label);
  for (const { after, said } of sa.found) note(`sa${after}`, 100 * scoreClasses(golden, said).macroF1);
  note('updateMs', Math.max(median(re.waits), median(sa.waits)));
  note('longestUpdateMs', Math.max(...re.waits, ...sa.waits));
  runs.push({ seed, powers: { re: re.powers, sa: sa.powers } });
  console.log(
    seed,
    Object.fromEntries([...scores].map(([k, v]) => [k, Number(v.at(-1)?.toFixed(1))])),
    JSON.stringify(runs.at(-1)),
  );
}
const metrics = Object.fromEntries(
  [...scores].map(([name, list]) => [
    name,
    Number((list.reduce((sum, x) => sum + x, 0) / list.length).toFixed(2)),
  ]),
);
console.log(metrics);
const each = Object.fromEntries(
  [...scores].map(([name, list]) => [name, list.map((x) => Number(x.toFixed(2)))]),
);
writeFileSync(
  values.out,
  `${JSON.stringify({ ...currentRun(seeds[0] ?? 0), options: values, metrics, seeds: each, runs }, null, 2)}\n`,
);
