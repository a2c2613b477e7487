/**
 * A dictionary of what was labelled before (and of uploaded (text, label) pairs), found again in other texts.
 *
 * Terms are sequences of tokens in a trie, so that looking through a text costs its tokens and not the number of terms.
 * What matches:
 * - whole tokens only, the longest term at each place, from left to right, without overlaps;
 * - not behind a hyphen: `war` is not in `pre-war`, `aspartate` not in `N-methyl-D-aspartate`; before a hyphen only when
 *   a word follows (`aspirin-induced`, not `IL-2` for `IL`); clitics do not matter (`Parkinson's`);
 * - case as a reader would take it: a lower-case term also in capitals at its start or all through; a capitalised
 *   one not in lower case (`Apple`, `apple`), unless its capital may be due to the start of a sentence; an acronym
 *   only as it is written (`US`, `us`).
 */
import { isHyphen, type Span, sentences, spanText, tokenize } from '#core/text';

export interface DictionaryEntry {
  /** As it was labelled. */
  readonly text: string;
  readonly labelId: string;
  /** How often (default 1). */
  readonly count?: number;
  /** It stood at the start of a sentence, where a capital says nothing. */
  readonly startsSentence?: boolean;
}

export interface DictionaryMatch extends Span {
  readonly term: string;
  readonly labelId: string;
  /** How often the term was labelled so. */
  readonly count: number;
  /** Share of the term's known occurrences that carry this label, smoothed; in (0, 1). */
  readonly confidence: number;
}

/** A dictionary as plain data: its terms, how often each carried which label (by id), and how often it was passed over. */
export type DictionaryRecord = readonly {
  readonly text: string;
  readonly labels: Readonly<Record<string, number>>;
  readonly passedOver: number;
}[];

interface Term {
  readonly form: string;
  readonly byLabel: Map<string, number>;
  /** Occurrences in finished documents that nobody labelled. */
  passedOver: number;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly terms: Term[];
}

/** Tokens of a term at most; longer labels are sentences, and will not occur again. */
const maxTermTokens = 20;

function note(counts: Map<string, number>, word: string, by: number): void {
  const key = word.toLowerCase();
  counts.set(key, (counts.get(key) ?? 0) + by);
}

const newNode = (): Node => ({ next: new Map(), terms: [] });

export class Dictionary {
  readonly #root = newNode();
  #size = 0;
  /** For each word how often labels began behind it although it looks like a part of the name, less how often with it. */
  readonly #titles = new Map<string, number>();
  /** The same of ends: "therapy" behind "lithium". */
  readonly #tails = new Map<string, number>();

  /** Number of terms (a form counts once, whatever its labels). */
  get size(): number {
    return this.#size;
  }

  /** Adds a labelled occurrence; a text without tokens, or with too many, is left out. */
  add({ text, labelId, count = 1, startsSentence = false }: DictionaryEntry): void {
    // é is one character or two: both are one word here.
    const trimmed = text.trim().normalize('NFC');
    const term = this.#termOf(startsSentence ? decapitalised(trimmed) : trimmed);
    if (term === undefined) return;
    term.byLabel.set(labelId, (term.byLabel.get(labelId) ?? 0) + count);
  }

