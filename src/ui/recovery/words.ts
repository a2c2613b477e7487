/**
 * The page's words in the language that the app was told to use, or that the browser asks for. All five are in the page's own file:
 * it fetches nothing, for what it would fetch may be what is broken.
 */
import { recovery as ar } from '../messages/ar/recovery.ts';
import { recovery as de } from '../messages/de/recovery.ts';
import { recovery as en, type Recovery } from '../messages/en/recovery.ts';
import { recovery as es } from '../messages/es/recovery.ts';
import { recovery as zh } from '../messages/zh/recovery.ts';
import { readPreference } from '../state/preferences.ts';

const spoken = { en, de, es, zh, ar } as const satisfies Record<string, Recovery>;

type Spoken = keyof typeof spoken;

/** The first that is wished for and spoken here. */
export function spokenOf(chosen: string | null, wished: readonly string[]): Spoken {
  for (const tag of [chosen ?? '', ...wished]) {
    const [code = ''] = tag.toLowerCase().split('-');
    // An own key of the table, which its type names.
    if (Object.hasOwn(spoken, code)) return code as Spoken;
  }
  return 'en';
}

export const language = spokenOf(readPreference('language'), navigator.languages);
export const text: Recovery = spoken[language];

/** The page itself is marked: screen readers and line breaks go by it. */
export function markLanguage(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  document.title = `${text.title} · LEAN-LIFE`;
}
