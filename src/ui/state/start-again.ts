/**
 * A link to the screen that one is on leads to its beginning: the address does not change, so the screen is told. Screens without
 * steps have nothing to go back from, and do not listen.
 */
import { createEffect, createSignal, on } from 'solid-js';

const [asked, setAsked] = createSignal<string>('', { equals: false });

/** The link to this screen (the last part of its address) was followed while it is shown. */
export const goToStart = (screen: string): void => {
  setAsked(screen);
};

/** `begin` is called when the screen's own link is followed, as long as the calling component lives. */
export function onStartAgain(screen: string, begin: () => void): void {
  createEffect(on(asked, (now) => now === screen && begin(), { defer: true }));
}
