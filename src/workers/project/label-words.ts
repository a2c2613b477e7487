/** The words around what carries each label, for completions that tell labels apart; counted once per state of the labels. */
import { type LabelledWords, tellingWords, type WordWeight } from '#core/explain';
import { type LabelledDocument, type RecommendedTarget, toRecommended } from '#core/project';
import { tokenize } from '#core/text';

/** UTF-16 code units on each side of the target: an explanation mentions what is near. */
const reach = 150;
/** The latest labels are enough to tell words apart. */
const mostLabels = 4000;

export class LabelWords {
  #revision = '';
  #labelled: readonly LabelledWords[] = [];
  readonly #weights = new Map<string, WordWeight>();

  /** `revision`: another one where `labelled` has changed. */
  weightOf(labelId: string, labelled: readonly LabelledDocument[], revision: string): WordWeight {
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#labelled = wordsOf(labelled);
      this.#weights.clear();
    }
    let weight = this.#weights.get(labelId);
    if (weight === undefined) {
      weight = tellingWords(this.#labelled, labelId);
      this.#weights.set(labelId, weight);
    }
    return weight;
  }
}

function wordsOf(labelled: readonly LabelledDocument[]): readonly LabelledWords[] {
  const out: LabelledWords[] = [];
  for (const { document, annotations } of labelled) {
    if (document.split === 'holdout') continue;
    const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    for (const { labelId, target } of annotations) {
      const plain = toRecommended(target, byId);
      if (plain === undefined) continue;
      const { from, to } = extentOf(plain, document.text.length);
      const text = document.text.slice(Math.max(0, from - reach), to + reach);
      const words = tokenize(text).map((t) => text.slice(t.from, t.to).toLowerCase());
      out.push({ labelId, words: new Set(words) });
    }
    if (out.length >= mostLabels) break;
  }
  return out;
}

function extentOf(target: RecommendedTarget, length: number): { readonly from: number; readonly to: number } {
  switch (target.kind) {
    case 'relation':
      return {
        from: Math.min(target.head.from, target.tail.from),
        to: Math.max(target.head.to, target.tail.to),
      };
    case 'text':
      return { from: 0, to: length };
    default:
      return target;
  }
}
