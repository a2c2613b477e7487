/**
 * Which labels of rules teach (methods.md §5 and §8): only those that help. Each half of the labelled texts is judged by the linear
 * expert that learned the other half, beside no labels of rules, exact ones, sure ones, or all; more are taken only where more is
 * right with them. Rules that match alike texts, or vote for one label alone, are thereby left out while they would hurt.
 */
import { createRng, shuffled } from '#core/base';
import type { FloatTensors } from '#core/graph';
import { alive, type TaughtDocument, taskTraits } from '#core/project';
import { withPowers } from '#core/train';
import { expertTraining } from './expert.ts';
import { factPrefix } from './facts.ts';
import { labelWords } from './label-words.ts';
import type { TaskScheme, WeakInstance } from './task.ts';
import type { ModelTrainingOptions } from './training.ts';

/** The choices, in the order of how much they teach; a model's facts hold the number of one. */
const choices: readonly ((one: WeakInstance) => boolean)[] = [
  () => false,
  ({ strict }) => strict === true,
  ({ strict, confidence }) => strict === true || confidence >= 0.7,
  () => true,
];
const [nothing, exact, everything] = [0, 1, choices.length - 1];

/** Fact: which choice was made, and after how many labels. */
const choiceFact = 'weakTeaching';
const judgedFact = 'weakTeachingAt';
/** Fewer labelled texts cannot tell. */
const fewestTexts = 10;
const maxTexts = 80;
/** It is asked again when there are so many times the labels. */
const growth = 1.3;

export interface WeakChoice {
  readonly weak: readonly WeakInstance[];
  readonly facts: Readonly<Record<string, number>>;
}

/** The instances that teach. `lessons`: labels given; `fresh` makes parameters of a network that has learned nothing. */
export async function* chosenWeak<Example>(
  options: ModelTrainingOptions,
  scheme: TaskScheme<Example>,
  taught: readonly TaughtDocument[],
  lessons: number,
  fresh: () => FloatTensors,
): AsyncGenerator<void, WeakChoice, void> {
  const all = options.weak ?? [];
  const chosen = (choice: number, at: number): WeakChoice => ({
    weak: all.filter(choices[choice] ?? (() => false)),
    facts: { [choiceFact]: choice, [judgedFact]: at },
  });
  if (all.length === 0) return { weak: [], facts: {} };
  // Rules alone, before anybody has labelled: there is nothing else to learn.
  if (lessons === 0) return chosen(everything, 0);
  const own = new Set(scheme.labels);
  const judges = taught
    .filter(({ annotations }) => annotations.some((one) => alive(one) && own.has(one.labelId)))
    .slice(-maxTexts);
  // Exact matches help a tagger from the beginning; of one label for each text they are too much alike (docs/label-efficiency.md).
  const usual = taskTraits[options.task].isSequence ? exact : nothing;
  if (judges.length < fewestTexts) return chosen(usual, 0);
  const { [factPrefix + choiceFact]: before = 0, [factPrefix + judgedFact]: at = 0 } =
    options.previous?.metrics ?? {};
  // A quick training has no time to ask anew; one that stands alone has.
  if (at > 0 && (options.quick === true || lessons < growth * at) && lessons >= at / 2)
    return chosen(before, at);
  if (options.quick === true && options.previous !== undefined) return chosen(usual, 0);
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  let size = -1;
  for (let choice = 0; choice < choices.length; choice++) {
    const { weak } = chosen(choice, lessons);
    // The same instances again.
    if (weak.length === size) continue;
    size = weak.length;
    const right = yield* judged(options, scheme, judges, weak, fresh);
    if (right > most) [best, most] = [choice, right];
  }
  return chosen(best, lessons);
}

/** How many more are right than wrong when each half is judged by what the other half and `weak` teach. */
async function* judged<Example>(
  options: ModelTrainingOptions,
  scheme: TaskScheme<Example>,
  judges: readonly TaughtDocument[],
  weak: readonly WeakInstance[],
  fresh: () => FloatTensors,
): AsyncGenerator<void, number, void> {
  const { network, encoder, seed } = options;
  const mixed = shuffled(judges, createRng(seed));
  const half = mixed.length >> 1;
  const lessons = scheme.teachWeak(weak);
  let right = 0;
  for (const [known, unseen] of [
    [mixed.slice(0, half), mixed.slice(half)],
    [mixed.slice(half), mixed.slice(0, half)],
  ] as const) {
    const fitting = expertTraining(scheme.expert, {
      gold: scheme.teach(known),
      weak: lessons,
      labels: labelWords(options, scheme.labels),
      encoder,
      rng: createRng(seed),
      powers: { linear: 1, network: 0 },
    });
    let step = fitting.next();
    while (step.done !== true) {
      yield;
      step = fitting.next();
    }
    const { items } = await scheme.evaluate(unseen, {
      manifest: network.manifest,
      graph: network.predict,
      parameters: { ...fresh(), ...withPowers(step.value, { linear: 1, network: 0 }) },
      encoder,
    });
    yield;
    for (const { gold, predicted } of items) {
      if (gold === predicted) right += 1;
      else if (predicted !== '') right -= 0.5;
    }
  }
  return right;
}
