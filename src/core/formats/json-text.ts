/** JSON as text: where a value ends, values as other programs write them, and what is wrong with one that does not parse. */
import { type Problem, problem } from '#core/base';
import type { ParseErrorCode } from './format.ts';
import { looksLikePython, parsePython } from './python-literal.ts';

/**
 * JSON as it is written in the wild: Python writes NaN and Infinity, which become null, and numbers too long for a
 * double, which stay as they are, as strings; and what was printed by Python instead of dumped. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  const exact = /\d{16}/.test(text) ? withLongNumbers(text) : text;
  try {
    return JSON.parse(exact);
  } catch (error) {
    if (/NaN|Infinity/.test(text)) {
      try {
        return JSON.parse(outsideStrings(exact, (part) => part.replace(/-?\b(?:NaN|Infinity)\b/g, 'null')));
      } catch {
        // It may be Python's yet.
      }
    }
    if (!looksLikePython(text)) throw error;
    return parsePython(text);
  }
}

const withLongNumbers = (text: string): string =>
  outsideStrings(text, (part) =>
    part.replace(/(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (number) =>
      Number.isSafeInteger(Number(number)) ? number : `"${number}"`,
    ),
  );

function outsideStrings(text: string, change: (part: string) => string): string {
  let out = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('"', at);
    if (open === -1) return out + change(text.slice(at));
    let close = open + 1;
    while (close < text.length && text[close] !== '"') close += text[close] === '\\' ? 2 : 1;
    out += change(text.slice(at, open)) + text.slice(open, close + 1);
    at = close + 1;
  }
}

/** Why a JSON text does not parse: it ends too early, or something inside is wrong. */
export function jsonProblem(text: string, file: string): Problem<ParseErrorCode> {
  const end = balancedEnd(text, 0);
  if (end === undefined && /^\s*[[{]/.test(text)) {
    return problem('truncated', 'The file ends in the middle.', { file });
  }
  return problem('damaged', 'The file is not JSON.', { file });
}

/** Offset after the first balanced list or object at or after `from`; `undefined` if it never closes. */
export function balancedEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') {
      inString = true;
    } else if (char === '{' || char === '[') {
      depth += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
