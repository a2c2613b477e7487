/**
 * Few triggers at work, before a network can be trained on them: each is looked for as a phrase (phrases.ts), and what
 * stands to it as the labelled words stood to it in the explained sentence is proposed. It answers the questions that the
 * trained matcher answers (matcher.ts), so that the one takes the other's place without anybody noticing but by the
 * quality.
 *
 * Confidence is the product of how alike the words are, how much the phrase says at all, how well the place agrees and
 * whether the words look like what was labelled; several triggers of one label add up as independent evidence. It is
 * meant to be read as a share of right proposals (docs/triggers.md has the measurement). A trigger never votes for the
 * document that it was marked in.
 */
import { must, neverStop, type StopSignal } from '#core/base';
import type { Provenance, Recommendation, RecommendedTarget } from '#core/project';
import { nounPhrases, type Span, spansOverlap, tokensOf } from '#core/text';
import { passagesOf, type ReadableDocument, type TokenSpan } from '#core/train';
import { coverageAt, reachOf, type TriggerCoverage } from './coverage.ts';
import type { TriggerMatch, TriggerMatcher } from './matcher.ts';
import { bestOf, type Hit, type Opinion, opinionOf } from './phrase-opinion.ts';
import {
  candidatesOf,
  fitOf,
  gapsOf,
  likeness,
  type Pattern,
  patternOf,
  rangesIn,
  type Sentence,
  spanAt,
} from './phrase-pattern.ts';
import {
  createWordSimilarity,
  findPhrase,
  type PhraseMatch,
  type PhraseVectors,
  type WordSimilarity,
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
  /** A trigger votes for a sentence from this similarity on. */
  readonly threshold: number;
}

/** What is not even this similar is forgotten: no slider goes below. */
const floor = 0.3;

interface SearchedSentence extends Sentence {
  /**
   * Where each phrase stands, by the phrase and not by the trigger: of a thousand labels that gave the same reason, each sentence
   * remembers it once.
   */
  readonly found: Map<string, readonly PhraseMatch[]>;
}

/** A trigger with the name of its phrase: two of one name are found at the same places. */
interface Sought {
  readonly pattern: Pattern;
  readonly phrase: string;
}

const phraseOf = ({ parts }: Pattern): string =>
  JSON.stringify(parts.map(({ words, denied }) => [words, denied]));

export class PhraseMatcher implements TriggerAdviser {
  readonly #words: WordSimilarity;
  #threshold: number;
  readonly #patterns = new Map<string, Sought>();
  /** How many triggers seek each phrase. */
  readonly #phrases = new Map<string, number>();
  readonly #triggers = new Map<string, Trigger>();
  readonly #byDocument = new Map<string, readonly SearchedSentence[]>();

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
      const pattern = patternOf(trigger, this.#words);
      this.#triggers.set(trigger.explanationId, trigger);
      const sought = { pattern, phrase: phraseOf(pattern) };
      this.#patterns.set(trigger.explanationId, sought);
      this.#phrases.set(sought.phrase, (this.#phrases.get(sought.phrase) ?? 0) + 1);
      for (const [documentId, sentences] of this.#byDocument) {
        for (const sentence of sentences) {
          if (this.#search(sentence, sought)) changed.add(documentId);
        }
      }
    }
    return Promise.resolve(changed);
  }

