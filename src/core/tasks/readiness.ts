/**
 * Whether a model is good enough to propose anything. After a few labels it is surer than it has reason to be (five silly labels had
 * it paint every comma), so it proposes nothing until it is at least as good as the dictionary on labels that it did not learn from:
 * each half of the labelled texts is judged by both, taught by the other half. Of whole texts and pairs "always the most frequent
 * label" is asked for, too. Once ready it stays so, unless half of the labels go. The test is one of beginnings, and costs two quick
 * trainings: from `manyLessons` labels on a model proposes in any case, and its confidences are to be judged by the person.
 */
import { createRng, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import { alive, type JudgedItem, recommendedKey, type TaughtDocument, taskTraits } from '#core/project';
import { dictionaryOf, pairDictionaryOf, recommendFromDictionary } from '#core/recommend';
import type { Span } from '#core/text';
import { withPowers } from '#core/train';
import { expertTraining } from './expert.ts';
import { factPrefix, lessonsFact, readyFact } from './facts.ts';
import { labelWords } from './label-words.ts';
import type { TaskScheme } from './task.ts';
import type { ModelTrainingOptions } from './training.ts';

/** Texts that are looked at, the last that were labelled. */
const maxTexts = 60;
/** Of fewer texts no half can be left out. */
const fewestTexts = 4;
const manyLessons = 20;

/** What was right among what was proposed, of so much that is there. */
interface Count {
  right: number;
  proposed: number;
  gold: number;
}

/** 1 or 0, for the model's facts. `fresh` makes parameters of a network that has learned nothing. */
export async function* readiness<Example>(
  options: ModelTrainingOptions,
  scheme: TaskScheme<Example>,
  taught: readonly TaughtDocument[],
  lessons: number,
  fresh: () => FloatTensors,
): AsyncGenerator<void, number, void> {
  const { [factPrefix + readyFact]: before = 0, [factPrefix + lessonsFact]: learned = 0 } =
    options.previous?.metrics ?? {};
  if (lessons >= manyLessons || (before === 1 && lessons >= learned / 2)) return 1;
  const own = new Set(scheme.labels);
  const withLabels = taught
    .filter(({ annotations }) => annotations.some((one) => alive(one) && own.has(one.labelId)))
    .slice(-maxTexts);
  if (withLabels.length < fewestTexts) return 0;
  const mixed = shuffled(withLabels, createRng(options.seed));
  const half = mixed.length >> 1;
  const model: Count = { right: 0, proposed: 0, gold: 0 };
  const words: Count = { right: 0, proposed: 0, gold: 0 };
  const usual: Count = { right: 0, proposed: 0, gold: 0 };
  for (const [known, unseen] of [
    [mixed.slice(0, half), mixed.slice(half)],
    [mixed.slice(half), mixed.slice(0, half)],
  ] as const) {
    const fitting = expertTraining(scheme.expert, {
      gold: scheme.teach(known),
      weak: [],
      labels: labelWords(options, scheme.labels),
      encoder: options.encoder,
      rng: createRng(options.seed).fork(lessons),
      powers: { linear: 1, network: 0 },
    });
    let step = fitting.next();
    while (step.done !== true) {
      yield;
      step = fitting.next();
    }
    const { manifest, predict } = options.network;
    const { items } = await scheme.evaluate(unseen, {
      manifest,
      graph: predict,
      parameters: { ...fresh(), ...withPowers(step.value, { linear: 1, network: 0 }) },
      encoder: options.encoder,
    });
    yield;
    const open = new Set(
      unseen.filter(({ document }) => document.status !== 'done').map((one) => one.document.id),
    );
    // Of a text that is not done nobody knows what else is in it.
    const counted = items.filter(({ gold, documentId }) => gold !== '' || !open.has(documentId));
    countItems(counted, model);
    countWords(options.task, known, unseen, own, words);
    if (!taskTraits[options.task].isSequence)
      countItems(
        counted.map((one) => ({ ...one, predicted: mostFrequent(known, own) })),
        usual,
      );
  }
  const own1 = f1(model);
  return own1 > 0 && own1 >= f1(words) && own1 >= f1(usual) ? 1 : 0;
}

const f1 = ({ right, proposed, gold }: Count): number =>
  proposed + gold === 0 ? 0 : (2 * right) / (proposed + gold);

function countItems(items: readonly JudgedItem[], count: Count): void {
  for (const { gold, predicted } of items) {
    if (gold !== '') count.gold++;
    if (predicted !== '') count.proposed++;
    if (gold !== '' && gold === predicted) count.right++;
  }
}

function mostFrequent(documents: readonly TaughtDocument[], own: ReadonlySet<string>): string {
  const counts = new Map<string, number>();
  for (const { annotations } of documents) {
    for (const one of annotations) {
      if (alive(one) && own.has(one.labelId)) counts.set(one.labelId, (counts.get(one.labelId) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** What the dictionaries of `known` say of `unseen`, counted as the model is. */
function countWords(
  task: ModelTrainingOptions['task'],
  known: readonly TaughtDocument[],
  unseen: readonly TaughtDocument[],
  own: ReadonlySet<string>,
  count: Count,
): void {
  const { hasPairs, isSequence, words } = taskTraits[task];
  const dictionary = dictionaryOf(known);
  const pairs = pairDictionaryOf(known);
  for (const { document, annotations } of unseen) {
    const byId = new Map(annotations.filter(alive).map((one) => [one.id, one]));
    const gold = new Map<string, string>();
    const entities: Span[] = [];
    for (const { target, labelId } of byId.values()) {
      if (target.kind === 'span') entities.push({ from: target.from, to: target.to });
      if (!own.has(labelId)) continue;
      if (target.kind !== 'relation') {
        gold.set(recommendedKey(target), labelId);
        continue;
      }
      const [head, tail] = [byId.get(target.head)?.target, byId.get(target.tail)?.target];
      if (head?.kind === 'span' && tail?.kind === 'span')
        gold.set(recommendedKey({ kind: 'relation', head, tail }), labelId);
    }
    count.gold += gold.size;
    const proposed = hasPairs
      ? pairs.recommend(document.text, entities)
      : recommendFromDictionary(document, dictionary, words);
    for (const { target, labelId } of proposed) {
      const truth = gold.get(recommendedKey(target));
      if (labelId === undefined || !own.has(labelId)) continue;
      // Pairs and aspects that nobody judged are no question; neither is a text that is not done.
      if (truth === undefined && (!isSequence || document.status !== 'done')) continue;
      count.proposed++;
      if (truth === labelId) count.right++;
    }
  }
}
