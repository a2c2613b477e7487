/** Trained weights at work: what they recommend for documents, and how good they are on finished ones. */
import { neverStop, type StopSignal } from '#core/base';
import type { Document, Label, Recommendation, Task, TaughtDocument, Weights } from '#core/project';
import type { Span } from '#core/text';
import { mappedConfidence, type PredictorOptions, type TokenEncoder } from '#core/train';
import { factsOf, lessonsFact, offsetFact, readyFact, slopeFact } from './facts.ts';
import { methodOf } from './methods.ts';
import { type RuleExpert, type VotesOf, votePowerOf } from './rule-votes.ts';
import type { Evaluation, ModelOpinion } from './task.ts';
import type { TaskNetwork } from './training.ts';

export interface RecommendOptions {
  readonly task: Task;
  readonly labels: readonly Pick<Label, 'id'>[];
  readonly network: Pick<TaskNetwork, 'manifest' | 'predict'>;
  readonly encoder: TokenEncoder;
  readonly weights: Weights;
  /** In the order in which they are wanted. Relations are proposed between the entities that are annotated. */
  readonly documents: readonly TaughtDocument[];
  readonly signal?: StopSignal;
  /** SA: spans that may be aspects of a document; without it only whole texts are judged. */
  readonly aspects?: (document: Document) => readonly Span[];
  /** What rules say: an expert beside the model, as far as its labels bore them out. */
  readonly votes?: VotesOf;
  /** Documents read at once (default 32). */
  readonly batchSize?: number;
}

/** Labels from which on a model proposed before it was compared with the dictionary (`readiness.ts`). */
const fewestLessons = 5;

/**
 * What the model has to say, in the order of `documents`, a few documents at a time, so that the first are there soon.
 * Labels that have gone since the weights were trained are left out; a model that is not ready yet has doubts, and proposes nothing.
 */
export async function* recommendByModel(
  options: RecommendOptions,
): AsyncGenerator<readonly ModelOpinion[], void, void> {
  const { task, weights, network, encoder, documents } = options;
  const signal = options.signal ?? neverStop;
  const { scheme: schemeOf, labelsOf } = methodOf(task);
  const scheme = schemeOf(labelsOf(weights.labels));
  const existing = new Set(options.labels.map((label) => label.id));
  const predictor: PredictorOptions = {
    manifest: network.manifest,
    graph: network.predict,
    parameters: weights.tensors,
    encoder,
  };
  const facts = factsOf(weights.metrics);
  // Weights of older versions do not say whether, nor the oldest of how many labels; those were never trained on fewer.
  const isReady =
    (facts[readyFact] ?? ((facts[lessonsFact] ?? fewestLessons) >= fewestLessons ? 1 : 0)) === 1;
  const [slope, offset] = [facts[slopeFact], facts[offsetFact]];
  const shown = (item: Recommendation): Recommendation =>
    slope === undefined || offset === undefined
      ? item
      : { ...item, confidence: mappedConfidence(item.confidence, { slope, offset }) };
  const context = {
    version: weights.version,
    facts,
    signal,
    votePower: votePowerOf(weights.tensors),
    ...(options.votes === undefined ? {} : { votes: options.votes }),
    ...(options.aspects === undefined ? {} : { aspects: options.aspects }),
  };
  const size = options.batchSize ?? 32;
  for (let from = 0; from < documents.length && !signal.stopped; from += size) {
    const opinions = await scheme.recommend(documents.slice(from, from + size), predictor, context);
    if (signal.stopped) return;
    yield opinions.map((opinion) => ({
      ...opinion,
      items: isReady
        ? opinion.items.filter(({ labelId }) => labelId !== undefined && existing.has(labelId)).map(shown)
        : [],
    }));
  }
}

/** How good weights are on finished documents; with `rules`, how good the two together. */
export async function evaluateWeights(
  options: Pick<RecommendOptions, 'task' | 'network' | 'encoder' | 'weights' | 'documents'> & {
    readonly rules?: RuleExpert;
  },
): Promise<Evaluation> {
  const { task, weights, network, encoder, documents, rules } = options;
  const { scheme, labelsOf } = methodOf(task);
  const predictor = {
    ...{ manifest: network.manifest, graph: network.predict },
    ...{ parameters: weights.tensors, encoder },
  };
  return scheme(labelsOf(weights.labels)).evaluate(documents, predictor, rules);
}
