/** The dictionaries of a project, from what was labelled in it so far. Cheap: rebuilt whenever annotations change. */

import { alive, spanOf, type TaughtDocument } from '#core/project';
import { nounPhrases, type Span, spanText } from '#core/text';
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
      const { title, first } = titleOf(document.text, span);
      dictionary.leaveOut(title, first);
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

/**
 * The first word of a label, and the word before it where the two look like one name. Looks at a few characters only: this is done
 * for every label whenever one changes.
 */
function titleOf(text: string, span: Span): { readonly title: string | undefined; readonly first: string } {
  const first =
    /^[\p{L}\p{M}\p{N}]+/u.exec(text.slice(span.from, Math.min(span.to, span.from + longestWord)))?.[0] ?? '';
  const before = text.slice(Math.max(0, span.from - longestWord), span.from);
  const title = /(?<![\p{L}\p{M}\p{N}])(\p{Lu}\p{L}+) $/u.exec(before)?.[1];
  const isOne = title !== undefined && /^\p{Lu}/u.test(first) && isPhrase(`${title} ${first}`);
  return { title: isOne ? title : undefined, first };
}

const longestWord = 40;

/** "Doctor Alba" is one phrase, "The Alba" and "And Alba" are not. */
function isPhrase(words: string): boolean {
  const [phrase] = nounPhrases(words);
  return phrase?.from === 0;
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
