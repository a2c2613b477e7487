/**
 * A check of a project's own labels, in the background. Two questions, both answered by the quick expert trained on a part of
 * what is labelled and asked about the rest:
 *
 * Which labels may have slipped? Each text is judged by a model that learned from four fifths of the others (confident learning,
 * Northcutt et al. 2021): where it is sure of something else, a person looks again.
 *
 * Did reasons pay? In the same minutes, at the seconds that each took, more labels without reasons or fewer with them: which
 * model is better on texts that neither saw? Sentences help as they do in the app: they teach, by what they match among texts that
 * nobody labelled, and where they match in what is judged their votes have a say (`rule-votes.ts`), at the power that the app begins
 * with. What triggers bring is shown in the text and teaches no model, so they are not counted.
 *
 * Laws: the same project, seed and seconds give the same findings; a text never teaches the model that judges it.
 */
import { createRng, type StopSignal, shuffled } from '#core/base';
import {
  type CheckUp,
  type JudgedItem,
  type Label,
  type LabelledDocument,
  type PayOff,
  type PayOffPoint,
  type Task,
  type TaughtDocument,
  taskTraits,
  type Weights,
} from '#core/project';
import { type ReadableDocument, scoresOfItems, type TokenEncoder } from '#core/train';
import { methodOf } from './methods.ts';
import { evaluateWeights } from './recommending.ts';
import { type RuleExpert, type TargetVotes, usualPower } from './rule-votes.ts';
import type { WeakInstance } from './task.ts';
import { type TaskNetwork, trainModel } from './training.ts';

const folds = 5;
/** Texts that are looked at, the newest: a check takes a minute, not an hour. */
const maxTexts = 600;
/** Labelled texts for a check, and sentences for the second question. */
const fewestTexts = 10;
const fewestReasons = 5;
/** Orders of the texts, and marks on the way. */
const orders = 3;
const marks = [0.25, 0.5, 0.75, 1];
/** Texts that are judged, or read, between two looks around. */
const evaluatedAtOnce = 16;
const readAtOnce = 32;

/** Seconds per label without a reason and with one; what was not measured is what it usually is. */
export interface Seconds {
  readonly plain?: number;
  readonly explained?: number;
}
const usualSeconds = 8;
/** A sentence takes as long again as its label (docs/label-efficiency.md). */
const usualFactor = 2;

export interface CheckUpOptions {
  readonly task: Task;
  readonly projectId: string;
  readonly labels: readonly Label[];
  /** The project's, from which its model begins too. */
  readonly guidelines?: string;
  readonly network: TaskNetwork;
  readonly encoder: TokenEncoder;
  /**
   * What the project's model reads texts by, where that is not `encoder`: asked for some of them at a time, and able to read all
   * that it was asked for before. `undefined`: not now, and `encoder` judges in its place.
   */
  readonly inContext?: (documents: readonly ReadableDocument[]) => Promise<TokenEncoder | undefined>;
  readonly documents: readonly LabelledDocument[];
  /** What these sentences alone teach, of texts that nobody labelled; by the ids of their explanations. */
  readonly weak: (explanationIds: ReadonlySet<string>) => Promise<readonly WeakInstance[]>;
  /** What these sentences alone say of a document, judged or not. */
  readonly votes: (explanationIds: ReadonlySet<string>, documentId: string) => readonly TargetVotes[];
  readonly seconds: Seconds;
  readonly seed: number;
  readonly clock: () => number;
  readonly signal?: StopSignal;
}

export interface CheckUpStep {
  readonly step: number;
  readonly steps: number;
}

/** `undefined`: too little is labelled, or it was stopped. */
export async function* checkUp(
  given: CheckUpOptions,
): AsyncGenerator<CheckUpStep, CheckUp | undefined, void> {
  const taught = given.documents
    .filter(({ document, annotations }) => {
      const isFinished = document.status === 'done' && document.split !== 'holdout';
      // That a text has no entity is something to learn; that nobody judged it is not.
      return isFinished && (taskTraits[given.task].isSequence || annotations.length > 0);
    })
    .toSorted((a, b) => a.document.updatedAt - b.document.updatedAt)
    .slice(-maxTexts);
  if (taught.length < fewestTexts) return undefined;
  const mixed = shuffled(taught, createRng(given.seed));
  const reasons = taught.flatMap(({ explanations }) => explanations.filter(isSentence));
  const compares = reasons.length >= fewestReasons;
  const steps = folds + (compares ? orders * marks.length * 2 : 0);
  let step = 0;
  const options = yield* readAsTheModel(given, taught, { step, steps });
  if (given.signal?.stopped === true) return undefined;
  const items: JudgedItem[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const some = mixed.filter((_, i) => i % folds === fold);
    const others = mixed.filter((_, i) => i % folds !== fold);
    items.push(...(yield* judged(options, { step, steps }, others, some)).items);
    yield { step: ++step, steps };
    if (options.signal?.stopped === true) return undefined;
  }
  let payOff: PayOff | undefined;
  if (compares) {
    payOff = yield* comparison(options, { step, steps }, taught, reasons.length);
    if (payOff === undefined) return undefined;
  }
  return {
    projectId: options.projectId,
    at: options.clock(),
    texts: taught.length,
    items,
    ...(payOff === undefined ? {} : { payOff }),
  };
}

