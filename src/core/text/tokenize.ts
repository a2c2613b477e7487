/**
 * Text to tokens: one pass, one character at a time, no regular expression over the text, so that time is linear in
 * its length whatever it holds, and the same everywhere (no `Intl`, whose dictionaries differ between engines).
 *
 * The cut is fine, so that whatever a person labels has token boundaries: a hyphen or slash between letters is a
 * token of its own (`pre-war` → `pre` `-` `war`, as in BC5CDR), English clitics are split as in the Penn Treebank
 * and GloVe (`do` `n't`, `Parkinson` `'s`), other elisions after the apostrophe (`l'` `eau`). Numbers keep their
 * inner points and commas (`1,000.5`), initials their points (`U.S.`), emoji and flags stay whole. Scripts without
 * spaces are cut per character (with its marks); Katakana and Hangul in runs.
 */
import { type CharacterKind, characterKind } from './character.ts';
import type { Span } from './span.ts';

/**
 * The tokens of a text. Laws: sorted; not empty; not overlapping; no token holds white space, and every character
 * that is not white space is in exactly one token; no token begins or ends inside a surrogate pair.
 */
export function tokenize(text: string): Span[] {
  const tokens: Span[] = [];
  const n = text.length;
  let at = 0;
  while (at < n) {
    const code = text.codePointAt(at) ?? 0;
    const kind = characterKind(code);
    if (kind === 'space') {
      at += width(code);
      continue;
    }
    const to = endOfToken(text, at, code, kind);
    if (kind === 'letter') splitClitic(text, at, to, tokens);
    else tokens.push({ from: at, to });
    at = to;
  }
  return tokens;
}

/**
 * A document's tokens: those it came with, where it did; the tokenizer's otherwise. Given tokens that break the
 * laws above (out of range, empty, overlapping an earlier one) are left out.
 */
export function tokensOf(document: {
  readonly text: string;
  readonly tokens?: readonly Span[];
}): readonly Span[] {
  const { text, tokens } = document;
  if (tokens === undefined) return tokenize(text);
  let end = 0;
  const sound = (token: Span): boolean => {
    if (!(token.from >= end && token.to > token.from && token.to <= text.length)) return false;
    end = token.to;
    return true;
  };
  return tokens.filter(sound);
}

const width = (codePoint: number): number => (codePoint > 0xffff ? 2 : 1);

function kindAt(text: string, at: number): CharacterKind | 'end' {
  const code = text.codePointAt(at);
  return code === undefined ? 'end' : characterKind(code);
}

const fullStop = 0x2e;
const comma = 0x2c;

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019;
}

/** Where the token that begins at `from` ends. */
function endOfToken(text: string, from: number, code: number, kind: CharacterKind): number {
  const next = from + width(code);
  switch (kind) {
    case 'letter':
      return endOfWord(text, from, next);
    case 'digit':
      return endOfNumber(text, next);
    case 'emoji':
      return endOfEmoji(text, next);
    case 'flag':
      return kindAt(text, next) === 'flag' ? endOfMarks(text, next + 2) : endOfMarks(text, next);
    case 'other':
      return endOfSymbol(text, next, code);
    case 'single':
    case 'mark':
    case 'joiner':
    case 'space':
      return endOfMarks(text, next);
    default:
      return kind satisfies never;
  }
}

/** Past marks and invisible joiners: they belong to what stands before them. */
function endOfMarks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.codePointAt(at);
    if (code === undefined) return at;
    const kind = characterKind(code);
    if (kind !== 'mark' && kind !== 'joiner') return at;
    at += width(code);
  }
}

/** Letters, digits, marks and joiners, and apostrophes with a letter on both sides. */
function endOfWord(text: string, from: number, next: number): number {
  let at = next;
  let letters = 1;
  for (;;) {
    const code = text.codePointAt(at);
    if (code === undefined) return at;
    const kind = characterKind(code);
    if (kind === 'letter') letters++;
    if (kind === 'letter' || kind === 'digit' || kind === 'mark' || kind === 'joiner') {
      at += width(code);
    } else if (isApostrophe(code) && kindAt(text, at + 1) === 'letter') {
      letters = 2;
      at += 1;
    } else if (code === fullStop && letters === 1 && at === from + width(text.codePointAt(from) ?? 0)) {
      return endOfInitials(text, at);
    } else {
      return at;
    }
  }
}

/** `at` is on the full stop after a single letter: `U.S.` is one token, the point of `J.` is not part of it. */
function endOfInitials(text: string, at: number): number {
  let end = at;
  let more = at;
  while (text.charCodeAt(more) === fullStop) {
    const code = text.codePointAt(more + 1);
    if (code === undefined || characterKind(code) !== 'letter') break;
    const after = more + 1 + width(code);
    // A letter that is not followed by a full stop begins a word (`a.word`).
    if (text.charCodeAt(after) !== fullStop) break;
    more = after;
    end = after + 1;
  }
  return end;
}

/** Digits, and points or commas between two of them; letters that follow at once (`19th`, `5mg`) belong to it. */
function endOfNumber(text: string, next: number): number {
  let at = next;
  for (;;) {
    const code = text.codePointAt(at);
    if (code === undefined) return at;
    const kind = characterKind(code);
    if (kind === 'digit' || kind === 'letter' || kind === 'mark' || kind === 'joiner') at += width(code);
    else if ((code === fullStop || code === comma) && digitsAround(text, at)) at += 1;
    else return at;
  }
}

function digitsAround(text: string, at: number): boolean {
  return kindAt(text, at + 1) === 'digit' && characterKind(text.charCodeAt(at - 1)) === 'digit';
}

/** One pictograph with its modifiers, and those joined to it by ZWJ (families, professions). */
function endOfEmoji(text: string, next: number): number {
  let at = endOfMarks(text, next);
  while (text.charCodeAt(at - 1) === 0x200d && kindAt(text, at) === 'emoji') {
    at = endOfMarks(text, at + width(text.codePointAt(at) ?? 0));
  }
  return at;
}

const repeatable = new Set([...'.-–—=*_~!?+#'].map((c) => c.codePointAt(0)));

/** A symbol; repeated ones (`...`, `--`, `!!!`) are one token, brackets and quotes never. */
function endOfSymbol(text: string, next: number, code: number): number {
  let at = next;
  if (repeatable.has(code)) while (text.charCodeAt(at) === code) at += 1;
  return endOfMarks(text, at);
}

const clitics = new Set(['s', 're', 've', 'll', 'd', 'm', 't']);

/** Cuts a word at its apostrophes and pushes the pieces. Words without one, nearly all, are pushed as they are. */
function splitClitic(text: string, from: number, to: number, tokens: Span[]): void {
  let begin = from;
  for (let at = from + 1; at < to; at++) {
    if (!isApostrophe(text.charCodeAt(at))) continue;
    const tail = to - at > 3 ? '' : text.slice(at + 1, to).toLowerCase();
    if (!clitics.has(tail)) {
      tokens.push({ from: begin, to: at + 1 });
      begin = at + 1;
      continue;
    }
    let cut = at;
    if (tail === 't') {
      const before = text.charCodeAt(at - 1);
      if ((before === 0x6e || before === 0x4e) && at - 1 > begin) cut = at - 1;
    }
    if (cut > begin) tokens.push({ from: begin, to: cut });
    begin = cut;
    break;
  }
  tokens.push({ from: begin, to });
}
