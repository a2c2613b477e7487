/**
 * Where an executor stands: one instance of a corpus, opened into plain numbers. One view serves a whole pass; opening
 * it on the next instance allocates nothing.
 */
import type { Unit } from '#core/explain';
import {
  type Arguments,
  argCount,
  type Corpus,
  hyphenAtom,
  type Sentence,
  unspacedAtom,
  wordAtom,
} from './corpus.ts';

export class InstanceView {
  readonly corpus: Corpus;
  instance = -1;
  sentence = -1;
  /** Atoms of the sentence in the corpus: `[atomStart, atomEnd)`; tokens likewise. */
  atomStart = 0;
  atomEnd = 0;
  tokenStart = 0;
  tokenEnd = 0;
  textLength = 0;
  /** First of the instance's places in `corpus.argFrom` and `argTo`. */
  argBase = 0;

  constructor(corpus: Corpus) {
    this.corpus = corpus;
  }

  /** `instance` must be live. */
  open(instance: number): void {
    const { corpus } = this;
    const sentence = corpus.sentenceOfInstance.at(instance);
    this.instance = instance;
    this.argBase = instance * argCount;
    if (sentence === this.sentence) return;
    this.sentence = sentence;
    this.atomStart = corpus.atomStart.at(sentence);
    this.atomEnd = corpus.atomEnd.at(sentence);
    this.tokenStart = corpus.tokenStart.at(sentence);
    this.tokenEnd = corpus.tokenEnd.at(sentence);
    this.textLength = corpus.tokenFrom.at(this.tokenEnd);
  }

  get text(): string {
    return this.corpus.sentence(this.sentence)?.text ?? '';
  }

  get source(): Sentence | undefined {
    return this.corpus.sentence(this.sentence);
  }

  get args(): Arguments {
    return this.corpus.args(this.instance) ?? {};
  }

  /** Start of an argument (by `argIndex`), or -1. */
  argFrom(arg: number): number {
    return this.corpus.argFrom.data[this.argBase + arg] ?? -1;
  }

  argTo(arg: number): number {
    return this.corpus.argTo.data[this.argBase + arg] ?? -1;
  }

  /** Number of the first token that starts at `offset` or later. */
  tokenAtOrAfter(offset: number): number {
    return firstAtLeast(this.corpus.tokenFrom.data, this.tokenStart, this.tokenEnd, offset);
  }

  /** How many units lie wholly inside `[from, to)` of the text. */
  countUnits(from: number, to: number, unit: Unit): number {
    if (unit === 'char') return Math.max(0, to - from);
    const first = this.tokenAtOrAfter(from);
    const last = firstAtLeast(this.corpus.tokenTo.data, first, this.tokenEnd, to + 1);
    if (unit === 'token') return last - first;
    const words = this.corpus.wordsBefore.data;
    return (words[last] ?? 0) - (words[first] ?? 0);
  }

  /** Distance between two spans as `logical-form.ts` defines it; 0 where they overlap. */
  distance(aFrom: number, aTo: number, bFrom: number, bTo: number, unit: Unit): number {
    const from = aTo <= bFrom ? aTo : bTo;
    const to = aTo <= bFrom ? bFrom : aFrom;
    if (to < from) return 0;
    return this.countUnits(from, to, unit) + (unit === 'char' ? 0 : 1);
  }

  /** May a whole word begin at atom `place`, or end before it? See `isWordEdge` in core/explain. */
  isWordEdge(place: number): boolean {
    if (place <= this.atomStart || place >= this.atomEnd) return true;
    const { corpus } = this;
    if ((corpus.atomTo.data[place - 1] ?? 0) < (corpus.atomFrom.data[place] ?? 0)) return true;
    const left = corpus.traits.data[corpus.atomIds.data[place - 1] ?? 0] ?? 0;
    const right = corpus.traits.data[corpus.atomIds.data[place] ?? 0] ?? 0;
    if ((left & right & wordAtom) !== 0) return ((left | right) & unspacedAtom) !== 0;
    let hyphen = this.#joiningHyphen(place - 1) ? place - 1 : -1;
    if (hyphen < 0 && this.#joiningHyphen(place)) hyphen = place;
    if (hyphen < 0) return true;
    const from = corpus.atomFrom.data[hyphen] ?? 0;
    const to = corpus.atomTo.data[hyphen] ?? 0;
    for (let arg = 0; arg < argCount; arg++) {
      if (this.argFrom(arg) >= 0 && (this.argTo(arg) === from || this.argFrom(arg) === to)) return true;
    }
    return false;
  }

  #joiningHyphen(place: number): boolean {
    if (place <= this.atomStart || place >= this.atomEnd - 1) return false;
    const { atomIds, traits, atomFrom, atomTo } = this.corpus;
    const trait = (at: number): number => traits.data[atomIds.data[at] ?? 0] ?? 0;
    return (
      (trait(place) & hyphenAtom) !== 0 &&
      (trait(place - 1) & trait(place + 1) & wordAtom) !== 0 &&
      atomTo.data[place - 1] === atomFrom.data[place] &&
      atomTo.data[place] === atomFrom.data[place + 1]
    );
  }
}

/** First place in `[from, to)` of an ascending array that holds `value` or more; `to` if none does. */
function firstAtLeast(ascending: Int32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  // Sentences are short, but a document without full stops is one sentence of any length.
  while (high - low > 8) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  while (low < high && (ascending[low] ?? 0) < value) low++;
  return low;
}
