/**
 * The networks of triggers: trained in the background when there are enough triggers, or enough more than last time, or a
 * person asks for it and there is one more. A trigger that is new meanwhile is used at once by the networks that are there
 * (`trigger-votes.ts`).
 */
import type { Problem, Result } from '#core/base';
import { type LabelledDocument, type Project, taskTraits, type Weights } from '#core/project';
import {
  type Trigger,
  type TriggerModel,
  type TriggerTrainingProblem,
  type TriggerWeights,
  trainTriggers,
  triggerLabels,
  triggerModelOf,
} from '#core/triggers';
import type { Store } from '#store';
import { loadTriggerAssets, type TriggerAssets } from '../platform/assets.ts';
import { BackgroundTraining, type TrainingProgress } from './background-training.ts';
import type { Moment } from './moment.ts';
import type { Report } from './schedule.ts';

/** Triggers for a first training, and how many times as many as last time for another. */
const firstTraining = 8;
const growth = 1.3;
/** NER: finished documents for a first training. Where none says what is no entity, everything becomes one. */
const firstDone = 4;

export interface TriggerNeeds {
  readonly triggers: () => readonly Trigger[];
  /** Newly trained networks. */
  readonly use: (model: TriggerModel) => void;
  readonly progress: (state: TrainingProgress) => void;
  readonly failed: (found: Problem) => void;
  /** The networks cannot be had now. */
  readonly missing: () => void;
}

interface Lesson {
  readonly assets: TriggerAssets;
  readonly triggers: number;
  readonly before: TriggerWeights | undefined;
}

export class TriggerTraining {
  readonly #store: Store;
  readonly #projectId: string;
  readonly #needs: TriggerNeeds;
  readonly #training = new BackgroundTraining<Result<TriggerWeights, TriggerTrainingProblem>>();
  #lesson: Lesson | undefined;
  #weights: TriggerWeights | undefined;
  #isRead = false;
  /** Orders that were carried out. */
  #ordersDone = 0;

  constructor(store: Store, projectId: string, needs: TriggerNeeds) {
    this.#store = store;
    this.#projectId = projectId;
    this.#needs = needs;
  }

  async work(now: Moment): Promise<Report> {
    const isOff = !now.project.settings.sources.explanations;
    if (now.rests || isOff) return 'idle';
    if (!this.#training.isRunning && !(await this.#start(now))) return 'idle';
    const ended = await this.#training.slice(this.#needs.progress);
    if (ended === undefined) return this.#training.isRunning ? 'more' : 'idle';
    if (!ended.outcome.ok) return 'idle';
    await this.#take(ended.outcome.value);
    return 'done';
  }

  /** The last checkpoint, once; `false` where it cannot be had now. */
  async read(project: Project): Promise<boolean> {
    if (this.#isRead) return true;
    const weights = await readTriggerWeights(this.#store, this.#projectId);
    if (weights !== undefined) {
      const assets = await loadTriggerAssets(project.task);
      if (!assets.ok) {
        this.#needs.missing();
        return false;
      }
      this.#use(weights, assets.value);
    }
    this.#isRead = true;
    return true;
  }

  /** Networks and all are started from nothing next time; what is stored is the caller's. */
  forget(): void {
    this.#training.drop();
    this.#weights = undefined;
  }

  async #start(now: Moment): Promise<boolean> {
    const { project, labels, labelled } = now;
    const triggers = this.#needs.triggers();
    const isOrdered = now.orders > this.#ordersDone;
    this.#ordersDone = now.orders;
    if (triggers.length < firstTraining) return false;
    if (taskTraits[project.task].isSequence && labelled.filter(isFinished).length < firstDone) return false;
    if (!(await this.read(project))) return false;
    const last = this.#weights?.trigger.metrics['triggers'] ?? 0;
    const enough = isOrdered ? last + 1 : Math.max(firstTraining, Math.ceil(last * growth));
    const isOff = !isOrdered && project.settings.trainEvery === 0;
    if (isOff || triggers.length < enough) return false;
    const assets = await loadTriggerAssets(project.task);
    if (!assets.ok) {
      this.#needs.missing();
      return false;
    }
    const spoken = triggerLabels(project.task, labels);
    const before = this.#weights;
    this.#lesson = { assets: assets.value, triggers: triggers.length, before };
    const { networks, encoder } = assets.value;
    this.#training.start((signal) =>
      trainTriggers({
        projectId: this.#projectId,
        labels: spoken,
        triggers,
        documents: labelled,
        networks,
        encoder,
        // Outputs belong to labels: other labels, another start.
        ...(before !== undefined && sameLabels(before.trigger.labels, spoken) ? { previous: before } : {}),
        seed: before?.trigger.seed ?? 1,
        clock: Date.now,
        signal,
      }),
    );
    return true;
  }

  async #take(learned: TriggerWeights): Promise<void> {
    const lesson = this.#lesson;
    if (lesson === undefined) return;
    const { assets, triggers, before } = lesson;
    const version = (before?.trigger.version ?? 0) + 1;
    const stored = (weights: Weights): Weights => ({ ...weights, version, metrics: { triggers } });
    const trigger = stored(learned.trigger);
    const tagger = learned.tagger && stored(learned.tagger);
    for (const weights of tagger === undefined ? [trigger] : [trigger, tagger]) {
      const written = await this.#store.weights.put(weights);
      if (!written.ok) this.#needs.failed(written.error);
    }
    this.#use({ trigger, ...(tagger === undefined ? {} : { tagger }) }, assets);
  }

  #use(weights: TriggerWeights, { networks, encoder }: TriggerAssets): void {
    this.#weights = weights;
    this.#needs.use(triggerModelOf(networks, encoder, weights));
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

function isFinished({ document }: LabelledDocument): boolean {
  return document.status === 'done' && document.split !== 'holdout';
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
