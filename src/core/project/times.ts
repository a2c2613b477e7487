/** Times of records: which copy of two is the newer one. Milliseconds since the epoch, as a device's clock said. */

/** The last moment that a `Date` can name: no record is later, so that there is always a way to compare two. */
export const latestTime = 8_640_000_000_000_000;

/**
 * The time to write into a record that had `before`: later than that even where this device's clock is behind (another
 * device wrote the record, or the clock was set back), so that the last to change a record wins.
 */
export function nextTime(now: number, before: number | undefined): number {
  return Math.min(Math.max(now, before === undefined ? 0 : before + 1), latestTime);
}
