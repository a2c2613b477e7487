/** How texts are shown and selected at this device. */
import { createSignal } from 'solid-js';
import { readPreference, writePreference } from './preferences.ts';

const [names, setNames] = createSignal(readPreference('show-names') !== 'no');
const [snap, setSnap] = createSignal(readPreference('snap') !== 'no');

const [goOn, setGoOn] = createSignal(readPreference('go-on-after-class') === 'yes');

/** Names of labels below the words. */
export const namesShown = names;
/** Selections grow to whole words. */
export const snapToWords = snap;

/** A text of classes is done with its class. */
export const goOnAfterClass = goOn;

export function goOnAfterClasses(on: boolean): void {
  setGoOn(on);
  writePreference('go-on-after-class', on ? 'yes' : 'no');
}

export function showNames(on: boolean): void {
  setNames(on);
  writePreference('show-names', on ? 'yes' : 'no');
}

export function snapSelections(on: boolean): void {
  setSnap(on);
  writePreference('snap', on ? 'yes' : 'no');
}
