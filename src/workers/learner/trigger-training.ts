/**
 * Triggers as recommenders of the learner. Their networks train in the background, a few steps at a time between other
 * work, when there are enough triggers or enough more than last time; a trigger that is new meanwhile is heard at once by
 * the networks that are there. Before the first training triggers are looked for as phrases.
 */
import { neverStop, type Problem, StopSource } from '#core/base';
import type {
  Label,
  LabelledDocument,
  Project,
  Recommendation,
  RecommendedTarget,
  Weights,
} from '#core/project';
import { type Dictionary, dictionaryOf } from '#core/recommend';
import { ruleDocument, toRecommended, typesOf } from '#core/rules';
import type { SessionProgress } from '#core/tasks';
import { spansOverlap } from '#core/text';
import {
  type TriggerSessionProblem,
  type TriggerWeights,
  trainTriggerSession,
  triggerModelOf,
} from '#core/triggers';
import type { Store } from '#store';
import { loadTriggerAssets, loadVectors, type TriggerAssets } from '../platform/assets.ts';
import { TriggerHouse, triggerLabels } from '../project/trigger-index.ts';

/** Documents whose vectors are kept. */
const maxDocuments = 2000;
/** Triggers for a first training, and how many times as many as last time for another. */
const firstTraining = 8;
const growth = 1.3;
/** NER: finished documents for a first training. Where none says what is no entity, everything becomes one. */
const firstDone = 4;
/** Milliseconds of training between two looks around. */
const slice = 200;
const retryAfterMs = 20_000;

type Session = ReturnType<typeof trainTriggerSession>;

interface Running {
  readonly session: Session;
  readonly stop: StopSource;
  readonly assets: TriggerAssets;
  readonly triggers: number;
  readonly before: TriggerWeights | undefined;
}

