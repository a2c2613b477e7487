/**
 * `npm run bench:replay-relations`: recommendations of relations after 100 gold labels, with and without explanations.
 *
 * 100 of SemEval-2010 Task 8's explained sentences are labelled one after the other, a warm training after each five, once
 * with the labels alone and once with each label's explanation at work as a rule over unlabelled sentences, whose
 * weak labels enter the training (methods.md §5). Then 300 unseen sentences of the official test file get their top
 * recommendation. Coverage: share of sentences that get one; accuracy: share of all sentences for which it is right.
 * `Other` is no label of such a project; a recommendation for such a sentence is wrong.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, must, type Rng, shuffled } from '#core/base';
import { EmbeddingMatcher, encodeMeans, usualDecay } from '#core/execute';
import { parseExplanation } from '#core/explain';
import type { FloatTensors } from '#core/graph';
import type { Recommendation, TaughtDocument, Weights } from '#core/project';
import {
  encodePending,
  type FindLessonSize,
  findCalibration,
  findStepsDue,
  isTaught,
  RuleEngine,
  softTeaching,
  trainFind,
} from '#core/rules';
import {
  methodOf,
  recommendByModel,
  type Schedule,
  type TaskNetwork,
  type WeakInstance,
  weakInstancesOf,
} from '#core/tasks';
import { type Span, spanText, tokenize } from '#core/text';
import { createWordVectorEncoder, readWordVectors } from '#core/train';
import { currentRun } from './bench-run.ts';
import { loadedNetwork } from './replay-network.ts';
import { type ExplainedInstance, type GoldInstance, hasData, readSemEval } from './rules-data.ts';
import { labelRecords, taughtOf } from './study-documents.ts';
import { toEnd, trainedModel } from './trained.ts';

const { values } = parseArgs({
  options: {
    /** `test`: 300 sentences of the test file; `dev`: of the training file, to choose a schedule by. */
    part: { type: 'string', default: 'test' },
    seeds: { type: 'string', default: '1,2,3' },
    labels: { type: 'string', default: '100' },
    unlabelled: { type: 'string', default: '2000' },
    threshold: { type: 'string', default: '0.8' },
    gamma: { type: 'string', default: '0.7' },
    /** What matches softly: `find` or `cosine`. */
    matcher: { type: 'string', default: 'find' },
    /** Soft matches are weighed by their context. */
    context: { type: 'string', default: 'true' },
    /** Soft labels teach from this confidence on; above 1, only strict ones do. */
    teach: { type: 'string', default: String(softTeaching) },
    schedule: { type: 'string', default: '{}' },
    out: { type: 'string', default: 'bench/results/replay-relations.json' },
  },
});
if (!hasData) {
  console.log(
    'bench:replay-relations: skipped, the SemEval-2010 files are not beside the repository (see docs).',
  );
  process.exit(0);
}
const every = 5;
const given = JSON.parse(values.schedule) as Partial<Schedule>;
const schedule: Partial<Schedule> = {
  ...given,
  hyperParameters: {
    ...methodOf('re').schedule.hyperParameters,
    ...given.hyperParameters,
    gamma: Number(values.gamma),
  },
};

const read = readWordVectors(new Uint8Array(readFileSync('models/word-vectors/glove-100d.bin')));
if (!read.ok) throw new Error(read.error.message);
const vectors = read.value;
const encoder = createWordVectorEncoder(vectors);
const network: TaskNetwork = await loadedNetwork('re');
const find = await loadedNetwork('find');
const withFind = values.matcher === 'find';
const task = readSemEval();
const labels = labelRecords('relation', task.labels);

interface Top {
  readonly labelId: string;
  readonly confidence: number;
}

/** The rules of the first explanations at work over unlabelled sentences. */
class Rules {
  readonly #engine = new RuleEngine({ labels, threshold: Number(values.threshold) });
  readonly #documents: ReadonlyMap<string, { id: string; text: string }>;
  understood = 0;

  #parameters: FloatTensors | undefined;
  #lesson: FindLessonSize | undefined;

  constructor(corpus: readonly GoldInstance[]) {
    this.#documents = new Map(corpus.map(({ id, instance }) => [id, { id, text: instance.text }]));
    for (const one of corpus) this.#add(one);
    if (!withFind) this.#useMatcher();
    if (values.context === 'true') this.#engine.useContext(vectors);
  }

