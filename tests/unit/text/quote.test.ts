import { expect, test } from 'vitest';
import { quoteOf } from '#core/text';

test('words are quoted on one line, long ones by their beginning and end', () => {
  expect(quoteOf('Jane\nSmith ran', { from: 0, to: 10 })).toBe('Jane Smith');
  const page = `It began ${'and went on '.repeat(100)}until the end.`;
  const quoted = quoteOf(page, { from: 0, to: page.length });
  expect(quoted).toMatch(/^It began and went on .* … .*until the end\.$/);
  expect(quoted.length).toBeLessThan(160);
});

test('a letter with 65 000 marks is quoted in short, and no character is cut in two', () => {
  expect(quoteOf(`e${'\u0301'.repeat(65_000)}d`, { from: 0, to: 65_002 }).length).toBeLessThan(160);
  for (const shift of [0, 1]) {
    const smiles = 'a'.repeat(shift) + '😀'.repeat(200);
    // Throws at half a character.
    expect(() => encodeURIComponent(quoteOf(smiles, { from: 0, to: smiles.length }))).not.toThrow();
  }
});
