/**
 * Triggers as recommenders. Before the first training they are looked for as phrases; a trigger that is new is used at once by
 * the networks that are there.
 */
import type { StopSignal } from '#core/base';
import type { LabelledDocument, Project, Recommendation } from '#core/project';
import {
  type Trigger,
  type TriggerModel,
  type TriggerScope,
  triggerOpinion,
  triggerScope,
} from '#core/triggers';
import { loadVectors } from '../platform/assets.ts';
import { TriggerIndex } from '../project/trigger-index.ts';
import { slice } from '../rpc/slice.ts';
import type { Moment } from './moment.ts';

/**
 * Documents that are kept with what each trigger found in them: some times as many as are asked about at once. What is kept
 * grows with triggers times documents, and a new trigger looks through all of them.
 */
const maxDocuments = 100;
/** Milliseconds between two looks around. */
const sliceMs = 150;

export class TriggerVotes {
  readonly #index = new TriggerIndex(maxDocuments);
  #scope: TriggerScope | undefined;

  /** Counts up whenever documents should be asked about anew. */
  get revision(): number {
    return this.#index.revision;
  }

  /** There is something that can be asked: phrases or a trained network. */
  get hasAny(): boolean {
    return this.#index.matcher !== undefined;
  }

  get triggers(): readonly Trigger[] {
    return this.#index.triggers;
  }

  /** Takes trained networks, which have to encode all triggers anew. */
  use(model: TriggerModel): void {
    this.#index.use(model);
  }

  /** Encodes what is new; `false` when stopped, it goes on from there next time. */
  async encode(stop: StopSignal): Promise<boolean> {
    const share = slice(stop, sliceMs);
    await this.#index.encode(share);
    return !share.stopped;
  }

  forget(): void {
    this.#index.use(undefined);
  }

  /** Takes in what is new, for `encode`; `networks` is asked for the trained ones where there is a trigger. */
  async follow({ project, labels, labelled }: Moment, networks: () => Promise<unknown>): Promise<void> {
    this.#index.follow(project, labels, labelled);
    this.#scope = triggerScope(project.task, labels, labelled);
    if (this.#index.triggers.length > 0) {
      await networks();
      await this.#lookForPhrases(project);
    }
  }

  /** What triggers say of documents, by their ids. */
  async recommend(
    project: Project,
    documents: readonly LabelledDocument[],
  ): Promise<ReadonlyMap<string, readonly Recommendation[]>> {
    const opinions = new Map<string, readonly Recommendation[]>();
    await this.#index.hold(documents.map(({ document }) => document));
    const { matcher } = this.#index;
    if (matcher === undefined) return opinions;
    const { isTrained } = this.#index;
    const scope = this.#scope ?? triggerScope(project.task, [], []);
    for (const one of documents) {
      opinions.set(one.document.id, await triggerOpinion(matcher, isTrained, scope, one));
    }
    return opinions;
  }

  /** Until there are networks; where the word vectors cannot be had, the very words still match. */
  async #lookForPhrases(project: Project): Promise<void> {
    if (this.#index.matcher !== undefined) return;
    const vectors = await loadVectors();
    this.#index.usePhrases(vectors.ok ? vectors.value : undefined, project.task);
  }
}
