/**
 * Few triggers at work, before a network can be trained on them: each is looked for as a phrase (phrases.ts), and what
 * stands to it as the labelled words stood to it in the explained sentence is proposed. It answers the questions that the
 * trained matcher answers (matcher.ts), so that the one takes the other's place without anybody noticing but by the
 * quality.
 *
 * Confidence is the product of how alike the words are, how much the phrase says at all, how well the place agrees and
 * whether the words look like what was labelled; several triggers of one label add up as independent evidence. It is
 * meant to be read as a share of right proposals (docs/triggers.md has the measurement). A trigger never speaks for the
 * document that it was marked in.
 *
 * Over 400 lines because the matcher keeps triggers, texts and their matches in step, and each of its few methods touches all three.
 */
import { must, neverStop, type StopSignal } from '#core/base';
import type { Provenance, Recommendation, RecommendedTarget } from '#core/project';
import { nounPhrases, rangeOfSpan, type Span, spansOverlap, tokensOf } from '#core/text';
import { type Passage, passagesOf, type ReadableDocument, type TokenSpan } from '#core/train';
import type { TriggerCoverage, TriggerMatch, TriggerMatcher } from './matcher.ts';
import {
  agreement,
  type Bearing,
  bearingOf,
  createWordSimilarity,
  findPhrase,
  isPunctuation,
  type PhraseMatch,
  type PhrasePart,
  type PhraseVectors,
  partsOf,
  type WordSimilarity,
  weightOf,
} from './phrases.ts';
import type { Trigger } from './trigger.ts';

/** What whoever asks about triggers needs of either matcher. */
export type TriggerAdviser = Pick<
  TriggerMatcher,
  | 'triggers'
  | 'documents'
  | 'setThreshold'
  | 'addTriggers'
  | 'removeTriggers'
  | 'addDocuments'
  | 'removeDocuments'
  | 'matchesOf'
  | 'best'
  | 'coverage'
  | 'reach'
  | 'propose'
  | 'proposeFor'
>;

export interface PhraseMatcherOptions {
  /** Absent: only the very words match. */
  readonly vectors?: PhraseVectors;
  /** Words that are used alike count as alike; off where opinions are the task (phrases.ts). */
  readonly soft: boolean;
  /** A trigger speaks for a sentence from this similarity on. */
  readonly threshold: number;
}

/** What is not even this similar is forgotten: no slider goes below. */
const floor = 0.3;
/** What is less sure than this is not said. */
const minConfidence = 0.2;
const maxConfidence = 0.95;
/** Of a phrase whose words weigh so much half is believed. */
const halfWeight = 1;
/** Measured on BC5CDR: similar words are right far less often than the very words (docs/triggers.md). */
const doubt = 3;
/** So far away (in steps) a phrase says half as much about a target as beside it. */
const halfDistance = 3;
/** RE: both ends are given and their types fit, so that distance says less. */
const pairLeniency = 0.5;

interface Pattern {
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
}

interface Hit extends PhraseMatch {
  readonly explanationId: string;
}

interface Sentence {
  readonly passage: Passage;
  /** NER: what could be labelled in it. */
  readonly candidates: readonly TokenSpan[];
  readonly hits: Hit[];
}

interface Opinion {
  readonly labelId: string;
  readonly confidence: number;
  readonly explanationId: string;
  readonly similarity: number;
}

type Looks = 'name' | 'plain';

export class PhraseMatcher implements TriggerAdviser {
  readonly #words: WordSimilarity;
  #threshold: number;
  readonly #patterns = new Map<string, Pattern>();
  readonly #triggers = new Map<string, Trigger>();
  readonly #byDocument = new Map<string, readonly Sentence[]>();

  constructor(options: PhraseMatcherOptions) {
    this.#words = createWordSimilarity(options.vectors, options.soft);
    this.#threshold = options.threshold;
  }

  get triggers(): ReadonlyMap<string, Trigger> {
    return this.#triggers;
  }

  get documents(): number {
    return this.#byDocument.size;
  }

  setThreshold(similarity: number): void {
    this.#threshold = similarity;
  }

