/**
 * Which documents have recommendations, and of what date: those on the screen and next to come first, from the quick sources
 * before the slow ones; after a training a sample of all documents, so that there are priorities everywhere. Remembers from
 * what each document's sets were made, and makes them anew only when that has changed.
 */
import { createRng, type Problem } from '#core/base';
import {
  type Document,
  type LabelledDocument,
  type Project,
  type Recommendation,
  type TaughtDocument,
  taskTraits,
  type Weights,
} from '#core/project';
import {
  contest,
  hashedTexts,
  hashedWidth,
  placeOf,
  recommendFromDictionary,
  recommendNounPhrases,
  spread,
} from '#core/recommend';
import { recommendByModel, votePowerOf } from '#core/tasks';
import { type Span, tokensOf } from '#core/text';
import type { RecommendationSet, Store } from '#store';
import type { Assets } from '../platform/assets.ts';
import type { ContextStates } from './context-states.ts';
import { type Memory, remember, spansOf } from './dictionaries.ts';
import type { Moment } from './moment.ts';
import type { LearnerRules } from './rules.ts';
import type { Report } from './schedule.ts';
import { Steadiness } from './steadiness.ts';
import type { TriggerVotes } from './trigger-votes.ts';

/** Documents after the one on the screen that have recommendations in advance. */
const ahead = 12;
/** Documents that are judged after a training, drawn from all over the project, so many in a slice. */
const surveyed = 160;
const atOnce = 16;
/** Texts that a spread takes at once, and labelled ones that it keeps away from; its vectors take a few milliseconds. */
const spreadOver = 24;
const comparedWith = 200;
/** Documents of which it is remembered when their sets were made; the oldest are forgotten, and made anew when they come up. */
const remembered = 5000;

export interface AdvisorNeeds {
  /** `undefined` where they cannot be had now. */
  readonly assets: (project: Project) => Promise<Assets | undefined>;
  readonly failed: (found: Problem) => void;
  readonly context: ContextStates;
  readonly weights: () => Weights | undefined;
}

export class Advisor {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: AdvisorNeeds;
  readonly #rules: LearnerRules;
  readonly #triggers: TriggerVotes;
  #memory: Memory | undefined;
  #memoryVersion = 0;
  #survey: { readonly basis: string; window: number; seen: LabelledDocument[] } | undefined;
  /** As of the last training, of the documents that were looked at since. */
  readonly #unsure = new Map<string, number>();
  /** Done, and out of the order of texts. */
  #leftOut: ReadonlySet<string> = new Set();
  readonly #steadiness: Steadiness;
  readonly #untrained = new Dated();
  readonly #trained = new Dated();
  readonly #voted = new Dated();

  constructor(
    store: Store,
    projectId: string,
    rules: LearnerRules,
    triggers: TriggerVotes,
    needs: AdvisorNeeds,
  ) {
    this.#store = store;
    this.#projectId = projectId;
    this.#rules = rules;
    this.#triggers = triggers;
    this.#needs = needs;
    this.#steadiness = new Steadiness(store, projectId);
  }

  /** Dictionaries of what is labelled. */
  remember({ project, labels, labelled }: Moment): Report {
    this.#memory = remember(project, labels, labelled);
    this.#memoryVersion++;
    return 'done';
  }

