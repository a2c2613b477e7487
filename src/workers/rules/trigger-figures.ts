/**
 * Triggers in the table of explanations: what each one reaches among a bounded part of the documents (those with labels
 * first), and how often its label is one of those that a person gave there. Read with the networks that the learner
 * stored last, as phrases before there are any; a moved threshold encodes nothing.
 */
import type { StopSignal } from '#core/base';
import type { Document, Recommendation, Task } from '#core/project';
import type { Span } from '#core/text';
import { type Trigger, triggerModelOf } from '#core/triggers';
import { diagnoseRule, LabelMatrix } from '#core/weak';
import type { Store } from '#store';
import { readTriggerWeights } from '../learner/trigger-training.ts';
import { loadTriggerAssets, loadVectors } from '../platform/assets.ts';
import type { RuleIndex } from '../project/rule-index.ts';
import { TriggerIndex } from '../project/trigger-index.ts';
import type { RuleFigures, RulesReport } from './contract.ts';

/** Documents that are looked at. */
const maxDocuments = 2000;
/** Of those, at most so many with labels. */
const maxLabelled = 1000;
const chunkSize = 250;
/** Newly stored networks are looked for so often at most: reading them takes longer than moving a threshold. */
const lookEveryMs = 3000;

/** What people decided on a document. */
interface Gold {
  readonly labels: ReadonlySet<string>;
  readonly isDone: boolean;
}

/** One document that a trigger votes for. */
export interface TriggerReach {
  readonly documentId: string;
  readonly similarity: number;
  readonly verdict: 'correct' | 'incorrect' | 'unknown';
  /** labels of other triggers that match there. */
  readonly otherLabelIds: readonly string[];
}

/** Triggers as voters on documents, so that what overlaps and conflicts is counted as it is for rules. */
function triggerMatrix(
  triggers: readonly { readonly labelId: string; readonly documentIds: readonly string[] }[],
): LabelMatrix {
  const matrix = new LabelMatrix();
  const documents = new Map<string, number>();
  const labels = new Map<string, number>();
  const numberOf = (known: Map<string, number>, id: string): number => {
    const there = known.get(id);
    if (there !== undefined) return there;
    known.set(id, known.size);
    return known.size - 1;
  };
  for (const [at, { labelId, documentIds }] of triggers.entries()) {
    const instances = Int32Array.from(new Set(documentIds), (id) => numberOf(documents, id)).sort();
    matrix.setColumn(at, { instances, labels: numberOf(labels, labelId) });
  }
  return matrix;
}

export class RuleTriggers {
  readonly projectId: string;
  readonly #store: Store;
  readonly #index = new TriggerIndex(maxDocuments);
  #gold: ReadonlyMap<string, Gold> = new Map();
  #revision = '';
  #version = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isFilled = false;

  constructor(store: Store, projectId: string) {
    this.projectId = projectId;
    this.#store = store;
  }

