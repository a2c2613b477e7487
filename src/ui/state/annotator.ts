/** The name of the person at this device, written into annotations; `''` until one is given. */
import { createSignal } from 'solid-js';
import type { Store } from '#store';
import { readPreference, writePreference } from './preferences.ts';
import { succeeded } from './problems.ts';

const [name, setName] = createSignal(readPreference('annotator') ?? '');
export const annotatorName = name;

/** Takes the name, also for what was labelled here before there was one. */
export async function setAnnotatorName(store: Store, next: string): Promise<void> {
  if (!(await succeeded(store.people.setName(next)))) return;
  setName(next);
  writePreference('annotator', next);
}
