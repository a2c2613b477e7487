/**
 * A trigger as a phrase that is looked for in other sentences: what works from the first trigger on, before any network
 * is trained. Each of its parts (neighbouring words of the trigger) is aligned with the words of a sentence, in order;
 * a word stands for itself, or for one whose vector is near ("had lunch at" for "had a dinner at"). Words count by how
 * rare they are (smooth inverse frequency, Arora, Liang & Ma 2017), so that "lunch" decides and "at" hardly does.
 *
 * Laws: a similarity lies in [0, 1]; a sentence that holds the parts word for word, in order, has 1; changing a word,
 * leaving one out or putting one in between never raises it.
 */
import { must } from '#core/base';
import type { TokenSpan } from '#core/train';

/** What is needed of a table of word vectors (`WordVectors` of core/train is one). */
export interface PhraseVectors {
  readonly dims: number;
  readonly size: number;
  /** Frequency rank of the word, from 0; -1 where unknown. */
  rank(word: string): number;
  fill(out: Float32Array, offset: number, word: string): void;
}

export interface WordSimilarity {
  /** How much a word says, in (0, 1): near 0 for the commonest. */
  weight(word: string): number;
  /** In [0, 1]; 1 exactly for the same word, whatever its case. */
  similarity(a: string, b: string): number;
}

const hasLetter = /[\p{L}\p{N}]/u;
const negators = new Set(['not', "n't", 'n’t', 'never', 'no', 'without', 'hardly', 'neither', 'nor']);

export const isPunctuation = (word: string): boolean => !hasLetter.test(word);
export const isNegator = (word: string): boolean => negators.has(word.toLowerCase());

const smoothing = 1e-3;
/** Of punctuation, and of letters that stand alone (the article "a" has no vector). */
const faintest = 0.03;
/** Cosines up to the first are strangers; from the second on words are as good as the same. */
const strangers = 0.35;
const twins = 0.9;
/** Another word is never quite the word. */
const nearlyTheWord = 0.95;
const sharedStem = 4;

/**
 * `soft`: words that are used alike are alike. Where opinions are the task it must be off: vectors hold "cheap" and
 * "expensive", "good" and "bad" for neighbours (cosines 0.78 and 0.77); then only forms of one word are alike
 * ("recommend", "recommended"). Without vectors all words weigh the same but the shortest.
 */
export function createWordSimilarity(vectors: PhraseVectors | undefined, soft: boolean): WordSimilarity {
  const weights = new Map<string, number>();
  const units = new Map<string, Float32Array>();
  const known = new Map<string, Map<string, number>>();
  const harmonic = vectors === undefined ? 1 : Math.log(vectors.size + 1) + 0.5772;
  const weigh = (word: string): number => {
    if (isPunctuation(word) || /^[a-z]$/.test(word)) return faintest;
    if (vectors === undefined) return word.length < 4 ? 0.3 : 0.9;
    const rank = vectors.rank(word);
    return smoothing / (smoothing + (rank < 0 ? 0 : 1 / ((rank + 1) * harmonic)));
  };
  const unitOf = (word: string, table: PhraseVectors): Float32Array => {
    let unit = units.get(word);
    if (unit === undefined) {
      unit = new Float32Array(table.dims);
      if (table.rank(word) >= 0) table.fill(unit, 0, word);
      const length = Math.sqrt(unit.reduce((sum, x) => sum + x * x, 0));
      for (let d = 0; length > 0 && d < unit.length; d++) unit[d] = must(unit[d], 'number') / length;
      units.set(word, unit);
    }
    return unit;
  };
  const compare = (a: string, b: string): number => {
    if (vectors === undefined) return 0;
    const [x, y] = [unitOf(a, vectors), unitOf(b, vectors)];
    let cosine = 0;
    for (let d = 0; d < x.length; d++) cosine += must(x[d], 'number') * must(y[d], 'number');
    if (!soft && (commonPrefix(a, b) < sharedStem || cosine < twins / 2)) return 0;
    return Math.min(nearlyTheWord, Math.max(0, (cosine - strangers) / (twins - strangers)));
  };
  return {
    weight(word) {
      const key = word.toLowerCase();
      let weight = weights.get(key);
      if (weight === undefined) {
        weight = weigh(key);
        weights.set(key, weight);
      }
      return weight;
    },
    similarity(first, second) {
      const [a, b] = [first.toLowerCase(), second.toLowerCase()];
      if (a === b) return 1;
      if (isPunctuation(a) || isPunctuation(b) || isNegator(a) !== isNegator(b)) return 0;
      let row = known.get(a);
      if (row === undefined) {
        row = new Map();
        known.set(a, row);
      }
      let found = row.get(b);
      if (found === undefined) {
        found = compare(a, b);
        row.set(b, found);
      }
      return found;
    },
  };
}

function commonPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}

/** Neighbouring words of a trigger. */
export interface PhrasePart {
  readonly words: readonly string[];
  /** Where they stand in their own sentence. */
  readonly at: TokenSpan;
  /** There they stand behind a "not". */
  readonly denied: boolean;
}

/** The parts of some token positions (ascending), in order. */
export function partsOf(words: readonly string[], positions: readonly number[]): PhrasePart[] {
  const parts: PhrasePart[] = [];
  for (let i = 0; i < positions.length; ) {
    const from = must(positions[i], 'position');
    let to = from + 1;
    i++;
    while (positions[i] === to) {
      to++;
      i++;
    }
    parts.push({ words: words.slice(from, to), at: { from, to }, denied: isDenied(words, from) });
  }
  return parts;
}

/** How much a phrase says: the sum of its words' weights. */
export function weightOf(parts: readonly PhrasePart[], similarity: WordSimilarity): number {
  return parts.reduce(
    (sum, part) => sum + part.words.reduce((own, word) => own + similarity.weight(word), 0),
    0,
  );
}

/** One occurrence of a phrase. */
export interface PhraseMatch {
  readonly similarity: number;
  /** Where each part stands, in order; `undefined` where a faint part is missing. */
  readonly parts: readonly (TokenSpan | undefined)[];
}

interface Place extends TokenSpan {
  readonly score: number;
}

/** What a word between two words of a part costs, beside a share of its weight. */
const interruption = 0.05;
const interruptionShare = 0.3;
/** Words between two words of a part at most. */
const longestGap = 3;
/** Occurrences that are looked at for one part, and told of one phrase. */
const maxPlaces = 4;
const maxMatches = 3;

/** Occurrences of a phrase in a sentence from `floor` on, best first, that share no part's place. */
export function findPhrase(
  parts: readonly PhrasePart[],
  words: readonly string[],
  similarity: WordSimilarity,
  floor: number,
): PhraseMatch[] {
  const total = weightOf(parts, similarity);
  if (total === 0 || words.length === 0) return [];
  // Every way to go through the parts in order, each at a place or left out.
  let ways: { readonly score: number; readonly end: number; readonly parts: (TokenSpan | undefined)[] }[] = [
    { score: 0, end: 0, parts: [] },
  ];
  let left = total;
  for (const part of parts) {
    left -= weightOf([part], similarity);
    const places = placesOf(part, words, similarity);
    const next = ways.flatMap((way) => [
      ...places
        .filter((place) => place.from >= way.end)
        .map(({ from, to, score }) => ({
          score: way.score + score,
          end: to,
          parts: [...way.parts, { from, to }],
        })),
      { ...way, parts: [...way.parts, undefined] },
    ]);
    const rest = left;
    ways = next
      .filter((way) => (way.score + rest) / total >= floor)
      .sort((a, b) => b.score - a.score)
      .slice(0, maxPlaces * maxPlaces);
  }
  const found: PhraseMatch[] = [];
  for (const way of ways) {
    if (found.length === maxMatches || way.parts.every((place) => place === undefined)) continue;
    const taken = found.some((other) =>
      way.parts.some((place, i) => place !== undefined && overlaps(place, other.parts[i])),
    );
    if (!taken) found.push({ similarity: Math.min(1, way.score / total), parts: way.parts });
  }
  return found;
}

