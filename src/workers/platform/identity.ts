/**
 * Global identities: random, and in the order in which they were made. Rows that come in together then lie together in the
 * database's trees, which costs it less than identities without an order; so do shorter ones (docs/experiments/import-speed.md).
 */

/** In the order of their codes. */
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
/** 48 bits of time and 84 of chance. */
const [timeLength, chanceLength] = [8, 14];

let last = 0;
/** Asked of the browser for some hundred identities at a time: for each it would cost as much as the rest of its making. */
const chance = new Uint8Array(chanceLength * 256);
let used = chance.length;

export function randomId(now: number = Date.now()): string {
  // Never the same twice: what is made within one millisecond goes on counting. 64 to each.
  last = Math.max(now * 64, last + 1);
  let time = '';
  for (let rest = last, i = 0; i < timeLength; i++, rest = Math.floor(rest / 64))
    time = digits.charAt(rest % 64) + time;
  if (used === chance.length) {
    crypto.getRandomValues(chance);
    used = 0;
  }
  let random = '';
  for (const until = used + chanceLength; used < until; used++)
    random += digits.charAt((chance[used] ?? 0) % 64);
  return time + random;
}
