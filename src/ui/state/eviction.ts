/**
 * Whether projects that were here are gone though nobody deleted them. The database cannot say so itself: the browser clears it whole.
 * Their number is kept apart from it, as a preference; a browser that clears that as well leaves nothing to tell by.
 */
import { readPreference, writePreference } from './preferences.ts';

const key = 'projects-here';
let isFirst = true;

/** Told how many there are; `true` once, at the first look after a start that finds none where there were some. */
export function noteProjects(count: number): boolean {
  const before = Number(readPreference(key) ?? 0);
  const wasFirst = isFirst;
  isFirst = false;
  if (before !== count) writePreference(key, String(count));
  return wasFirst && count === 0 && before > 0;
}

/** One is open: there is one at least, also where the list has not been seen since it came. */
export function noteOpen(): void {
  if (Number(readPreference(key) ?? 0) === 0) writePreference(key, '1');
}

/** One was deleted by a person. */
export function noteRemoval(): void {
  writePreference(key, String(Math.max(0, Number(readPreference(key) ?? 0) - 1)));
}
