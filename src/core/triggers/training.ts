/**
 * One background training of the trigger networks, warm from the last one: stage 1 on all triggers, stage 2 (NER) on the
 * sentences that carry annotations. New triggers do not wait for it: the matcher uses them at once with the weights
 * that are there; this makes the weights better.
 */
import { createRng, err, must, ok, type Problem, problem, type Result, type StopSignal } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TaughtDocument, Weights } from '#core/project';
import type { ModelTrainingProgress, TaskNetwork } from '#core/tasks';
import {
  flatten,
  type IndexedSpan,
  nerExamples,
  passagesOf,
  type TokenEncoder,
  type TrainingProgress,
  type TrainingResult,
  tagCount,
} from '#core/train';
import type { TriggeredExample } from './collators.ts';
import { createTriggerEncoder } from './encoder.ts';
import { learnTagging, learnTriggers, triggeredExamples } from './learn.ts';
import type { TriggerModel } from './matcher.ts';
import { nearestTriggers } from './nearest.ts';
import { createTriggerTagger } from './tagger.ts';
import type { Trigger } from './trigger.ts';

/** The graphs of `trigger` and, for NER, of `trigger-tagger`. */
export interface TriggerNetworks {
  readonly trigger: TaskNetwork;
  readonly tagger?: TaskNetwork;
}

export interface TriggerWeights {
  readonly trigger: Weights;
  readonly tagger?: Weights;
}

export interface TriggerTrainingOptions {
  readonly projectId: string;
  /** Ids of the labels that triggers may vote for, in a stable order. */
  readonly labels: readonly string[];
  readonly triggers: readonly Trigger[];
  /** NER: documents with annotations; held-out ones are passed over. */
  readonly documents: readonly TaughtDocument[];
  readonly networks: TriggerNetworks;
  readonly encoder: TokenEncoder;
  readonly previous?: TriggerWeights;
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly signal?: StopSignal;
  /** Steps of each stage (default 120; 40 when warm). */
  readonly steps?: number;
}

export type TriggerTrainingProblem = Problem<'nothing-to-learn' | 'stopped'>;

const batchSize = 8;
const coldSteps = 120;
const warmSteps = 40;
const learningRate = 0.003;

/** A model to be asked, from stored weights. */
export function triggerModelOf(
  networks: {
    readonly trigger: Pick<TaskNetwork, 'manifest' | 'predict'>;
    readonly tagger?: Pick<TaskNetwork, 'manifest' | 'predict'>;
  },
  encoder: TokenEncoder,
  weights: TriggerWeights,
): TriggerModel {
  const matcher = createTriggerEncoder({
    manifest: networks.trigger.manifest,
    graph: networks.trigger.predict,
    parameters: weights.trigger.tensors,
    encoder,
  });
  if (networks.tagger === undefined || weights.tagger === undefined) {
    return { encoder: matcher, labels: weights.trigger.labels };
  }
  const tagger = createTriggerTagger({
    manifest: networks.tagger.manifest,
    graph: networks.tagger.predict,
    parameters: weights.tagger.tensors,
    encoder,
  });
  return { encoder: matcher, tagger, labels: weights.tagger.labels };
}

