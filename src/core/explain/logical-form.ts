/**
 * What an explanation in English means: a small, closed, typed tree that survives JSON and `structuredClone`.
 *
 * The four families of predicates are those of NExT (Wang et al., ICLR 2020, §3) and of BabbleLabble's grammar
 * (Hancock et al., ACL 2018): string matching (`occurs` of phrases and word lists), distance and counting (`within`,
 * `size`, `count`), deterministic (regions, order, `is`) and logical (`and`, `or`, `not`, `number-of`).
 *
 * Invariants (see `check-form.ts`): `and`/`or`/`number-of` have at least one clause; texts are not empty; ranges are
 * whole numbers with `0 <= min <= max`.
 *
 * ── Semantics, for every executor ────────────────────────────────────────────────────────────────────────────────
 * A form is true or false of an `Instance` (`instance.ts`). `evaluate.ts` is the reference.
 *
 * Case      All comparison of text is case-insensitive (Unicode simple lower-casing, NFC), runs of white space are
 *           equal to one space, and curly quotes to straight ones. Only `shape` tests look at case.
 * Match     An occurrence is a half-open span of the text. Occurrences of one matcher are counted from left to right
 *           without overlap. `word` matches whole words: both edges must be word edges (`match.ts`), so "war" is not in
 *           "pre-war"; a phrase of several words matches them in a row, white space before and after punctuation is
 *           free ("noisy , crowded" = "noisy, crowded"). Edges follow from the text and the arguments, not from tokens. `substring` matches anywhere, also inside a word ("induc"
 *           in "induced"). `prefix`/`suffix` match a whole word that starts/ends with the text; the occurrence is
 *           the whole word.
 * Inside    An occurrence is in a region when it lies wholly inside it.
 * Regions   `sentence` is the whole text of the instance. `side` left = all text before the anchor's first character,
 *           right = all text from the anchor's end on, around = either. `between` = from the end of the anchor that
 *           comes first to the start of the other, in whichever order they come; nothing is between anchors that
 *           overlap. `arg` is the text of the argument itself. `both` = one occurrence inside all of its regions (the
           size of `both` is that of their intersection). The edges of the sentence are anchors of width 0.
 * Anchors   A phrase as an anchor stands for each of its whole-word occurrences; the condition holds when it holds
 *           for at least one of them, and is false when there is none. An argument that the instance does not have makes
 *           the smallest enclosing `occurs`, `size`, `is` or `pair-listed` false.
 * Distance  Between an occurrence and an anchor, measured from their nearest ends. In `word`s and `token`s it is 1 + the
 *           number of words (tokens) that lie wholly between them: neighbours have distance 1. In `char`s it is the
 *           number of UTF-16 code units between them: neighbours have distance 0 or, with a space, 1. So "immediately
 *           before" = distance 1 word; "within 3 words of" = distance 1 to 3; "two words to the left" = distance 2.
 *           A word is a token that has a letter or a digit and is no clitic ("'s", "n't"); a token is any token,
 *           punctuation included. Tokens are the instance's.
 * Size      The number of units wholly inside a region: "no more than 5 words between X and Y" = size 0 to 5.
 *           In `char`s, the length of the region in UTF-16 code units.
 * Counts    Two counts are compared reading by reading: where an anchor occurs several times, one pair of readings has to do.
 * Word of   The first or last word of an argument is the first or last token wholly inside it that counts as a word; an argument
 *           without one fails every test on it.
 * Mentions  Another mention of an argument is a whole-word occurrence of its text that does not overlap the argument itself.
 * Likeness  A phrase marked `like` names a class by examples: strictly, the examples; softly, what is near to them or to their mean.
 * Missing   A `type` test on an argument whose type is unknown is true: types restrict only where they are declared.
 *           A list that the instance does not have is empty.
 */

/** X = subject, Y = object of a relation; the aspect of a sentiment; the entity of a span label. */
export type ArgName = 'x' | 'y' | 'aspect' | 'entity';

export type Unit = 'word' | 'token' | 'char';

/** Inclusive; without `max` there is no upper bound. */
export interface Range {
  readonly min: number;
  readonly max?: number;
}

export type MatchMode = 'word' | 'substring' | 'prefix' | 'suffix';

export type Shape = 'capitalised' | 'lowercase' | 'uppercase' | 'number' | 'punctuation';

export type PartOfSpeech =
  | 'noun'
  | 'verb'
  | 'adjective'
  | 'adverb'
  | 'pronoun'
  | 'determiner'
  | 'preposition'
  | 'conjunction';

