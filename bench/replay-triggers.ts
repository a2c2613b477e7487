/**
 * `npm run bench:replay-triggers`: recommendations of entities in the app after so many labelled sentences, with and without
 * their triggers. Explained sentences of BC5CDR are labelled one after the other and finished; the model trains after each
 * fifth, warm, as the learner does; once with the labels alone and once with what the trigger network says of unlabelled
 * sentences as weak labels (methods.md §4 and §5). The trigger network trains when the learner would train it. Then 200
 * sentences of another file get their recommendations; entity F1 (conlleval).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRng, must, shuffled } from '#core/base';
import type { Annotation, Weights } from '#core/project';
import { recommendByModel, type TaskNetwork, type WeakInstance } from '#core/tasks';
import type { Span } from '#core/text';
import { type NamedSpan, scoreEntities } from '#core/train';
import {
  type Trigger,
  TriggerMatcher,
  type TriggerWeights,
  trainTriggers,
  triggerModelOf,
  triggerOf,
} from '#core/triggers';
import { currentRun } from './bench-run.ts';
import { loadedNetwork } from './replay-network.ts';
import { type GoldSentence, labelRecords, taughtSentence } from './study-documents.ts';
import { bc5cdr, bc5cdrLabels, dataIsHere, gloveEncoder } from './train-data.ts';
import { toEnd, trainedModel } from './trained.ts';
import { type ExplainedSentence, explainedSentences } from './triggers-data.ts';

const { values: flags } = parseArgs({
  options: {
    /** `test`: other sentences are of the test file; `dev`: of the development file, to choose by. */
    part: { type: 'string', default: 'test' },
    seeds: { type: 'string', default: '1,2,3' },
    labelled: { type: 'string', default: '60' },
    unlabelled: { type: 'string', default: '400' },
    others: { type: 'string', default: '200' },
    threshold: { type: 'string', default: '0.6' },
    span: { type: 'string', default: '0.5' },
    outside: { type: 'string', default: '0.9' },
    /** What the vote does not name is taught as no entity, however sure that is. */
    whole: { type: 'boolean', default: true },
    out: { type: 'string', default: 'bench/results/replay-triggers.json' },
  },
});
if (!dataIsHere) {
  console.log('bench:replay-triggers: skipped, ../shared/data is not here');
  process.exit(0);
}
const every = 5;
const encoder = gloveEncoder();
const network: TaskNetwork = await loadedNetwork('ner');
const networks = { trigger: await loadedNetwork('trigger'), tagger: await loadedNetwork('trigger-tagger') };
const labels = labelRecords('span', bc5cdrLabels);

function triggersOf({ document }: GoldSentence, { triggers }: ExplainedSentence): Trigger[] {
  const tokens = document.tokens ?? [];
  const span = (position: number): Span => must(tokens[position], 'token');
  return triggers.flatMap((one, i) => {
    const found = triggerOf(
      document,
      { id: `${document.id} #${i}`, spans: one.positions.map(span) },
      one.labelId,
      one.target === undefined
        ? undefined
        : { from: span(one.target.from).from, to: span(one.target.to - 1).to },
    );
    return found === undefined ? [] : [found];
  });
}

const trainOnce = (
  documents: readonly GoldSentence[],
  weak: readonly WeakInstance[],
  previous: Weights | undefined,
  seed: number,
): Promise<Weights> =>
  trainedModel({
    ...{ task: 'ner', projectId: 'p', labels, network, encoder, documents, weak, seed, clock: Date.now },
    ...(previous === undefined ? {} : { previous }),
  });

/** The learner's triggers: a training when there are enough, or enough more; then all unlabelled sentences are read. */
class Triggers {
  readonly #unlabelled: readonly GoldSentence[];
  #weights: TriggerWeights | undefined;
  #trained = 0;
  #matcher: TriggerMatcher | undefined;

  constructor(unlabelled: readonly GoldSentence[]) {
    this.#unlabelled = unlabelled;
  }

