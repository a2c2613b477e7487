/**
 * The sentences and instances that rules run over, as flat typed arrays. A sentence is cut into atoms (what keywords are
 * made of, `core/explain/match.ts`) and brings its tokens (what distances count); an instance is a sentence with its
 * arguments. Sentences and instances get ascending numbers and keep them; a removed one leaves a gap (`deadSentences`
 * says how many) and the owner builds a new corpus when there are too many.
 *
 * Keyword index: beside each atom stands the place of the previous occurrence of the same atom anywhere in the corpus, and
 * each word of the vocabulary knows its last. That makes a positional inverted index that costs four bytes an atom, is
 * appended to in constant time, and is read newest first.
 *
 * Laws: atoms and tokens of a sentence are contiguous and ascending; between two sentences stands one `boundary` atom,
 * so that no phrase can match across; an instance's arguments are spans of its own sentence's text.
 */
import {
  type ArgName,
  type Argument,
  atomTraits,
  hasWordCharacter,
  type Instance,
  toAtoms,
} from '#core/explain';
import { Int32List } from './growable.ts';
import { AtomTable } from './vocabulary.ts';

/** The atom between two sentences: no keyword has this number. */
export const boundary = -1;

export const argNames: readonly ArgName[] = ['x', 'y', 'aspect', 'entity'];
/** Place of an argument among an instance's four. */
export const argIndex: Readonly<Record<ArgName, number>> = { x: 0, y: 1, aspect: 2, entity: 3 };
export const argCount = 4;

/** Bits of what `atomTraits` says. */
export const wordAtom = 1;
export const unspacedAtom = 2;
export const hyphenAtom = 4;

/** Everything of an instance but its arguments: what many instances of one sentence share. */
export type Sentence = Omit<Instance, 'args' | 'label'>;
export type Arguments = Instance['args'];

export class Corpus {
  /** Folded atoms. */
  readonly atomVocabulary = new AtomTable();
  /** Tokens as written. */
  readonly tokenVocabulary = new AtomTable();
  readonly atomIds = new Int32List();
  /** Spans of the atoms in their sentence's text. */
  readonly atomFrom = new Int32List();
  readonly atomTo = new Int32List();
  /** The atom's previous occurrence in the corpus, or -1. */
  readonly previous = new Int32List();
  /** The sentence of each atom. */
  readonly sentenceOfAtom = new Int32List();
  /** By word of the atom vocabulary: its last occurrence (-1 for none), how many there are, and its traits. */
  readonly lastOccurrence = new Int32List();
  readonly frequency = new Int32List();
  readonly traits = new Int32List();
  readonly tokenIds = new Int32List();
  readonly tokenFrom = new Int32List();
  readonly tokenTo = new Int32List();
  /** How many of the tokens before this one, in the whole corpus, are words. */
  readonly wordsBefore = new Int32List();
  /** By sentence: its first atom and token; its last ones end where the next sentence's begin (atoms: minus boundary). */
  readonly atomStart = new Int32List();
  readonly atomEnd = new Int32List();
  readonly tokenStart = new Int32List();
  readonly tokenEnd = new Int32List();
  /** By sentence: its newest instance, or -1; by instance: the next older one of the same sentence. */
  readonly newestInstance = new Int32List();
  readonly olderInstance = new Int32List();
  readonly sentenceOfInstance = new Int32List();
  /** Four per instance, by `argIndex`; -1 where the instance has no such argument. */
  readonly argFrom = new Int32List();
  readonly argTo = new Int32List();
  readonly #sentences: (Sentence | undefined)[] = [];
  readonly #args: (Arguments | undefined)[] = [];
  readonly #isWordToken: boolean[] = [];
  #words = 0;
  #deadSentences = 0;
  #liveInstances = 0;

  get sentenceCount(): number {
    return this.#sentences.length;
  }

  get instanceCount(): number {
    return this.#args.length;
  }

  get deadSentences(): number {
    return this.#deadSentences;
  }

  get liveInstances(): number {
    return this.#liveInstances;
  }

  /** The sentence, without its tokens (they are kept as numbers); `undefined` once removed. */
  sentence(slot: number): Sentence | undefined {
    return this.#sentences[slot];
  }

