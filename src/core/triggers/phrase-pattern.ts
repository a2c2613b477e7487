/**
 * What a trigger is looked for as, and how well what is found stands to a target as the labelled words stood to the
 * trigger in the explained sentence.
 */
import { must } from '#core/base';
import { type RecommendedTarget, spansOf } from '#core/project';
import { rangeOfSpan, type Span } from '#core/text';
import type { Passage, TokenSpan } from '#core/train';
import {
  agreement,
  type Bearing,
  bearingOf,
  isPunctuation,
  type PhraseMatch,
  type PhrasePart,
  partsOf,
  type WordSimilarity,
  weightOf,
} from './phrases.ts';
import type { Trigger } from './trigger.ts';

/** Of a phrase whose words weigh so much half is believed. */
const halfWeight = 1;
/** So far away (in steps) a phrase says half as much about a target as beside it. */
const halfDistance = 3;
/** RE: both ends are given and their types fit, so that distance says less. */
const pairLeniency = 0.5;

export interface Pattern {
  readonly trigger: Trigger;
  readonly parts: readonly PhrasePart[];
  /** What the phrase is worth at all, in (0, 1). */
  readonly says: number;
  /** Of each part, where the labelled words stood (the entity or aspect; of a relation X, then Y). */
  readonly bearings: readonly (readonly Bearing[])[];
  readonly looks: Looks;
  /** Words of the target; 0 where there is none. */
  readonly length: number;
  readonly headFirst: boolean;
  /** The word before the target where it looks like a part of the name and was left out of the label ("Doctor"). */
  readonly leftOut: string | undefined;
}

/** A sentence, and for entities what could be labelled in it. */
export interface Sentence {
  readonly passage: Passage;
  readonly candidates: readonly TokenSpan[];
}

type Looks = 'name' | 'plain';

/** What a trigger is looked for as. */
export function patternOf(trigger: Trigger, similar: WordSimilarity): Pattern {
  const { words, positions, target, pair } = trigger;
  const targets = target !== undefined ? [target] : pair !== undefined ? [pair.head, pair.tail] : [];
  // Marked words of the target itself are a hole that other words will fill, unless there are no others.
  const outside = positions.filter((at) => !targets.some(({ from, to }) => from <= at && at < to));
  const parts = partsOf(words, outside.length === 0 ? positions : outside);
  const weight = weightOf(parts, similar);
  const bearings = parts.map((part) => targets.map((one) => bearingOf(part.at, one, words, similar)));
  const distances = bearings.flat().map(({ distance }) => distance);
  const nearest = distances.length === 0 ? 0 : Math.min(...distances);
  return {
    trigger,
    parts,
    says: weight ** 2 / (weight ** 2 + halfWeight ** 2) / (1 + nearest / halfDistance),
    bearings,
    looks: target === undefined ? 'plain' : looksOf(words, target),
    length: target === undefined ? 0 : target.to - target.from,
    headFirst: pair === undefined || pair.head.from <= pair.tail.from,
    leftOut: leftOutOf(words, target),
  };
}

/** Agreement of the worst of the parts that are there. */
export function fitOf(
  hit: PhraseMatch,
  pattern: Pattern,
  targets: readonly TokenSpan[],
  words: readonly string[],
  similar: WordSimilarity,
): number {
  const [first, second] = targets;
  const isPair = first !== undefined && second !== undefined;
  if (targets.length !== (pattern.bearings[0]?.length ?? 0)) return 0;
  if (isPair && first.from <= second.from !== pattern.headFirst) return 0;
  let fit = 1;
  hit.parts.forEach((part, i) => {
    if (part === undefined) return;
    targets.forEach((target, k) => {
      const there = must(pattern.bearings[i]?.[k], 'bearing');
      fit = Math.min(fit, agreement(bearingOf(part, target, words, similar), there));
    });
  });
  return isPair ? fit ** pairLeniency : fit;
}

/**
 * The very words that stand in the target's place, for scripts and words in which no phrase is recognised; and where the trigger is the
 * end of a phrase ("acute" of "acute liver failure"), the rest of it.
 */
