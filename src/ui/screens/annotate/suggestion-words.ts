/** A suggestion in words: what it is about, what it proposes, how sure and why. */
import type { Label, Recommendation } from '#core/project';
import { quoteOf } from '#core/text';
import { formatConfidence } from '../../messages/format.ts';
import { m } from '../../messages/index.ts';
import { provenanceText, type Suggestion } from './suggestions.ts';

/** The words that it is about; `''` for a whole text. */
export function suggestedWords(text: string, { recommendation: { target }, span }: Suggestion): string {
  if (target.kind === 'relation') {
    return m().relations.pair(quoteOf(text, target.head), quoteOf(text, target.tail));
  }
  return span === undefined ? '' : quoteOf(text, span);
}

/** Why, one source after the other. */
export const suggestedBecause = ({ recommendation }: Suggestion): string =>
  recommendation.provenance.map(provenanceText).join(' · ');

/** Said to who does not see it: words, label and confidence. */
export function suggestionSentence(text: string, one: Suggestion, label: Label | undefined): string {
  const words = suggestedWords(text, one);
  const say = m().annotate.recommendations;
  return label === undefined
    ? say.itemNoLabel(words)
    : say.item(words, label.name, formatConfidence(one.recommendation.confidence));
}

/** Those that name a label, as acts take them. */
export const proposals = (items: readonly Recommendation[]) =>
  items.flatMap(({ labelId, target }) => (labelId === undefined ? [] : { labelId, target }));