const overlaps = (a: TokenSpan, b: TokenSpan | undefined): boolean =>
  b !== undefined && a.from < b.to && b.from < a.to;

/** The best places of one part: a local alignment, ended at each word; scores are sums of weights. */
function placesOf(part: PhrasePart, words: readonly string[], similarity: WordSimilarity): Place[] {
  const n = part.words.length;
  const time = words.length;
  // best[i][j]: the part's first i + 1 words aligned, the last of them with word j (or left out at once).
  const best = Array.from({ length: n }, () => new Float64Array(time).fill(Number.NEGATIVE_INFINITY));
  const start = Array.from({ length: n }, () => new Int32Array(time).fill(-1));
  const skips = words.map((word) =>
    isNegator(word) ? Number.POSITIVE_INFINITY : interruption + interruptionShare * similarity.weight(word),
  );
  for (let i = 0; i < n; i++) {
    const word = must(part.words[i], 'word');
    const weight = similarity.weight(word);
    for (let j = 0; j < time; j++) {
      const likeness = similarity.similarity(word, must(words[j], 'word'));
      if (likeness === 0) continue;
      const gain = weight * likeness;
      let score = gain;
      let from = j;
      // The words before it were left out, or the last of them stands a few words before.
      for (let before = i - 1; before >= 0; before--) {
        let cost = 0;
        for (let k = j - 1; k >= 0 && j - k <= longestGap + 1; k--) {
          const earlier = must(best[before]?.[k], 'score') - cost + gain;
          if (earlier > score) {
            score = earlier;
            from = must(start[before]?.[k], 'start');
          }
          cost += must(skips[k], 'cost');
        }
      }
      must(best[i], 'row')[j] = score;
      must(start[i], 'row')[j] = from;
    }
  }
  const places: Place[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < time; j++) {
      const score = must(best[i]?.[j], 'score');
      if (score > 0) places.push({ from: must(start[i]?.[j], 'start'), to: j + 1, score });
    }
  }
  places.sort((a, b) => b.score - a.score || b.to - b.from - (a.to - a.from));
  const kept: Place[] = [];
  for (const place of places) {
    if (kept.length === maxPlaces) break;
    // "not recommended" is no "recommended".
    if (isDenied(words, place.from) !== part.denied) continue;
    if (!kept.some((other) => overlaps(place, other))) kept.push(place);
  }
  return kept;
}

/** A "not" stands right before it, or one word before that ("not really recommended"). */
function isDenied(words: readonly string[], from: number): boolean {
  const [further, before] = [words[from - 2], words[from - 1]];
  if (before === undefined || isPunctuation(before)) return false;
  return isNegator(before) || (further !== undefined && isNegator(further));
}

/** A word's step when distances are counted: words that say little hardly part what they stand between. */
export function stepOf(word: string, similarity: WordSimilarity): number {
  return 0.1 + 0.9 * similarity.weight(word);
}

/** Where something stands seen from a part: before it, behind it or in it, and how far. */
export interface Bearing {
  readonly side: 'before' | 'behind' | 'in';
  readonly distance: number;
}

export function bearingOf(
  part: TokenSpan,
  target: TokenSpan,
  words: readonly string[],
  similarity: WordSimilarity,
): Bearing {
  if (overlaps(part, target)) return { side: 'in', distance: 0 };
  const isBefore = target.to <= part.from;
  const between = isBefore ? words.slice(target.to, part.from) : words.slice(part.to, target.from);
  const distance = between.reduce((sum, word) => sum + stepOf(word, similarity), 0);
  return { side: isBefore ? 'before' : 'behind', distance };
}

/** How well a bearing agrees with the one in the explained sentence, in [0, 1]; what stood near must stand near. */
export function agreement(here: Bearing, there: Bearing): number {
  if (here.side !== there.side) return 0;
  return 1 / (1 + Math.abs(here.distance - there.distance) / (0.5 + there.distance));
}
