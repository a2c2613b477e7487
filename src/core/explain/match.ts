/**
 * Where a piece of text occurs in a sentence: the matching that `logical-form.ts` promises.
 * Text is looked at as *atoms*: a run of letters, marks and digits, one character of a script that writes no
 * spaces, or one other character. White space only separates. Atoms are compared folded (lower case, NFC, straight
 * quotes).
 * Laws: an occurrence lies inside the text and is not empty; `word` occurrences begin and end on atoms' edges; folding
 * the text does not change what is found.
 */
import type { Span } from '#core/text';
import type { MatchMode } from './logical-form.ts';

export interface Atom extends Span {
  readonly folded: string;
  readonly isWord: boolean;
}

/** Word characters; apart from them, scripts written without spaces, whose every character is an atom. */
const atomPattern =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]\p{M}*|(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{N}\p{M}_])+|[^\s]/gu;
const wordCharacter = /[\p{L}\p{N}]/u;
const unspaced = /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const hyphens = new Set(['-', '\u2010', '\u2011']);
const quotes: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
};

export function foldCase(text: string): string {
  let out = '';
  for (const ch of text.normalize('NFC').toLowerCase()) out += quotes[ch] ?? ch;
  return out;
}

/** As `foldCase`, with white space trimmed and its runs made one space: the form in which texts are compared whole. */
export function foldText(text: string): string {
  return foldCase(text).trim().replace(/\s+/gu, ' ');
}

export function toAtoms(text: string): readonly Atom[] {
  const out: Atom[] = [];
  for (const m of text.matchAll(atomPattern)) {
    const raw = m[0];
    out.push({
      from: m.index,
      to: m.index + raw.length,
      folded: foldCase(raw),
      isWord: wordCharacter.test(raw),
    });
  }
  return out;
}

/** What decides whether words may begin or end beside an atom, by its folded text; for executors that intern atoms. */
export function atomTraits(folded: string): {
  readonly isWord: boolean;
  readonly isUnspaced: boolean;
  readonly isHyphen: boolean;
} {
  return {
    isWord: wordCharacter.test(folded),
    isUnspaced: unspaced.test(folded),
    isHyphen: hyphens.has(folded),
  };
}

const clitic = /^(?:['\u2019]\p{L}{1,2}|n['\u2019]t)$/iu;

/** Whether a token counts as a word: it has a letter or a digit, and is not what a tokenizer cut off a word ("'s"). */
export function hasWordCharacter(token: string): boolean {
  return wordCharacter.test(token) && !clitic.test(token);
}

/**
 * Whether a whole word may begin (or end) between atoms `left` and `right`: not where a hyphen joins two words, except
 * at a hyphen that touches an argument ("lithium-induced" with X = "lithium").
 */
function isWordEdge(atoms: readonly Atom[], k: number, args: readonly Span[]): boolean {
  const left = atoms[k - 1];
  const right = atoms[k];
  if (left === undefined || right === undefined || left.to < right.from) return true;
  if (left.isWord && right.isWord) return unspaced.test(left.folded) || unspaced.test(right.folded);
  const hyphen = joiningHyphen(atoms, k - 1) ?? joiningHyphen(atoms, k);
  if (hyphen === undefined) return true;
  return args.some((a) => a.to === hyphen.from || a.from === hyphen.to);
}

function joiningHyphen(atoms: readonly Atom[], k: number): Atom | undefined {
  const at = atoms[k];
  const before = atoms[k - 1];
  const after = atoms[k + 1];
  if (at === undefined || before === undefined || after === undefined || !hyphens.has(at.folded))
    return undefined;
  return before.isWord && after.isWord && before.to === at.from && at.to === after.from ? at : undefined;
}

/** All occurrences of `query` in `atoms`, overlapping ones included, by start. `args` only matter for hyphens. */
export function findOccurrences(
  text: string,
  atoms: readonly Atom[],
  query: string,
  mode: MatchMode,
  args: readonly Span[],
): readonly Span[] {
  const wanted = toAtoms(query);
  if (wanted.length === 0) return [];
  if (mode === 'substring') return findSubstring(text, query);
  const out: Span[] = [];
  const last = wanted.length - 1;
  for (let i = 0; i + last < atoms.length; i++) {
    let fits = true;
    for (let k = 0; k <= last && fits; k++) {
      const have = (atoms[i + k] as Atom).folded; // inside the array by the loop's bound
      const want = (wanted[k] as Atom).folded; // likewise
      if (have === want) continue;
      fits =
        (mode === 'prefix' && k === last && have.startsWith(want)) ||
        (mode === 'suffix' && k === 0 && have.endsWith(want));
    }
    if (!fits) continue;
    let first = i;
    let end = i + last + 1;
    if (mode === 'suffix') while (first > 0 && !isWordEdge(atoms, first, args)) first--;
    if (mode === 'prefix') while (end < atoms.length && !isWordEdge(atoms, end, args)) end++;
    if (!isWordEdge(atoms, first, args) || !isWordEdge(atoms, end, args)) continue;
    out.push({ from: (atoms[first] as Atom).from, to: (atoms[end - 1] as Atom).to }); // both are inside
  }
  return out;
}

/** Folded text with, for each of its code units, where it came from. */
function foldWithOrigin(text: string): { folded: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  for (const m of text.matchAll(/\s+|\P{M}\p{M}*|\p{M}+/gu)) {
    const piece = /^\s/u.test(m[0]) ? ' ' : foldCase(m[0]);
    for (let i = 0; i < piece.length; i++) origin.push(m.index);
    folded += piece;
  }
  origin.push(text.length);
  return { folded, origin };
}

function findSubstring(text: string, query: string): readonly Span[] {
  const wanted = foldText(query);
  if (wanted === '') return [];
  const { folded, origin } = foldWithOrigin(text);
  const out: Span[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const from = origin[at] ?? 0;
    const to = origin[at + wanted.length] ?? text.length;
    if (to > from) out.push({ from, to });
  }
  return out;
}

/** The largest set of occurrences without overlap that a scan from the left finds. `spans` are sorted by start. */
export function withoutOverlap(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  let end = 0;
  for (const s of spans) {
    if (out.length > 0 && s.from < end) continue;
    out.push(s);
    end = s.to;
  }
  return out;
}
