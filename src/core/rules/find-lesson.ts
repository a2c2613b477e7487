/** What `find` is pre-trained on: an even sample of the sentences, and the rules' keywords. */
import { softKeywords } from '#core/execute';
import { spanText, tokenize } from '#core/text';
import type { LabelledKeyword } from './matcher-examples.ts';
import type { EngineParts } from './parts.ts';

export function findLesson(
  { documents, labels, rules }: EngineParts,
  maxSentences: number,
): { sentences: string[][]; keywords: LabelledKeyword[] } {
  const keywords = new Map<string, LabelledKeyword>();
  for (const { spec } of rules.all) {
    const label = labels.numberOf(spec.labelId);
    for (const keyword of softKeywords(spec.form)) {
      const words = tokenize(keyword).map((token) => spanText(keyword, token).toLowerCase());
      keywords.set(`${label} ${words.join(' ')}`, { words, label });
    }
  }
  return { sentences: documents.sentences(maxSentences), keywords: [...keywords.values()] };
}