  args(instance: number): Arguments | undefined {
    return this.#args[instance];
  }

  /** Number of a word, interned with its traits: a rule may know words that no sentence has yet. */
  atomId(folded: string): number {
    const id = this.atomVocabulary.intern(folded);
    if (id === this.traits.length) {
      const { isWord, isUnspaced, isHyphen } = atomTraits(folded);
      this.traits.push(
        (isWord ? wordAtom : 0) | (isUnspaced ? unspacedAtom : 0) | (isHyphen ? hyphenAtom : 0),
      );
      this.lastOccurrence.push(-1);
      this.frequency.push(0);
    }
    return id;
  }

  addSentence(sentence: Sentence): number {
    const slot = this.#sentences.length;
    this.atomStart.push(this.atomIds.length);
    for (const atom of toAtoms(sentence.text)) {
      const id = this.atomId(atom.folded);
      const place = this.atomIds.length;
      this.atomIds.push(id);
      this.atomFrom.push(atom.from);
      this.atomTo.push(atom.to);
      this.sentenceOfAtom.push(slot);
      this.previous.push(this.lastOccurrence.at(id));
      this.lastOccurrence.data[id] = place;
      this.frequency.data[id] = this.frequency.at(id) + 1;
    }
    this.atomEnd.push(this.atomIds.length);
    this.#pushBoundary(slot);
    this.tokenStart.push(this.tokenIds.length);
    for (const token of sentence.tokens) {
      const written = sentence.text.slice(token.from, token.to);
      const id = this.tokenVocabulary.intern(written);
      if (id === this.#isWordToken.length) this.#isWordToken.push(hasWordCharacter(written));
      this.tokenIds.push(id);
      this.tokenFrom.push(token.from);
      this.tokenTo.push(token.to);
      this.wordsBefore.push(this.#words);
      if (this.#isWordToken[id] === true) this.#words++;
    }
    this.tokenEnd.push(this.tokenIds.length);
    // One more number than tokens, so that "words in tokens a … b" is a difference at the corpus's end too.
    this.tokenIds.push(boundary);
    this.tokenFrom.push(sentence.text.length);
    this.tokenTo.push(sentence.text.length);
    this.wordsBefore.push(this.#words);
    this.newestInstance.push(-1);
    this.#sentences.push({ ...sentence, tokens: [] });
    return slot;
  }

  addInstance(sentence: number, args: Arguments): number {
    const instance = this.#args.length;
    this.#args.push(args);
    this.sentenceOfInstance.push(sentence);
    this.olderInstance.push(this.newestInstance.at(sentence));
    this.newestInstance.data[sentence] = instance;
    for (const name of argNames) {
      const arg: Argument | undefined = args[name];
      this.argFrom.push(arg?.from ?? -1);
      this.argTo.push(arg?.to ?? -1);
    }
    this.#liveInstances++;
    return instance;
  }

  isLive(instance: number): boolean {
    return this.#args[instance] !== undefined;
  }

  removeInstance(instance: number): void {
    if (this.#args[instance] === undefined) return;
    this.#args[instance] = undefined;
    this.#liveInstances--;
    const sentence = this.sentenceOfInstance.at(instance);
    let newer = -1;
    for (let at = this.newestInstance.at(sentence); at >= 0; at = this.olderInstance.at(at)) {
      if (at === instance) {
        if (newer < 0) this.newestInstance.data[sentence] = this.olderInstance.at(at);
        else this.olderInstance.data[newer] = this.olderInstance.at(at);
        return;
      }
      newer = at;
    }
  }

  /** Removes a sentence and all its instances. */
  removeSentence(slot: number): void {
    if (this.#sentences[slot] === undefined) return;
    while (this.newestInstance.at(slot) >= 0) this.removeInstance(this.newestInstance.at(slot));
    this.#sentences[slot] = undefined;
    this.#deadSentences++;
  }

  #pushBoundary(slot: number): void {
    this.atomIds.push(boundary);
    this.atomFrom.push(0);
    this.atomTo.push(0);
    this.sentenceOfAtom.push(slot);
    this.previous.push(-1);
  }
}
