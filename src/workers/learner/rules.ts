/** The project's explanations as teachers and recommenders of the learner: a rule house of its own, of bounded size. */
import type { StopSignal } from '#core/base';
import type { Document, LabelledDocument, Provenance, Recommendation } from '#core/project';
import type { LabelledKeyword } from '#core/rules';
import { isTaught, softTeaching, type WeakLabel } from '#core/rules';
import { type WeakInstance, weakInstancesOf } from '#core/tasks';
import type { RecommendationSet, Store } from '#store';
import { RuleHouse } from '../project/rule-index.ts';
import { slice } from '../rpc/slice.ts';

/** Documents whose instances are kept in the learner's memory. */
const maxDocuments = 20_000;
/** Milliseconds between two looks around. */
const sliceMs = 150;
/** Sentences that the string-matching network learns from at most. */
const maxLesson = 20_000;
/** Weak instances that a session is given at most; the surest first. */
const maxWeak = 2000;

export class LearnerRules {
  readonly #store: Store;
  readonly #house: RuleHouse;

  constructor(store: Store, projectId: string) {
    this.#store = store;
    this.#house = new RuleHouse(store, projectId, maxDocuments);
  }

  /**
   * Brings votes up to date for a moment, exact ones first. `'more'`: not even those are all there, call again; `'exactly'`: soft
   * ones are still to come; `'none'`: there is no rule.
   */
  async refresh(stop: StopSignal): Promise<'none' | 'more' | 'exactly' | 'done'> {
    // Each part has a slice of its own, so that each gets on, however long the one before took.
    const synced = await this.#house.sync(slice(stop, sliceMs));
    if (!synced.ok) return synced.error.code === 'cancelled' ? 'more' : 'none';
    if (!this.#house.rules.some((rule) => rule.form !== undefined)) return 'none';
    const { project } = this.#house;
    if (project !== undefined) this.#house.engine.setThreshold(project.settings.ruleThreshold);
    const exactly = slice(stop, sliceMs);
    await this.#house.update(exactly, () => undefined);
    if (exactly.stopped) return 'more';
    return (await this.#house.soften(slice(stop, sliceMs))) === 'more' ? 'exactly' : 'done';
  }

  /** What `find` is to learn from; as of the last `refresh`. */
  findLesson(): { readonly sentences: string[][]; readonly keywords: LabelledKeyword[] } {
    return this.#house.engine.findLesson(maxLesson);
  }

  /** A newly trained `find` network was stored. */
  lookAgain(): void {
    this.#house.lookAgain();
  }

  recommend(documents: readonly LabelledDocument[], version: number): readonly RecommendationSet[] {
    return documents.map(({ document }) => ({
      projectId: document.projectId,
      documentId: document.id,
      source: 'explanations',
      version,
      items: [...this.#house.engine.weakLabels(document.id)].map((weak) => this.#toRecommendation(weak)),
    }));
  }

  async weakInstances(): Promise<WeakInstance[]> {
    // Most noun phrases are no entity, which the context does not learn from rules: of NER only exact matches teach.
    const softFrom = this.#house.project?.task === 'ner' ? Number.POSITIVE_INFINITY : softTeaching;
    const labels = [...this.#house.engine.weakLabels()]
      .filter((weak) => isTaught(weak, softFrom))
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, maxWeak);
    const documents = new Map<string, Document>();
    for (const { documentId } of labels) {
      if (documents.has(documentId)) continue;
      const document = await this.#store.documents.get(documentId);
      // What measures must not teach, neither by hand nor by rule.
      if (document !== undefined && document.split !== 'holdout') documents.set(documentId, document);
    }
    return weakInstancesOf(labels, documents);
  }

  #toRecommendation({ target, labelId, confidence, votes }: WeakLabel): Recommendation {
    const provenance = votes
      .filter((vote) => vote.labelId === labelId)
      .flatMap(({ ruleId, score, strict }): Provenance[] => {
        const sentence = this.#house.rule(ruleId)?.text;
        return sentence === undefined
          ? []
          : [{ kind: 'rule', explanationId: ruleId, sentence, score, strict }];
      });
    return { target, labelId, confidence, provenance };
  }
}
