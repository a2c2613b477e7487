/** Files that were dropped anywhere, chosen, or handed over by the system, on their way to the screen that reads them. */
import { createSignal } from 'solid-js';

const [files, setFiles] = createSignal<readonly File[]>([]);
export const incomingFiles = files;

export function offerFiles(list: readonly File[]): void {
  setFiles(list);
}

/** Takes them: a second reader finds none. */
export function takeFiles(): readonly File[] {
  const taken = files();
  if (taken.length > 0) setFiles([]);
  return taken;
}

const [model, setModel] = createSignal<readonly File[]>([]);
/** Files of a language model, for the project that is open. */
export const incomingModel = model;

export function offerModel(list: readonly File[]): void {
  setModel(list);
}

export function takeModel(): readonly File[] {
  const taken = model();
  if (taken.length > 0) setModel([]);
  return taken;
}
