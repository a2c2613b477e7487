/** The name of the person at this device, written into annotations; `''` until one is given. */
import { createSignal } from 'solid-js';
import type { Store } from '#store';
import { readPreference, writePreference } from './preferences.ts';
import { reportProblem } from './problems.ts';

const [name, setName] = createSignal(readPreference('annotator') ?? '');
export const annotatorName = name;

/** Takes the name, also for what was labelled here before there was one. */
export async function setAnnotatorName(store: Store, next: string): Promise<void> {
  const taken = await store.people.setName(next);
  if (!taken.ok) return reportProblem(taken.error);
  setName(next);
  writePreference('annotator', next);
}