  async train(documents: readonly GoldSentence[], triggers: readonly Trigger[], seed: number): Promise<void> {
    if (triggers.length >= Math.max(8, Math.ceil(this.#trained * 1.3)) && documents.length >= 4) {
      const trained = await toEnd(
        trainTriggers({
          ...{ projectId: 'p', labels: bc5cdrLabels, triggers, documents, networks, encoder, seed },
          ...(this.#weights === undefined ? {} : { previous: this.#weights }),
          clock: Date.now,
        }),
      );
      if (!trained.ok) throw new Error(trained.error.message);
      this.#weights = trained.value;
      this.#trained = triggers.length;
      const model = triggerModelOf(networks, encoder, this.#weights);
      this.#matcher = new TriggerMatcher({ model, threshold: Number(flags.threshold) });
      await this.#matcher.addDocuments(this.#unlabelled.map(({ document }) => document));
    }
    const fresh = triggers.filter((one) => this.#matcher?.triggers.has(one.explanationId) === false);
    await this.#matcher?.addTriggers(fresh);
  }

  async weak(): Promise<WeakInstance[]> {
    const found: WeakInstance[] = [];
    const thresholds = { span: Number(flags.span), outside: Number(flags.outside) };
    for (const { document } of this.#unlabelled) {
      const weak = await this.#matcher?.weakly(document, thresholds);
      if (weak?.kind === 'sequence') found.push(flags.whole ? { ...weak, complete: true } : weak);
    }
    return found;
  }

  /** What triggers alone recommend. */
  async spans(documents: readonly GoldSentence[]): Promise<NamedSpan[][]> {
    await this.#matcher?.addDocuments(documents.map(({ document }) => document));
    const out: NamedSpan[][] = [];
    for (const { document } of documents) out.push(named((await this.#matcher?.propose(document.id)) ?? []));
    return out;
  }
}

function named(
  items: readonly {
    readonly target: Annotation['target'] | { readonly kind: string };
    readonly labelId?: string;
  }[],
): NamedSpan[] {
  return items.flatMap(({ target, labelId }) =>
    'from' in target && labelId !== undefined ? [{ from: target.from, to: target.to, label: labelId }] : [],
  );
}

async function modelSpans(weights: Weights, documents: readonly GoldSentence[]): Promise<NamedSpan[][]> {
  const found = new Map<string, NamedSpan[]>();
  for await (const opinions of recommendByModel({
    task: 'ner',
    labels,
    network,
    encoder,
    weights,
    documents,
  })) {
    for (const { documentId, items } of opinions) found.set(documentId, named(items));
  }
  return documents.map(({ document }) => found.get(document.id) ?? []);
}

const share = (x: number): number => Number(x.toFixed(4));

async function replay(seed: number) {
  const rng = createRng(seed);
  const all = shuffled(explainedSentences(), rng);
  const explained = all.slice(0, Number(flags.labelled));
  const taken = new Set(all.map(({ words }) => words.join(' ')));
  const rest = shuffled(
    bc5cdr('train.txt').filter(({ words }) => !taken.has(words.join(' '))),
    rng,
  ).slice(0, Number(flags.unlabelled));
  const others = shuffled(bc5cdr(`${flags.part}.txt`), rng)
    .slice(0, Number(flags.others))
    .map((one, i) => taughtSentence(`other ${i}`, one, undefined));
  const unlabelled = rest.map((one, i) => taughtSentence(`rest ${i}`, one, undefined));
  const ready = explained.map((one, i) => taughtSentence(`done ${i}`, one, 0));
  const reasons = explained.map((one, i) => triggersOf(must(ready[i], 'sentence'), one));
  const triggers = new Triggers(unlabelled);
  let alone: Weights | undefined;
  let together: Weights | undefined;
  let weak: WeakInstance[] = [];
  const ms = { alone: 0, together: 0, triggers: 0 };
  for (let n = every; n <= explained.length; n += every) {
    const documents = ready.slice(0, n);
    const begin = performance.now();
    alone = await trainOnce(documents, [], alone, seed);
    const first = performance.now();
    await triggers.train(documents, reasons.slice(0, n).flat(), seed);
    weak = await triggers.weak();
    const second = performance.now();
    together = await trainOnce(documents, weak, together, seed);
    ms.alone += first - begin;
    ms.triggers += second - first;
    ms.together += performance.now() - second;
  }
  const gold = others.map(({ entities }) => entities);
  const score = (spans: readonly (readonly NamedSpan[])[]) => {
    const { f1, precision, recall } = scoreEntities(gold, spans).overall;
    return { f1: share(f1), precision: share(precision), recall: share(recall) };
  };
  const goldOfRest = new Map(unlabelled.map(({ document, entities }) => [document.id, entities]));
  const taught = weak.flatMap((one) => (one.kind === 'sequence' ? [one] : []));
  const weakScore = scoreEntities(
    taught.map(({ document }) => goldOfRest.get(document.id) ?? []),
    taught.map(({ spans }) => spans.map(({ from, to, labelId }) => ({ from, to, label: labelId }))),
  ).overall;
  const result = {
    seed,
    triggers: reasons.flat().length,
    weakSentences: taught.length,
    weakComplete: taught.filter(({ complete }) => complete).length,
    weakPrecision: share(weakScore.precision),
    weakRecall: share(weakScore.recall),
    labelsOnly: score(await modelSpans(must(alone, 'weights'), others)),
    triggersOnly: score(await triggers.spans(others)),
    withTriggers: score(await modelSpans(must(together, 'weights'), others)),
    ms: { alone: Math.round(ms.alone), together: Math.round(ms.together), triggers: Math.round(ms.triggers) },
  };
  console.log(JSON.stringify(result));
  return result;
}

const seeds = flags.seeds.split(',').map(Number);
const runs: Awaited<ReturnType<typeof replay>>[] = [];
for (const seed of seeds) runs.push(await replay(seed));
const mean = (of: (run: (typeof runs)[number]) => number): number =>
  share(runs.reduce((sum, run) => sum + of(run), 0) / runs.length);
const metrics = {
  labelsOnlyF1: mean((run) => run.labelsOnly.f1),
  triggersOnlyF1: mean((run) => run.triggersOnly.f1),
  withTriggersF1: mean((run) => run.withTriggers.f1),
};
console.log(metrics);
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  flags.out,
  `${JSON.stringify({ ...currentRun(seeds[0] ?? 0), options: flags, metrics, runs }, undefined, 1)}\n`,
);
