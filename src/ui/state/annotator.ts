/** The name of the person at this device, written into annotations; `''` until one is given. */
import { createSignal } from 'solid-js';
import { readPreference, writePreference } from './preferences.ts';

const [name, setName] = createSignal(readPreference('annotator') ?? '');
export const annotatorName = name;

export function setAnnotatorName(next: string): void {
  setName(next);
  writePreference('annotator', next);
}
