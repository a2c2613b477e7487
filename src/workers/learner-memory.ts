/** The recommenders that need no training, made of what is labelled: rebuilt when it changes, in some milliseconds. */
import { Dictionary, PairDictionary, sentenceStarts } from '#core/learn';
import type { Annotation, Task } from '#core/project';
import { type Span, spanText } from '#core/text';
import type { LabelledDocument } from '#store';

export interface Memory {
  readonly dictionary: Dictionary;
  readonly pairs: PairDictionary;
  /** SA: whether aspects are marked in this project. */
  readonly hasAspects: boolean;
}

export function remember(task: Task, documents: readonly LabelledDocument[]): Memory {
  const dictionary = new Dictionary();
  const pairs = new PairDictionary();
  let hasAspects = false;
  for (const { document, annotations } of documents) {
    if (document.split === 'holdout') continue; // what measures must not teach
    const starts = sentenceStarts(document.text);
    for (const { labelId, target } of annotations) {
      if (target.kind === 'span' || target.kind === 'aspect') {
        hasAspects ||= target.kind === 'aspect';
        dictionary.add({
          text: spanText(document.text, target),
          labelId,
          startsSentence: starts.has(target.from),
        });
      }
    }
    if (task === 're') addPairs(pairs, document.text, annotations);
  }
  for (const { document, annotations } of documents) {
    if (document.status !== 'done' || document.split === 'holdout') continue;
    dictionary.observe(document.text, spansOf(annotations));
  }
  return { dictionary, pairs, hasAspects };
}

export function spansOf(annotations: readonly Annotation[]): readonly Span[] {
  return annotations.flatMap(({ target }) =>
    target.kind === 'span' || target.kind === 'aspect' ? [{ from: target.from, to: target.to }] : [],
  );
}

function addPairs(pairs: PairDictionary, text: string, annotations: readonly Annotation[]): void {
  const byId = new Map(annotations.map((annotation) => [annotation.id, annotation.target]));
  for (const { labelId, target } of annotations) {
    if (target.kind !== 'relation') continue;
    const [head, tail] = [byId.get(target.head), byId.get(target.tail)];
    if (head?.kind === 'span' && tail?.kind === 'span') {
      pairs.add(spanText(text, head), spanText(text, tail), labelId);
    }
  }
}
