/**
 * Recommendations that need no training, and the merging of those of all sources (methods.md §6). Pure functions from
 * a document to a list; what is shown, and where it is kept, is decided by the rooms below.
 */
import {
  type Provenance,
  type Recommendation,
  type RecommendedTarget,
  recommendedKey,
  spanOf,
} from '#core/project';
import { nounPhrases, rangeOfSpan, type Span, spanOfRange, spansOverlap, tokensOf } from '#core/text';
import type { ReadableDocument } from '#core/train';
import type { Dictionary } from './dictionary.ts';

/** What a recommended stretch of text is to become: a labelled span (NER, entities of RE) or an aspect (SA). */
export type StretchKind = 'span' | 'aspect';

/** A book of a megabyte has tens of thousands of phrases: nobody looks through them, and all would be stored. */
export const maxNounPhrases = 500;

/** Bare targets without a label: what might be worth labelling; at most `maxNounPhrases`, from the beginning. */
export function recommendNounPhrases(
  document: ReadableDocument,
  kind: StretchKind = 'span',
): Recommendation[] {
  const tokens = tokensOf(document);
  return nounPhrases(document.text, tokens)
    .slice(0, maxNounPhrases)
    .map((span) => ({
      target: { kind, ...span },
      // It says where, not what; any source that knows the label goes before it.
      confidence: 0.1,
      provenance: [{ kind: 'noun-phrase' }],
    }));
}

/** Where a term of the dictionary occurs; matches that end inside a token the document came with are left out. */
export function recommendFromDictionary(
  document: ReadableDocument,
  dictionary: Dictionary,
  kind: StretchKind = 'span',
): Recommendation[] {
  const given = document.tokens === undefined ? undefined : tokensOf(document);
  return dictionary.find(document.text).flatMap(({ from, to, term, labelId, count, confidence }) => {
    if (given !== undefined && !onTokenEdges(given, { from, to })) return [];
    return {
      target: { kind, from, to },
      labelId,
      confidence,
      provenance: [{ kind: 'dictionary', term, count }],
    };
  });
}

function onTokenEdges(tokens: readonly Span[], span: Span): boolean {
  const range = rangeOfSpan(tokens, span);
  const snapped = range && spanOfRange(tokens, range);
  return snapped !== undefined && snapped.from === span.from && snapped.to === span.to;
}

/** A dictionary of pairs as plain data. */
export type PairRecord = readonly {
  readonly pair: string;
  readonly labels: Readonly<Record<string, number>>;
}[];

/** Pairs of words that were related before: the dictionary of RE. Case is ignored, order is not. */
export class PairDictionary {
  readonly #pairs = new Map<string, Map<string, number>>();

