/**
 * Texts that measure (methods.md §6): a share of what comes in is blind. Nothing is recommended in them, nothing learns from
 * them, and scores are computed on nothing else. Which ones is decided by the text itself, with a fixed seed: the same text is
 * blind in every copy of a project, and of two equal texts never one teaches what the other measures.
 */
import { fnv1a } from '#core/base';

/** The first texts of a project are never blind: who comes for the first time is to see what the app can do. */
const firstBlind = 20;

/** Whether a text that comes in without labels is to measure; `share` in [0, 1]. */
export function isBlind(text: string, position: number, share: number): boolean {
  return position >= firstBlind && uniform(text) < share;
}

/** Whether it is a blind text's turn after the one with this id, so that they come up evenly among the others. */
export function isTurnOfBlind(afterId: string, share: number): boolean {
  return uniform(`turn ${afterId}`) < share;
}

/** FNV-1a over UTF-16 units with a finalizer (murmur3's), as a number in [0, 1). */
function uniform(text: string): number {
  let h = fnv1a(text);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