  /** What dictionaries and model say: of the document on the screen by itself, then of those after it. */
  async lookAhead(now: Moment): Promise<Report> {
    const from = await this.#start(now);
    for (const [start, size] of [
      [from, 1],
      [from + 1, ahead],
    ] as const) {
      const near = await this.#store.documents.chunk(this.#projectId, start, size);
      const forgotten = near.filter(({ document }) =>
        this.#untrained.isOld(document.id, `${this.#memoryVersion}`),
      );
      const stale = this.#hasModel(now.project)
        ? near.filter((one) => this.#trained.isOld(one.document.id, this.#basisOf(now, one)))
        : [];
      if (forgotten.length > 0) await this.#recommendUntrained(now.project, forgotten);
      if (stale.length > 0 && !(await this.#recommendTrained(now, stale))) return 'idle';
      if (forgotten.length + stale.length > 0) return 'more';
    }
    return 'done';
  }

  /** What triggers and rules say of the same documents; the one on the screen does not wait for the others. */
  async vote(now: Moment): Promise<Report> {
    if (!now.project.settings.sources.explanations) return 'idle';
    if (!this.#rules.hasAny && !this.#triggers.hasAny) return 'idle';
    const from = await this.#start(now);
    for (const [start, size] of [
      [from, 1],
      [from + 1, ahead],
    ] as const) {
      const near = await this.#store.documents.chunk(this.#projectId, start, size);
      const revisions = `${this.#rules.revision} ${this.#triggers.revision}`;
      const stale = near.filter((one) => this.#voted.isOld(one.document.id, basisOf(revisions, now, one)));
      if (stale.length === 0) continue;
      const byTriggers = await this.#triggers.recommend(now.project, stale);
      await this.#put(
        stale.map(({ document }) => ({
          projectId: this.#projectId,
          documentId: document.id,
          source: 'explanations',
          version: this.#rules.revision,
          items: [...this.#rules.recommend(document.id), ...(byTriggers.get(document.id) ?? [])],
        })),
      );
      await this.#weigh(stale, byTriggers);
      for (const one of stale) this.#voted.set(one.document.id, basisOf(revisions, now, one));
      return 'more';
    }
    return 'done';
  }

  /** Judges a sample of the open documents, another one after each training; then finds those of them that lie far apart. */
  async survey(now: Moment): Promise<Report> {
    const hasModel = this.#hasModel(now.project);
    const spreads = now.project.settings.acquisition === 'diversity';
    if (!hasModel && !spreads) return 'idle';
    const total = await this.#store.documents.count(this.#projectId);
    const basis = `${this.#needs.weights()?.version ?? 0} ${spreads} ${hasModel ? '' : total}`;
    if (this.#survey?.basis !== basis) {
      await this.#leaveOut(now);
      this.#unsure.clear();
      this.#survey = { basis, window: 0, seen: [] };
    }
    const { window, seen } = this.#survey;
    const windows = Math.min(surveyed / atOnce, Math.max(1, Math.ceil(total / atOnce)));
    if (window >= windows) {
      if (spreads && seen.length > 0) await this.#spread(now, seen);
      this.#survey.seen = [];
      await this.#compare(now, total);
      return 'done';
    }
    const version = this.#needs.weights()?.version ?? 0;
    const from = Math.floor(((window / windows) * total + version * 7919) % Math.max(1, total));
    const some = await this.#store.documents.chunk(this.#projectId, from, atOnce);
    const open = some.filter(({ document }) => document.status === 'open' && document.split !== 'holdout');
    if (spreads) seen.push(...open);
    if (hasModel && !(await this.#recommendTrained(now, open))) return 'idle';
    this.#survey.window++;
    return 'more';
  }

  /** Texts that are done have no place in the order: what stood there of them would be read before each next text. */
  async #leaveOut({ labelled }: Moment): Promise<void> {
    const done = labelled.flatMap(({ document: { id, status } }) => (status === 'done' ? [id] : []));
    const ids = done.filter((id) => !this.#leftOut.has(id));
    if (ids.length > 0) await this.#store.recommendations.dropPriorities(ids);
    this.#leftOut = new Set(done);
  }

  /** What the model says of a fixed sample now and said some labels ago: a sign for stopping. */
  async #compare(now: Moment, total: number): Promise<void> {
    const weights = this.#needs.weights();
    if (weights === undefined || !this.#steadiness.isTime(weights)) return;
    const opinions = await this.#ask(now, weights, await this.#steadiness.sample(total));
    if (opinions === undefined) return;
    await this.#steadiness.compare(weights, opinions);
  }

  /** What a model says of these documents; `undefined` where it cannot be asked now. */
  async #ask(now: Moment, weights: Weights, documents: readonly TaughtDocument[]) {
    const assets = await this.#needs.assets(now.project);
    if (assets === undefined) return undefined;
    const texts = documents.map(({ document }) => document);
    const encoder = await this.#needs.context.forReading(assets.encoder, texts, weights.encoder);
    if (encoder === undefined) return undefined;
    const { network } = assets;
    const memory = this.#memory;
    return recommendByModel({
      ...{ task: now.project.task, labels: now.labels, network, encoder, weights, documents },
      batchSize: atOnce,
      ...(this.#asksRules(now.project) ? { votes: (id: string) => this.#rules.votesOf(id) } : {}),
      ...(memory?.hasAspects === true
        ? {
            aspects: ({ text }: Document) =>
              memory.dictionary.find(text).map(({ from, to }) => ({ from, to })),
          }
        : {}),
    });
  }

  /** The open texts that are least like what is labelled and like each other; with a model, rather those it is unsure of. */
  async #spread({ labelled }: Moment, seen: readonly LabelledDocument[]): Promise<void> {
    const known = labelled.filter(({ document }) => document.split !== 'holdout').slice(-comparedWith);
    const texts = [...seen, ...known].map(({ document }) =>
      tokensOf(document).map(({ from, to }) => document.text.slice(from, to)),
    );
    const uncertainty = seen.map(({ document }) => this.#unsure.get(document.id) ?? 0);
    const highest = Math.max(...uncertainty);
    const taken = spread({
      vectors: hashedTexts(texts),
      width: hashedWidth,
      open: seen.map((_, row) => row),
      labelled: known.map((_, i) => seen.length + i),
      ...(highest > 0 ? { weights: uncertainty.map((one) => 0.05 + one / highest) } : {}),
      count: spreadOver,
      rng: createRng(texts.length),
    });
    const rank = new Map(taken.map((row, i) => [row, 1 - i / spreadOver]));
    await this.#store.recommendations.putPriorities(
      seen.map(({ document }, row) => ({
        projectId: this.#projectId,
        documentId: document.id,
        diversity: rank.get(row) ?? 0,
      })),
    );
  }

  /** What explanations say against the model, or the model against explanations, of these documents. */
  async #weigh(
    documents: readonly LabelledDocument[],
    byTriggers: ReadonlyMap<string, readonly Recommendation[]>,
    byModel?: ReadonlyMap<string, readonly Recommendation[]>,
  ): Promise<void> {
    const rows = [];
    for (const { document } of documents) {
      if (document.status !== 'open' || document.split === 'holdout') continue;
      const sets = byModel === undefined ? await this.#store.recommendations.setsOfDocument(document.id) : [];
      const model = byModel?.get(document.id) ?? sets.find(({ source }) => source === 'model')?.items;
      if (model === undefined) continue;
      const { score, about } = contest(model, [
        ...this.#rules.recommend(document.id),
        ...(byTriggers.get(document.id) ?? []),
      ]);
      rows.push({
        projectId: this.#projectId,
        documentId: document.id,
        disagreement: score,
        ...(about === undefined ? {} : { contested: wordsOf(document.text, about) }),
      });
    }
    if (rows.length > 0) await this.#store.recommendations.putPriorities(rows);
  }

  /** Everything trained is gone. */
  forget(): void {
    this.#trained.clear();
    this.#voted.clear();
    this.#survey = undefined;
    this.#unsure.clear();
  }

  #asksRules({ settings }: Project): boolean {
    return settings.sources.explanations && this.#rules.hasAny;
  }

  #hasModel({ settings }: Project): boolean {
    return settings.sources.model && this.#needs.weights() !== undefined;
  }

  /** Position of the document on the screen. */
  async #start({ focus }: Moment): Promise<number> {
    const focused = focus === undefined ? undefined : await this.#store.documents.get(focus);
    return focused?.projectId === this.#projectId ? focused.position : 0;
  }

  /** What the model's opinion of a document depends on: its version, the labels and, but for NER, what is marked in the text. */
  #basisOf(now: Moment, one: LabelledDocument): string {
    const weights = this.#needs.weights();
    // Rules have a say in what the model says, as far as labels bore them out.
    const isSwayed =
      this.#asksRules(now.project) && weights !== undefined && votePowerOf(weights.tensors) > 0;
    const rules = isSwayed ? this.#rules.revision : '';
    return basisOf(`${weights?.version ?? 0} ${now.labels.length} ${rules}`, now, one);
  }

  async #recommendUntrained(project: Project, documents: readonly LabelledDocument[]): Promise<void> {
    const memory = this.#memory;
    if (memory === undefined) return;
    const { words: kind, hasPairs } = taskTraits[project.task];
    const version = this.#memoryVersion;
    const sets = documents.flatMap(({ document, annotations }): RecommendationSet[] => {
      const phrases = kind === 'aspect' && !memory.hasAspects ? [] : recommendNounPhrases(document, kind);
      const known = recommendFromDictionary(document, memory.dictionary, kind);
      if (hasPairs) known.push(...memory.pairs.recommend(document.text, spansOf(annotations)));
      const common = { projectId: this.#projectId, documentId: document.id, version };
      return [
        { ...common, source: 'noun-phrases', items: phrases },
        { ...common, source: 'dictionary', items: known },
      ];
    });
    await this.#put(sets);
    for (const { document } of documents) this.#untrained.set(document.id, `${version}`);
  }

  /** `false` where the model cannot be asked now. */
  async #recommendTrained(now: Moment, documents: readonly LabelledDocument[]): Promise<boolean> {
    const weights = this.#needs.weights();
    if (weights === undefined || documents.length === 0) return true;
    const opinions = await this.#ask(now, weights, documents);
    if (opinions === undefined) return false;
    const projectId = this.#projectId;
    const { version } = weights;
    const textOf = new Map(documents.map(({ document }) => [document.id, document.text]));
    const open = new Set(
      documents.flatMap(({ document }) => (document.status === 'open' ? [document.id] : [])),
    );
    const byModel = new Map<string, readonly Recommendation[]>();
    for await (const some of opinions) {
      await this.#put(
        some.map(({ documentId, items }) => ({ projectId, documentId, source: 'model', version, items })),
      );
      for (const { documentId, priority, items } of some) {
        byModel.set(documentId, items);
        this.#unsure.set(documentId, priority);
      }
      await this.#store.recommendations.putPriorities(
        some.flatMap(({ documentId, priority, leastConfidence, items }) => {
          if (!open.has(documentId)) return [];
          const least = items.toSorted((a, b) => a.confidence - b.confidence)[0];
          const place = least === undefined ? undefined : placeOf(least.target);
          const about = place === undefined ? '' : wordsOf(textOf.get(documentId) ?? '', place);
          return [{ projectId, documentId, uncertainty: priority, leastConfidence, about }];
        }),
      );
    }
    if (now.project.settings.sources.explanations && (this.#rules.hasAny || this.#triggers.hasAny)) {
      await this.#weigh(documents, await this.#triggers.recommend(now.project, documents), byModel);
    }
    for (const one of documents) this.#trained.set(one.document.id, this.#basisOf(now, one));
    return true;
  }

  async #put(sets: readonly RecommendationSet[]): Promise<void> {
    const written = await this.#store.recommendations.put(sets);
    if (!written.ok) this.#needs.failed(written.error);
  }
}

/** From what each document's sets were made, of the documents that were looked at last. */
class Dated {
  readonly #basis = new Map<string, string>();

  isOld(documentId: string, basis: string): boolean {
    return this.#basis.get(documentId) !== basis;
  }

  set(documentId: string, basis: string): void {
    this.#basis.delete(documentId);
    this.#basis.set(documentId, basis);
    if (this.#basis.size <= remembered) return;
    const oldest = this.#basis.keys().next().value;
    if (oldest !== undefined) this.#basis.delete(oldest);
  }

  clear(): void {
    this.#basis.clear();
  }
}

/** A version and, but for NER, what is marked in the text: only there the candidates depend on it. */
function basisOf(version: string, { project }: Moment, { annotations }: LabelledDocument): string {
  if (taskTraits[project.task].isSequence) return version;
  const latest = annotations.reduce((time, one) => Math.max(time, one.updatedAt), 0);
  return `${version} ${annotations.length} ${latest}`;
}

/** A few words of a text, for a person to recognise the place. */
function wordsOf(text: string, { from, to }: Span): string {
  const words = text.slice(from, to).replace(/\s+/gu, ' ');
  return words.length <= 60 ? words : `${words.slice(0, 59).trimEnd()}…`;
}
