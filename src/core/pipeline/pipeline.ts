/**
 * A finished project at work on other texts: what the Annotate screen would recommend for each, by the same code. Texts come in
 * batches and leave nothing behind, so that memory does not grow with their number; what a text is told does not depend on its batch.
 */
import { InternalError, must } from '#core/base';
import { encodeDocuments, withStates } from '#core/encoder';
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
import { recommendByModel, type VotesOf, votePowerOf } from '#core/tasks';
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
import { type RulesOpinion, rulesSay } from './rule-votes.ts';

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

  /**
   * Recommendations with a label, of each document in its order, best first. Ids are to be different within a batch. `asked`
   * (SA): the aspects of each document that are to be judged, instead of those that the project knows.
   */
  async label(
    documents: readonly LabelledDocument[],
    asked: readonly (readonly Span[] | undefined)[] = [],
  ): Promise<readonly (readonly Recommendation[])[]> {
    const { settings } = this.record;
    const known = new Set(this.#labels.map(({ id }) => id));
    const nothing = documents.map((): readonly Recommendation[] => []);
    const explained = settings.sources.explanations;
    const says = (votes?: VotesOf): Promise<readonly (readonly Recommendation[])[]> =>
      settings.sources.model ? this.#modelSays(documents, asked, votes) : Promise.resolve(nothing);
    // Where rules are asked about what the model finds, it reads first, and what they vote on again with their votes.
    const finds = taskTraits[this.record.task].isSequence;
    const alone = finds ? await says() : nothing;
    const rules = explained ? await this.#rulesSay(documents, alone, asked) : undefined;
    const byRules = rules?.recommended ?? nothing;
    const byModel = !finds
      ? await says(rules?.votesOf)
      : rules === undefined
        ? alone
        : await this.#swayed(documents, asked, alone, rules.votesOf);
    const byTriggers = explained ? await this.#triggersSay(documents) : nothing;
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
      const given = asked[at];
      const isAsked = ({ target }: Recommendation): boolean =>
        given === undefined || target.kind !== 'aspect' || given.some((one) => isSameSpan(one, target));
      return mergeRecommendations(visibleRecommendations(sets, settings, known, document.text.length), {
        annotated,
      }).filter(isAsked);
    });
  }

  #dictionarySays({ document, annotations }: LabelledDocument): Recommendation[] {
    const { task } = this.record;
    const found = recommendFromDictionary(document, this.#dictionary, taskTraits[task].words);
    if (!taskTraits[task].hasPairs) return found;
    const entities = annotations.flatMap(({ target }): Span[] =>
      target.kind === 'span' ? [{ from: target.from, to: target.to }] : [],
    );
    return [...found, ...this.#pairs.recommend(document.text, entities)];
  }

  async #modelSays(
    documents: readonly LabelledDocument[],
    asked: readonly (readonly Span[] | undefined)[],
    votes?: VotesOf,
  ): Promise<readonly (readonly Recommendation[])[]> {
    const model = this.#networks?.model;
    if (model === undefined || this.#networks === undefined) return documents.map(() => []);
    const found: (readonly Recommendation[])[] = [];
    const given = new Map(documents.map(({ document }, at) => [document.id, asked[at]]));
    const isGiven = asked.some((spans) => spans !== undefined);
    const opinions = recommendByModel({
      task: this.record.task,
      labels: this.#labels,
      network: predicting(model),
      encoder: await this.#reading(model.weights.encoder, documents),
      weights: model.weights,
      documents,
      ...(votes === undefined ? {} : { votes }),
      ...(this.record.hasAspects || isGiven
        ? { aspects: ({ id, text }) => given.get(id) ?? this.#knownAspects(text) }
        : {}),
    });
    for await (const some of opinions) for (const { items } of some) found.push(items);
    return found;
  }

  /** The model again where rules vote, which shifts what it says as far as labels bore them out. */
  async #swayed(
    documents: readonly LabelledDocument[],
    asked: readonly (readonly Span[] | undefined)[],
    alone: readonly (readonly Recommendation[])[],
    votesOf: VotesOf,
  ): Promise<readonly (readonly Recommendation[])[]> {
    const { model } = this.#networks ?? {};
    const { sources } = this.record.settings;
    if (!sources.model || model === undefined || votePowerOf(model.weights.tensors) === 0) return alone;
    const voted = documents.flatMap(({ document }, at) => (votesOf(document.id).length > 0 ? [at] : []));
    const again = await this.#modelSays(
      voted.map((at) => must(documents[at], 'document')),
      voted.map((at) => asked[at]),
      votesOf,
    );
    const found = [...alone];
    for (const [k, at] of voted.entries()) found[at] = must(again[k], 'opinion');
    return found;
  }

  #knownAspects(text: string): readonly Span[] {
    return this.record.hasAspects ? this.#dictionary.find(text).map(({ from, to }) => ({ from, to })) : [];
  }

  /** What the model reads these documents by. */
  async #reading(
    encoder: string | undefined,
    documents: readonly LabelledDocument[],
  ): Promise<PipelineNetworks['encoder']> {
    const { encoder: words, context } = must(this.#networks, 'networks');
    if (encoder === undefined) return words;
    if (context?.name !== encoder)
      throw new InternalError(`the model reads by ${encoder}, which is not here`);
    const made = must(
      await encodeDocuments(
        context,
        documents.map(({ document }) => document),
      ),
      'states',
    );
    const states = new Map(documents.map(({ document }, at) => [document.id, made[at]]));
    return withStates(words, context, (id) => states.get(id));
  }

  #rulesSay(
    documents: readonly LabelledDocument[],
    byModel: readonly (readonly Recommendation[])[],
    asked: readonly (readonly Span[] | undefined)[],
  ): Promise<RulesOpinion> {
    const { task } = this.record;
    return rulesSay(
      this.record,
      this.#networks,
      documents.map((one, at) => {
        const proposed = (byModel[at] ?? []).flatMap(({ target }) =>
          target.kind === 'span' ? [{ from: target.from, to: target.to }] : [],
        );
        const spans = [...proposed, ...(asked[at] ?? [])];
        return ruleDocument(task, one, this.#scope.labels, this.#dictionary, spans);
      }),
    );
  }

  async #triggersSay(
    documents: readonly LabelledDocument[],
  ): Promise<readonly (readonly Recommendation[])[]> {
    if (this.record.triggers.list.length === 0) return documents.map(() => []);
    this.#triggers ??= this.#prepareTriggers();
    const matcher = await this.#triggers;
    await matcher.addDocuments(documents.map(({ document }) => document));
    const found: (readonly Recommendation[])[] = [];
    for (const one of documents) {
      found.push(await triggerOpinion(matcher, matcher instanceof ExactFirst, this.#scope, one));
    }
    matcher.removeDocuments(documents.map(({ document }) => document.id));
    return found;
  }

  async #prepareTriggers(): Promise<TriggerAdviser> {
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

const isSameSpan = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to;

function predicting({ manifest, graph }: PipelineNetwork): {
  readonly manifest: PipelineNetwork['manifest'];
  readonly predict: PipelineNetwork['graph'];
} {
  return { manifest, predict: graph };
}
