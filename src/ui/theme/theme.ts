/**
 * Light, dark, or as the system says. The choice is a preference of this device, not of a project, and has to be
 * there before the first paint: it lives in localStorage, and `index.html` loads this module first.
 */
import { createSignal } from 'solid-js';
import { readPreference, writePreference } from '../state/preferences.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

const isChoice = (value: string | null): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark';

const stored = readPreference('theme');
const [choice, setChoice] = createSignal<ThemeChoice>(isChoice(stored) ? stored : 'system');
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  const dark = choice() === 'dark' || (choice() === 'system' && darkQuery.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? '#131619' : '#fbfbfc');
}

darkQuery.addEventListener('change', apply);
apply();

export const themeChoice = choice;

export function chooseTheme(next: ThemeChoice): void {
  setChoice(next);
  writePreference('theme', next);
  apply();
}
