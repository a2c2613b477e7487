/**
 * Triggers at work on a project (methods.md §4): keeps the vectors of its triggers and of its documents' sentences, finds
 * for each sentence the triggers within a threshold, and lets them propose. Adding a trigger encodes that trigger and
 * nothing else, so that it takes effect on the next recommendation.
 *
 * A sentence that no trigger reaches is proposed nothing and stays unlabelled; it is not "all O". A trigger never votes
 * for the document that it was marked in. Similarity is 1 minus the distance of the
 * two vectors, at least 0 (nearest.ts); a trigger of similarity 0 is not near at all.
 */
import { must, neverStop, type StopSignal } from '#core/base';
import type { Provenance, Recommendation, RecommendedTarget } from '#core/project';
import type { WeakInstance } from '#core/tasks';
import { type Passage, passagesOf, type ReadableDocument, spansOfRanges } from '#core/train';
import { coverageAt, reachOf, type TriggerCoverage } from './coverage.ts';
import type { TriggerEncoder } from './encoder.ts';
import { similarityOf } from './nearest.ts';
import type { TriggerTagger } from './tagger.ts';
import type { Trigger } from './trigger.ts';
import { cosines, VectorTable } from './vector-table.ts';
import { type Verdict, voteOnSequences } from './vote.ts';

/** A trained network, ready to be asked. `labels`: ids of the span labels by the tagger's index. */
export interface TriggerModel {
  readonly encoder: TriggerEncoder;
  /** NER only. */
  readonly tagger?: TriggerTagger;
  readonly labels: readonly string[];
}

export interface TriggerMatch {
  readonly explanationId: string;
  readonly similarity: number;
}

/** What triggers say of a document (RE, SA): shares sum to 1. */
export interface LabelShare {
  readonly labelId: string;
  readonly share: number;
  readonly matches: readonly TriggerMatch[];
}

export interface TriggerMatcherOptions {
  readonly model: TriggerModel;
  /** A trigger votes for a sentence from this similarity on, in [0, 1] (the project's `triggerThreshold`). */
  readonly threshold: number;
  /** At most so many triggers, the nearest, vote on a sentence (default 5). */
  readonly votes?: number;
}

interface Sentence {
  readonly documentId: string;
  readonly passage: Passage;
  /** The nearest triggers, best first, threshold or not; at most `kept`. */
  nearest: TriggerMatch[];
}

const usualVotes = 5;
/** Nearest triggers that are remembered per sentence, so that a moved threshold or a removed trigger costs little. */
const kept = 12;

export class TriggerMatcher {
  #model: TriggerModel;
  #threshold: number;
  readonly #votes: number;
  readonly #triggers = new Map<string, Trigger>();
  #triggerVectors: VectorTable;
  readonly #sentences = new Map<string, Sentence>();
  readonly #byDocument = new Map<string, readonly string[]>();
  #sentenceVectors: VectorTable;

  constructor(options: TriggerMatcherOptions) {
    this.#model = options.model;
    this.#threshold = options.threshold;
    this.#votes = options.votes ?? usualVotes;
    this.#triggerVectors = new VectorTable(options.model.encoder.dim);
    this.#sentenceVectors = new VectorTable(options.model.encoder.dim);
  }

  get triggers(): ReadonlyMap<string, Trigger> {
    return this.#triggers;
  }

  get documents(): number {
    return this.#byDocument.size;
  }

  get threshold(): number {
    return this.#threshold;
  }

  setThreshold(similarity: number): void {
    this.#threshold = similarity;
  }

