/**
 * What the constituents of an explanation mean before they are a whole logical form: the types of the grammar's
 * categories. A verb phrase is a function from its subject, kept as data; `verb-phrase.ts` applies it.
 */
import type {
  Anchor,
  ArgName,
  LogicalForm,
  Matcher,
  MatchMode,
  PartOfSpeech,
  Range,
  Shape,
  TextTest,
  Unit,
  WordOfArgument,
} from './logical-form.ts';

export type Connective = 'and' | 'or';

/** "X", "X and Y". */
export interface ArgList {
  readonly kind: 'args';
  readonly conn: Connective;
  readonly args: readonly ArgName[];
}

/** "the words 'a' or 'b'", "no treat words", "three nouns": matchers, how many of them, how often each. */
export interface Things {
  readonly kind: 'things';
  readonly matchers: readonly Matcher[];
  readonly quantifier: 'any' | 'all' | 'none' | Range;
  readonly count: Range;
  /** "only one word 'x'": nothing else is there. */
  readonly only?: true;
}

/** "no more than five words": words as such. */
export interface Units {
  readonly kind: 'units';
  readonly unit: Unit;
  readonly count: Range;
}

export type Entity = ArgList | Things | Units;

export interface AnchorList {
  readonly conn: Connective;
  readonly anchors: readonly Anchor[];
}

export type Place =
  | {
      readonly kind: 'side';
      readonly side: 'left' | 'right' | 'around';
      readonly of: AnchorList;
      readonly reach?: Reach;
    }
  /** "to the left", without saying of what. */
  | { readonly kind: 'bare-side'; readonly side: 'left' | 'right' }
  | { readonly kind: 'between'; readonly a: Anchor; readonly b: Anchor; readonly reach?: Reach }
  | { readonly kind: 'sentence' }
  | { readonly kind: 'arg'; readonly args: ArgList };

/** A distance as it was said: `range` counts steps (1 = neighbours) in words and tokens. */
export interface Reach {
  readonly unit: Unit;
  readonly range: Range;
  /** Said as "directly", which goes with a side only. */
  readonly direct?: true;
  /** Said with "away": a distance from each end even with "between". */
  readonly away?: true;
  /** Said as "near": a number that is said as well takes its place. */
  readonly vague?: true;
  /** Said as "with at most 3 words in between": that number itself. */
  readonly gap?: Range;
}

/** Where, how near and how often: any number of adverbials, merged. */
export interface Adverbial {
  readonly places: readonly Place[];
  readonly placesConn: Connective;
  readonly reach?: Reach;
  readonly times?: Range;
}

export type Predicate =
  | { readonly kind: 'located'; readonly where: Adverbial; readonly only?: true }
  /** The subject lies on `side` of the object ("precedes" = left). */
  | {
      readonly kind: 'relation';
      readonly side: 'left' | 'right' | 'around';
      readonly object: Entity;
      readonly where: Adverbial;
    }
  /** The object lies on `side` of the subject ("is preceded by" = left). */
  | {
      readonly kind: 'passive';
      readonly side: 'left' | 'right' | 'around';
      readonly object: Entity;
      readonly where: Adverbial;
    }
  | { readonly kind: 'test'; readonly tests: readonly TextTest[]; readonly conn: Connective }
  | { readonly kind: 'contains'; readonly object: Entity; readonly where: Adverbial }
  /** "starts with 'w'", "ends with a treat word". */
  | { readonly kind: 'affix'; readonly mode: 'prefix' | 'suffix'; readonly object: Things }
  /** "X and Y sandwich 'w'". */
  | { readonly kind: 'sandwiches'; readonly object: Entity; readonly where: Adverbial }
  /** "'w' links X and Y". */
  | { readonly kind: 'links'; readonly object: ArgList; readonly where: Adverbial }
  /** "X is two words long". */
  | { readonly kind: 'long'; readonly unit: Unit; readonly range: Range }
  /** "X is mentioned again after Y". */
  | { readonly kind: 'again'; readonly where: Adverbial }
  /** "X and Y are three words apart": the size of what is between. */
  | { readonly kind: 'apart'; readonly unit: Unit; readonly range: Range }
  | { readonly kind: 'not'; readonly of: Predicate }
  | { readonly kind: 'both' | 'either'; readonly of: readonly [Predicate, Predicate] };