/** The same check with what the model reads these by, as far as that can be had; then weak texts are read so, too. */
async function* readAsTheModel(
  options: CheckUpOptions,
  taught: readonly LabelledDocument[],
  at: CheckUpStep,
): AsyncGenerator<CheckUpStep, CheckUpOptions, void> {
  const { inContext } = options;
  if (inContext === undefined) return options;
  const documents = taught.map(({ document }) => document);
  for (let from = 0; from < documents.length; from += readAtOnce) {
    if ((await inContext(documents.slice(from, from + readAtOnce))) === undefined) return options;
    yield at;
    if (options.signal?.stopped === true) return options;
  }
  const encoder = await inContext(documents);
  if (encoder === undefined) return options;
  return {
    ...options,
    encoder,
    weak: async (ids) => {
      const weak = await options.weak(ids);
      // What cannot be read teaches nothing.
      return (await inContext(weak.map(({ document }) => document))) === undefined ? [] : weak;
    },
  };
}

/** Both ways in the same minutes, mean over some orders of the texts. */
async function* comparison(
  options: CheckUpOptions,
  { step, steps }: CheckUpStep,
  taught: readonly LabelledDocument[],
  reasons: number,
): AsyncGenerator<CheckUpStep, PayOff | undefined, void> {
  let done = step;
  const plainSeconds = options.seconds.plain ?? usualSeconds;
  const explainedSeconds = Math.max(plainSeconds, options.seconds.explained ?? usualFactor * plainSeconds);
  const sums = marks.map(() => ({ minutes: 0, plain: 0, explained: 0, plainTexts: 0, explainedTexts: 0 }));
  for (let order = 0; order < orders; order++) {
    const mixed = shuffled(taught, createRng(options.seed + 1 + order));
    const left = Math.ceil(mixed.length / 3);
    const unseen = mixed.slice(0, left);
    const stream = mixed.slice(left);
    const plainCost = stream.map((one) => labelsOf(one) * plainSeconds);
    const explainedCost = stream.map((one) => {
      const explained = new Set(one.explanations.filter(isSentence).map(({ annotationId }) => annotationId));
      return explained.size * explainedSeconds + Math.max(0, labelsOf(one) - explained.size) * plainSeconds;
    });
    const all = sum(plainCost);
    for (const [i, mark] of marks.entries()) {
      const seconds = mark * all;
      const plain = stream.slice(0, within(plainCost, seconds));
      const explained = stream.slice(0, within(explainedCost, seconds));
      const ids = new Set(
        explained.flatMap(({ explanations }) => explanations.filter(isSentence).map(({ id }) => id)),
      );
      const without = yield* judged(options, { step: done++, steps }, plain, unseen);
      const weak = await options.weak(ids);
      const votes = (documentId: string) => options.votes(ids, documentId);
      const reasoned = { weak, rules: { votes, power: usualPower } };
      const having = yield* judged(options, { step: done++, steps }, explained, unseen, reasoned);
      if (options.signal?.stopped === true) return undefined;
      const point = sums[i];
      if (point === undefined) continue;
      point.minutes += seconds / 60;
      point.plain += without.f1;
      point.explained += having.f1;
      point.plainTexts += plain.length;
      point.explainedTexts += explained.length;
    }
  }
  return {
    plainSeconds,
    explainedSeconds,
    measured: options.seconds.plain !== undefined && options.seconds.explained !== undefined,
    points: sums.map(
      (point): PayOffPoint => ({
        minutes: point.minutes / orders,
        plain: point.plain / orders,
        explained: point.explained / orders,
        plainTexts: Math.round(point.plainTexts / orders),
        explainedTexts: Math.round(point.explainedTexts / orders),
      }),
    ),
    reasons,
  };
}

/** What sentences add to labels. */
interface Reasoned {
  readonly weak: readonly WeakInstance[];
  readonly rules: RuleExpert;
}

/** The quick expert, taught by these, on those, some of them at a time. */
async function* judged(
  options: CheckUpOptions,
  at: CheckUpStep,
  taught: readonly TaughtDocument[],
  unseen: readonly TaughtDocument[],
  reasoned?: Reasoned,
): AsyncGenerator<CheckUpStep, { readonly items: readonly JudgedItem[]; readonly f1: number }, void> {
  const weights = yield* quickly(options, at, taught, reasoned?.weak ?? []);
  if (weights === undefined) return { items: [], f1: 0 };
  const rules = reasoned === undefined ? {} : { rules: reasoned.rules };
  const items: JudgedItem[] = [];
  for (let from = 0; from < unseen.length; from += evaluatedAtOnce) {
    const documents = unseen.slice(from, from + evaluatedAtOnce);
    items.push(...(await evaluateWeights({ ...options, ...rules, weights, documents })).items);
    yield at;
  }
  return { items, f1: methodOf(options.task).score(scoresOfItems(items)) };
}

async function* quickly(
  { task, projectId, labels, guidelines = '', network, encoder, seed, clock }: CheckUpOptions,
  at: CheckUpStep,
  documents: readonly TaughtDocument[],
  weak: readonly WeakInstance[],
): AsyncGenerator<CheckUpStep, Weights | undefined, void> {
  const training = trainModel({
    ...{ task, projectId, labels, guidelines, network, encoder, documents, weak, seed, clock },
    quick: true,
  });
  for (;;) {
    const next = await training.next();
    if (next.done === true) return next.value.ok ? next.value.value.weights : undefined;
    yield at;
  }
}

const isSentence = ({ kind, enabled }: LabelledDocument['explanations'][number]): boolean =>
  kind === 'nl' && enabled;

/** Acts that a text took: its entities, pairs or judgements. */
function labelsOf({ annotations }: LabelledDocument): number {
  const judgements = annotations.filter(({ target }) => target.kind !== 'span');
  return Math.max(1, judgements.length > 0 ? judgements.length : annotations.length);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How many of these fit in. */
function within(costs: readonly number[], limit: number): number {
  let total = 0;
  const at = costs.findIndex((cost) => {
    total += cost;
    return total > limit + 1e-9;
  });
  return at < 0 ? costs.length : at;
}
