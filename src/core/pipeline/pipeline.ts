/**
 * A finished project at work on other texts: what the Annotate screen would recommend for each, by the same code. Texts come in
 * batches and leave nothing behind, so that memory does not grow with their number; what a text is told does not depend on its batch.
 */
import {
  type Label,
  type LabelledDocument,
  type Recommendation,
  type RecommendedTarget,
  taskTraits,
  toRecommended,
} from '#core/project';
import {
  Dictionary,
  mergeRecommendations,
  PairDictionary,
  recommendFromDictionary,
  visibleRecommendations,
} from '#core/recommend';
import { ruleDocument } from '#core/rules';
import { recommendByModel } from '#core/tasks';
import type { Span } from '#core/text';
import {
  ExactFirst,
  PhraseMatcher,
  type TriggerAdviser,
  TriggerMatcher,
  type TriggerScope,
  triggerModelOf,
  triggerOpinion,
} from '#core/triggers';
import type { PipelineNetwork, PipelineNetworks } from './networks.ts';
import type { PipelineRecord } from './record.ts';
import { rulesSay } from './rule-votes.ts';

export class Pipeline {
  readonly record: PipelineRecord;
  readonly #networks: PipelineNetworks | undefined;
  readonly #labels: readonly Label[];
  readonly #dictionary: Dictionary;
  readonly #pairs: PairDictionary;
  readonly #scope: TriggerScope;
  #triggers: Promise<TriggerAdviser> | undefined;

  /** Without `networks` only words themselves are matched: rules exactly, triggers as phrases, the dictionary. */
  constructor(record: PipelineRecord, networks?: PipelineNetworks) {
    this.record = record;
    this.#networks = networks;
    this.#labels = record.labels.map((label) => ({ projectId: '', colour: 0, shortcut: '', ...label }));
    this.#dictionary = Dictionary.from(record.dictionary);
    this.#pairs = PairDictionary.from(record.pairs);
    this.#scope = {
      task: record.task,
      labels: new Map(this.#labels.map((label) => [label.id, label])),
      dictionary: this.#dictionary,
      kinds: new Set(record.triggers.kinds),
      ends: new Map(Object.entries(record.triggers.ends).map(([id, ends]) => [id, new Set(ends)])),
    };
  }

  nameOf(labelId: string): string {
    return this.#scope.labels.get(labelId)?.name ?? labelId;
  }

  /** Recommendations with a label, of each document in its order, best first. Ids are to be different within a batch. */
  async label(documents: readonly LabelledDocument[]): Promise<readonly (readonly Recommendation[])[]> {
    const { settings } = this.record;
    const known = new Set(this.#labels.map(({ id }) => id));
    const byModel = settings.sources.model ? await this.#modelSays(documents) : documents.map(() => []);
    const explained = settings.sources.explanations;
    const byRules = explained ? await this.#rulesSay(documents, byModel) : documents.map(() => []);
    const byTriggers = explained ? await this.#triggersSay(documents) : documents.map(() => []);
    return documents.map((one, at) => {
      const { document, annotations } = one;
      const sets = [
        { source: 'dictionary', items: this.#dictionarySays(one) },
        { source: 'model', items: byModel[at] ?? [] },
        { source: 'explanations', items: [...(byRules[at] ?? []), ...(byTriggers[at] ?? [])] },
      ] as const;
      const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
      const annotated = annotations.flatMap(({ target }): RecommendedTarget[] => {
        const place = toRecommended(target, byId);
        return place === undefined ? [] : [place];
      });
      return mergeRecommendations(visibleRecommendations(sets, settings, known, document.text.length), {
        annotated,
      });
    });
  }

  #dictionarySays({ document, annotations }: LabelledDocument): Recommendation[] {
    const { task } = this.record;
    const said = recommendFromDictionary(document, this.#dictionary, taskTraits[task].words);
    if (!taskTraits[task].hasPairs) return said;
    const entities = annotations.flatMap(({ target }): Span[] =>
      target.kind === 'span' ? [{ from: target.from, to: target.to }] : [],
    );
    return [...said, ...this.#pairs.recommend(document.text, entities)];
  }

  async #modelSays(documents: readonly LabelledDocument[]): Promise<readonly (readonly Recommendation[])[]> {
    const model = this.#networks?.model;
    if (model === undefined || this.#networks === undefined) return documents.map(() => []);
    const said: (readonly Recommendation[])[] = [];
    const opinions = recommendByModel({
      task: this.record.task,
      labels: this.#labels,
      network: predicting(model),
      encoder: this.#networks.encoder,
      weights: model.weights,
      documents,
      ...(this.record.hasAspects
        ? { aspects: ({ text }) => this.#dictionary.find(text).map(({ from, to }) => ({ from, to })) }
        : {}),
    });
    for await (const some of opinions) for (const { items } of some) said.push(items);
    return said;
  }

  #rulesSay(
    documents: readonly LabelledDocument[],
    byModel: readonly (readonly Recommendation[])[],
  ): Promise<readonly (readonly Recommendation[])[]> {
    const { task } = this.record;
    return rulesSay(
      this.record,
      this.#networks,
      documents.map((one, at) => {
        const proposed = (byModel[at] ?? []).flatMap(({ target }) =>
          target.kind === 'span' ? [{ from: target.from, to: target.to }] : [],
        );
        return ruleDocument(task, one, this.#scope.labels, this.#dictionary, proposed);
      }),
    );
  }

  async #triggersSay(
    documents: readonly LabelledDocument[],
  ): Promise<readonly (readonly Recommendation[])[]> {
    if (this.record.triggers.list.length === 0) return documents.map(() => []);
    this.#triggers ??= this.#hearTriggers();
    const matcher = await this.#triggers;
    await matcher.addDocuments(documents.map(({ document }) => document));
    const said: (readonly Recommendation[])[] = [];
    for (const one of documents) {
      said.push(await triggerOpinion(matcher, matcher instanceof ExactFirst, this.#scope, one));
    }
    matcher.removeDocuments(documents.map(({ document }) => document.id));
    return said;
  }

  async #hearTriggers(): Promise<TriggerAdviser> {
    const { settings, task, triggers } = this.record;
    const threshold = settings.triggerThreshold;
    const networks = this.#networks;
    let matcher: TriggerAdviser;
    if (networks?.trigger === undefined) {
      const vectors = networks === undefined ? {} : { vectors: networks.vectors };
      matcher = new PhraseMatcher({ ...vectors, soft: !taskTraits[task].isOpinion, threshold });
    } else {
      const { trigger, triggerTagger: tagger, encoder } = networks;
      const model = triggerModelOf(
        { trigger: predicting(trigger), ...(tagger === undefined ? {} : { tagger: predicting(tagger) }) },
        encoder,
        { trigger: trigger.weights, ...(tagger === undefined ? {} : { tagger: tagger.weights }) },
      );
      matcher = new ExactFirst(new TriggerMatcher({ model, threshold }));
    }
    await matcher.addTriggers(triggers.list);
    return matcher;
  }
}

function predicting({ manifest, graph }: PipelineNetwork): {
  readonly manifest: PipelineNetwork['manifest'];
  readonly predict: PipelineNetwork['graph'];
} {
  return { manifest, predict: graph };
}
