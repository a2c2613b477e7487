/** Days and waits in the reader's language: of screens that are not the first. */
import { formatNumber } from './format.ts';
import { language } from './index.ts';

/** A day with its time, both in short. */
export function formatDay(at: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Day and time of day, for a list. */
export function formatDate(at: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'short', timeStyle: 'short' }).format(at);
}

/** "12 sec", "3 min": a time that something still takes, rounded up. */
export function formatWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return formatNumber(value, { style: 'unit', unit });
}