export function gapsOf(
  { passage, candidates }: Sentence,
  hit: PhraseMatch,
  { bearings, length }: Pattern,
  similar: WordSimilarity,
): TokenSpan[] {
  return hit.parts.flatMap((part, i): TokenSpan[] => {
    const bearing = bearings[i]?.[0];
    if (part === undefined || bearing === undefined || bearing.distance > 0) return [];
    const rest = candidates.flatMap((other): TokenSpan[] => {
      if (bearing.side === 'behind' && other.from <= part.from && part.to < other.to)
        return [{ from: part.to, to: other.to }];
      if (bearing.side === 'before' && other.from < part.from && part.to <= other.to)
        return [{ from: other.from, to: part.from }];
      return [];
    });
    if (rest.length > 0) return rest;
    const range =
      bearing.side === 'in'
        ? part
        : bearing.side === 'behind'
          ? { from: part.to, to: part.to + length }
          : { from: part.from - length, to: part.from };
    const words = passage.words.slice(Math.max(0, range.from), range.to);
    const isWhole = range.from >= 0 && words.length === range.to - range.from;
    const isFree = !candidates.some((other) => other.from < range.to && range.from < other.to);
    const says = words.every((word) => !isPunctuation(word) && similar.weight(word) > 0.5);
    return isWhole && isFree && says ? [range] : [];
  });
}

export const spanAt = ({ tokens }: Passage, { from, to }: TokenSpan): Span => ({
  from: must(tokens[from], 'token').from,
  to: must(tokens[to - 1], 'token').to,
});

/** Token ranges of a target's spans; none for a text; `undefined` where one of them stands elsewhere. */
export function rangesIn({ tokens }: Passage, target: RecommendedTarget): readonly TokenSpan[] | undefined {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const ranges = spansOf(target).map((span) =>
    span.from >= first.from && span.to <= last.to ? rangeOfSpan(tokens, span) : undefined,
  );
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** Noun phrases, and within and beside them what is written with capitals, whole and without its first words. */
export function candidatesOf(passage: Passage, phrases: readonly Span[]): TokenSpan[] {
  const { words } = passage;
  const found = new Map<string, TokenSpan>();
  const add = (range: TokenSpan | undefined): void => {
    if (range !== undefined) found.set(`${range.from} ${range.to}`, range);
  };
  for (const phrase of phrases) add(rangesIn(passage, { kind: 'span', ...phrase })?.[0]);
  for (let from = 0; from < words.length; from++) {
    if (!isCapital(must(words[from], 'word'))) continue;
    let to = from + 1;
    while (to < words.length && isCapital(must(words[to], 'word'))) to++;
    // The first word of a sentence has its capital for nothing; what follows it has not.
    for (let part = from === 0 ? 1 : from; part < to && to - from <= longestRun; part++)
      add({ from: part, to });
    from = to;
  }
  return [...found.values()];
}

/** Longer runs of capitals are headlines. */
const longestRun = 5;

function leftOutOf(words: readonly string[], target: TokenSpan | undefined): string | undefined {
  if (target === undefined) return undefined;
  const [before, first] = [words[target.from - 1], words[target.from]];
  const isOne = before !== undefined && first !== undefined && isCapital(before) && isCapital(first);
  return isOne && /\p{L}{2}/u.test(before) ? before.toLowerCase() : undefined;
}

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

/** A name: its last word has a capital ("the old Harbour Inn"). */
function looksOf(words: readonly string[], { to }: TokenSpan): Looks {
  return isCapital(words[to - 1] ?? '') ? 'name' : 'plain';
}

/** How much some words look like what was labelled: a name or not, and cut where the label was cut. */
export function likeness(pattern: Pattern, words: readonly string[], range: TokenSpan): number {
  const cut = pattern.leftOut !== undefined && words[range.from]?.toLowerCase() === pattern.leftOut ? 0.5 : 1;
  if (pattern.looks === looksOf(words, range)) return cut;
  return cut * (pattern.looks === 'name' ? 0.5 : 0.7);
}
