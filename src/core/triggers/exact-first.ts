/**
 * The very words of a trigger beside the trained networks: what stands word for word is said first and is the surest, whatever the
 * networks think of it; they vote for the rest. Law: where exact words propose a label for a span, no likeness is surer of another
 * one there, and the exact trigger is the first source named.
 */
import { neverStop, type StopSignal } from '#core/base';
import {
  type Provenance,
  type Recommendation,
  type RecommendedTarget,
  recommendedKey,
  spanOf,
} from '#core/project';
import { spansOverlap } from '#core/text';
import type { ReadableDocument } from '#core/train';
import type { TriggerCoverage } from './coverage.ts';
import type { TriggerMatch, TriggerMatcher } from './matcher.ts';
import { PhraseMatcher, type TriggerAdviser } from './phrase-matcher.ts';
import type { Trigger } from './trigger.ts';

/** A likeness is never as sure as the very words beside it. */
const below = 0.95;
/** Similarity from which on words are the very words. */
const word = 0.999;
/** As a search for phrases says at most. */
const surest = 0.95;

export class ExactFirst implements TriggerAdviser {
  readonly #trained: TriggerMatcher;
  readonly #exact: PhraseMatcher;

  constructor(trained: TriggerMatcher) {
    this.#trained = trained;
    // Without word vectors only the very words match.
    this.#exact = new PhraseMatcher({ soft: false, threshold: word });
  }

  get triggers(): ReadonlyMap<string, Trigger> {
    return this.#trained.triggers;
  }

  get documents(): number {
    return this.#trained.documents;
  }

  setThreshold(similarity: number): void {
    this.#trained.setThreshold(similarity);
  }

  async addTriggers(
    triggers: readonly Trigger[],
    signal: StopSignal = neverStop,
  ): Promise<ReadonlySet<string>> {
    const changed = await this.#trained.addTriggers(triggers, signal);
    return signal.stopped
      ? changed
      : new Set([...changed, ...(await this.#exact.addTriggers(triggers, signal))]);
  }

  removeTriggers(explanationIds: readonly string[]): ReadonlySet<string> {
    return new Set([
      ...this.#trained.removeTriggers(explanationIds),
      ...this.#exact.removeTriggers(explanationIds),
    ]);
  }

  async addDocuments(documents: readonly ReadableDocument[], signal: StopSignal = neverStop): Promise<void> {
    await this.#trained.addDocuments(documents, signal);
    if (!signal.stopped) await this.#exact.addDocuments(documents, signal);
  }

  removeDocuments(documentIds: readonly string[]): void {
    this.#trained.removeDocuments(documentIds);
    this.#exact.removeDocuments(documentIds);
  }

  matchesOf(documentId: string): readonly TriggerMatch[] {
    const exact = this.#exact.matchesOf(documentId);
    const there = new Set(exact.map(({ explanationId }) => explanationId));
    const others = this.#trained
      .matchesOf(documentId)
      .filter(({ explanationId }) => !there.has(explanationId));
    return [...exact, ...others.map((match) => ({ ...match, similarity: match.similarity * below }))];
  }

  best(documentId: string): number {
    return Math.max(this.#exact.best(documentId), this.#trained.best(documentId));
  }

  coverage(thresholds?: readonly number[]): TriggerCoverage[] {
    return this.#trained.coverage(thresholds);
  }

  reach(): ReadonlyMap<string, readonly string[]> {
    const reached = new Map([...this.#trained.reach()].map(([id, documents]) => [id, new Set(documents)]));
    for (const [id, documents] of this.#exact.reach()) {
      const own = reached.get(id) ?? new Set<string>();
      for (const document of documents) own.add(document);
      reached.set(id, own);
    }
    return new Map([...reached].map(([id, documents]) => [id, [...documents]]));
  }

  async propose(documentId: string, signal: StopSignal = neverStop): Promise<Recommendation[]> {
    const exact = await this.#exact.propose(documentId, signal);
    const likely = await this.#trained.propose(documentId, signal);
    const exactly = exact.map((item) => {
      const same = likely.find((other) => isSame(item, other));
      return same === undefined ? item : joined(item, same);
    });
    const rest = likely.filter((item) => !exact.some((other) => isSame(item, other)));
    return [
      ...exactly,
      ...rest.map((item) =>
        beside(
          item,
          exactly.filter((other) => overlaps(item, other)),
        ),
      ),
    ];
  }

  proposeFor(
    documentId: string,
    target: RecommendedTarget,
    allowed?: ReadonlySet<string>,
  ): Recommendation | undefined {
    const exact = this.#exact.proposeFor(documentId, target, allowed);
    const likely = this.#trained.proposeFor(documentId, target, allowed);
    if (exact === undefined || likely === undefined) return exact ?? likely;
    return exact.labelId === likely.labelId ? joined(exact, likely) : exact;
  }
}

const isSame = (a: Recommendation, b: Recommendation): boolean =>
  a.labelId === b.labelId && recommendedKey(a.target) === recommendedKey(b.target);

function overlaps(a: Recommendation, b: Recommendation): boolean {
  const [one, other] = [spanOf(a.target), spanOf(b.target)];
  return one !== undefined && other !== undefined && spansOverlap(one, other);
}

/** Two witnesses of one label, surer together than each alone; the exact words are named first. */
function joined(exact: Recommendation, likely: Recommendation): Recommendation {
  const named = new Set(exact.provenance.map(nameOf));
  return {
    ...exact,
    confidence: Math.min(surest, 1 - (1 - exact.confidence) * (1 - likely.confidence)),
    provenance: [...exact.provenance, ...likely.provenance.filter((why) => !named.has(nameOf(why)))],
  };
}

const nameOf = (why: Provenance): string => ('explanationId' in why ? why.explanationId : why.kind);

/** A likeness by itself is a little less sure than it seems, and less sure than exact words that vote for something else here. */
function beside(item: Recommendation, exact: readonly Recommendation[]): Recommendation {
  const most = exact.reduce((least, { confidence }) => Math.min(least, confidence), 1);
  return { ...item, confidence: Math.min(item.confidence, most) * below };
}
