/** For the benchmark of triggers: which triggers a sentence is read with, and reading it. */
import { must, type Rng } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TokenLabel } from '#core/train';
import {
  createTriggerEncoder,
  nearestTriggers,
  readSentences,
  type TaggingInput,
  type TriggeredExample,
  type TriggerTagger,
  triggeredExamples,
} from '#core/triggers';
import { nerExample, type TaggedSentence } from './train-data.ts';
import type { ExplainedSentence } from './triggers-data.ts';
import { type Laboratory, labels, readingBatch } from './triggers-laboratory.ts';

/** A trigger that reads a sentence. */
export interface Reader {
  readonly vector: Float32Array;
  readonly similarity: number;
}

/** A trained matcher with the triggers it knows. */
export class Matching {
  readonly #laboratory: Laboratory;
  readonly #parameters: FloatTensors;
  readonly explained: readonly ExplainedSentence[];
  readonly triggers: readonly { readonly label: number; readonly sentence: number }[];
  #vectors: readonly Float32Array[] = [];

  constructor(laboratory: Laboratory, parameters: FloatTensors, explained: readonly ExplainedSentence[]) {
    this.#laboratory = laboratory;
    this.#parameters = parameters;
    this.explained = explained;
    this.triggers = explained.flatMap((s, sentence) => s.triggers.map(({ label }) => ({ label, sentence })));
  }

  #encoder() {
    const { networks, encoder } = this.#laboratory;
    return createTriggerEncoder({
      manifest: networks.trigger.manifest,
      graph: networks.trigger.predict,
      parameters: this.#parameters,
      encoder,
      batchSize: readingBatch,
    });
  }

  async vectors(): Promise<readonly Float32Array[]> {
    if (this.#vectors.length === 0) {
      this.#vectors = await this.#encoder().triggers(this.explained.flatMap((s) => s.triggers));
    }
    return this.#vectors;
  }

  sentenceVectors(sentences: readonly TaggedSentence[]): Promise<Float32Array[]> {
    return this.#encoder().sentences(sentences);
  }

  /** For each sentence its nearest triggers; none where none is within the threshold. */
  async near(
    sentences: readonly TaggedSentence[],
    options: { readonly threshold: number; readonly count: number; readonly excludeOwn?: boolean },
  ): Promise<Reader[][]> {
    const vectors = await this.vectors();
    const neighbours = nearestTriggers(await this.sentenceVectors(sentences), vectors, {
      count: options.count,
      threshold: options.threshold,
      ...(options.excludeOwn === true
        ? { excluded: (s: number, t: number) => this.triggers[t]?.sentence === s }
        : {}),
    });
    return neighbours.map((list) =>
      list.map(({ trigger: t, similarity }) => ({ vector: must(vectors[t], 'vector'), similarity })),
    );
  }

  /** Gold examples of stage 2. */
  async examples(rng: Rng, blind: boolean): Promise<TriggeredExample[]> {
    const vectors = await this.vectors();
    const dim = vectors[0]?.length ?? 0;
    if (blind) {
      return this.explained.map((s) => ({ ...nerExample(s, labels), trigger: new Float32Array(dim) }));
    }
    const foreign = await this.near(this.explained, { threshold: -1, count: 2, excludeOwn: true });
    let next = 0;
    const sentences = this.explained.map((s, i) => {
      const own = vectors.slice(next, next + s.triggers.length);
      next += s.triggers.length;
      return { example: nerExample(s, labels), own, foreign: (foreign[i] ?? []).map((r) => r.vector) };
    });
    return triggeredExamples(sentences, dim, rng);
  }
}
/** How sentences are read. `blind`: all vectors are zero, for the ablations without triggers. */
export interface ReadingOptions {
  readonly blind: boolean;
  readonly threshold: number;
  readonly votes: number;
}

/** The triggers that read each sentence. */
export async function readers(
  matching: Matching,
  sentences: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<readonly (readonly Reader[])[]> {
  const dim = (await matching.vectors())[0]?.length ?? 0;
  const none = [{ vector: new Float32Array(dim), similarity: 0 }];
  if (options.blind) return sentences.map(() => none);
  return matching.near(sentences, { threshold: options.threshold, count: options.votes });
}

/** What the tagger is asked where every sentence must get an answer: the zero vector reads where no trigger does. */
export async function answering(
  matching: Matching,
  sentences: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<readonly TaggingInput[]> {
  const own = await readers(matching, sentences, options);
  const none = [new Float32Array((await matching.vectors())[0]?.length ?? 0)];
  return sentences.map(({ words }, i) => {
    const near = (own[i] ?? []).map((r) => r.vector);
    return { words, triggers: near.length === 0 ? none : near };
  });
}

export async function predictWith(
  taggers: readonly TriggerTagger[],
  matching: Matching,
  sentences: readonly TaggedSentence[],
  options: ReadingOptions,
): Promise<readonly (readonly TokenLabel[])[]> {
  const inputs = await answering(matching, sentences, options);
  return (await readSentences(taggers, inputs)).map((r) => r.verdict.spans);
}
