/**
 * Every word a person reads. `m()` gives the messages of the chosen language; a component reads them inside JSX
 * so that a change of language repaints. One language so far: a second one is a folder beside `en/` of the same
 * type and an entry in `languages`.
 */
import { createSignal } from 'solid-js';
import { en } from './en/index.ts';

export type Messages = typeof en;

export const languages = { en } as const satisfies Record<string, Messages>;
export type Language = keyof typeof languages;

const [language] = createSignal<Language>('en');

export { language };

export function m(): Messages {
  return languages[language()];
}
