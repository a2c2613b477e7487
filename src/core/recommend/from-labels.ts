/** The dictionaries of a project, from what was labelled in it so far. Cheap: rebuilt whenever annotations change. */

import { alive, spanOf, type TaughtDocument } from '#core/project';
import { spanText } from '#core/text';
import { Dictionary, sentenceStarts } from './dictionary.ts';
import { PairDictionary } from './recommend.ts';

/** A pair of an uploaded word list. */
export interface ListedTerm {
  readonly text: string;
  readonly labelId: string;
}

/**
 * Labelled spans (NER, entities of RE) or aspects (SA), and the terms of an uploaded list. Finished documents also
 * tell which occurrences of a term are nothing: those lower its confidence.
 */
export function dictionaryOf(
  documents: readonly TaughtDocument[],
  listed: readonly ListedTerm[] = [],
): Dictionary {
  const dictionary = new Dictionary();
  for (const { text, labelId } of listed) dictionary.add({ text, labelId });
  const stretches = taught(documents).map(({ document, annotations }) => ({
    document,
    spans: annotations.filter(alive).flatMap(({ target, labelId }) => {
      const span = spanOf(target);
      return span === undefined ? [] : [{ ...span, labelId }];
    }),
  }));
  for (const { document, spans } of stretches) {
    if (spans.length === 0) continue;
    const starts = sentenceStarts(document.text);
    for (const span of spans) {
      dictionary.add({
        text: spanText(document.text, span),
        labelId: span.labelId,
        startsSentence: starts.has(span.from),
      });
    }
  }
  for (const { document, spans } of stretches) {
    if (document.status === 'done') dictionary.observe(document.text, spans);
  }
  return dictionary;
}

/** What the model is measured by must not teach the dictionary either: both are shown as one list. */
function taught(documents: readonly TaughtDocument[]): readonly TaughtDocument[] {
  return documents.filter(({ document }) => document.split !== 'holdout');
}

/** Related pairs of words, by the order in which they were related. */
export function pairDictionaryOf(documents: readonly TaughtDocument[]): PairDictionary {
  const pairs = new PairDictionary();
  for (const { document, annotations } of taught(documents)) {
    const targets = new Map(
      annotations.filter(alive).map((annotation) => [annotation.id, annotation.target]),
    );
    for (const { target, labelId } of annotations.filter(alive)) {
      if (target.kind !== 'relation') continue;
      const [head, tail] = [targets.get(target.head), targets.get(target.tail)];
      if (head?.kind !== 'span' || tail?.kind !== 'span') continue;
      pairs.add(spanText(document.text, head), spanText(document.text, tail), labelId);
    }
  }
  return pairs;
}
