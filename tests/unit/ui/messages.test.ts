import { expect, test } from 'vitest';
import { en } from '#ui/messages/en/index.ts';
import { languageOf, languages } from '#ui/messages/languages.ts';
import { numeralsOf } from '#ui/messages/plural.ts';
import { gapsOf, overEnglish } from '#ui/messages/translation.ts';

test.each(Object.entries(languages))(
  '%s says nothing that English does not, and all of it once it is complete',
  async (code, row) => {
    const { missing, unknown } = gapsOf(en, code === 'en' ? en : await row.load());
    expect(unknown).toEqual([]);
    if (row.complete) expect(missing).toEqual([]);
  },
);

test('what a translation lacks is said in English', () => {
  const spoken = overEnglish(en, { common: { nav: { model: 'Modell' } } });
  expect(spoken.common.nav.model).toBe('Modell');
  expect(spoken.common.nav.settings).toBe(en.common.nav.settings);
  expect(spoken.annotate).toBe(en.annotate);
  expect(gapsOf({ a: { b: 'x', c: () => '' } }, { a: { b: 'y' }, d: 'z' })).toEqual({
    missing: ['a.c'],
    unknown: ['d'],
  });
});

test('the browser chooses, plurals are the language’s own', async () => {
  expect(languageOf(['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(languageOf(['fr'])).toBe('en');
  expect(languageOf(['zh-Hant-TW'])).toBe('zh');
  const { common } = await languages.ar.load();
  expect([1, 2, 5, 11].map((n) => common?.texts?.(n).replaceAll(/[\d\u0660-\u0669]+/g, 'N'))).toEqual([
    'نص واحد',
    'نصّان',
    'N نصوص',
    'N نصًّا',
  ]);
  expect(numeralsOf('de').plural(1200, { one: '# Text', other: '# Texte' })).toBe('1.200 Texte');
});