/** What is looked for. */
export type Matcher =
  /** Any one of `texts`. */
  | {
      readonly kind: 'phrase';
      readonly texts: readonly string[];
      readonly match: MatchMode;
      /** Examples of a class ("words like …"); with `match: 'word'` only. */
      readonly like?: true;
    }
  /** Any one entry of the user's word list of that name. */
  | { readonly kind: 'list'; readonly name: string; readonly match: MatchMode }
  /** The argument's own span: "X is left of Y". */
  | { readonly kind: 'arg'; readonly arg: ArgName }
  /** Any word of that shape (a number may also be written out). */
  | { readonly kind: 'shape'; readonly shape: Shape }
  /** Any word of that part of speech: the instance's tags, or a guess (`word-class.ts`) without them. */
  | { readonly kind: 'pos'; readonly pos: PartOfSpeech }
  /**
   * Any mention of an entity of that type (upper case: `PERSON`), the arguments themselves excepted; with `all` they count as well,
   * those of unknown type included ("there are only two people").
   */
  | { readonly kind: 'entity'; readonly type: string; readonly all?: true }
  /** Another mention of the argument's text. */
  | { readonly kind: 'mention'; readonly arg: ArgName };

/** How many there are of something. */
export type Count =
  | { readonly kind: 'occurs'; readonly what: Matcher; readonly where: Region }
  | { readonly kind: 'size'; readonly where: Region; readonly unit: Unit };

export type Anchor =
  /** With `whole`: the noun phrase around the argument (`noun-phrase.ts`), where only its head was labelled. */
  | { readonly kind: 'arg'; readonly arg: ArgName; readonly whole?: true }
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' };

/** How far from the anchor (of `between`: from each of the two). */
export interface Distance extends Range {
  readonly unit: Unit;
}

export type Region =
  | { readonly kind: 'sentence' }
  | {
      readonly kind: 'side';
      readonly side: 'left' | 'right' | 'around';
      readonly of: Anchor;
      readonly within?: Distance;
    }
  | { readonly kind: 'between'; readonly a: Anchor; readonly b: Anchor; readonly within?: Distance }
  | { readonly kind: 'arg'; readonly arg: ArgName }
  /** In all of these at once: one and the same occurrence ("after X and before Y"). At least two, not nested. */
  | { readonly kind: 'both'; readonly of: readonly Region[] };

export type WordOfArgument = 'first' | 'last';

/** A piece of text that a test is put to. */
export type Subject =
  /** With `word`: that word of it. */
  | { readonly kind: 'arg'; readonly arg: ArgName; readonly word?: WordOfArgument }
  | { readonly kind: 'literal'; readonly text: string };

/** Tests on a whole piece of text. Those with `texts` hold when they hold for any one of them. */
export type TextTest =
  | {
      readonly kind: 'equals' | 'starts-with' | 'ends-with' | 'contains' | 'part-of';
      readonly texts: readonly string[];
    }
  | { readonly kind: 'listed'; readonly list: string }
  | { readonly kind: 'shape'; readonly shape: Shape }
  | { readonly kind: 'pos'; readonly pos: PartOfSpeech }
  /** Compared in upper case: `PERSON`. */
  | { readonly kind: 'type'; readonly type: string }
  /** The same text as the argument, or as that word of it. */
  | { readonly kind: 'same-as'; readonly arg: ArgName; readonly word?: WordOfArgument };

export type LogicalForm =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'and' | 'or'; readonly of: readonly LogicalForm[] }
  | { readonly op: 'not'; readonly of: LogicalForm }
  /** How many of the clauses are true ("at least two of …"). */
  | { readonly op: 'number-of'; readonly of: readonly LogicalForm[]; readonly range: Range }
  /** How many occurrences of `what` lie in `where`. */
  | { readonly op: 'occurs'; readonly what: Matcher; readonly where: Region; readonly count: Range }
  /** How long a region is. */
  | { readonly op: 'size'; readonly where: Region; readonly unit: Unit; readonly range: Range }
  | { readonly op: 'is'; readonly subject: Subject; readonly test: TextTest }
  /** The two arguments (their ids, or else their texts, joined by a tab) are an entry of a word list. */
  | { readonly op: 'pair-listed'; readonly first: ArgName; readonly second: ArgName; readonly list: string }
  /** There is more of `left` than of `right`, or as much. */
  | {
      readonly op: 'compare';
      readonly left: Count;
      readonly is: 'more' | 'equal';
      readonly right: Count;
    }
  /** Plain arithmetic ("2 is less than 3"). */
  | { readonly op: 'number'; readonly value: number; readonly range: Range };

export type Occurs = Extract<LogicalForm, { op: 'occurs' }>;

/** "At least one": the count of a plain "appears". */
export const atLeastOne: Range = { min: 1 };

export function inRange(n: number, range: Range): boolean {
  return n >= range.min && (range.max === undefined || n <= range.max);
}
