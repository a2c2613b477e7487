/** The recommenders that need no training, made of what is labelled: rebuilt when it changes, in some milliseconds. */

import {
  type Annotation,
  type Label,
  type LabelledDocument,
  listedTerms,
  type Project,
  spanOf,
  taskTraits,
} from '#core/project';
import { type Dictionary, dictionaryOf, PairDictionary, pairDictionaryOf } from '#core/recommend';
import type { Span } from '#core/text';

export interface Memory {
  readonly dictionary: Dictionary;
  readonly pairs: PairDictionary;
  /** SA: whether aspects are marked in this project. */
  readonly hasAspects: boolean;
}

export function remember(
  project: Project,
  labels: readonly Label[],
  documents: readonly LabelledDocument[],
): Memory {
  const { task } = project;
  return {
    dictionary: dictionaryOf(documents, listedTerms(project, labels)),
    pairs: taskTraits[task].hasPairs ? pairDictionaryOf(documents) : new PairDictionary(),
    hasAspects: documents.some(
      ({ document, annotations }) =>
        document.split !== 'holdout' && annotations.some(({ target }) => target.kind === 'aspect'),
    ),
  };
}

export function spansOf(annotations: readonly Annotation[]): readonly Span[] {
  return annotations.flatMap(({ target }) => spanOf(target) ?? []);
}