  addTriggers(triggers: readonly Trigger[], signal: StopSignal = neverStop): Promise<ReadonlySet<string>> {
    const changed = new Set(this.removeTriggers(triggers.map(({ explanationId }) => explanationId)));
    for (const trigger of triggers) {
      if (signal.stopped) break;
      const pattern = this.#patternOf(trigger);
      this.#triggers.set(trigger.explanationId, trigger);
      this.#patterns.set(trigger.explanationId, pattern);
      for (const [documentId, sentences] of this.#byDocument) {
        for (const sentence of sentences) {
          if (this.#listen(sentence, pattern)) changed.add(documentId);
        }
      }
    }
    return Promise.resolve(changed);
  }

  removeTriggers(explanationIds: readonly string[]): ReadonlySet<string> {
    const gone = new Set(explanationIds);
    for (const id of gone) {
      this.#triggers.delete(id);
      this.#patterns.delete(id);
    }
    const affected = new Set<string>();
    for (const [documentId, sentences] of this.#byDocument) {
      for (const { hits } of sentences) {
        const left = hits.filter((hit) => !gone.has(hit.explanationId));
        if (left.length === hits.length) continue;
        hits.splice(0, hits.length, ...left);
        affected.add(documentId);
      }
    }
    return affected;
  }

  addDocuments(documents: readonly ReadableDocument[], signal: StopSignal = neverStop): Promise<void> {
    for (const document of documents) {
      if (signal.stopped) break;
      const phrases = nounPhrases(document.text, tokensOf(document));
      const sentences = passagesOf(document).map(
        (passage): Sentence => ({ passage, candidates: candidatesOf(passage, phrases), hits: [] }),
      );
      this.#byDocument.set(document.id, sentences);
      for (const sentence of sentences) {
        for (const pattern of this.#patterns.values()) this.#listen(sentence, pattern);
      }
    }
    return Promise.resolve();
  }

  removeDocuments(documentIds: readonly string[]): void {
    for (const id of documentIds) this.#byDocument.delete(id);
  }

  matchesOf(documentId: string): readonly TriggerMatch[] {
    const best = new Map<string, TriggerMatch>();
    for (const { hits } of this.#byDocument.get(documentId) ?? []) {
      for (const { explanationId, similarity } of hits) {
        if (similarity < this.#threshold) continue;
        if ((best.get(explanationId)?.similarity ?? 0) < similarity)
          best.set(explanationId, { explanationId, similarity });
      }
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity);
  }

  best(documentId: string): number {
    const hits = (this.#byDocument.get(documentId) ?? []).flatMap((sentence) => sentence.hits);
    return hits.reduce((best, { similarity }) => Math.max(best, similarity), 0);
  }

  coverage(thresholds: readonly number[] = [this.#threshold]): TriggerCoverage[] {
    const best = [...this.#byDocument.keys()].map((id) => this.best(id));
    return thresholds.map((threshold) => ({
      threshold,
      documents: best.length,
      matched: best.filter((similarity) => similarity > 0 && similarity >= threshold).length,
    }));
  }

  reach(): ReadonlyMap<string, readonly string[]> {
    const reached = new Map<string, string[]>();
    for (const documentId of this.#byDocument.keys()) {
      for (const { explanationId } of this.matchesOf(documentId)) {
        const list = reached.get(explanationId) ?? [];
        list.push(documentId);
        reached.set(explanationId, list);
      }
    }
    return reached;
  }

  /** The document's words where a trigger's parts stand, with that trigger's similarity. */
  matchedWords(documentId: string, explanationId: string): readonly Span[] {
    return (this.#byDocument.get(documentId) ?? []).flatMap(({ passage, hits }) =>
      hits
        .filter((hit) => hit.explanationId === explanationId && hit.similarity >= this.#threshold)
        .flatMap((hit) => hit.parts.flatMap((part) => (part === undefined ? [] : [spanAt(passage, part)]))),
    );
  }

  /** NER: no two of them overlap, and each is what most of the evidence speaks for. */
  propose(documentId: string, signal: StopSignal = neverStop): Promise<Recommendation[]> {
    const found: Recommendation[] = [];
    for (const sentence of this.#byDocument.get(documentId) ?? []) {
      if (signal.stopped) break;
      const { passage, candidates } = sentence;
      const here = new Map<string, { readonly range: TokenSpan; readonly opinions: Opinion[] }>();
      for (const hit of this.#heard(sentence)) {
        const pattern = must(this.#patterns.get(hit.explanationId), 'pattern');
        if (pattern.trigger.target === undefined) continue;
        for (const range of [...candidates, ...this.#gaps(sentence, hit, pattern)]) {
          const fit = this.#fit(hit, pattern, [range], passage.words);
          if (fit === 0) continue;
          const key = `${range.from} ${range.to}`;
          const entry = here.get(key) ?? { range, opinions: [] };
          here.set(key, entry);
          entry.opinions.push(
            opinionOf(hit, pattern, fit * likeness(pattern, looksOf(passage.words, range))),
          );
        }
      }
      const ranked = [...here.values()].flatMap(({ range, opinions }) => {
        const best = this.#bestOf(opinions);
        const span = spanAt(passage, range);
        return best === undefined ? [] : [{ ...best, target: { kind: 'span', ...span } as const }];
      });
      // Of two that are as sure the longer one: "Rumble Fish" and not "Fish".
      ranked.sort((a, b) => b.confidence - a.confidence || lengthOf(b.target) - lengthOf(a.target));
      const kept: typeof ranked = [];
      for (const one of ranked) {
        if (!kept.some((other) => spansOverlap(other.target, one.target))) kept.push(one);
      }
      found.push(...kept);
    }
    return Promise.resolve(found);
  }

  /** RE and SA. The target's own sentence is read; a text's, all of them. */
  proposeFor(
    documentId: string,
    target: RecommendedTarget,
    allowed?: ReadonlySet<string>,
  ): Recommendation | undefined {
    const opinions: Opinion[] = [];
    for (const sentence of this.#byDocument.get(documentId) ?? []) {
      const ranges = rangesIn(sentence.passage, target);
      if (ranges === undefined) continue;
      for (const hit of this.#heard(sentence)) {
        const pattern = must(this.#patterns.get(hit.explanationId), 'pattern');
        if (allowed?.has(pattern.trigger.labelId) === false) continue;
        const fit = this.#fit(hit, pattern, ranges, sentence.passage.words);
        if (fit > 0) opinions.push(opinionOf(hit, pattern, fit));
      }
    }
    const best = this.#bestOf(opinions);
    return best && { target, ...best };
  }

  #heard({ hits }: Sentence): readonly Hit[] {
    return hits.filter(({ similarity }) => similarity >= this.#threshold);
  }

  /** Looks for a trigger in a sentence; `true` where it stands. */
  #listen({ passage, hits }: Sentence, { trigger, parts }: Pattern): boolean {
    if (trigger.documentId === passage.place.documentId) return false;
    const found = findPhrase(parts, passage.words, this.#words, floor);
    const { explanationId } = trigger;
    hits.push(...found.map((match): Hit => ({ ...match, explanationId })));
    return found.length > 0;
  }

  #patternOf(trigger: Trigger): Pattern {
    const { words, positions, target, pair } = trigger;
    const targets = target !== undefined ? [target] : pair !== undefined ? [pair.head, pair.tail] : [];
    // Marked words of the target itself are a hole that other words will fill, unless there are no others.
    const outside = positions.filter((at) => !targets.some(({ from, to }) => from <= at && at < to));
    const parts = partsOf(words, outside.length === 0 ? positions : outside);
    const weight = weightOf(parts, this.#words);
    const bearings = parts.map((part) => targets.map((one) => bearingOf(part.at, one, words, this.#words)));
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
    };
  }

  /** Agreement of the worst of the parts that are there. */
  #fit(hit: Hit, pattern: Pattern, targets: readonly TokenSpan[], words: readonly string[]): number {
    const [first, second] = targets;
    const isPair = first !== undefined && second !== undefined;
    if (targets.length !== (pattern.bearings[0]?.length ?? 0)) return 0;
    if (isPair && first.from <= second.from !== pattern.headFirst) return 0;
    let fit = 1;
    hit.parts.forEach((part, i) => {
      if (part === undefined) return;
      targets.forEach((target, k) => {
        const there = must(pattern.bearings[i]?.[k], 'bearing');
        fit = Math.min(fit, agreement(bearingOf(part, target, words, this.#words), there));
      });
    });
    return isPair ? fit ** pairLeniency : fit;
  }

  /** The very words that stand in the target's place, for scripts and words in which no phrase is recognised. */
  #gaps({ passage, candidates }: Sentence, hit: Hit, { bearings, length }: Pattern): TokenSpan[] {
    return hit.parts.flatMap((part, i): TokenSpan[] => {
      const bearing = bearings[i]?.[0];
      if (part === undefined || bearing === undefined || bearing.distance > 0) return [];
      const range =
        bearing.side === 'in'
          ? part
          : bearing.side === 'behind'
            ? { from: part.to, to: part.to + length }
            : { from: part.from - length, to: part.from };
      const words = passage.words.slice(Math.max(0, range.from), range.to);
      const isWhole = range.from >= 0 && words.length === range.to - range.from;
      const isFree = !candidates.some((other) => other.from < range.to && range.from < other.to);
      const says = words.every((word) => !isPunctuation(word) && this.#words.weight(word) > 0.5);
      return isWhole && isFree && says ? [range] : [];
    });
  }

  /** The label that most speaks for, its triggers joined as independent evidence, nearest first. */
  #bestOf(
    opinions: readonly Opinion[],
  ): Pick<Required<Recommendation>, 'labelId' | 'confidence' | 'provenance'> | undefined {
    const byLabel = new Map<string, Map<string, Opinion>>();
    for (const opinion of opinions) {
      const own = byLabel.get(opinion.labelId) ?? new Map<string, Opinion>();
      byLabel.set(opinion.labelId, own);
      const known = own.get(opinion.explanationId);
      if (known === undefined || known.confidence < opinion.confidence)
        own.set(opinion.explanationId, opinion);
    }
    const joined = [...byLabel].map(([labelId, own]) => {
      const all = [...own.values()].sort((a, b) => b.confidence - a.confidence);
      const left = all.reduce((rest, { confidence }) => rest * (1 - confidence), 1);
      return { labelId, confidence: Math.min(maxConfidence, 1 - left), all };
    });
    joined.sort((a, b) => b.confidence - a.confidence);
    const [best] = joined;
    if (best === undefined) return undefined;
    // What speaks for other labels speaks against this one.
    const against = joined.slice(1).reduce((left, { confidence }) => left * (1 - confidence), 1);
    const confidence = best.confidence * against;
    if (confidence < minConfidence) return undefined;
    return { labelId: best.labelId, confidence, provenance: best.all.map((one) => this.#provenance(one)) };
  }

  #provenance({ explanationId, similarity }: Opinion): Provenance {
    const { phrase, documentId } = must(this.#triggers.get(explanationId), 'trigger');
    return { kind: 'trigger', explanationId, phrase, similarity, documentId };
  }
}

function opinionOf({ explanationId, similarity }: Hit, { trigger, says }: Pattern, fit: number): Opinion {
  return {
    labelId: trigger.labelId,
    confidence: similarity ** doubt * says * fit,
    explanationId,
    similarity,
  };
}

const spanAt = ({ tokens }: Passage, { from, to }: TokenSpan): Span => ({
  from: must(tokens[from], 'token').from,
  to: must(tokens[to - 1], 'token').to,
});

const lengthOf = ({ from, to }: Span): number => to - from;

/** Token ranges of a target's spans; none for a text; `undefined` where one of them stands elsewhere. */
function rangesIn({ tokens }: Passage, target: RecommendedTarget): readonly TokenSpan[] | undefined {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const spans =
    target.kind === 'text' ? [] : target.kind === 'relation' ? [target.head, target.tail] : [target];
  const ranges = spans.map((span) =>
    span.from >= first.from && span.to <= last.to ? rangeOfSpan(tokens, span) : undefined,
  );
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** Noun phrases, and within and beside them what is written with capitals. */
function candidatesOf(passage: Passage, phrases: readonly Span[]): TokenSpan[] {
  const { tokens, words } = passage;
  const found = new Map<string, TokenSpan>();
  const add = (range: TokenSpan | undefined): void => {
    if (range !== undefined) found.set(`${range.from} ${range.to}`, range);
  };
  for (const phrase of phrases) add(rangesIn(passage, { kind: 'span', ...phrase })?.[0]);
  for (let from = 0; from < words.length; from++) {
    if (!isCapital(must(words[from], 'word'))) continue;
    let to = from + 1;
    while (to < words.length && isCapital(must(words[to], 'word'))) to++;
    if (tokens.length > 0 && from > 0) add({ from, to });
    from = to;
  }
  return [...found.values()];
}

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

/** A name: its last word has a capital ("the old Harbour Inn"). */
function looksOf(words: readonly string[], { to }: TokenSpan): Looks {
  return isCapital(words[to - 1] ?? '') ? 'name' : 'plain';
}

function likeness({ looks }: Pattern, other: Looks): number {
  if (looks === other) return 1;
  return looks === 'name' ? 0.5 : 0.7;
}
