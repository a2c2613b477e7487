/**
 * Every word a person reads. `m()` gives the messages of the chosen language; a component reads them inside JSX so that a change of
 * language repaints. English is part of the first screen; another language is fetched before the first paint of who chose it.
 */
import { createSignal } from 'solid-js';
import { readPreference, writePreference } from '../state/preferences.ts';
import { en } from './en/index.ts';
import { isLanguage, type Language, languageOf, languages } from './languages.ts';
import { type Messages, overEnglish } from './translation.ts';

const [spoken, setSpoken] = createSignal<{ readonly language: Language; readonly messages: Messages }>({
  language: 'en',
  messages: en,
});
/** `undefined`: as the browser says. */
const [choice, setChoice] = createSignal<Language | undefined>(chosenBefore());

function chosenBefore(): Language | undefined {
  const kept = readPreference('language');
  return isLanguage(kept) ? kept : undefined;
}

/** The language that is spoken now. */
export const language = (): Language => spoken().language;
export const languageChoice = choice;

export function m(): Messages {
  return spoken().messages;
}

/** Speaks the chosen language, or the browser's; English where its messages cannot be fetched. */
export async function speak(): Promise<void> {
  const wanted = choice() ?? languageOf(navigator.languages);
  if (wanted === language()) return;
  try {
    const messages = overEnglish(en, await languages[wanted].load());
    setSpoken({ language: wanted, messages });
    document.documentElement.lang = wanted;
    document.documentElement.dir = languages[wanted].direction;
  } catch {
    // The network is gone and the file was never here: the page speaks the language that it has.
  }
}

/** `undefined`: as the browser says. */
export async function chooseLanguage(next: Language | undefined): Promise<void> {
  setChoice(next);
  writePreference('language', next ?? '');
  await speak();
}
