// @vitest-environment node
import { beforeAll, expect, it, vi } from 'vitest';

type Words = typeof import('../../../src/ui/recovery/words.ts');
let words: Words;

beforeAll(async () => {
  vi.stubGlobal('navigator', { languages: ['ar-EG', 'en'] });
  words = await import('../../../src/ui/recovery/words.ts');
});

it('speaks what was chosen in the app, else what the browser wishes for, else English', () => {
  expect(words.spokenOf('de', ['zh-Hans-CN', 'en'])).toBe('de');
  expect(words.spokenOf('', ['fr', 'zh-Hans-CN', 'en'])).toBe('zh');
  expect(words.spokenOf(null, ['fr', 'constructor'])).toBe('en');
  expect(words.text.title).toBe('الإنقاذ');
});
