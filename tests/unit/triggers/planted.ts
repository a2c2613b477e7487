/**
 * A made-up world in which only the trigger tells the label: the things that are labelled are drawn from one pool
 * for both labels, everything else is filler. Triggers of one label have vectors that lie together, so that a trigger
 * that was never marked can be understood by those that were.
 */
import { createRng, type Rng } from '#core/base';
import type { Annotation, Document, TaughtDocument } from '#core/project';
import type { ReadableDocument, TokenEncoder, TokenSpan } from '#core/train';
import {
  createTriggerEncoder,
  createTriggerTagger,
  learnTagging,
  learnTriggers,
  nearestTriggers,
  type Trigger,
  type TriggerEncoder,
  type TriggerModel,
  triggeredExamples,
} from '#core/triggers';
import { type CompiledNetwork, compileNetwork, triggerNetwork, triggerTaggerNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';

export const labels = ['place', 'person'];
const dim = 12;

/** Number decided by a spelling. */
function hash(word: string): number {
  let seed = 7;
  for (const c of word) seed = (Math.imul(seed, 31) + c.charCodeAt(0)) | 0;
  return seed;
}

/** `ate3`, `ate8`: near each other. `met3`: near `met8`. `thing4`: near `thing9`. Anything else: anywhere. */
export const encoder: TokenEncoder = {
  dim,
  encode: (words, into, offset) => {
    words.forEach((word, t) => {
      const family = /^(ate|met|thing)\d+$/.exec(word)?.[1];
      const own = createRng(hash(word));
      const centre = family === undefined ? undefined : createRng(hash(family));
      for (let d = 0; d < dim; d++) {
        const noise = own.normal();
        into[offset + t * dim + d] =
          centre === undefined ? 0.5 * noise : 0.8 * centre.normal() + 0.15 * noise;
      }
    });
  },
};

export interface PlantedSentence {
  readonly document: ReadableDocument;
  readonly words: readonly string[];
  readonly entity: TokenSpan;
  readonly label: number;
  /** Tokens of the trigger. */
  readonly trigger: readonly number[];
}

/** Filler, a trigger from `[firstTrigger, firstTrigger + 5)`, filler, a thing, filler. */
export function plantedSentence(rng: Rng, id: string, firstTrigger: number): PlantedSentence {
  const label = rng.int(2);
  const filler = (count: number) => Array.from({ length: count }, () => `word${rng.int(40)}`);
  const before = filler(1 + rng.int(3));
  const between = filler(rng.int(3));
  const trigger = `${label === 0 ? 'ate' : 'met'}${firstTrigger + rng.int(5)}`;
  const words = [...before, trigger, ...between, `thing${rng.int(30)}`, ...filler(1 + rng.int(3))];
  const at = before.length + 1 + between.length;
  return {
    document: documentOf(id, words),
    words,
    entity: { from: at, to: at + 1 },
    label,
    trigger: [before.length],
  };
}

export function documentOf(id: string, words: readonly string[]): ReadableDocument {
  let from = 0;
  const tokens = words.map((word) => {
    const span = { from, to: from + word.length };
    from = span.to + 1;
    return span;
  });
  return { id, text: words.join(' '), tokens };
}

export function triggerOfSentence(sentence: PlantedSentence): Trigger {
  return {
    explanationId: `x-${sentence.document.id}`,
    documentId: sentence.document.id,
    labelId: labels[sentence.label]!,
    words: sentence.words,
    positions: sentence.trigger,
    phrase: sentence.trigger.map((t) => sentence.words[t]).join(' '),
    target: sentence.entity,
  };
}

const sizes = { characterDim: 4, characterHidden: 4, hidden: 16 };

async function loaded(compiled: CompiledNetwork) {
  return {
    manifest: compiled.manifest,
    train: await runtime.load(compiled.train),
    predict: await runtime.load(compiled.predict),
  };
}

/** The two networks, small. */
export async function plantedNetworks() {
  return {
    trigger: await loaded(compileNetwork(triggerNetwork(sizes))),
    tagger: await loaded(compileNetwork(triggerTaggerNetwork(sizes))),
  };
}

async function toEnd<T>(lesson: AsyncGenerator<unknown, T, void>): Promise<T> {
  for (;;) {
    const step = await lesson.next();
    if (step.done === true) return step.value;
  }
}

/** Both stages on some sentences, each with its one trigger. */
export async function learnPlanted(
  sentences: readonly PlantedSentence[],
  seed: number,
): Promise<TriggerModel & { readonly encoder: TriggerEncoder }> {
  const rng = createRng(seed);
  const { trigger: matcher, tagger } = await plantedNetworks();
  const options = { encoder, batchSize: 8, learningRate: 0.01 };
  const first = await toEnd(
    learnTriggers(
      { ...options, network: matcher, rng: rng.fork(1), epochs: 14 },
      sentences.map((s, i) => ({ words: s.words, positions: s.trigger, label: s.label, sentence: i })),
      labels.length,
    ),
  );
  const vectorsOf = createTriggerEncoder({
    manifest: matcher.manifest,
    graph: matcher.predict,
    parameters: first.parameters,
    encoder,
  });
  const vectors = await vectorsOf.triggers(sentences.map(triggerOfSentence));
  const near = nearestTriggers(await vectorsOf.sentences(sentences), vectors, {
    count: 2,
    excluded: (s, t) => s === t,
  });
  const examples = triggeredExamples(
    sentences.map((s, i) => {
      const allowed = new Uint8Array(s.words.length * 5);
      s.words.forEach((_, t) => {
        allowed[t * 5 + (t === s.entity.from ? 1 + 2 * s.label : 0)] = 1;
      });
      return {
        example: { words: s.words, allowed },
        own: [vectors[i]!],
        foreign: near[i]!.map(({ trigger }) => vectors[trigger]!),
      };
    }),
    vectorsOf.dim,
    rng.fork(2),
  );
  const second = await toEnd(
    learnTagging(
      { ...options, network: tagger, rng: rng.fork(3), epochs: 8, from: first.parameters },
      examples,
      5,
    ),
  );
  return {
    labels,
    encoder: vectorsOf,
    tagger: createTriggerTagger({
      manifest: tagger.manifest,
      graph: tagger.predict,
      parameters: second.parameters,
      encoder,
    }),
  };
}

/** The sentence as a finished document with its label. */
export function recordOfSentence({ document, entity, label }: PlantedSentence): TaughtDocument {
  const { from, to } = document.tokens![entity.from]!;
  const annotation: Annotation = {
    id: `a-${document.id}`,
    projectId: 'p',
    documentId: document.id,
    annotator: '',
    labelId: labels[label]!,
    target: { kind: 'span', from, to },
    source: 'manual',
    updatedAt: 0,
  };
  const stored: Document = {
    ...document,
    projectId: 'p',
    position: 0,
    meta: {},
    status: 'done',
    flagged: false,
    updatedAt: 0,
  };
  return { document: stored, annotations: [annotation] };
}
