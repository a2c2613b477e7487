/**
 * `npm run bench:few-labels`: how good the model is after few labels, without any explanation, in the app's own loop: the
 * linear expert after each label, the network after each fifth. About four minutes on two cores.
 *
 * Relations: SemEval-2010's explained sentences are labelled one after the other; top recommendation of 300 sentences of the
 * test file, right among those that have a relation. Sentiment: MAMS, positive against negative, sentences of `train.xml`; macro
 * F1 on those of `test.xml`. `updateMs`: the wait for the linear expert after a label, median of the slowest loop, mean over the seeds;
 * `longestUpdateMs`: the longest, likewise.
 * `reReasons25` and so on: the same where each labelled sentence came with the reason that a person wrote for it, and the rules of
 * these have a say in the model's product. Settings were chosen on training sentences and `val.xml` (`--part dev`).
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, shuffled } from '#core/base';
import { evaluate, type LogicalForm, parseExplanation } from '#core/explain';
import { type TaughtDocument, taskTraits, type Weights } from '#core/project';
import { labelTexts, recommendByModel, type TargetVotes, type TaskNetwork, type VotesOf } from '#core/tasks';
import { scoreClasses } from '#core/train';
import { currentRun } from './bench-run.ts';
import { readerOf } from './encoder-states.ts';
import { guidelinesOf, opinions, relations as relationLabels } from './label-guidelines.ts';
import { loadedNetwork } from './replay-network.ts';
import { type ExplainedInstance, type GoldInstance, hasData, readMams, readSemEval } from './rules-data.ts';
import { labelRecords, taughtOf } from './study-documents.ts';
import { gloveEncoder } from './train-data.ts';
import { trainedModel } from './trained.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'test' },
    /** `minilm`, `e5`: states of an encoder beside the word vectors; `glove`: these alone. */
    encoder: { type: 'string', default: 'minilm' },
    /** What the weights start from: `words` of the labels' names, these and the `names` as states, or `guidelines` as states. */
    said: { type: 'string', default: 'names' },
    seeds: { type: 'string', default: '1,2,3' },
    out: { type: 'string', default: 'bench/results/few-labels.json' },
  },
});
if (!hasData) {
  console.log('bench:few-labels: skipped, the data sets are not beside the repository (see docs).');
  process.exit(0);
}
const glove = gloveEncoder();
const marks = [10, 25, 50, 75, 100];
const every = 5;

interface Loop {
  readonly task: 're' | 'sa';
  readonly labels: readonly string[];
  readonly network: TaskNetwork;
  readonly gold: readonly GoldInstance[];
  readonly unseen: readonly GoldInstance[];
  readonly seed: number;
  /** What the reasons of the first so many labelled ones say. */
  readonly votes?: (after: number) => VotesOf;
}

/** What the model says first of each unseen instance, at each mark; and how long the linear expert took each time. */
async function replay({ task, labels, network, gold, unseen, seed, votes }: Loop) {
  const records = labelRecords(taskTraits[task].learned, labels);
  const guidelines =
    values.said === 'guidelines' ? guidelinesOf(task === 're' ? relationLabels : opinions) : '';
  const ownTexts = values.said === 'words' ? [] : labelTexts(task, { labels: records, guidelines });
  const texts = [
    ...ownTexts,
    ...[...gold, ...unseen].map(({ id, instance }) => ({ id, text: instance.text })),
  ];
  const encoder = await readerOf(values.encoder, glove, texts);
  const open = unseen.map((one) => taughtOf(task, one, undefined));
  const found: { readonly after: number; readonly said: (string | undefined)[] }[] = [];
  const waits: number[] = [];
  const powers: (number | undefined)[][] = [];
  let weights: Weights | undefined;
  for (let n = 1; n <= gold.length; n++) {
    const votesNow = votes?.(n);
    const documents = gold.slice(0, n).map((one, i) => taughtOf(task, one, i + 1));
    const begin = performance.now();
    weights = await trained(documents, n, n % every !== 0, votesNow);
    if (n % every !== 0) waits.push(performance.now() - begin);
    if (!marks.includes(n)) continue;
    powers.push([...(weights.tensors['expert.powers']?.data ?? [])]);
    found.push({ after: n, said: await said(weights, votesNow) });
  }
  return { found, waits, powers };

  async function trained(
    documents: readonly TaughtDocument[],
    n: number,
    quick: boolean,
    votesNow?: VotesOf,
  ) {
    return trainedModel({
      task,
      projectId: 'p',
      labels: records,
      guidelines,
      network,
      encoder,
      documents,
      seed,
      clock: () => n,
      quick,
      ...(weights === undefined ? {} : { previous: weights }),
      ...(votesNow === undefined ? {} : { votes: votesNow }),
    });
  }

  async function said(now: Weights, votesNow?: VotesOf): Promise<(string | undefined)[]> {
    const tops: (string | undefined)[] = [];
    const aspects = new Map(unseen.map(({ id, instance }) => [id, instance.args.aspect]));
    const opinions = recommendByModel({
      task,
      labels: records,
      network,
      encoder,
      weights: now,
      documents: open,
      ...(votesNow === undefined ? {} : { votes: votesNow }),
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

/** Rules of the reasons that people wrote, by the text of the labelled sentence; none mentions what it explains. */
function votesOf(
  explained: readonly ExplainedInstance[],
  asked: readonly GoldInstance[],
): (after: number) => VotesOf {
  const byId = new Map([...explained, ...asked].map((one) => [one.id, one.instance]));
  const rules = explained.map(({ id, explanation, instance, label }) => {
    const read = parseExplanation(explanation, instance);
    const form: LogicalForm | undefined = read.ok ? read.value[0]?.form : undefined;
    return { id, label, form };
  });
  return (after) => {
    const known = rules.slice(0, after);
    return (documentId): TargetVotes[] => {
      const instance = byId.get(documentId);
      const { x, y } = instance?.args ?? {};
      if (instance === undefined || x === undefined || y === undefined) return [];
      const scores = new Map<string, number[]>();
      for (const { id, label, form } of known) {
        if (form === undefined || id === documentId || !evaluate(form, instance)) continue;
        scores.set(label, [...(scores.get(label) ?? []), 1]);
      }
      const span = ({ from, to }: typeof x) => ({ from, to });
      return [{ target: { kind: 'relation', head: span(x), tail: span(y) }, scores }];
    };
  };
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
  const votes = votesOf(gold, unseen);
  const explained = await replay({
    ...{ task: 're', labels: semEval.labels, network: relations, gold, unseen, seed, votes },
  });
  for (const { after, said } of explained.found) {
    const right = unseen.filter(({ label }, i) => said[i] === label).length;
    note(`reReasons${after}`, (100 * right) / unseen.length);
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
  const loops = [re, explained, sa].map(({ waits }) => waits);
  note('updateMs', Math.max(...loops.map(median)));
  note('longestUpdateMs', Math.max(...loops.flat()));
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