  /** The term of this form, a new one where there is none; `undefined` for a form without tokens, or with too many. */
  #termOf(form: string): Term | undefined {
    const tokens = tokenize(form);
    if (tokens.length === 0 || tokens.length > maxTermTokens) return undefined;
    let node = this.#root;
    for (const token of tokens) {
      const key = spanText(form, token).toLowerCase();
      let next = node.next.get(key);
      if (next === undefined) {
        next = newNode();
        node.next.set(key, next);
      }
      node = next;
    }
    let term = node.terms.find((known) => known.form === form);
    if (term === undefined) {
      term = { form, byLabel: new Map(), passedOver: 0 };
      node.terms.push(term);
      this.#size++;
    }
    return term;
  }

  /** Everything that it knows, as plain data; `Dictionary.from` makes the same dictionary of it. */
  toRecord(): DictionaryRecord {
    const terms: DictionaryRecord[number][] = [];
    const collect = (node: Node): void => {
      for (const { form, byLabel, passedOver } of node.terms) {
        terms.push({ text: form, labels: Object.fromEntries(byLabel), passedOver });
      }
      for (const next of node.next.values()) collect(next);
    };
    collect(this.#root);
    return terms;
  }

  static from(record: DictionaryRecord): Dictionary {
    const dictionary = new Dictionary();
    for (const { text, labels, passedOver } of record) {
      const term = dictionary.#termOf(text);
      if (term === undefined) continue;
      for (const [labelId, count] of Object.entries(labels)) term.byLabel.set(labelId, count);
      term.passedOver = passedOver;
    }
    return dictionary;
  }

  /**
   * A label that follows a word that looks like a part of it ("Doctor" before "Alba"): people leave that word out, unless more
   * labels begin with it.
   */
  leaveOut(title: string | undefined, first: string): void {
    if (title !== undefined) note(this.#titles, title, 1);
    note(this.#titles, first, -1);
  }

  /** A label that precedes a word that looks like a part of it ("therapy" behind "lithium"). */
  leaveOutAfter(last: string, tail: string | undefined): void {
    if (tail !== undefined) note(this.#tails, tail, 1);
    note(this.#tails, last, -1);
  }

  /** Whether labels leave this word out where a phrase ends with it. */
  leavesOutAfter(word: string): boolean {
    return (this.#tails.get(word.toLowerCase()) ?? 0) > 0;
  }

  /** Whether labels leave this word out where a name begins with it. */
  leavesOut(word: string): boolean {
    return (this.#titles.get(word.toLowerCase()) ?? 0) > 0;
  }

  /**
   * Learns from a finished document what is *not* labelled: each term that matches outside `labelled` loses
   * confidence. Call it after all terms are in.
   */
  observe(text: string, labelled: readonly Span[]): void {
    const spans = labelled.toSorted((a, b) => a.from - b.from);
    for (const { term, from, to } of this.#search(text)) {
      if (!spans.some((span) => span.from < to && from < span.to)) term.passedOver++;
    }
  }

  /** Matches in order; of one term's labels the most frequent. Linear in the text's tokens. */
  find(text: string): DictionaryMatch[] {
    return this.#search(text).map(({ term, from, to }) => {
      let labelId = '';
      let count = 0;
      let all = term.passedOver;
      for (const [label, n] of term.byLabel) {
        all += n;
        if (n > count) {
          count = n;
          labelId = label;
        }
      }
      return { from, to, term: term.form, labelId, count, confidence: (count + 0.5) / (all + 1) };
    });
  }

  #search(text: string): (Span & { readonly term: Term })[] {
    if (this.#size === 0) return [];
    const tokens = tokenize(text);
    const keys = tokens.map((token) => spanText(text, token).normalize('NFC').toLowerCase());
    const out: (Span & { readonly term: Term })[] = [];
    for (let i = 0; i < tokens.length; ) {
      let node: Node | undefined = this.#root;
      let best: { readonly term: Term; readonly last: number } | undefined;
      for (let j = i; j < tokens.length; j++) {
        node = node.next.get(keys[j] ?? '');
        if (node === undefined) break;
        if (node.terms.length === 0 || !standsAlone(text, tokens, i, j)) continue;
        const term = bestForm(node.terms, text, tokens.slice(i, j + 1));
        if (term !== undefined) best = { term, last: j };
      }
      const first = tokens[i];
      const last = best === undefined ? undefined : tokens[best.last];
      if (best === undefined || first === undefined || last === undefined) {
        i++;
        continue;
      }
      out.push({ from: first.from, to: last.to, term: best.term });
      i = best.last + 1;
    }
    return out;
  }
}

function standsAlone(text: string, tokens: readonly Span[], i: number, j: number): boolean {
  const first = tokens[i];
  const before = tokens[i - 1];
  if (
    first !== undefined &&
    before !== undefined &&
    before.to === first.from &&
    isHyphen(text, before.from)
  ) {
    // A dash at the start of a line or after a space is a bullet, not a hyphen.
    const further = tokens[i - 2];
    if (further !== undefined && further.to === before.from) return false;
  }
  const last = tokens[j];
  const after = tokens[j + 1];
  if (last === undefined || after === undefined || after.from !== last.to || !isHyphen(text, after.from))
    return true;
  const follower = tokens[j + 2];
  return follower === undefined || follower.from !== after.to || /^\p{L}{3,}/u.test(spanText(text, follower));
}

/** The form that is written exactly so, else the most frequent one whose case agrees. */
function bestForm(terms: readonly Term[], text: string, tokens: readonly Span[]): Term | undefined {
  const surface = tokens.map((token) => spanText(text, token).normalize('NFC'));
  let best: Term | undefined;
  let most = 0;
  for (const term of terms) {
    const form = tokenize(term.form).map((token) => spanText(term.form, token));
    if (form.every((word, i) => word === surface[i])) return term;
    if (!form.every((word, i) => caseAgrees(word, surface[i] ?? ''))) continue;
    const count = [...term.byLabel.values()].reduce((a, b) => a + b, 0);
    if (count > most) {
      most = count;
      best = term;
    }
  }
  return best;
}

/** Words of this many letters or fewer in capitals are acronyms rather than shouting. */
const longestAcronym = 3;

/** Whether `word`, of a term, may be written `surface`, which equals it but for case. */
function caseAgrees(word: string, surface: string): boolean {
  if (word === surface) return true;
  const upper = word.toUpperCase();
  if (word === upper) return false;
  if (surface === upper && word.length > longestAcronym) return true;
  return word === word.toLowerCase() && surface === capitalised(word);
}

function capitalised(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return first.toUpperCase() + word.slice(first.length);
}

/** Undoes a capital that stands at the start only; acronyms and names with further capitals stay. */
function decapitalised(text: string): string {
  const word = /^\p{Lu}[\p{Ll}\p{M}]+/u.exec(text)?.[0];
  return word === undefined || /\p{Lu}/u.test(text.slice(1))
    ? text
    : word.toLowerCase() + text.slice(word.length);
}

/** The offsets at which a sentence of the text begins. */
export function sentenceStarts(text: string): ReadonlySet<number> {
  return new Set(sentences(text).map((sentence) => sentence.from));
}