export class LearnerTriggers {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #house = new TriggerHouse(maxDocuments);
  readonly #failed: (found: Problem) => void;
  #weights: TriggerWeights | undefined;
  #isRead = false;
  #running: Running | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #labels: ReadonlyMap<string, Label> = new Map();
  #dictionary: Dictionary = dictionaryOf([]);
  /** What people label here: where it is aspects only, the text as a whole is nobody's. */
  #kinds: ReadonlySet<RecommendedTarget['kind']> = new Set();
  /** RE: the types of ends that each label was seen with. */
  #ends: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  constructor(store: Store, projectId: string, failed: (found: Problem) => void) {
    this.#store = store;
    this.#projectId = projectId;
    this.#failed = failed;
  }

  /** Counts up whenever documents should be asked about anew. */
  get revision(): number {
    return this.#house.revision;
  }

  /** There is something that can be asked: phrases or a trained network. */
  get speaks(): boolean {
    return this.#house.matcher !== undefined;
  }

  /** Hears what is new. */
  async follow(
    project: Project,
    labels: readonly Label[],
    labelled: readonly LabelledDocument[],
  ): Promise<void> {
    this.#house.follow(project, labels, labelled);
    this.#labels = new Map(labels.map((label) => [label.id, label]));
    if (project.task !== 'ner') this.#dictionary = dictionaryOf(labelled);
    this.#kinds = new Set(labelled.flatMap((one) => one.annotations.map(({ target }) => target.kind)));
    if (project.task === 're') this.#ends = endsOf(labelled, this.#labels);
    if (this.#house.triggers.length > 0) {
      await this.#read(project);
      await this.#lookForPhrases(project);
    }
    await this.#house.hear();
  }

  /** What triggers say of documents, by their ids. */
  async recommend(
    project: Project,
    documents: readonly LabelledDocument[],
  ): Promise<ReadonlyMap<string, readonly Recommendation[]>> {
    const said = new Map<string, readonly Recommendation[]>();
    await this.#house.hold(documents.map(({ document }) => document));
    const { matcher } = this.#house;
    if (matcher === undefined) return said;
    for (const one of documents) {
      const { id } = one.document;
      if (project.task === 'ner') {
        const proposed = await matcher.propose(id);
        said.set(id, this.#house.isTrained ? proposed : proposed.filter((item) => isFree(item, one)));
        continue;
      }
      const { instances } = ruleDocument(project.task, one, this.#labels, this.#dictionary);
      const items = instances.flatMap(({ target, types, gold }) => {
        // A person has decided already.
        if (gold !== undefined || !this.#kinds.has(target.kind)) return [];
        const allowed = project.task === 're' ? this.#fitting(`${types?.head} ${types?.tail}`) : undefined;
        const said = matcher.proposeFor(id, target, allowed);
        if (said === undefined) return [];
        // Phrases are tempered already.
        return this.#house.isTrained ? tempered(said) : said;
      });
      said.set(id, items);
    }
    return said;
  }

  #fitting(ends: string): ReadonlySet<string> {
    return new Set([...this.#ends].flatMap(([labelId, seen]) => (seen.has(ends) ? [labelId] : [])));
  }

  /** Trains for a moment, if there is anything to train; `false` if not. A stop keeps what was learned before. */
  async trainSome(
    project: Project,
    labels: readonly Label[],
    labelled: readonly LabelledDocument[],
    wanted: boolean,
    progress: (state: SessionProgress) => void,
  ): Promise<boolean> {
    if (this.#running === undefined && !(await this.#start(project, labels, labelled, wanted))) return false;
    const until = performance.now() + slice;
    while (this.#running !== undefined && performance.now() < until) {
      const running = this.#running;
      const step = await running.session.next();
      if (this.#running !== running) return true;
      if (step.done !== true) {
        progress(step.value);
        continue;
      }
      this.#running = undefined;
      if (step.value.ok) await this.#take(step.value.value, running);
      else this.#rest(step.value.error);
    }
    return true;
  }

  /** Networks and all are started from nothing next time; what is stored is the caller's. */
  forget(): void {
    this.#running?.stop.stop();
    this.#running = undefined;
    this.#weights = undefined;
    this.#house.use(undefined);
  }

  async #start(
    project: Project,
    labels: readonly Label[],
    labelled: readonly LabelledDocument[],
    wanted: boolean,
  ): Promise<boolean> {
    const { triggers } = this.#house;
    if (triggers.length < firstTraining) return false;
    if (project.task === 'ner' && labelled.filter(isFinished).length < firstDone) return false;
    await this.#read(project);
    const last = this.#weights?.trigger.metrics['triggers'] ?? 0;
    const enough = wanted ? last + 1 : Math.max(firstTraining, Math.ceil(last * growth));
    const isOff = !wanted && project.settings.trainEvery === 0;
    if (isOff || triggers.length < enough) return false;
    if (performance.now() - this.#failedAt < retryAfterMs) return false;
    const assets = await loadTriggerAssets(project.task);
    if (!assets.ok) {
      this.#rest(assets.error);
      return false;
    }
    const spoken = triggerLabels(project.task, labels);
    const stop = new StopSource();
    const before = this.#weights;
    const session = trainTriggerSession({
      projectId: this.#projectId,
      labels: spoken,
      triggers,
      documents: labelled,
      networks: assets.value.networks,
      encoder: assets.value.encoder,
      // Outputs belong to labels: other labels, another start.
      ...(before !== undefined && sameLabels(before.trigger.labels, spoken) ? { previous: before } : {}),
      seed: before?.trigger.seed ?? 1,
      clock: Date.now,
      signal: stop,
    });
    this.#running = { session, stop, assets: assets.value, triggers: triggers.length, before };
    return true;
  }

  async #take(learned: TriggerWeights, { assets, triggers, before }: Running): Promise<void> {
    const version = (before?.trigger.version ?? 0) + 1;
    const stored = (weights: Weights): Weights => ({ ...weights, version, metrics: { triggers } });
    const trigger = stored(learned.trigger);
    const tagger = learned.tagger && stored(learned.tagger);
    for (const weights of tagger === undefined ? [trigger] : [trigger, tagger]) {
      const written = await this.#store.weights.put(weights);
      if (!written.ok) this.#failed(written.error);
    }
    await this.#use({ trigger, ...(tagger === undefined ? {} : { tagger }) }, assets);
  }

  async #use(weights: TriggerWeights, { networks, encoder }: TriggerAssets): Promise<void> {
    this.#weights = weights;
    this.#house.use(triggerModelOf(networks, encoder, weights));
    await this.#house.hear(neverStop);
  }

  /** The last checkpoint, once. */
  async #read(project: Project): Promise<void> {
    if (this.#isRead || performance.now() - this.#failedAt < retryAfterMs) return;
    const weights = await readTriggerWeights(this.#store, this.#projectId);
    if (weights !== undefined) {
      const assets = await loadTriggerAssets(project.task);
      if (!assets.ok) {
        this.#rest(assets.error);
        return;
      }
      await this.#use(weights, assets.value);
    }
    this.#isRead = true;
  }

  /** Until there are networks; where the word vectors cannot be had, the very words still match. */
  async #lookForPhrases(project: Project): Promise<void> {
    if (this.#house.matcher !== undefined) return;
    const vectors = await loadVectors();
    this.#house.usePhrases(vectors.ok ? vectors.value : undefined, project.task);
  }

  /** The model tells of a missing runtime; triggers wait and try again. */
  #rest(found: Problem | TriggerSessionProblem): void {
    this.#failedAt = performance.now();
    if (found.code === 'diverged') this.#failed(found);
  }
}

/** Both stages as they were stored last; `undefined` before the first training. */
export async function readTriggerWeights(
  store: Store,
  projectId: string,
): Promise<TriggerWeights | undefined> {
  const [trigger, tagger] = await Promise.all([
    store.weights.get(projectId, 'trigger'),
    store.weights.get(projectId, 'trigger-tagger'),
  ]);
  if (trigger === undefined) return undefined;
  // Written one after the other: a stop between them leaves two that do not belong together.
  const fits = tagger !== undefined && sameLabels(tagger.labels, trigger.labels);
  return { trigger, ...(fits ? { tagger } : {}) };
}

function endsOf(
  labelled: readonly LabelledDocument[],
  labels: ReadonlyMap<string, Label>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const ends = new Map<string, Set<string>>();
  for (const { annotations } of labelled) {
    const byId = new Map(annotations.map((one) => [one.id, one]));
    for (const { target, labelId } of annotations) {
      const pair = toRecommended(target, byId);
      if (pair?.kind !== 'relation') continue;
      const { head, tail } = typesOf(pair, annotations, labels);
      const seen = ends.get(labelId) ?? new Set();
      ends.set(labelId, seen.add(`${head} ${tail}`));
    }
  }
  return ends;
}

/** One trigger alone has all of the votes, however far it is: a share counts as much as its nearest trigger is near. */
function tempered(said: Recommendation): Recommendation {
  const near = said.provenance.map((why) => (why.kind === 'trigger' ? why.similarity : 0));
  return { ...said, confidence: said.confidence * Math.max(0, ...near) };
}

/** Not beside words that a person has labelled already: a phrase does not tell a name from a part of it. */
function isFree({ target }: Recommendation, { annotations }: LabelledDocument): boolean {
  return (
    target.kind !== 'span' ||
    !annotations.some((one) => 'from' in one.target && spansOverlap(one.target, target))
  );
}

function isFinished({ document }: LabelledDocument): boolean {
  return document.status === 'done' && document.split !== 'holdout';
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
