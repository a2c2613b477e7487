/**
 * *Train thoroughly*, whole: the training of minutes, and whether it was worth it. Judged is by texts that it did not learn: the
 * project's own that measure, where five of them are finished, else a fifth of the labelled ones, which then neither side learns.
 */
import { err, ok, type Result } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { Label, TaughtDocument, Weights } from '#core/project';
import { evaluateWeights, replacingNetwork, type Schedule, type TaskNetwork, trainModel } from '#core/tasks';
import type { TokenEncoder } from '#core/train';
import {
  type ThoroughOptions,
  type ThoroughProblem,
  type ThoroughProgress,
  trainThoroughly,
} from './thorough.ts';

export interface ThoroughRunOptions extends Omit<ThoroughOptions, 'labels' | 'network'> {
  readonly projectId: string;
  readonly network: TaskNetwork;
  /** All labels of the project. */
  readonly allLabels: readonly Label[];
  /** The model as it is: what is to be bettered. */
  readonly model: Weights;
  /** What the model reads words by, where that is another than `encoder`: it knows the labelled texts. */
  readonly modelEncoder?: TokenEncoder;
  readonly clock: () => number;
  /** Of the quick training that it is measured against, where it is not the usual one. */
  readonly schedule?: Partial<Schedule>;
}

export interface ThoroughVerdict {
  /** For the model: its network, and a linear expert that reads words as that does. */
  readonly tensors: FloatTensors;
  readonly isBetter: boolean;
  /** F1 on the texts that judge. */
  readonly before: number;
  readonly after: number;
  readonly judgedOn: number;
}

/** What the student's scores and the linear expert's count in their product; chosen on BC5CDR's `dev.txt` (docs/label-efficiency.md). */
const powers = { linear: 0.25, network: 1 };

/** The student as tensors that take the place of the network among a model's. */
export const studentTensors = (parameters: FloatTensors): FloatTensors =>
  replacingNetwork(parameters, powers);

/** Finished texts that measure, from which on they judge alone; and how many judge at most. */
const fewest = 5;
const most = 80;
const share = 5;

export async function* runThoroughly(
  options: ThoroughRunOptions,
): AsyncGenerator<ThoroughProgress, Result<ThoroughVerdict, ThoroughProblem>, void> {
  const { model, documents, network, encoder } = options;
  const measuring = documents.filter(
    ({ document }) => document.split === 'holdout' && document.status === 'done',
  );
  const isMeasured = measuring.length >= fewest;
  const learning = documents.filter(({ document }) => document.split !== 'holdout');
  const judges = (isMeasured ? measuring : learning.filter((_, i) => i % share === share - 1)).slice(0, most);
  const aside = new Set(judges.map(({ document }) => document.id));
  const taught = learning.filter(({ document }) => !aside.has(document.id));
  const trained = yield* trainThoroughly({ ...options, labels: model.labels, documents: taught });
  if (!trained.ok) return trained;
  const reads = options.modelEncoder ?? encoder;
  const usual = isMeasured ? ok(model) : yield* usualModel(options, reads, taught);
  if (!usual.ok) return usual;
  // A linear expert that reads by states has no say beside a network that reads by word vectors.
  const isSame = reads.name === encoder.name;
  const beside = isSame ? usual : yield* usualModel({ ...options, quick: true }, encoder, taught);
  if (!beside.ok) return beside;
  const scoreOf = async (weights: Weights, by: TokenEncoder): Promise<number> =>
    (await evaluateWeights({ task: 'ner', network, encoder: by, weights, documents: judges })).score;
  const before = await scoreOf(usual.value, reads);
  const tensors = { ...beside.value.tensors, ...studentTensors(trained.value.parameters) };
  const after = await scoreOf({ ...beside.value, tensors }, encoder);
  return ok({ tensors, before, after, isBetter: after > before, judgedOn: judges.length });
}

/** What the quick training makes of the same texts. */
async function* usualModel(
  options: ThoroughRunOptions & { readonly quick?: boolean },
  encoder: TokenEncoder,
  documents: readonly TaughtDocument[],
): AsyncGenerator<ThoroughProgress, Result<Weights, ThoroughProblem>, void> {
  const { projectId, allLabels, network, seed, clock, signal, model, schedule, quick } = options;
  // In the order of the model's outputs, which may be another than that of the labels by now.
  const labels = allLabels
    .filter(({ id }) => model.labels.includes(id))
    .map((label) => ({ ...label, position: model.labels.indexOf(label.id) }));
  const training = trainModel({
    ...{ task: 'ner', projectId, labels, network, encoder, documents, seed, clock },
    ...(signal === undefined ? {} : { signal }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(quick === undefined ? {} : { quick }),
  });
  for (;;) {
    const next = await training.next();
    if (next.done !== true) {
      yield { step: 1, steps: 1, loss: next.value.loss ?? 0 };
      continue;
    }
    if (next.value.ok) return ok({ ...next.value.value.weights, labels: model.labels });
    const code = next.value.error.code === 'nothing-to-learn' ? 'nothing-to-learn' : 'stopped';
    return err({ ...next.value.error, code });
  }
}
