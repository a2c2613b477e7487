/**
 * Global identities: random, and in the order in which they were made. Rows that come in together then lie together in the
 * database's trees, which costs it less than identities without an order; so do shorter ones (docs/experiments/import-speed.md).
 */

/** In the order of their codes. */
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** 48 bits of time and 84 of chance. */
const [timeLength, chanceLength] = [8, 14];

let last = 0;

export function randomId(now: number = Date.now()): string {
  // Never the same twice: what is made within one millisecond goes on counting. 64 to each.
  last = Math.max(now * 64, last + 1);
  let time = '';
  for (let rest = last, i = 0; i < timeLength; i++, rest = Math.floor(rest / 64))
    time = digits.charAt(rest % 64) + time;
  let chance = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(chanceLength))) chance += digits.charAt(byte % 64);
  return time + chance;
}
