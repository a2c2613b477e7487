/**
 * Every word a person reads. `m()` gives the messages of the chosen language; a component reads them inside JSX so that a change of
 * language repaints. English words of the first screen are part of it; those of the other screens are fetched with the first of
 * them, and another language before the first paint of who chose it.
 */
import { createSignal } from 'solid-js';
import { readPreference, writePreference } from '../state/preferences.ts';
import { first } from './en/first.ts';
import { isLanguage, type Language, languageOf, languages } from './languages.ts';
import { type Messages, overEnglish } from './translation.ts';

const [spoken, setSpoken] = createSignal<{ readonly language: Language; readonly messages: Messages }>({
  language: 'en',
  messages: first as Messages, // what is missing comes by `withMessages`, before anything is shown that says it
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

let everything: Promise<Messages> | undefined;

/** English whole; asked for again where it could not be fetched. */
function allEnglish(): Promise<Messages> {
  everything ??= import('./en/index.ts').then(({ en }) => en);
  everything.catch(() => {
    everything = undefined;
  });
  return everything;
}

/** A part of the page that is fetched when it is first shown, and the words that it says. */
export async function withMessages<T>(part: Promise<T>): Promise<T> {
  const [loaded, english] = await Promise.all([part, allEnglish()]);
  if (language() === 'en' && m() !== english) setSpoken({ language: 'en', messages: english });
  return loaded;
}

/** Loads the chosen language, or the browser's; English where its messages cannot be fetched. */
export async function loadMessages(): Promise<void> {
  const wanted = choice() ?? languageOf(navigator.languages);
  if (wanted === language()) return;
  try {
    const [english, translation] = await Promise.all([allEnglish(), languages[wanted].load()]);
    const messages = overEnglish(english, translation);
    setSpoken({ language: wanted, messages });
    document.documentElement.lang = wanted;
    document.documentElement.dir = languages[wanted].direction;
  } catch {
    // The network is gone and the file was never here: the page stays in the language that it has.
  }
}

/** `undefined`: as the browser says. */
export async function chooseLanguage(next: Language | undefined): Promise<void> {
  setChoice(next);
  writePreference('language', next ?? '');
  await loadMessages();
}
