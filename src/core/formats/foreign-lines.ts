/** Files of lines that hold labels of a kind that has no place here, and would come in as words. */

/** Lines that hold anything, without comments; the last may be cut off and is left out. */
function linesIn(head: string, complete: boolean): readonly string[] {
  const whole = complete ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  return whole
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .slice(0, 400);
}

/** `(A0*`, `*)`, `(V*)`: where the phrase of a role begins and ends. */
const isBracket = (cell: string): boolean => /^(?:\([\p{L}\d_:-]+)*\*\)*$/u.test(cell);
const isVerb = (cell: string): boolean => /^\((?:C-)?V\*\)?$/.test(cell);
const isRole = (cell: string): boolean => /^\((?:[CR]-)?A(?:RG)?(?:\d|A|M)[\w-]*\*\)?$/.test(cell);

/**
 * Who did what to whom, a column for each verb: CoNLL-2004, 2005 and 2012 in brackets, 2008 and 2009 by the word that stands for
 * its phrase. With the lines around its documents CoNLL-2012 is read for its entities.
 */
export function areRoleColumns(head: string, complete: boolean): boolean {
  if (/^#begin document\b/m.test(head)) return false;
  const rows = linesIn(head, complete).map((line) => line.trim().split(/\s+/));
  const inBrackets = rows.filter((cells) => cells.some(isBracket));
  if (
    inBrackets.length * 10 >= rows.length * 7 &&
    rows.some((cells) => cells.some(isVerb)) &&
    rows.some((cells) => cells.some(isRole))
  )
    return true;
  // The verb with the number of its meaning, and its words' roles behind it.
  const wide = rows.filter((cells) => cells.length >= 11 && /^\d+$/.test(cells[0] ?? ''));
  const isMeaning = (cell: string): boolean => /^[^\s._]+\.(?:\d\d|XX)$/.test(cell);
  const isBareRole = (cell: string): boolean => /^(?:[CR]-)?A(?:\d|M-[A-Z]{2,4})$/.test(cell);
  return (
    wide.length > 0 &&
    wide.length === rows.length &&
    rows.some((cells) => cells.slice(9).some(isMeaning)) &&
    rows.some((cells) => cells.slice(10).some(isBareRole))
  );
}

/** Sentences (`S …`), each with what is to be corrected in it (`A 0 1|||type|||words|||…`). */
export function areCorrections(head: string, complete: boolean): boolean {
  const lines = linesIn(head, complete);
  const isCorrection = (line: string): boolean => /^A -?\d+ -?\d+\|\|\|/.test(line);
  return lines.every((line) => /^S(?: |$)/.test(line) || isCorrection(line)) && lines.some(isCorrection);
}
