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
  let looked = 0;
  for (const { document, spans } of stretches) {
    if (spans.length === 0) continue;
    const starts = sentenceStarts(document.text);
    for (const span of spans) {
      const { title, first } = titleOf(document.text, span);
      const around = looked < mostLooked ? wordsAround(document.text, span) : undefined;
      looked++;
      dictionary.leaveOut(title ?? around?.before, first);
      if (around?.last !== undefined) dictionary.leaveOutAfter(around.last, around.after);
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
/** Labels that the habit with words in lower case is read from: it needs a look at noun phrases, and shows early. */
const mostLooked = 2000;

interface Around {
  readonly before: string | undefined;
  /** The label's own last word. */
  readonly last: string | undefined;
  readonly after: string | undefined;
}

/** Words right beside a label that make one noun phrase with it: "acute" of "renal failure", "therapy" of "lithium". */
function wordsAround(text: string, { from, to }: Span): Around {
  const label = to - from > longestWord ? '' : text.slice(from, to);
  const last = label.match(/[\p{L}\p{M}\p{N}]+/gu)?.at(-1);
  if (last === undefined) return { before: undefined, last, after: undefined };
  const isOne = (words: string): boolean => {
    const [phrase] = nounPhrases(words);
    return phrase?.from === 0 && phrase.to === words.length;
  };
  const left = text.slice(Math.max(0, from - longestWord), from);
  const right = text.slice(to, to + longestWord);
  const before = /(?<![\p{L}\p{M}\p{N}-])(\p{Ll}+) $/u.exec(left)?.[1];
  const after = /^ (\p{Ll}+)(?![\p{L}\p{M}\p{N}-])/u.exec(right)?.[1];
  return {
    before: before !== undefined && isOne(`${before} ${label}`) ? before : undefined,
    last,
    after: after !== undefined && isOne(`${label} ${after}`) ? after : undefined,
  };
}

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
