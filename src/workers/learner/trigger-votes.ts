/**
 * Triggers as recommenders. Before the first training they are looked for as phrases; a trigger that is new is heard at once by
 * the networks that are there.
 */
import type { StopSignal } from '#core/base';
import {
  type Label,
  type LabelledDocument,
  type Project,
  type Recommendation,
  type RecommendedTarget,
  taskTraits,
  toRecommended,
} from '#core/project';
import { type Dictionary, dictionaryOf } from '#core/recommend';
import { ruleDocument } from '#core/rules';
import { typesOf } from '#core/tasks';
import { spansOverlap } from '#core/text';
import type { Trigger, TriggerModel } from '#core/triggers';
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
  #labels: ReadonlyMap<string, Label> = new Map();
  #dictionary: Dictionary = dictionaryOf([]);
  /** What people label here: where it is aspects only, the text as a whole is nobody's. */
  #kinds: ReadonlySet<RecommendedTarget['kind']> = new Set();
  /** RE: the types of ends that each label was seen with. */
  #ends: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  /** Counts up whenever documents should be asked about anew. */
  get revision(): number {
    return this.#index.revision;
  }

  /** There is something that can be asked: phrases or a trained network. */
  get speaks(): boolean {
    return this.#index.matcher !== undefined;
  }

  get triggers(): readonly Trigger[] {
    return this.#index.triggers;
  }

  /** Takes trained networks, which have to hear all triggers anew. */
  use(model: TriggerModel): void {
    this.#index.use(model);
  }

  /** Encodes what was not heard; `false` when stopped, it goes on from there next time. */
  async hear(stop: StopSignal): Promise<boolean> {
    const share = slice(stop, sliceMs);
    await this.#index.hear(share);
    return !share.stopped;
  }

  forget(): void {
    this.#index.use(undefined);
  }

  /** Takes in what is new, for `hear`; `networks` is asked for the trained ones where there is a trigger. */
  async follow({ project, labels, labelled }: Moment, networks: () => Promise<unknown>): Promise<void> {
    this.#index.follow(project, labels, labelled);
    this.#labels = new Map(labels.map((label) => [label.id, label]));
    const { isSequence, hasPairs } = taskTraits[project.task];
    if (!isSequence) this.#dictionary = dictionaryOf(labelled);
    this.#kinds = new Set(labelled.flatMap((one) => one.annotations.map(({ target }) => target.kind)));
    if (hasPairs) this.#ends = endsOf(labelled, this.#labels);
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
    const { isSequence, hasPairs } = taskTraits[project.task];
    const said = new Map<string, readonly Recommendation[]>();
    await this.#index.hold(documents.map(({ document }) => document));
    const { matcher } = this.#index;
    if (matcher === undefined) return said;
    for (const one of documents) {
      const { id } = one.document;
      if (isSequence) {
        const proposed = await matcher.propose(id);
        const trained = this.#index.isTrained;
        said.set(
          id,
          proposed.filter((item) => (trained && !isExact(item)) || isFree(item, one)),
        );
        continue;
      }
      const { instances } = ruleDocument(project.task, one, this.#labels, this.#dictionary);
      const items = instances.flatMap(({ target, types, gold }) => {
        // A person has decided already.
        if (gold !== undefined || !this.#kinds.has(target.kind)) return [];
        const allowed = hasPairs ? this.#fitting(`${types?.head} ${types?.tail}`) : undefined;
        const proposed = matcher.proposeFor(id, target, allowed);
        if (proposed === undefined) return [];
        // Phrases are tempered already.
        return this.#index.isTrained ? tempered(proposed) : proposed;
      });
      said.set(id, items);
    }
    return said;
  }

  #fitting(ends: string): ReadonlySet<string> {
    return new Set([...this.#ends].flatMap(([labelId, seen]) => (seen.has(ends) ? [labelId] : [])));
  }

  /** Until there are networks; where the word vectors cannot be had, the very words still match. */
  async #lookForPhrases(project: Project): Promise<void> {
    if (this.#index.matcher !== undefined) return;
    const vectors = await loadVectors();
    this.#index.usePhrases(vectors.ok ? vectors.value : undefined, project.task);
  }
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

/** A trigger's very words stand there. */
const isExact = ({ provenance: [first] }: Recommendation): boolean =>
  first?.kind === 'trigger' && first.similarity === 1;

/** Not beside words that a person has labelled already: a phrase does not tell a name from a part of it. */
function isFree({ target }: Recommendation, { annotations }: LabelledDocument): boolean {
  return (
    target.kind !== 'span' ||
    !annotations.some((one) => 'from' in one.target && spansOverlap(one.target, target))
  );
}