  /** After `rules.sync`. Stopped, it goes on from there next time. */
  async follow(rules: RuleIndex, threshold: number, signal: StopSignal): Promise<void> {
    const { project, labelled, revision } = rules;
    if (project === undefined) return;
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#isFilled = false;
      this.#index.follow(project, [...rules.labels.values()], labelled);
      this.#gold = new Map(
        labelled.map(({ document, annotations }) => [
          document.id,
          { labels: new Set(annotations.map(({ labelId }) => labelId)), isDone: document.status === 'done' },
        ]),
      );
    }
    if (this.#index.triggers.length === 0) return;
    await this.#look(project.task);
    this.#index.setThreshold(threshold);
    await this.#index.encode(signal);
    if (!this.#isFilled && this.#index.matcher !== undefined) await this.#fill(labelled, signal);
  }

  async #look(task: Task): Promise<void> {
    if (performance.now() - this.#lookedAt < lookEveryMs) return;
    this.#lookedAt = performance.now();
    const weights = await readTriggerWeights(this.#store, this.projectId);
    const version = weights?.trigger.version ?? 0;
    if (version === this.#version && this.#index.matcher !== undefined) return;
    if (weights === undefined) {
      const vectors = await loadVectors();
      this.#index.usePhrases(vectors.ok ? vectors.value : undefined, task);
    } else {
      const assets = await loadTriggerAssets(task);
      if (!assets.ok) return;
      this.#index.use(triggerModelOf(assets.value.networks, assets.value.encoder, weights));
    }
    this.#version = version;
    this.#isFilled = false;
  }

  async #fill(labelled: RuleIndex['labelled'], signal: StopSignal): Promise<void> {
    const first = labelled.slice(0, maxLabelled).map(({ document }) => document);
    await this.#index.hold(first, signal);
    const taken = new Set(first.map(({ id }) => id));
    for (let position = 0; taken.size < maxDocuments && !signal.stopped; ) {
      const some = await this.#store.documents.chunk(this.projectId, position, chunkSize);
      const last = some.at(-1);
      if (last === undefined) break;
      const fresh = some
        .map(({ document }) => document)
        .filter(({ id }) => !taken.has(id) && !this.#gold.has(id))
        .slice(0, maxDocuments - taken.size);
      await this.#index.hold(fresh, signal);
      for (const { id } of fresh) taken.add(id);
      position = last.document.position + 1;
    }
    this.#isFilled = !signal.stopped;
  }

  /** By explanation; empty where there are no triggers. */
  figures(): ReadonlyMap<string, RuleFigures> {
    const { matcher } = this.#index;
    const figures = new Map<string, RuleFigures>();
    if (matcher === undefined) return figures;
    const reached = matcher.reach();
    const triggers = [...matcher.triggers];
    const matrix = triggerMatrix(
      triggers.map(([id, { labelId }]) => ({ labelId, documentIds: reached.get(id) ?? [] })),
    );
    const instanceCount = matcher.documents;
    for (const [at, [id, { labelId }]] of triggers.entries()) {
      const own = reached.get(id) ?? [];
      const { coverage, overlaps, conflicts } = diagnoseRule(matrix, at, [], { instanceCount });
      const verdicts = own.map((one) => this.#verdict(one, labelId));
      const correct = verdicts.filter((verdict) => verdict === 'correct').length;
      const incorrect = verdicts.filter((verdict) => verdict === 'incorrect').length;
      // No label model weighs triggers: its figures are those of the labels that are there, with one of each beforehand.
      const learnedAccuracy = (correct + 1) / (correct + incorrect + 2);
      figures.set(id, {
        matches: own.length,
        strictMatches: 0,
        coverage,
        overlaps,
        conflicts,
        correct,
        incorrect,
        ...(correct + incorrect === 0 ? {} : { accuracy: correct / (correct + incorrect) }),
        weight: Math.log((correct + 1) / (incorrect + 1)),
        learnedAccuracy,
      });
    }
    return figures;
  }

  /** All triggers together; `undefined` where there are none. */
  summary(thresholds: readonly number[]): RulesReport['triggers'] {
    const { matcher } = this.#index;
    if (matcher === undefined) return undefined;
    const matched = matcher.coverage()[0]?.matched ?? 0;
    const curve = matcher
      .coverage(thresholds)
      .map((at) => ({ threshold: at.threshold, matched: at.matched }));
    return { documents: matcher.documents, matched, curve };
  }

  trigger(explanationId: string): Trigger | undefined {
    return this.#index.matcher?.triggers.get(explanationId);
  }

  /** Documents that a trigger votes for, nearest first. */
  reach(explanationId: string): readonly TriggerReach[] {
    const { matcher } = this.#index;
    const trigger = this.trigger(explanationId);
    if (matcher === undefined || trigger === undefined) return [];
    return (matcher.reach().get(explanationId) ?? [])
      .map((documentId) => {
        const matches = matcher.matchesOf(documentId);
        const others = matches
          .map((match) => matcher.triggers.get(match.explanationId)?.labelId)
          .filter((labelId) => labelId !== undefined && labelId !== trigger.labelId);
        const own = matches.find((match) => match.explanationId === explanationId);
        return {
          documentId,
          similarity: own?.similarity ?? 0,
          verdict: this.#verdict(documentId, trigger.labelId),
          otherLabelIds: [...new Set(others)].filter((labelId) => labelId !== undefined),
        };
      })
      .sort((a, b) => b.similarity - a.similarity);
  }

  /** NER: what the triggers propose in a document that they reach. */
  async proposed(document: Document): Promise<readonly Recommendation[]> {
    return (await this.#index.matcher?.propose(document.id)) ?? [];
  }

  /** The words that matched, where that can be said. */
  matchedWords(documentId: string, explanationId: string): readonly Span[] | undefined {
    return this.#index.matchedWords(documentId, explanationId);
  }

  /** Whether a person gave the label in this document; where it is not finished, one that is missing says nothing. */
  #verdict(documentId: string, labelId: string): TriggerReach['verdict'] {
    const gold = this.#gold.get(documentId);
    if (gold?.labels.has(labelId) === true) return 'correct';
    return gold?.isDone === true ? 'incorrect' : 'unknown';
  }
}
