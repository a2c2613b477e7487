/**
 * The clauses that an explanation of one instance could be made of: read off the text around the labelled thing, so that
 * every one is true here. `base` says which words stand where; `limits` say how near, and in which order the arguments come.
 */
import {
  type ArgName,
  atLeastOne,
  closedClass,
  countUnits,
  distanceBetween,
  evaluate,
  foldText,
  guessPartOfSpeech,
  hasWordCharacter,
  type Instance,
  type LogicalForm,
  type Region,
} from '#core/explain';
import type { Span } from '#core/text';
import { isOpinionWord } from './opinion-words.ts';

/** Where the words of a seed stand. */
export type Place = 'between' | 'beside' | 'side' | 'text' | 'argument';

export interface Seed {
  readonly base: LogicalForm;
  /** Tighter versions of it, each true here; `test` decides among its matches. */
  readonly tighter: readonly {
    readonly form: LogicalForm;
    readonly test: LogicalForm;
    readonly limit: number;
  }[];
  /** Words that the base allows to the argument, if it is limited. */
  readonly limit: number | undefined;
  readonly place: Place;
  /** The words it stands on, as spans of the instance's text. */
  readonly words: Span;
  readonly wordCount: number;
  readonly contentWords: number;
  /** It has an adjective or adverb: what opinions are said with. */
  readonly isJudging: boolean;
  /** Words in it that opinions are said with. */
  readonly opinionWords: number;
  /** It begins and ends with a word that says something. */
  readonly hasFullEdges: boolean;
  /** Words to the argument it stands beside, 0 where it stands beside none. */
  readonly distance: number;
  /** No other word that says something stands nearer to the argument. */
  readonly isNearest: boolean;
  /** Its words are all there is between the arguments, or stand immediately beside it. */
  readonly isAdjacent: boolean;
}

const longestPhrase = 5;
/** Words farther away than this from an entity or aspect say little about it. */
const farthest = 8;
const besideArguments = 3;
const longestSuffix = 4;
/** Distances that people say. */
const roundDistances = [1, 2, 3, 4, 5, 8];

/** Words in a row, none of them punctuation. */
interface Phrase extends Span {
  readonly text: string;
  readonly words: readonly string[];
  readonly count: number;
  readonly content: number;
}

export function seedsOf(instance: Instance): Seed[] {
  const { x, y } = instance.args;
  const all =
    x !== undefined && y !== undefined
      ? pairSeeds(instance, x, y)
      : instance.args.aspect !== undefined
        ? [...sideSeeds(instance, 'aspect', instance.args.aspect), ...textSeeds(instance)]
        : instance.args.entity !== undefined
          ? [
              ...sideSeeds(instance, 'entity', instance.args.entity),
              ...ownWords(instance, instance.args.entity),
            ]
          : textSeeds(instance);
  const seen = new Set<string>();
  return all.filter((seed) => {
    const key = JSON.stringify(seed.base);
    if (seen.has(key) || !evaluate(seed.base, instance)) return false;
    seen.add(key);
    return true;
  });
}

/** "X is left of Y", as it is here. */
export function orderHere(instance: Instance): LogicalForm | undefined {
  const { x, y } = instance.args;
  if (x === undefined || y === undefined) return undefined;
  const side = x.to <= y.from ? 'left' : y.to <= x.from ? 'right' : undefined;
  if (side === undefined) return undefined;
  return {
    op: 'occurs',
    what: { kind: 'arg', arg: 'x' },
    where: { kind: 'side', side, of: { kind: 'arg', arg: 'y' } },
    count: atLeastOne,
  };
}

function pairSeeds(instance: Instance, x: Span, y: Span): Seed[] {
  const [first, second] = x.from <= y.from ? [x, y] : [y, x];
  if (first.to > second.from) return [];
  const gap = { from: first.to, to: second.from };
  const size = countUnits(gap, 'word', instance);
  const between: Region = { kind: 'between', a: { kind: 'arg', arg: 'x' }, b: { kind: 'arg', arg: 'y' } };
  const inside = phrasesIn(instance, gap, longestPhrase).map((phrase): Seed => {
    const base = occurs(phrase.text, between);
    const limits = [...new Set([size, ...roundDistances.filter((n) => n > size).slice(0, 2)])];
    const tighter = limits.map((max) => {
      const test: LogicalForm = { op: 'size', where: between, unit: 'word', range: { min: 0, max } };
      return { form: { op: 'and', of: [base, test] } as const, test, limit: max };
    });
    return seed(phrase, base, tighter, 'between', phrase.count === size);
  });
  const beside = [
    { name: first === x ? 'x' : 'y', span: first, side: 'left' },
    { name: first === x ? 'y' : 'x', span: second, side: 'right' },
  ] as const;
  const outside = beside.flatMap(({ name, span, side }) =>
    near(instance, name, span, side, besideArguments, 2),
  );
  return [...inside, ...outside];
}

function sideSeeds(instance: Instance, name: ArgName, span: Span): Seed[] {
  return (['left', 'right'] as const).flatMap((side) => near(instance, name, span, side, farthest, 3));
}

