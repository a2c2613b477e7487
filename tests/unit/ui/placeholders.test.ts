/** What stands in the empty field of a reason is a sentence that would be understood there. */
import { expect, it } from 'vitest';
import { understand } from '#core/explain';
import { sentence } from '#ui/messages/en/sentence.ts';
import { corpusInstance } from '../../corpus/corpus.ts';

const situations = {
  span: '@ner [E Rumble Fish] served lunch .',
  aspect: '@sa a fair [A price] .',
  relation: '@re [X Ann] is a [Y Canadian] citizen .',
  text: '@sa delicious food .',
} as const;

it.each(Object.entries(situations))('%s', (kind, situation) => {
  const text = sentence.placeholder[kind as keyof typeof situations];
  const { reading, question } = understand(text, corpusInstance(situation));
  expect(reading?.canonical).toBeDefined();
  expect(question).toBeUndefined();
});