  /** As plain data: each pair's key and how often it had which label (by id). */
  toRecord(): PairRecord {
    return [...this.#pairs].map(([pair, labels]) => ({ pair, labels: Object.fromEntries(labels) }));
  }

  static from(record: PairRecord): PairDictionary {
    const pairs = new PairDictionary();
    for (const { pair, labels } of record) pairs.#pairs.set(pair, new Map(Object.entries(labels)));
    return pairs;
  }

  add(x: string, y: string, labelId: string, count = 1): void {
    const key = pairKey(x, y);
    const labels = this.#pairs.get(key) ?? new Map<string, number>();
    labels.set(labelId, (labels.get(labelId) ?? 0) + count);
    this.#pairs.set(key, labels);
  }

  /** The most frequent relation of each ordered pair of `entities`, where there is one. */
  recommend(text: string, entities: readonly Span[]): Recommendation[] {
    if (this.#pairs.size === 0) return [];
    const words = entities.map((span) => text.slice(span.from, span.to));
    return entities.flatMap((head, i) =>
      entities.flatMap((tail, j): Recommendation[] => {
        const labels = i === j ? undefined : this.#pairs.get(pairKey(words[i] ?? '', words[j] ?? ''));
        if (labels === undefined) return [];
        let [labelId, count, all] = ['', 0, 0];
        for (const [id, n] of labels) {
          all += n;
          if (n > count) [labelId, count] = [id, n];
        }
        const term = `${words[i]} → ${words[j]}`;
        return [
          {
            target: { kind: 'relation', head: plain(head), tail: plain(tail) },
            labelId,
            confidence: (count + 0.5) / (all + 1),
            provenance: [{ kind: 'dictionary', term, count }],
          },
        ];
      }),
    );
  }
}

const plain = ({ from, to }: Span): Span => ({ from, to });

function pairKey(x: string, y: string): string {
  // The length in front tells `a b` + `c` from `a` + `b c`, whatever the words hold.
  return `${x.toLowerCase().length} ${x.toLowerCase()} ${y.toLowerCase()}`;
}

export interface MergeOptions {
  /** What is labelled already: the same target is not proposed again, nor a bare target that overlaps one. */
  readonly annotated?: readonly RecommendedTarget[];
  /** What the person said no to, by `targetKey`; with the label where only that label was refused. */
  readonly rejected?: readonly { readonly target: RecommendedTarget; readonly labelId?: string }[];
}

/**
 * One list of several sources' recommendations, best first. Laws: no two share target and label; a merged one carries
 * the provenance of all its sources without repetition, and the highest confidence among them; nothing rejected, nothing
 * already annotated; no bare target that overlaps a labelled one; no two overlapping stretches of one label. The order of `lists` does not change the result's
 * targets, labels and confidences.
 */
export function mergeRecommendations(
  lists: readonly (readonly Recommendation[])[],
  { annotated = [], rejected = [] }: MergeOptions = {},
): Recommendation[] {
  const done = new Set(annotated.map(recommendedKey));
  const refused = new Set(
    rejected.map(({ target, labelId }) => `${recommendedKey(target)} ${labelId ?? ''}`),
  );
  const merged = new Map<string, Recommendation>();
  for (const item of lists.flat()) {
    const place = recommendedKey(item.target);
    const key = `${place} ${item.labelId ?? ''}`;
    if (done.has(place) || refused.has(`${place} `) || refused.has(key)) continue;
    const same = merged.get(key);
    merged.set(key, same === undefined ? item : join(same, item));
  }
  const items = [...merged.values()];
  const taken = [
    ...annotated.flatMap((target) => spanOf(target) ?? []),
    ...items.filter((item) => item.labelId !== undefined).flatMap((item) => spanOf(item.target) ?? []),
  ];
  const sorted = items
    .filter((item) => item.labelId !== undefined || !overlapsAny(spanOf(item.target), taken))
    .sort(compareRecommendations);
  return withoutEchoes(sorted);
}

/** Of overlapping stretches with one label only the surest stays, of equally sure ones the longest: a name is said once. */
function withoutEchoes(items: readonly Recommendation[]): Recommendation[] {
  const kept = new Map<string, Span[]>();
  const longest = items.toSorted(
    (a, b) => b.confidence - a.confidence || lengthOf(b.target) - lengthOf(a.target),
  );
  const stays = new Set<Recommendation>();
  for (const item of longest) {
    const span = spanOf(item.target);
    const own = kept.get(item.labelId ?? '') ?? [];
    if (span !== undefined && item.labelId !== undefined) {
      if (overlapsAny(span, own)) continue;
      kept.set(item.labelId, [...own, span]);
    }
    stays.add(item);
  }
  return items.filter((item) => stays.has(item));
}

const lengthOf = (target: RecommendedTarget): number => {
  const span = spanOf(target);
  return span === undefined ? 0 : span.to - span.from;
};

function overlapsAny(span: Span | undefined, taken: readonly Span[]): boolean {
  return span !== undefined && taken.some((other) => spansOverlap(span, other));
}

function join(a: Recommendation, b: Recommendation): Recommendation {
  const known = new Set(a.provenance.map((p) => JSON.stringify(p)));
  const provenance: Provenance[] = [
    ...a.provenance,
    ...b.provenance.filter((p) => !known.has(JSON.stringify(p))),
  ];
  return { ...a, confidence: Math.max(a.confidence, b.confidence), provenance };
}

/** Labelled before bare, sure before unsure, then by place and label, so that the order never wavers. */
function compareRecommendations(a: Recommendation, b: Recommendation): number {
  return (
    Number(b.labelId !== undefined) - Number(a.labelId !== undefined) ||
    b.confidence - a.confidence ||
    firstOffset(a.target) - firstOffset(b.target) ||
    headOffset(a.target) - headOffset(b.target) ||
    compareText(recommendedKey(a.target), recommendedKey(b.target)) ||
    compareText(a.labelId ?? '', b.labelId ?? '')
  );
}

function firstOffset(target: RecommendedTarget): number {
  if (target.kind === 'text') return 0;
  return target.kind === 'relation' ? Math.min(target.head.from, target.tail.from) : target.from;
}

/** Of a pair in both directions the one that goes with the text comes first. */
function headOffset(target: RecommendedTarget): number {
  return target.kind === 'relation' ? target.head.from : 0;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