/** Yields after each step, so that the caller decides the pace; stopped before stage 1 is done, there is no outcome. */
export async function* trainTriggers(
  options: TriggerTrainingOptions,
): AsyncGenerator<ModelTrainingProgress, Result<TriggerWeights, TriggerTrainingProblem>, void> {
  const { labels, triggers, networks, encoder, previous, seed, signal } = options;
  const index = new Map(labels.map((id, i) => [id, i]));
  const known = triggers.filter((trigger) => index.has(trigger.labelId));
  if (known.length === 0) return err(problem('nothing-to-learn', 'there is no trigger to learn from'));
  const version = (previous?.trigger.version ?? 0) + 1;
  const rng = createRng(seed).fork(version);
  const planned = options.steps ?? (previous === undefined ? coldSteps : warmSteps);
  const epochsOf = (examples: number): number =>
    Math.max(1, Math.round(planned / Math.ceil(examples / batchSize)));
  const stepsOf = (examples: number): number => epochsOf(examples) * Math.ceil(examples / batchSize);
  const shared = { encoder, batchSize, learningRate, ...(signal === undefined ? {} : { signal }) };

  const sentenceOf = new Map<string, number>();
  for (const { words } of known) {
    const key = words.join(' ');
    if (!sentenceOf.has(key)) sentenceOf.set(key, sentenceOf.size);
  }
  const first = yield* withProgress(
    learnTriggers(
      {
        ...shared,
        network: networks.trigger,
        rng: rng.fork(1),
        epochs: epochsOf(known.length),
        from: previous?.trigger.tensors ?? {},
      },
      known.map((trigger) => ({
        words: trigger.words,
        positions: trigger.positions,
        label: must(index.get(trigger.labelId), 'label'),
        sentence: must(sentenceOf.get(trigger.words.join(' ')), 'sentence'),
      })),
      labels.length,
    ),
    { before: 0, own: stepsOf(known.length), after: networks.tagger === undefined ? 0 : planned },
  );
  if (first.reason === 'stopped') return err(problem('stopped', 'stopped before the triggers were learned'));
  const weightsOf = (model: string, result: TrainingResult, before: Weights | undefined): Weights => ({
    projectId: options.projectId,
    model,
    version,
    tensors: result.parameters,
    step: (before?.step ?? 0) + result.checkpoint.step,
    metrics: {},
    labels,
    trainedAt: options.clock(),
    seed,
  });
  const trigger = weightsOf('trigger', first, previous?.trigger);
  if (networks.tagger === undefined) return ok({ trigger });

  const before = first.checkpoint.step;
  const between = { step: before, steps: before + planned };
  const examples = yield* taggingExamples(options, known, first.parameters, index, between);
  if (examples.length === 0) return ok({ trigger });
  const second = yield* withProgress(
    learnTagging(
      {
        ...shared,
        network: networks.tagger,
        rng: rng.fork(2),
        epochs: epochsOf(examples.length),
        from: previous?.tagger?.tensors ?? first.parameters,
      },
      examples,
      tagCount(labels.length),
    ),
    { before, own: stepsOf(examples.length), after: 0 },
  );
  return ok({ trigger, tagger: weightsOf('trigger-tagger', second, previous?.tagger) });
}

/** `before`: steps of the stages before this one; `own`, `after`: about how many this one and the later ones have. */
async function* withProgress(
  lesson: AsyncGenerator<TrainingProgress, TrainingResult, void>,
  { before, own, after }: { readonly before: number; readonly own: number; readonly after: number },
): AsyncGenerator<ModelTrainingProgress, TrainingResult, void> {
  for (;;) {
    const { done, value } = await lesson.next();
    if (done === true) return value;
    const steps = before + Math.max(own, value.step) + after;
    yield { step: before + value.step, steps, loss: value.loss };
  }
}

/** Sentences that are encoded between two looks around. */
const sentencesAtOnce = 64;

/** Annotated sentences beside the vectors of their own triggers and of the nearest others. */
async function* taggingExamples(
  { documents, labels, networks, encoder, seed }: TriggerTrainingOptions,
  triggers: readonly Trigger[],
  parameters: FloatTensors,
  index: ReadonlyMap<string, number>,
  at: ModelTrainingProgress,
): AsyncGenerator<ModelTrainingProgress, TriggeredExample[], void> {
  const matcher = createTriggerEncoder({
    manifest: networks.trigger.manifest,
    graph: networks.trigger.predict,
    parameters,
    encoder,
  });
  const taught = documents
    .filter(({ document }) => document.split !== 'holdout')
    .flatMap(({ document, annotations }) => {
      const spans = annotations.flatMap(({ deleted, target, labelId }): IndexedSpan[] => {
        const label = index.get(labelId);
        if (deleted === true || target.kind !== 'span' || label === undefined) return [];
        return [{ from: target.from, to: target.to, label }];
      });
      return passagesOf(document).flatMap((passage) =>
        nerExamples([passage], flatten(spans), labels.length, { complete: document.status === 'done' }),
      );
    });
  const vectors = await matcher.triggers(triggers);
  const ownOf = new Map<string, number[]>();
  triggers.forEach(({ words }, i) => {
    const key = words.join(' ');
    ownOf.set(key, [...(ownOf.get(key) ?? []), i]);
  });
  const own = taught.map(({ words }) => ownOf.get(words.join(' ')) ?? []);
  yield at;
  const sentences: Float32Array[] = [];
  for (let from = 0; from < taught.length; from += sentencesAtOnce) {
    sentences.push(...(await matcher.sentences(taught.slice(from, from + sentencesAtOnce))));
    yield at;
  }
  const near = nearestTriggers(sentences, vectors, {
    count: 2,
    excluded: (s, t) => own[s]?.includes(t) === true,
  });
  return triggeredExamples(
    taught.map((example, i) => ({
      example,
      own: (own[i] ?? []).map((t) => must(vectors[t], 'vector')),
      foreign: (near[i] ?? []).map(({ trigger }) => must(vectors[trigger], 'vector')),
    })),
    matcher.dim,
    createRng(seed).fork(3),
  );
}
