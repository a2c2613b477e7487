/** What tests of training have in common: real networks in onnxruntime-web, random word vectors, and trainings run to their ends. */
import { createRng, type Problem, type Result } from '#core/base';
import type {
  Annotation,
  Document,
  Label,
  LabelKind,
  Target,
  Task,
  TaughtDocument,
  Weights,
} from '#core/project';
import {
  type ModelOpinion,
  type ModelTrainingOptions,
  type ModelTrainingOutcome,
  type ModelTrainingProgress,
  recommendByModel,
  type TaskNetwork,
  trainModel,
  type VotesOf,
} from '#core/tasks';
import { createWordVectorEncoder, createWordVectors, type TokenEncoder } from '#core/train';
import { compileNetwork, type NetworkDefinition } from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

export const runtime = createOrtRuntime({ threads: 1 });

export async function loadedNetwork(definition: NetworkDefinition): Promise<TaskNetwork> {
  const { manifest, train, predict } = compileNetwork(definition);
  return { manifest, train: await runtime.load(train), predict: await runtime.load(predict) };
}

/** Words with random vectors; what they mean must be learned. */
export function encoderOf(words: readonly string[]): TokenEncoder {
  const rng = createRng(5);
  const vectors = words.map((word) => [word, Array.from({ length: 12 }, () => rng.normal())] as const);
  return createWordVectorEncoder(createWordVectors(new Map(vectors), 12));
}

export const labelOf = (id: string, kind: LabelKind, position: number): Label => ({
  ...{ id, projectId: 'p', kind, name: id.toUpperCase(), colour: 0, shortcut: '', position },
});

export function taught(
  id: string,
  text: string,
  marks: readonly (readonly [string, Target])[],
  change: Partial<Document> = {},
): TaughtDocument {
  const document: Document = {
    ...{ id, projectId: 'p', position: 0, text, meta: {}, status: 'done', flagged: false, updatedAt: 0 },
    ...change,
  };
  const { updatedAt } = document;
  const annotations = marks.map(([labelId, target], i): Annotation => {
    const common = { id: `${id}/${i}`, projectId: 'p', documentId: id, annotator: '', updatedAt };
    return { ...common, labelId, target, source: 'manual' };
  });
  return { document, annotations };
}

export const spanOf = (text: string, word: string): { kind: 'span'; from: number; to: number } => {
  const from = text.indexOf(word);
  return { kind: 'span', from, to: from + word.length };
};

export async function outcomeOf(
  options: ModelTrainingOptions,
  reports: ModelTrainingProgress[] = [],
): Promise<Result<ModelTrainingOutcome, Problem>> {
  const session = trainModel(options);
  for (;;) {
    const { done, value } = await session.next();
    if (done === true) return value;
    reports.push(value);
  }
}

export async function trained(options: ModelTrainingOptions): Promise<ModelTrainingOutcome> {
  const outcome = await outcomeOf(options);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

/** A task's project in a test. */
export interface Lesson {
  readonly task: Task;
  readonly labels: readonly Label[];
  readonly network: TaskNetwork;
  readonly encoder: TokenEncoder;
}

/** Later trainings are later. */
let now = 0;

export function optionsOf(lesson: Lesson, documents: readonly TaughtDocument[]) {
  return {
    ...{ ...lesson, projectId: 'p', documents, seed: 1, clock: () => now++ },
    schedule: { batchSize: 4, coldSteps: 60, warmSteps: 20, hyperParameters: { learningRate: 0.01 } },
  } satisfies ModelTrainingOptions;
}

/** What a model recommends; where nothing says which aspects there are, "soup" is one. */
export async function opinions(
  lesson: Lesson,
  weights: Weights,
  documents: readonly TaughtDocument[],
  votes?: VotesOf,
): Promise<ModelOpinion[]> {
  const all: ModelOpinion[] = [];
  for await (const some of recommendByModel({
    ...{ ...lesson, weights, documents },
    aspects: ({ text }) => (text.includes('soup') ? [spanOf(text, 'soup')] : []),
    ...(votes === undefined ? {} : { votes }),
  })) {
    all.push(...some);
  }
  return all;
}
