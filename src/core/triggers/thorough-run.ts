/**
 * *Train thoroughly*, whole: what unlabelled texts teach, by the task's own way (teachers of sequences, `thorough.ts`; the model's
 * readings of classes, core/tasks/self-training.ts), and whether it was worth it. Judged is by texts that it did not learn: the
 * project's own that measure, where five of them are finished, else a fifth of the labelled ones, which then neither side learns.
 */
import { err, ok, problem, type Result } from '#core/base';
import type { FloatTensors } from '#core/graph';
import {
  type Document,
  type Label,
  type Task,
  type TaughtDocument,
  taskTraits,
  type Weights,
} from '#core/project';
import {
  evaluateWeights,
  methodOf,
  replacingNetwork,
  type Schedule,
  type SelfTrainingPlan,
  selfTraining,
  type TaskNetwork,
  trainModel,
} from '#core/tasks';
import type { Span } from '#core/text';
import {
  type ThoroughOptions,
  type ThoroughPlan,
  type ThoroughProblem,
  type ThoroughProgress,
  trainThoroughly,
} from './thorough.ts';

export interface ThoroughRunOptions extends Omit<ThoroughOptions, 'labels' | 'context' | 'texts' | 'plan'> {
  readonly task: Task;
  readonly projectId: string;
  readonly network: TaskNetwork;
  /** The network of the lesson without labels: of sequences only. */
  readonly context?: ThoroughOptions['context'];
  /** Texts that nobody has labelled, with what is marked in them all the same. */
  readonly texts: readonly TaughtDocument[];
  /** SA: spans that may be aspects of a document. */
  readonly aspects?: (document: Document) => readonly Span[];
  /** All labels of the project. */
  readonly allLabels: readonly Label[];
  /** The model as it is: what is to be bettered. */
  readonly model: Weights;
  readonly clock: () => number;
  /** Of the quick training that it is measured against, where it is not the usual one. */
  readonly schedule?: Partial<Schedule>;
  readonly plan?: Partial<ThoroughPlan & SelfTrainingPlan>;
}

export interface ThoroughVerdict {
  /** For the model's network. */
  readonly tensors: FloatTensors;
  readonly isBetter: boolean;
  /** F1 on the texts that judge (macro F1 of classes). */
  readonly before: number;
  readonly after: number;
  readonly judgedOn: number;
}

/** What the student's scores and the linear expert's count in their product; chosen on development texts (docs/label-efficiency.md). */
const sequencePowers = { linear: 0.25, network: 1 };
const classPowers = { linear: 1, network: 1 };

/** The student as tensors that take the place of the network among a model's. */
export const studentTensors = (parameters: FloatTensors, task: Task = 'ner'): FloatTensors =>
  replacingNetwork(parameters, taskTraits[task].isSequence ? sequencePowers : classPowers);

/** Finished texts that measure, from which on they judge alone; and how many judge at most. */
const fewest = 5;
const most = 80;
const share = 5;

export async function* runThoroughly(
  options: ThoroughRunOptions,
): AsyncGenerator<ThoroughProgress, Result<ThoroughVerdict, ThoroughProblem>, void> {
  const { task, model, documents, network, encoder } = options;
  const measuring = documents.filter(
    ({ document }) => document.split === 'holdout' && document.status === 'done',
  );
  const isMeasured = measuring.length >= fewest;
  const learning = documents.filter(({ document }) => document.split !== 'holdout');
  const judges = (isMeasured ? measuring : learning.filter((_, i) => i % share === share - 1)).slice(0, most);
  const aside = new Set(judges.map(({ document }) => document.id));
  const taught = learning.filter(({ document }) => !aside.has(document.id));
  if (taught.length === 0)
    return err(problem('nothing-to-learn', 'there are no labelled texts to learn from'));
  const usual = isMeasured ? ok(model) : yield* usualModel(options, taught);
  if (!usual.ok) return usual;
  const trained = yield* lessonOf(options, taught, usual.value);
  if (!trained.ok) return trained;
  const scoreOf = async (weights: Weights): Promise<number> => {
    const { score, metrics } = await evaluateWeights({ task, network, encoder, weights, documents: judges });
    return metrics['macroF1'] ?? score;
  };
  const { tensors } = usual.value;
  const before = await scoreOf(usual.value);
  const student = studentTensors(trained.value, task);
  const after = await scoreOf({ ...usual.value, tensors: { ...tensors, ...student } });
  return ok({
    tensors: student,
    ...{ before, after, isBetter: after > before, judgedOn: judges.length },
  });
}

type Lesson = AsyncGenerator<ThoroughProgress, Result<FloatTensors, ThoroughProblem>, void>;

/** The network that unlabelled texts taught. */
function lessonOf(options: ThoroughRunOptions, documents: readonly TaughtDocument[], usual: Weights): Lesson {
  const { task, context, resume, plan, ...given } = options;
  const ownPlan = plan === undefined ? {} : { plan };
  if (!taskTraits[task].isSequence || context === undefined) {
    const { running } = resume ?? {};
    const goOn = running === undefined ? {} : { resume: running };
    return readingLesson(selfTraining({ ...given, ...ownPlan, ...goOn, task, documents, teacher: usual }));
  }
  const texts = given.texts.map(({ document }) => document);
  const goOn = resume === undefined ? {} : { resume };
  return taughtLesson(
    trainThoroughly({ ...given, ...ownPlan, ...goOn, labels: usual.labels, context, documents, texts }),
  );
}

async function* readingLesson(training: ReturnType<typeof selfTraining>): Lesson {
  for (;;) {
    const next = await training.next();
    if (next.done === true) return next.value.ok ? ok(next.value.value.parameters) : next.value;
    const { checkpoint, ...progress } = next.value;
    yield { ...progress, ...(checkpoint === undefined ? {} : { state: { done: [], running: checkpoint } }) };
  }
}

async function* taughtLesson(training: ReturnType<typeof trainThoroughly>): Lesson {
  const trained = yield* training;
  return trained.ok ? ok(trained.value.parameters) : trained;
}

/** The labels of a model in its own order, those that have gone since included: what is trained of them can take its place. */
function labelsOf(task: Task, { labels, projectId }: Weights, all: readonly Label[]): Label[] {
  const known = new Map(all.map((label) => [label.id, label]));
  return methodOf(task)
    .labelsOf(labels)
    .map((id, position) => ({
      ...{ id, projectId, kind: taskTraits[task].learned, name: '', colour: 0, shortcut: '' },
      ...known.get(id),
      position,
    }));
}

/** What the quick training makes of the same texts. */
async function* usualModel(
  { task, projectId, allLabels, network, encoder, seed, clock, signal, model, schedule }: ThoroughRunOptions,
  documents: readonly TaughtDocument[],
): AsyncGenerator<ThoroughProgress, Result<Weights, ThoroughProblem>, void> {
  const training = trainModel({
    ...{ task, projectId, network, encoder, documents, seed, clock },
    labels: labelsOf(task, model, allLabels),
    ...(signal === undefined ? {} : { signal }),
    ...(schedule === undefined ? {} : { schedule }),
  });
  for (;;) {
    const next = await training.next();
    if (next.done !== true) {
      yield { step: 0, steps: 1, loss: next.value.loss ?? 0 };
      continue;
    }
    if (next.value.ok) return ok(next.value.value.weights);
    const code = next.value.error.code === 'nothing-to-learn' ? 'nothing-to-learn' : 'stopped';
    return err({ ...next.value.error, code });
  }
}