  /**
   * Encodes these triggers and no others. Returns the documents whose nearest triggers changed: their recommendations
   * are to be made anew.
   */
  async addTriggers(
    triggers: readonly Trigger[],
    signal: StopSignal = neverStop,
  ): Promise<ReadonlySet<string>> {
    const vectors = await this.#model.encoder.triggers(triggers, signal);
    if (signal.stopped) return new Set();
    triggers.forEach((trigger, i) => {
      this.#triggers.set(trigger.explanationId, trigger);
      this.#triggerVectors.set(trigger.explanationId, must(vectors[i], 'vector'));
    });
    return this.#match(
      this.#sentenceVectors.ids,
      triggers.map((trigger) => trigger.explanationId),
    );
  }

  /** Unknown ids are passed over. Returns the documents that one of them was near to. */
  removeTriggers(explanationIds: readonly string[]): ReadonlySet<string> {
    const gone = new Set(explanationIds);
    for (const id of gone) {
      this.#triggers.delete(id);
      this.#triggerVectors.delete(id);
    }
    const affected: string[] = [];
    for (const [id, sentence] of this.#sentences) {
      if (!sentence.nearest.some((match) => gone.has(match.explanationId))) continue;
      sentence.nearest = [];
      affected.push(id);
    }
    this.#match(affected, this.#triggerVectors.ids);
    return new Set(affected.map((id) => must(this.#sentences.get(id), 'sentence').documentId));
  }

  /** Reads and encodes documents; one that is there already is read anew. */
  async addDocuments(documents: readonly ReadableDocument[], signal: StopSignal = neverStop): Promise<void> {
    const passages = documents.flatMap((document) => passagesOf(document));
    const vectors = await this.#model.encoder.sentences(passages, signal);
    if (signal.stopped) return;
    this.removeDocuments(documents.map((document) => document.id));
    const ids: string[] = [];
    let next = 0;
    for (const { id } of documents) {
      const own: string[] = [];
      for (; passages[next]?.place.documentId === id; next++) {
        const key = `${id} ${own.length}`;
        this.#sentences.set(key, { documentId: id, passage: must(passages[next], 'passage'), nearest: [] });
        this.#sentenceVectors.set(key, must(vectors[next], 'vector'));
        own.push(key);
      }
      this.#byDocument.set(id, own);
      ids.push(...own);
    }
    this.#match(ids, this.#triggerVectors.ids);
  }

  removeDocuments(documentIds: readonly string[]): void {
    for (const documentId of documentIds) {
      for (const id of this.#byDocument.get(documentId) ?? []) {
        this.#sentences.delete(id);
        this.#sentenceVectors.delete(id);
      }
      this.#byDocument.delete(documentId);
    }
  }

  /** Takes a newly trained network and encodes everything with it; until then the old one answers. */
  async use(model: TriggerModel, signal: StopSignal = neverStop): Promise<void> {
    const triggers = [...this.#triggers.values()];
    const sentences = [...this.#sentences];
    const triggerVectors = await model.encoder.triggers(triggers, signal);
    const sentenceVectors = await model.encoder.sentences(
      sentences.map(([, { passage }]) => passage),
      signal,
    );
    if (signal.stopped) return;
    this.#model = model;
    this.#triggerVectors = new VectorTable(model.encoder.dim);
    this.#sentenceVectors = new VectorTable(model.encoder.dim);
    triggers.forEach((trigger, i) => {
      if (this.#triggers.has(trigger.explanationId)) {
        this.#triggerVectors.set(trigger.explanationId, must(triggerVectors[i], 'vector'));
      }
    });
    sentences.forEach(([id, sentence], i) => {
      sentence.nearest = [];
      if (this.#sentences.get(id) === sentence)
        this.#sentenceVectors.set(id, must(sentenceVectors[i], 'vector'));
    });
    this.#match(this.#sentenceVectors.ids, this.#triggerVectors.ids);
  }

  /** Puts triggers among the nearest of sentences. Returns the documents for which that changed anything. */
  #match(sentenceIds: readonly string[], triggerIds: readonly string[]): ReadonlySet<string> {
    const { dim } = this.#sentenceVectors;
    const changed = new Set<string>();
    if (triggerIds.length === 0 || sentenceIds.length === 0) return changed;
    const triggers = matrixOf(this.#triggerVectors, triggerIds);
    const products = cosines(matrixOf(this.#sentenceVectors, sentenceIds), triggers, dim);
    const news = new Set(triggerIds);
    sentenceIds.forEach((sentenceId, i) => {
      const sentence = must(this.#sentences.get(sentenceId), 'sentence');
      let worst = sentence.nearest.length < kept ? -1 : must(sentence.nearest[kept - 1], 'match').similarity;
      const candidates = sentence.nearest.filter((match) => !news.has(match.explanationId));
      if (candidates.length < sentence.nearest.length) worst = -1;
      let touched = candidates.length < sentence.nearest.length;
      triggerIds.forEach((explanationId, j) => {
        const similarity = similarityOf(must(products[i * triggerIds.length + j], 'product'));
        if (similarity <= Math.max(0, worst)) return;
        if (this.#triggers.get(explanationId)?.documentId === sentence.documentId) return;
        candidates.push({ explanationId, similarity });
        touched = true;
      });
      if (!touched) return;
      candidates.sort((a, b) => b.similarity - a.similarity);
      sentence.nearest = candidates.slice(0, kept);
      changed.add(sentence.documentId);
    });
    return changed;
  }

  /** Sentences of a document with the triggers that vote for each, nearest first. */
  #matched(documentId: string): { readonly sentence: Sentence; readonly matches: readonly TriggerMatch[] }[] {
    return (this.#byDocument.get(documentId) ?? []).map((id) => {
      const sentence = must(this.#sentences.get(id), 'sentence');
      const near = sentence.nearest.filter((match) => match.similarity >= this.#threshold);
      return { sentence, matches: near.slice(0, this.#votes) };
    });
  }

  /** The triggers that vote for a document, nearest first. */
  matchesOf(documentId: string): readonly TriggerMatch[] {
    const best = new Map<string, TriggerMatch>();
    for (const match of this.#matched(documentId).flatMap(({ matches }) => matches)) {
      const known = best.get(match.explanationId);
      if (known === undefined || known.similarity < match.similarity) best.set(match.explanationId, match);
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity);
  }

  /** Similarity of a document's nearest trigger; 0 where there is none. */
  best(documentId: string): number {
    const own = this.#byDocument.get(documentId) ?? [];
    return Math.max(0, ...own.map((id) => this.#sentences.get(id)?.nearest[0]?.similarity ?? 0));
  }

  /** How many documents are reached at each of some thresholds (of the present one by default): no encoding needed. */
  coverage(thresholds: readonly number[] = [this.#threshold]): TriggerCoverage[] {
    const best = [...this.#byDocument.keys()].map((id) => this.best(id));
    return coverageAt(thresholds, best);
  }

  /** For the Explanations screen: documents that each trigger votes for, by its id; absent where none. */
  reach(): ReadonlyMap<string, readonly string[]> {
    return reachOf(this.#byDocument.keys(), (id) => this.matchesOf(id));
  }

  /** NER: the spans that the vote gives a document, each with the triggers that voted for it, nearest first. */
  async propose(documentId: string, signal: StopSignal = neverStop): Promise<Recommendation[]> {
    const verdicts = await this.#verdicts(documentId, signal);
    return verdicts.flatMap(({ sentence, matches, verdict }) =>
      spansOfRanges(sentence.passage, verdict.spans).map(
        ({ from, to, label, confidence, voters }): Recommendation => ({
          target: { kind: 'span', from, to },
          labelId: must(this.#model.labels[label], 'label'),
          confidence,
          provenance: voters.map((k) => this.#provenance(must(matches[k], 'match'))),
        }),
      ),
    );
  }

  /**
   * RE and SA: shares of the labels among the nearest triggers, weighted by similarity, largest first. Only labels in
   * `allowed`, where it is given (a relation whose types do not fit is nobody's).
   */
  proposeLabels(documentId: string, allowed?: ReadonlySet<string>): LabelShare[] {
    const matches = this.matchesOf(documentId)
      .filter(({ explanationId }) => allowed?.has(this.#labelOf(explanationId)) ?? true)
      .slice(0, this.#votes);
    const total = matches.reduce((sum, match) => sum + match.similarity, 0);
    const byLabel = new Map<string, TriggerMatch[]>();
    for (const match of matches) {
      const labelId = this.#labelOf(match.explanationId);
      byLabel.set(labelId, [...(byLabel.get(labelId) ?? []), match]);
    }
    return [...byLabel]
      .map(([labelId, own]) => ({
        labelId,
        share: total === 0 ? 0 : own.reduce((sum, match) => sum + match.similarity, 0) / total,
        matches: own,
      }))
      .sort((a, b) => b.share - a.share);
  }

  /** RE and SA: the best share as a recommendation for `target`, if any trigger votes. */
  proposeFor(
    documentId: string,
    target: RecommendedTarget,
    allowed?: ReadonlySet<string>,
  ): Recommendation | undefined {
    const [best] = this.proposeLabels(documentId, allowed);
    if (best === undefined) return undefined;
    return {
      target,
      labelId: best.labelId,
      confidence: best.share,
      provenance: best.matches.map((match) => this.#provenance(match)),
    };
  }

  /**
   * NER: what a document teaches the model as a weak example. `complete` where the vote says O with confidence of every
   * token outside its spans; otherwise what is outside is unknown. `undefined` where no trigger votes.
   */
  async weakly(
    document: ReadableDocument,
    thresholds: { readonly span: number; readonly outside: number },
    signal: StopSignal = neverStop,
  ): Promise<WeakInstance | undefined> {
    const verdicts = await this.#verdicts(document.id, signal);
    const voiced = verdicts.filter(({ matches }) => matches.length > 0);
    if (voiced.length === 0) return undefined;
    let complete = voiced.length === verdicts.length;
    let sum = 0;
    const spans = voiced.flatMap(({ sentence, verdict }) => {
      const sure = verdict.spans.filter((span) => span.confidence >= thresholds.span);
      sum += sure.reduce((total, span) => total + span.confidence, 0);
      const covered = new Set(sure.flatMap((span) => indices(span.from, span.to)));
      complete &&= verdict.outside.every((p, t) => covered.has(t) || p >= thresholds.outside);
      return spansOfRanges(sentence.passage, sure).map(({ from, to, label }) => ({
        from,
        to,
        labelId: must(this.#model.labels[label], 'label'),
      }));
    });
    if (spans.length === 0 && !complete) return undefined;
    const confidence = spans.length === 0 ? thresholds.outside : sum / spans.length;
    return { kind: 'sequence', document, spans, complete, confidence };
  }

  async #verdicts(
    documentId: string,
    signal: StopSignal,
  ): Promise<
    { readonly sentence: Sentence; readonly matches: readonly TriggerMatch[]; readonly verdict: Verdict }[]
  > {
    const { tagger } = this.#model;
    const matched = this.#matched(documentId);
    if (tagger === undefined) return [];
    const inputs = matched.map(({ sentence, matches }) => ({
      words: sentence.passage.words,
      triggers: matches.map((match) => must(this.#triggerVectors.get(match.explanationId), 'vector').slice()),
    }));
    const asked = inputs.map((input) => (input.triggers.length === 0 ? { words: [], triggers: [] } : input));
    const ballots = await tagger.tag(asked, signal);
    return matched.map((own, i) => ({ ...own, verdict: voteOnSequences(must(ballots[i], 'ballots')) }));
  }

  #labelOf(explanationId: string): string {
    return must(this.#triggers.get(explanationId), 'trigger').labelId;
  }

  #provenance({ explanationId, similarity }: TriggerMatch): Provenance {
    const { phrase, documentId } = must(this.#triggers.get(explanationId), 'trigger');
    return { kind: 'trigger', explanationId, phrase, similarity, documentId };
  }
}

function indices(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** The vectors of some ids as a matrix; the whole table is handed over as it is. */
function matrixOf(table: VectorTable, ids: readonly string[]): Float32Array {
  if (ids === table.ids) return table.matrix();
  const matrix = new Float32Array(ids.length * table.dim);
  ids.forEach((id, i) => {
    matrix.set(must(table.get(id), 'vector'), i * table.dim);
  });
  return matrix;
}
