/** What tasks share whose network gives one label to each thing that is asked: how it is measured, and what it leaves open. */
import { must } from '#core/base';
import type { JudgedItem, Recommendation } from '#core/project';
import { leastConfidence, normalisedEntropy, wantedClasses, wantedMargin } from '#core/recommend';
import type { Span } from '#core/text';
import { scoreClasses } from '#core/train';
import { withVotes } from './rule-votes.ts';
import { type Evaluation, highest, type ModelOpinion } from './task.ts';

/** Something that a person has labelled, as the network is asked about it. */
export interface AskedClass<Input> {
  readonly documentId: string;
  readonly input: Input;
  readonly gold: string;
  /** How strongly rules vote for each label, where any does. */
  readonly votes?: ArrayLike<number>;
  /** The words that it is about, where it is not the whole text. */
  readonly place?: Span;
}

export async function evaluateClasses<Input>(
  labels: readonly string[],
  asked: readonly AskedClass<Input>[],
  predict: (inputs: readonly Input[]) => Promise<readonly Float32Array[]>,
  votePower = 0,
): Promise<Evaluation> {
  const found = await predict(asked.map(({ input }) => input));
  const items = found.map((probabilities, i): JudgedItem => {
    const { documentId, gold, place, votes } = must(asked[i], 'asked');
    const { index, value } = highest(withVotes(probabilities, votes, votePower));
    const at = place === undefined ? {} : { from: place.from, to: place.to };
    return { documentId, gold, predicted: labels[index] ?? '', confidence: value, ...at };
  });
  const { accuracy, macroF1 } = scoreClasses(
    asked.map(({ gold }) => gold),
    items.map(({ predicted }) => predicted),
  );
  return { score: accuracy, metrics: { accuracy, macroF1 }, items };
}

/** Facts: how many labels of each class the model learned from. */
export function classCounts(
  judged: readonly { readonly labels: readonly number[] }[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const label of judged.flatMap(({ labels }) => labels)) {
    counts[`class.${label}`] = (counts[`class.${label}`] ?? 0) + 1;
  }
  return counts;
}

/** How much each of so many classes is wanted, by those facts; models of before have none, and want all alike. */
export function wantedBy(facts: Readonly<Record<string, number>>, classes: number): readonly number[] {
  return wantedClasses(Array.from({ length: classes }, (_, label) => facts[`class.${label}`] ?? 0));
}

/** What the model has to say of a document, gathered one answer at a time: it is as unsure as of its least sure answer. */
export class ClassOpinion implements ModelOpinion {
  items: Recommendation[] = [];
  uncertainty = 0;
  priority = 0;
  leastConfidence = 0;

  readonly documentId: string;
  readonly #wanted: readonly number[];

  constructor(documentId: string, wanted: readonly number[]) {
    this.documentId = documentId;
    this.#wanted = wanted;
  }

  /** Takes in one answer; gives its likeliest output. */
  take(probabilities: Float32Array): { readonly index: number; readonly value: number } {
    this.uncertainty = Math.max(this.uncertainty, normalisedEntropy(probabilities));
    this.priority = Math.max(this.priority, wantedMargin(probabilities, this.#wanted));
    this.leastConfidence = Math.max(this.leastConfidence, leastConfidence(probabilities));
    return highest(probabilities);
  }
}
