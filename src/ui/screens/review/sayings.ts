/** What is said of a text, in words: labels, the words that they stand on, reasons, people. */
import type { Version } from '#core/agreement';
import { type Explanation, type Label, spansOf } from '#core/project';
import { quoteOf } from '#core/text';
import { m } from '../../messages/index.ts';

export interface Sayings {
  readonly label: (labelId: string) => string;
  readonly colour: (labelId: string) => number;
  readonly words: (version: Version) => string;
  readonly reason: (explanation: Explanation) => string;
  readonly person: (name: string) => string;
}

export function sayingsOf(text: string, labels: () => readonly Label[]): Sayings {
  const labelOf = (id: string) => labels().find((label) => label.id === id);
  return {
    label: (id) => labelOf(id)?.name ?? m().model.gone,
    colour: (id) => labelOf(id)?.colour ?? 0,
    words: ({ target }) => {
      const words = spansOf(target).map((span) => quoteOf(text, span));
      return words.length === 0 ? m().review.decide.wholeText : words.join(' → ');
    },
    reason: (explanation) =>
      explanation.kind === 'nl'
        ? explanation.text
        : explanation.spans.map((span) => quoteOf(text, span)).join(' … '),
    person: (name) => (name === '' ? m().review.nobody : name),
  };
}
