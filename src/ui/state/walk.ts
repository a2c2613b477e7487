/**
 * A walk through chosen texts, one after the other: the ones that another screen wants to be looked at again. It is begun there,
 * shown and gone on with on the Annotate screen, and forgotten when it is ended or the page is closed.
 */
import { createSignal } from 'solid-js';

interface Stop {
  readonly documentId: string;
  /** What is to be looked at there. */
  readonly words: string;
}

export interface Walk {
  readonly projectId: string;
  readonly title: string;
  readonly stops: readonly Stop[];
  readonly at: number;
}

const [walk, setWalk] = createSignal<Walk>();

/** The walk through this project's texts, if there is one. */
export function walkIn(projectId: string): Walk | undefined {
  const current = walk();
  return current?.projectId === projectId ? current : undefined;
}

export function beginWalk(begun: Omit<Walk, 'at'>): void {
  setWalk(begun.stops.length === 0 ? undefined : { ...begun, at: 0 });
}

/** On to the next stop, or back; the text that it is at. Beyond its last stop the walk ends, and there is none. */
export function goOnWalk(projectId: string, by: 1 | -1): string | undefined {
  const current = walkIn(projectId);
  const next = current?.stops[current.at + by];
  if (current === undefined || next === undefined) {
    if (current !== undefined && by === 1) endWalk();
    return undefined;
  }
  setWalk({ ...current, at: current.at + by });
  return next.documentId;
}

export function endWalk(): void {
  setWalk(undefined);
}
