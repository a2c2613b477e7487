/**
 * The languages of the interface. A new one is a folder beside `en/` and a row here. `complete`: a message that it lacks fails the
 * check; without, it is said in English and only listed.
 */
import type { Translation } from './translation.ts';

interface LanguageRow {
  /** In the language itself, for who cannot read the others. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly complete: boolean;
  readonly load: () => Promise<Translation>;
}

export const languages = {
  en: { name: 'English', direction: 'ltr', complete: true, load: async () => ({}) },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    complete: true,
    load: async () => (await import('./de/index.ts')).de,
  },
  es: {
    name: 'Español',
    direction: 'ltr',
    complete: true,
    load: async () => (await import('./es/index.ts')).es,
  },
  zh: {
    name: '中文',
    direction: 'ltr',
    complete: true,
    load: async () => (await import('./zh/index.ts')).zh,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    complete: true,
    load: async () => (await import('./ar/index.ts')).ar,
  },
} as const satisfies Record<string, LanguageRow>;

export type Language = keyof typeof languages;

export const isLanguage = (code: string | null): code is Language =>
  code !== null && Object.hasOwn(languages, code);

/** The first of the browser's languages that the interface speaks. */
export function languageOf(wished: readonly string[]): Language {
  for (const tag of wished) {
    const [code = ''] = tag.toLowerCase().split('-');
    if (isLanguage(code)) return code;
  }
  return 'en';
}
