/** A new version of the app that waits to be used. Written by the service worker's registration, shown as a banner. */
import { createSignal } from 'solid-js';

const [waiting, setWaiting] = createSignal<() => void>();
/** Calling it reloads into the new version. */
export const waitingUpdate = waiting;

export function offerUpdate(apply: () => void): void {
  setWaiting(() => apply);
}

export function postponeUpdate(): void {
  setWaiting(undefined);
}
