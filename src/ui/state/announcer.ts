/** What screen readers are told that is not focus: two live regions, painted by the shell. */
import { createSignal } from 'solid-js';

const [polite, setPolite] = createSignal('');
const [assertive, setAssertive] = createSignal('');

export const announcements = { polite, assertive };

/** A repeated sentence gets a zero-width mark so that it is read again. */
const again = (old: string, text: string): string => (old === text ? `${text}\u200b` : text);

export function announce(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  if (urgency === 'polite') setPolite((old) => again(old, text));
  else setAssertive((old) => again(old, text));
}