  #useMatcher(): void {
    const words = (keyword: string) => tokenize(keyword).map((span) => spanText(keyword, span));
    this.#engine.useMatcher(
      (ngrams) =>
        withFind
          ? new EmbeddingMatcher('find', ngrams, words, findCalibration)
          : new EmbeddingMatcher('cosine', ngrams, words),
      { decay: usualDecay },
    );
  }

  /** As the app does it: taught on these sentences without labels, again when there are markedly more keywords. */
  async learnFind(seed: number): Promise<void> {
    const { sentences, keywords } = this.#engine.findLesson();
    const now = { sentences: sentences.length, keywords: keywords.length };
    const steps = findStepsDue(this.#lesson, now);
    if (!withFind || steps === 0) return;
    this.#parameters = await toEnd(
      trainFind({
        manifest: find.manifest,
        graph: find.train,
        encoder,
        sentences,
        keywords,
        rng: createRng(seed),
        steps,
        ...(this.#parameters === undefined ? {} : { initial: this.#parameters }),
      }),
    );
    this.#lesson = now;
    this.#useMatcher();
  }

  /** Matches with the network that another has trained. */
  take({ parameters }: { readonly parameters: FloatTensors | undefined }): void {
    if (!withFind || parameters === this.#parameters) return;
    this.#parameters = parameters;
    this.#useMatcher();
  }

  get parameters(): FloatTensors | undefined {
    return this.#parameters;
  }

  #add({ id, instance }: GoldInstance): void {
    const { x, y } = instance.args;
    const target = { kind: 'relation' as const, head: plain(must(x, 'X')), tail: plain(must(y, 'Y')) };
    this.#engine.upsertDocument({ id, text: instance.text, instances: [{ target }] });
  }

  explain({ id, instance, label, explanation }: ExplainedInstance): void {
    const readings = parseExplanation(explanation, instance);
    const best = readings.ok ? readings.value[0] : undefined;
    if (best === undefined) return;
    this.understood += 1;
    this.#engine.upsertRule({ id: `rule ${id}`, labelId: label, form: best.form, enabled: true });
  }

  async labels(): Promise<WeakInstance[]> {
    await this.#update();
    const taught = [...this.#engine.weakLabels()].filter((weak) => isTaught(weak, Number(values.teach)));
    return weakInstancesOf(taught, this.#documents);
  }

  async tops(): Promise<Map<string, Top>> {
    await this.#update();
    return new Map(
      [...this.#engine.weakLabels()].map(({ documentId, labelId, confidence }) => [
        documentId,
        { labelId, confidence },
      ]),
    );
  }

  async #update(): Promise<void> {
    const { matcher } = this.#engine;
    if (matcher !== undefined && this.#parameters !== undefined) {
      const { manifest, predict } = find;
      const network = { manifest, graph: predict, parameters: this.#parameters, encoder };
      for await (const _ of encodePending(matcher, network));
    }
    for (
      let texts = this.#engine.matcher?.pending(2000) ?? [];
      texts.length > 0;
      texts = this.#engine.matcher?.pending(2000) ?? []
    ) {
      this.#engine.matcher?.supply(2000, encodeMeans(texts, vectors));
    }
    for (const _ of this.#engine.update());
  }
}

const plain = ({ from, to }: Span): Span => ({ from, to });

const trainOnce = (
  documents: readonly TaughtDocument[],
  weak: readonly WeakInstance[],
  previous: Weights | undefined,
  seed: number,
): Promise<Weights> =>
  trainedModel({
    ...{ task: 're', projectId: 'p', labels, network, encoder, documents, weak, seed, clock: Date.now },
    schedule,
    ...(previous === undefined ? {} : { previous }),
  });

async function modelTops(weights: Weights, documents: readonly TaughtDocument[]): Promise<Map<string, Top>> {
  const tops = new Map<string, Top>();
  for await (const opinions of recommendByModel({
    task: 're',
    labels,
    network,
    encoder,
    weights,
    documents,
  })) {
    for (const { documentId, items } of opinions) {
      const best = items.toSorted((a: Recommendation, b: Recommendation) => b.confidence - a.confidence)[0];
      if (best?.labelId !== undefined)
        tops.set(documentId, { labelId: best.labelId, confidence: best.confidence });
    }
  }
  return tops;
}

/** Sentences with a relation, and all of them, `Other` among them. */
function score(tops: ReadonlyMap<string, Top>, gold: readonly GoldInstance[], from: number) {
  const part = (items: readonly GoldInstance[]) => {
    const shown = items.filter(({ id }) => (tops.get(id)?.confidence ?? -1) >= from);
    const right = shown.filter(({ id, label }) => tops.get(id)?.labelId === label);
    const share = (a: number, b: number): number => Number((b === 0 ? 0 : a / b).toFixed(4));
    return {
      coverage: share(shown.length, items.length),
      accuracy: share(right.length, items.length),
      accuracyOfShown: share(right.length, shown.length),
    };
  };
  return { related: part(gold.filter(({ label }) => label !== 'Other')), all: part(gold) };
}

async function replay(seed: number) {
  const rng: Rng = createRng(seed);
  const explained = shuffled(task.explained, rng).slice(0, Number(values.labels));
  const train = shuffled(task.train, rng);
  const corpus = train.slice(0, Number(values.unlabelled));
  const unseen = values.part === 'dev' ? train.slice(-300) : shuffled(task.test, rng).slice(0, 300);
  const open = unseen.map((one) => taughtOf('re', one, undefined));
  const rules = new Rules(corpus);
  const judge = new Rules(unseen);
  let alone: Weights | undefined;
  let together: Weights | undefined;
  let weakLabels = 0;
  let ms = [0, 0];
  for (let n = every; n <= explained.length; n += every) {
    const documents = explained.slice(0, n).map((one) => taughtOf('re', one, 0));
    for (const one of explained.slice(n - every, n)) {
      rules.explain(one);
      judge.explain(one);
    }
    const begin = performance.now();
    alone = await trainOnce(documents, [], alone, seed);
    const between = performance.now();
    await rules.learnFind(seed);
    const weak = await rules.labels();
    weakLabels = weak.length;
    together = await trainOnce(documents, weak, together, seed);
    ms = [must(ms[0], 'time') + between - begin, must(ms[1], 'time') + performance.now() - between];
  }
  const labelsOnly = await modelTops(must(alone, 'weights'), open);
  const withWeak = await modelTops(must(together, 'weights'), open);
  judge.take(rules);
  const byRules = await judge.tops();
  // What the page shows of model and explanations together: the surer one of each sentence.
  const shown = new Map(withWeak);
  for (const [id, top] of byRules) if (top.confidence > (shown.get(id)?.confidence ?? 0)) shown.set(id, top);
  const result = {
    seed,
    understood: judge.understood,
    weakLabels,
    trainingMs: ms.map(Math.round),
    labelsOnly: score(labelsOnly, unseen, 0),
    labelsOnlyShown: score(labelsOnly, unseen, 0.5),
    rulesOnly: score(byRules, unseen, 0),
    withExplanations: score(withWeak, unseen, 0),
    withExplanationsShown: score(shown, unseen, 0.5),
  };
  console.log(JSON.stringify(result));
  return result;
}

const seeds = values.seeds.split(',').map(Number);
const runs: Awaited<ReturnType<typeof replay>>[] = [];
for (const seed of seeds) runs.push(await replay(seed));
const mean = (of: (run: (typeof runs)[number]) => number): number =>
  Number((runs.reduce((sum, run) => sum + of(run), 0) / runs.length).toFixed(4));
const metrics = {
  labelsOnlyAccuracy: mean((run) => run.labelsOnly.related.accuracy),
  rulesOnlyAccuracy: mean((run) => run.rulesOnly.related.accuracy),
  rulesOnlyCoverage: mean((run) => run.rulesOnly.related.coverage),
  withExplanationsAccuracy: mean((run) => run.withExplanations.related.accuracy),
  labelsOnlyShownAccuracy: mean((run) => run.labelsOnlyShown.related.accuracyOfShown),
  labelsOnlyShownCoverage: mean((run) => run.labelsOnlyShown.related.coverage),
  withExplanationsShownAccuracy: mean((run) => run.withExplanationsShown.related.accuracyOfShown),
  withExplanationsShownCoverage: mean((run) => run.withExplanationsShown.related.coverage),
};
console.log(metrics);
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  values.out,
  `${JSON.stringify({ ...currentRun(seeds[0] ?? 0), options: values, schedule: { ...methodOf('re').schedule, ...schedule }, metrics, runs }, null, 2)}\n`,
);
