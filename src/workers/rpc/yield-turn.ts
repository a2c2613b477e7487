/**
 * Long work in a worker lets messages in (a cancel, a newer request) between two steps. `setTimeout(0)` is clamped
 * to 4 ms when nested, so a message channel gives the turn away.
 */
const usualMs = 24;

/** Gives a turn of the event loop away if the last one is long ago; else answers `undefined` at once. */
export type Breath = () => Promise<void> | undefined;

export function createYielding(everyMs = usualMs): Breath {
  let last = performance.now();
  return () => {
    if (performance.now() - last < everyMs) return undefined;
    return nextTurn().then(() => {
      last = performance.now();
    });
  };
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