  removeTriggers(explanationIds: readonly string[]): ReadonlySet<string> {
    const affected = new Set<string>();
    for (const id of new Set(explanationIds)) {
      const sought = this.#patterns.get(id);
      this.#triggers.delete(id);
      this.#patterns.delete(id);
      if (sought === undefined) continue;
      const others = (this.#phrases.get(sought.phrase) ?? 1) - 1;
      if (others > 0) this.#phrases.set(sought.phrase, others);
      else this.#phrases.delete(sought.phrase);
      for (const [documentId, sentences] of this.#byDocument) {
        for (const sentence of sentences) {
          if (this.#places(sentence, sought).length > 0) affected.add(documentId);
          if (others === 0) sentence.found.delete(sought.phrase);
        }
      }
    }
    return affected;
  }

  addDocuments(documents: readonly ReadableDocument[], signal: StopSignal = neverStop): Promise<void> {
    for (const document of documents) {
      if (signal.stopped) break;
      const phrases = nounPhrases(document.text, tokensOf(document));
      const sentences = passagesOf(document).map(
        (passage): SearchedSentence => ({
          passage,
          candidates: candidatesOf(passage, phrases),
          found: new Map(),
        }),
      );
      this.#byDocument.set(document.id, sentences);
      for (const sentence of sentences) {
        for (const sought of this.#patterns.values()) this.#search(sentence, sought);
      }
    }
    return Promise.resolve();
  }

  removeDocuments(documentIds: readonly string[]): void {
    for (const id of documentIds) this.#byDocument.delete(id);
  }

  matchesOf(documentId: string): readonly TriggerMatch[] {
    const best = new Map<string, TriggerMatch>();
    for (const sentence of this.#byDocument.get(documentId) ?? []) {
      for (const { explanationId, similarity } of this.#hits(sentence)) {
        if ((best.get(explanationId)?.similarity ?? 0) < similarity)
          best.set(explanationId, { explanationId, similarity });
      }
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity);
  }

  best(documentId: string): number {
    const sentences = this.#byDocument.get(documentId) ?? [];
    return Math.max(0, ...sentences.map((sentence) => this.#bestOf(sentence)));
  }

  coverage(thresholds: readonly number[] = [this.#threshold]): TriggerCoverage[] {
    const best = [...this.#byDocument.keys()].map((id) => this.best(id));
    return coverageAt(thresholds, best);
  }

  reach(): ReadonlyMap<string, readonly string[]> {
    return reachOf(this.#byDocument.keys(), (id) => this.matchesOf(id));
  }

  /** The document's words where a trigger's parts stand, with that trigger's similarity. */
  matchedWords(documentId: string, explanationId: string): readonly Span[] {
    const sought = this.#patterns.get(explanationId);
    if (sought === undefined) return [];
    return (this.#byDocument.get(documentId) ?? []).flatMap((sentence) =>
      this.#places(sentence, sought)
        .filter(({ similarity }) => similarity >= this.#threshold)
        .flatMap(({ parts }) =>
          parts.flatMap((part) => (part === undefined ? [] : [spanAt(sentence.passage, part)])),
        ),
    );
  }

  /** NER: no two of them overlap, and each is what most of the evidence supports. */
  propose(documentId: string, signal: StopSignal = neverStop): Promise<Recommendation[]> {
    const found: Recommendation[] = [];
    for (const sentence of this.#byDocument.get(documentId) ?? []) {
      if (signal.stopped) break;
      const { passage, candidates } = sentence;
      const here = new Map<string, { readonly range: TokenSpan; readonly opinions: Opinion[] }>();
      for (const hit of this.#hits(sentence)) {
        const { pattern } = must(this.#patterns.get(hit.explanationId), 'pattern');
        if (pattern.trigger.target === undefined) continue;
        for (const range of [...candidates, ...gapsOf(sentence, hit, pattern, this.#words)]) {
          const fit = fitOf(hit, pattern, [range], passage.words, this.#words);
          if (fit === 0) continue;
          const key = `${range.from} ${range.to}`;
          const entry = here.get(key) ?? { range, opinions: [] };
          here.set(key, entry);
          entry.opinions.push(opinionOf(hit, pattern, fit * likeness(pattern, passage.words, range)));
        }
      }
      const ranked = [...here.values()].flatMap(({ range, opinions }) => {
        const best = bestOf(opinions, (one) => this.#provenance(one));
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
      for (const hit of this.#hits(sentence)) {
        const { pattern } = must(this.#patterns.get(hit.explanationId), 'pattern');
        if (allowed?.has(pattern.trigger.labelId) === false) continue;
        const fit = fitOf(hit, pattern, ranges, sentence.passage.words, this.#words);
        if (fit > 0) opinions.push(opinionOf(hit, pattern, fit));
      }
    }
    const best = bestOf(opinions, (one) => this.#provenance(one));
    return best && { target, ...best };
  }

  /** What stands in the sentence and is alike enough, trigger by trigger in the order in which they were given. */
  #hits(sentence: SearchedSentence): readonly Hit[] {
    if (sentence.found.size === 0) return [];
    const hits: Hit[] = [];
    for (const [explanationId, sought] of this.#patterns) {
      for (const match of this.#places(sentence, sought))
        if (match.similarity >= this.#threshold) hits.push({ ...match, explanationId });
    }
    return hits;
  }

  #bestOf(sentence: SearchedSentence): number {
    let best = 0;
    for (const sought of this.#patterns.values())
      for (const { similarity } of this.#places(sentence, sought)) best = Math.max(best, similarity);
    return best;
  }

  /** A trigger never votes for the document that it was marked in. */
  #places({ passage, found }: SearchedSentence, { pattern, phrase }: Sought): readonly PhraseMatch[] {
    return pattern.trigger.documentId === passage.place.documentId ? [] : (found.get(phrase) ?? []);
  }

  /** Looks for a trigger in a sentence; `true` where it stands. */
  #search(sentence: SearchedSentence, sought: Sought): boolean {
    const { passage, found } = sentence;
    if (!found.has(sought.phrase)) {
      const places = findPhrase(sought.pattern.parts, passage.words, this.#words, floor);
      // Most phrases stand in few sentences: nothing is written down of the others.
      if (places.length === 0) return false;
      found.set(sought.phrase, places);
    }
    return this.#places(sentence, sought).length > 0;
  }

  #provenance({ explanationId, similarity }: Opinion): Provenance {
    const { phrase, documentId } = must(this.#triggers.get(explanationId), 'trigger');
    return { kind: 'trigger', explanationId, phrase, similarity, documentId };
  }
}

const lengthOf = ({ from, to }: Span): number => to - from;
