/** What the README and the guide name in bold in their tours is what stands on the screen. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '#ui/messages/en/index.ts';

/** Every text of the interface; a message with parts is asked with a word that stands for them. */
function wordsOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  if (typeof tree === 'function') {
    try {
      return [String(tree('…', '…', '…'))];
    } catch {
      return []; // its parts are not words
    }
  }
  return tree !== null && typeof tree === 'object' ? Object.values(tree).flatMap(wordsOf) : [];
}

const words = wordsOf(en);
const tours = [
  ['README.md', '## A tour of five minutes'],
  ['docs/user-guide.md', '## In five minutes'],
] as const;

test.each(tours)('%s', (file, heading) => {
  const text = readFileSync(file, 'utf8');
  const section = text.slice(text.indexOf(heading) + heading.length).split('\n## ')[0] ?? '';
  const named = [...section.matchAll(/\*\*([\p{Lu}][^*]*)\*\*/gu)].map(([, name = '']) =>
    name.replace(/\s+/gu, ' '),
  );
  expect(named.length).toBeGreaterThan(2);
  for (const name of named)
    expect(
      words.some((one) => one === name || one.startsWith(`${name} `)),
      `“${name}” of ${file}`,
    ).toBe(true);
});
