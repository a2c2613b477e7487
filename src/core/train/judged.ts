/**
 * What a model and people say of the texts that measure, item by item, and everything that is read off it: scores with an
 * interval, confusion, calibration. An item is a span, a pair or a whole text; `''` stands for none of the labels.
 */
import { createRng } from '#core/base';
import type { JudgedItem } from '#core/project';
import { type Score, scoreOf } from './metrics.ts';

export interface JudgedScores {
  /** Over all items: of entities what the literature calls entity F1. */
  readonly micro: Score;
  /** Mean F1 of the labels that people gave at least once. */
  readonly macroF1: number;
  readonly byLabel: ReadonlyMap<string, Score>;
}

export function scoresOfItems(items: readonly JudgedItem[]): JudgedScores {
  const counts = new Map<string, { correct: number; predicted: number; gold: number }>();
  const at = (label: string) => {
    const known = counts.get(label) ?? { correct: 0, predicted: 0, gold: 0 };
    counts.set(label, known);
    return known;
  };
  for (const { gold, predicted } of items) {
    if (gold !== '') at(gold).gold++;
    if (predicted !== '') at(predicted).predicted++;
    if (gold !== '' && gold === predicted) at(gold).correct++;
  }
  let [correct, predicted, gold, sum, present] = [0, 0, 0, 0, 0];
  const byLabel = new Map<string, Score>();
  for (const [label, one] of counts) {
    const score = scoreOf(one.correct, one.predicted, one.gold);
    byLabel.set(label, score);
    correct += one.correct;
    predicted += one.predicted;
    gold += one.gold;
    if (one.gold === 0) continue;
    sum += score.f1;
    present++;
  }
  return {
    micro: scoreOf(correct, predicted, gold),
    macroF1: present === 0 ? 0 : sum / present,
    byLabel,
  };
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const resamples = 400;

/**
 * Where 95 % of the scores lie that other texts of the same kind would have given: percentile bootstrap (Efron 1979) over
 * texts, not over items, since the items of one text are alike. `documentIds` are all texts measured on, also those without
 * any item. The same input gives the same interval. Of one text or none it is everything: [0, 1].
 *
 * Where all is right (or all wrong) every resample says the same, and the bootstrap knows no doubt: there it is Wilson's interval
 * of the share of texts (1927), which of twenty that are right has a twenty-first.
 */
export function intervalOf(
  items: readonly JudgedItem[],
  documentIds: readonly string[],
  score: (items: readonly JudgedItem[]) => number,
): Interval {
  if (documentIds.length < 2) return { low: 0, high: 1 };
  const byDocument = new Map<string, JudgedItem[]>(documentIds.map((id) => [id, []]));
  for (const item of items) byDocument.get(item.documentId)?.push(item);
  const groups = [...byDocument.values()];
  const rng = createRng(20_21);
  const scores = Array.from({ length: resamples }, () => {
    const drawn: JudgedItem[] = [];
    for (let i = 0; i < groups.length; i++)
      drawn.push(...(groups[Math.floor(rng.next() * groups.length)] ?? []));
    return score(drawn);
  }).sort((a, b) => a - b);
  const at = (share: number): number => scores[Math.round(share * (scores.length - 1))] ?? 0;
  const [low, high] = [at(0.025), at(0.975)];
  return low === high ? wilson(score(items), documentIds.length) : { low, high };
}

/** Where 95 % of the shares lie that this one of `n` may have come from (Wilson 1927). */
function wilson(share: number, n: number): Interval {
  const z2 = 1.96 ** 2;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (1.96 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** So many of what it says with this confidence have to be right for a contradiction to mean anything. */
const trusted = 0.75;

/**
 * Labels that may have slipped, the surest first: where a model that did not learn from them says another one, and is at least
 * as sure as it is on average where it is right about that label (confident learning, Northcutt et al. 2021). Of a model that
 * is often wrong when it is as sure as that, nothing is believed: its own mistakes would be the queue.
 */
export function suspectedItems(items: readonly JudgedItem[]): readonly JudgedItem[] {
  const claimed = items.filter(({ predicted }) => predicted !== '');
  const right = new Map<string, { sum: number; count: number }>();
  for (const { gold, predicted, confidence } of claimed) {
    if (gold !== predicted) continue;
    const known = right.get(predicted) ?? { sum: 0, count: 0 };
    right.set(predicted, { sum: known.sum + confidence, count: known.count + 1 });
  }
  const limits = new Map<string, number>();
  for (const [label, { sum, count }] of right) {
    const usual = sum / count;
    const asSure = claimed.filter(({ confidence }) => confidence >= usual);
    const correct = asSure.filter(({ gold, predicted }) => gold === predicted).length;
    // A contradiction does not count against itself: one of them is what may have slipped.
    limits.set(label, correct >= trusted * (asSure.length - 1) ? usual : Number.POSITIVE_INFINITY);
  }
  return claimed
    .filter(({ gold, predicted, confidence }) => {
      // Of a label that it never gets right nothing is believed.
      return gold !== predicted && confidence >= (limits.get(predicted) ?? Number.POSITIVE_INFINITY);
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}

/**
 * Agreement of two judges beyond chance (Cohen 1960), of the labels that each gave in the same place; 1 where both say the same
 * everywhere, also where there is nothing to judge.
 */
export function kappaOf(pairs: readonly (readonly [string, string])[]): number {
  const n = pairs.length;
  const same = pairs.filter(([a, b]) => a === b).length;
  if (same === n) return 1;
  const counts = new Map<string, { first: number; second: number }>();
  for (const [a, b] of pairs) {
    counts.set(a, { second: 0, ...counts.get(a), first: (counts.get(a)?.first ?? 0) + 1 });
    counts.set(b, { first: 0, ...counts.get(b), second: (counts.get(b)?.second ?? 0) + 1 });
  }
  let chance = 0;
  for (const { first, second } of counts.values()) chance += (first / n) * (second / n);
  return chance === 1 ? 0 : (same / n - chance) / (1 - chance);
}

export interface ConfusionCell {
  readonly gold: string;
  readonly predicted: string;
  readonly count: number;
  /** Texts in which it happened, each once. */
  readonly documentIds: readonly string[];
}

/** Which label was taken for which, the most frequent first; what was right is not among them. */
export function confusionOf(items: readonly JudgedItem[]): readonly ConfusionCell[] {
  const cells = new Map<string, { gold: string; predicted: string; count: number; ids: Set<string> }>();
  for (const { gold, predicted, documentId } of items) {
    if (gold === predicted) continue;
    const key = JSON.stringify([gold, predicted]);
    const cell = cells.get(key) ?? { gold, predicted, count: 0, ids: new Set() };
    cell.count++;
    cell.ids.add(documentId);
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ gold, predicted, count, ids }) => ({ gold, predicted, count, documentIds: [...ids] }));
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean of what the model promised, and the share that was right. */
  readonly confidence: number;
  readonly right: number;
}

export interface Calibration {
  /** Those with something in them, by confidence. */
  readonly bins: readonly CalibrationBin[];
  /** Mean distance of promise and truth, weighted by count (expected calibration error, Guo et al. 2017). */
  readonly error: number;
}

export function calibrationOf(items: readonly JudgedItem[], bins = 5): Calibration {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const { gold, predicted, confidence } of items) {
    if (predicted === '') continue;
    const sum = sums[Math.min(bins - 1, Math.max(0, Math.floor(confidence * bins)))];
    if (sum === undefined) continue;
    sum.count++;
    sum.confidence += confidence;
    if (gold === predicted) sum.right++;
  }
  const filled = sums.flatMap(({ count, confidence, right }, i) =>
    count === 0
      ? []
      : [{ from: i / bins, to: (i + 1) / bins, count, confidence: confidence / count, right: right / count }],
  );
  const all = filled.reduce((sum, bin) => sum + bin.count, 0);
  const error = filled.reduce((sum, bin) => sum + bin.count * Math.abs(bin.confidence - bin.right), 0);
  return { bins: filled, error: all === 0 ? 0 : error / all };
}