/** "a word between X and Y": words as such, in a place. */
export interface Selection {
  readonly what: Entity;
  readonly where: Adverbial;
}

/** The type of each category. Categories in the second half are given by the lexicon or the scanner. */
export interface CategoryValues {
  // Sentences
  Root: LogicalForm;
  Or2: LogicalForm;
  And2: LogicalForm;
  Literal: LogicalForm;
  Clause: LogicalForm;
  // Phrases
  Entity: Entity;
  Args: ArgList;
  Things: Things;
  OneThing: Things;
  Strings: { readonly conn: Connective | 'list'; readonly texts: readonly string[] };
  Units: Units;
  Selection: Selection;
  Counted: Selection;
  Range: Range;
  Measure: Reach;
  Reach: Reach;
  Anchor: Anchor;
  Anchors: AnchorList;
  Place: Place;
  Adverbial: Adverbial;
  Adverbials: Adverbial;
  Predicate: Predicate;
  AndPredicate: Predicate;
  VerbPhrase: Predicate;
  Test: Predicate;
  /** "is in the dictionary" of a pair. */
  PairListed: { readonly list: string; readonly not: boolean };
  Passive: { readonly side: 'left' | 'right' | 'around'; readonly reach?: Reach };
  ListName: string;
  Numbers: { readonly conn: Connective | 'none'; readonly values: readonly number[] };
  Comparison: { readonly conn: Connective; readonly ranges: readonly Range[]; readonly unit?: Unit };
  Pair: ArgList;
  Cases: readonly LogicalForm[];
  // Words
  String: string;
  Bare: string;
  Number: number;
  Arg: ArgName;
  Them: ArgList;
  KnownList: string;
  Unknown: string;
  WordNoun: MatchMode;
  UnitNoun: Unit;
  PosNoun: PartOfSpeech;
  EntityNoun: string;
  ShapeAdjective: Shape;
  Be: null;
  Aux: null;
  Not: null;
  NotTrue: null;
  IsTrue: null;
  There: null;
  Occur: null;
  Contain: null;
  Relate: 'left' | 'right' | 'around';
  Related: 'left' | 'right' | 'around';
  By: null;
  Side: 'left' | 'right' | 'around';
  BareSide: 'left' | 'right';
  Beside: Range;
  Away: null;
  Apart: null;
  Between: null;
  InBetween: null;
  Direct: null;
  Within: null;
  Sandwich: null;
  Link: null;
  Linked: null;
  Compare: Comparator;
  CompareAfter: Comparator;
  Exceed: Comparator;
  To: null;
  Times: null;
  Often: Range;
  Only: null;
  No: null;
  Any: null;
  All: null;
  Of: null;
  In: null;
  With: null;
  /** "But" joins clauses, and never two words into one list. */
  And: 'but' | null;
  Or: null;
  Comma: null;
  Open: null;
  Close: null;
  Sentence: null;
  Edge: 'start' | 'end';
  StartsWith: null;
  EndsWith: null;
  Equal: null;
  SameAs: null;
  Same: null;
  OfType: null;
  NumberOf: null;
  Distance: null;
  Order: null;
  PairOf: null;
  PairNoun: null;
  Ids: null;
  ListNoun: null;
  Constant: boolean;
  Holding: null;
  Nothing: null;
  Different: null;
  Neighbour: 'left' | 'right';
  WholeOf: null;
  Ordinal: 'start' | 'end';
  /** "Second": the second word before X. */
  Nth: number;
  TheWord: null;
  Like: null;
  Synonym: null;
  Example: string;
  Examples: readonly string[];
  ClassName: string;
  Mention: null;
  Again: null;
  MentionOfType: null;
  NamePart: WordOfArgument;
  ArgWord: ArgWord;
  Share: null;
  Long: null;
  Length: null;
  Amount: CountComparator;
  AmountOften: CountComparator;
  Than: null;
  Occurrences: null;
  Counting: Units | Things;
  Near: null;
}

/** "The last name of X". */
export interface ArgWord {
  readonly arg: ArgName;
  readonly word: WordOfArgument;
}

export type CountComparator = 'more' | 'less' | 'equal';

export type Comparator = 'at-most' | 'less' | 'exactly' | 'at-least' | 'more';

export type Category = keyof CategoryValues;