/** Words on one side of an argument, each with the distances that hold here. */
function near(
  instance: Instance,
  name: ArgName,
  span: Span,
  side: 'left' | 'right',
  reach: number,
  longest: number,
): Seed[] {
  const part = side === 'left' ? { from: 0, to: span.from } : { from: span.to, to: instance.text.length };
  const phrases = phrasesIn(instance, part, longest);
  const nearest = Math.min(
    ...phrases
      .filter(({ count, content }) => count === 1 && content === 1)
      .map((phrase) => distanceBetween(phrase, span, 'word', instance)),
  );
  return phrases.flatMap((phrase): Seed[] => {
    const distance = distanceBetween(phrase, span, 'word', instance);
    if (distance > reach) return [];
    const at = (max: number | undefined, where: 'left' | 'right' | 'around'): LogicalForm =>
      occurs(phrase.text, {
        kind: 'side',
        side: where,
        of: { kind: 'arg', arg: name },
        ...(max === undefined ? {} : { within: { min: 1, max, unit: 'word' as const } }),
      });
    const limits = roundDistances.filter((n) => n >= distance && n <= reach);
    const isAdjacent = distance === 1;
    const place = { distance, isNearest: distance <= nearest };
    // Function words that are not beside it are everywhere.
    if (phrase.content === 0) {
      return isAdjacent ? [seed(phrase, at(1, side), [], 'beside', true, { ...place, limit: 1 })] : [];
    }
    const tighter = limits.map((max) => ({ form: at(max, side), test: at(max, side), limit: max }));
    const widest = limits.at(-1) ?? reach;
    return [
      seed(phrase, at(undefined, side), tighter, 'beside', isAdjacent, { ...place, limit: undefined }),
      seed(phrase, at(widest, 'around'), [], 'side', isAdjacent, { ...place, limit: widest }),
    ];
  });
}

function textSeeds(instance: Instance): Seed[] {
  const whole = { from: 0, to: instance.text.length };
  return phrasesIn(instance, whole, 3)
    .filter((phrase) => phrase.content > 0)
    .map((phrase) => seed(phrase, occurs(phrase.text, { kind: 'sentence' }), [], 'text', false));
}

/** What the entity itself looks like. */
function ownWords(instance: Instance, entity: Span): Seed[] {
  const text = foldText(instance.text.slice(entity.from, entity.to));
  if (!/^[\p{L}\p{N} -]+$/u.test(text)) return [];
  const last = text.split(' ').at(-1) ?? text;
  const ends = [3, longestSuffix].filter((n) => n < last.length).map((n) => last.slice(-n));
  return [...new Set([...ends, last, text])].map((end) =>
    seed(
      { ...entity, text: end, words: [end], count: 1, content: 1 },
      {
        op: 'is',
        subject: { kind: 'arg', arg: 'entity' },
        test: { kind: end === text ? 'equals' : 'ends-with', texts: [end] },
      },
      [],
      'argument',
      end !== text && end !== last,
    ),
  );
}

function occurs(text: string, where: Region): LogicalForm {
  return { op: 'occurs', what: { kind: 'phrase', texts: [text], match: 'word' }, where, count: atLeastOne };
}

function seed(
  phrase: Phrase,
  base: LogicalForm,
  tighter: Seed['tighter'],
  place: Place,
  isAdjacent: boolean,
  { distance, isNearest, limit }: Pick<Seed, 'distance' | 'isNearest' | 'limit'> = {
    distance: 0,
    isNearest: false,
    limit: undefined,
  },
): Seed {
  const words = { from: phrase.from, to: phrase.to };
  const isJudging = phrase.words.some((word) => {
    const pos = guessPartOfSpeech(word);
    return pos === 'adjective' || (pos === 'adverb' && !closedClass(word));
  });
  return {
    base,
    tighter,
    place,
    words,
    wordCount: phrase.count,
    contentWords: phrase.content,
    isJudging,
    opinionWords: phrase.words.filter(isOpinionWord).length,
    hasFullEdges: saysSomething(phrase.words[0] ?? '') && saysSomething(phrase.words.at(-1) ?? ''),
    isAdjacent,
    distance,
    isNearest,
    limit,
  };
}

/** Not one of those words that are everywhere: "good" is in the closed list of adjectives, and says something all the same. */
function saysSomething(word: string): boolean {
  return hasWordCharacter(word) && (!closedClass(word) || isOpinionWord(word));
}

function phrasesIn(instance: Instance, part: Span, longest: number): Phrase[] {
  const { text } = instance;
  const tokens = instance.tokens.filter((token) => token.from >= part.from && token.to <= part.to);
  const isWord = tokens.map((token) =>
    /^[\p{L}\p{N}][\p{L}\p{N}-]*$/u.test(text.slice(token.from, token.to)),
  );
  const found: Phrase[] = [];
  for (let i = 0; i < tokens.length; i++) {
    let content = 0;
    const words: string[] = [];
    for (let k = i; k < Math.min(tokens.length, i + longest); k++) {
      const [first, token] = [tokens[i], tokens[k]];
      if (first === undefined || token === undefined || isWord[k] !== true) break;
      const word = text.slice(token.from, token.to);
      words.push(foldText(word));
      if (saysSomething(word)) content++;
      const span = { from: first.from, to: token.to };
      const folded = foldText(text.slice(span.from, span.to));
      found.push({ ...span, text: folded, words: [...words], count: k - i + 1, content });
    }
  }
  return found;
}
