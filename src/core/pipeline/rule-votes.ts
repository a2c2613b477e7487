/** Rules on texts that come and go: a rule engine per batch, which weighs votes as the project's own engine learned to. */
import { EmbeddingMatcher, encodeMeans, meanCalibration, usualDecay } from '#core/execute';
import type { Recommendation } from '#core/project';
import {
  encodePending,
  findCalibration,
  type RuleDocument,
  RuleEngine,
  ruleRecommendation,
} from '#core/rules';
import type { VotesOf } from '#core/tasks';
import { spanText, tokenize } from '#core/text';
import type { PipelineNetworks } from './networks.ts';
import type { PipelineRecord, VotesRecord } from './record.ts';

/** Texts that word vectors encode at once. */
const encodedAtOnce = 2000;

/** An engine with the rules of the record; what it learned is taken over where it is there. */
export function ruleEngineOf(record: PipelineRecord): RuleEngine {
  const order = record.votes?.labels ?? [];
  const place = new Map(order.map((id, at) => [id, at]));
  const placeOf = (id: string): number => place.get(id) ?? order.length;
  const engine = new RuleEngine({
    labels: record.labels.toSorted((a, b) => placeOf(a.id) - placeOf(b.id)),
    threshold: record.settings.ruleThreshold,
    ...(record.lists === undefined ? {} : { lists: record.lists }),
  });
  for (const { id, labelId, form, enabled } of record.rules)
    engine.upsertRule({ id, labelId, form, enabled });
  return engine;
}

/** Has the engine match softly, as the app does: by the `find` network where one was trained, else by the word vectors. */
export async function soften(engine: RuleEngine, networks: PipelineNetworks): Promise<void> {
  const { find, vectors, encoder } = networks;
  const words = (keyword: string): string[] => tokenize(keyword).map((token) => spanText(keyword, token));
  engine.useMatcher(
    (ngrams) =>
      find === undefined
        ? new EmbeddingMatcher('word vectors', ngrams, words, meanCalibration)
        : new EmbeddingMatcher('find', ngrams, words, findCalibration),
    { decay: usualDecay },
  );
  engine.useContext(vectors);
  const { matcher } = engine;
  if (matcher === undefined) return;
  if (find !== undefined) {
    const network = { ...find, parameters: find.weights.tensors, encoder };
    for await (const _ of encodePending(matcher, network));
    return;
  }
  for (;;) {
    const texts = matcher.pending(encodedAtOnce);
    if (texts.length === 0) return;
    matcher.supply(encodedAtOnce, encodeMeans(texts, vectors));
  }
}

export interface RulesOpinion {
  /** What the rules say of the documents, in their order. */
  readonly recommended: readonly (readonly Recommendation[])[];
  /** The same vote by vote, for the model to weigh. */
  readonly votesOf: VotesOf;
}

/** What the rules of the record say of documents. */
export async function rulesSay(
  record: PipelineRecord,
  networks: PipelineNetworks | undefined,
  documents: readonly RuleDocument[],
): Promise<RulesOpinion> {
  const { votes } = record;
  if (votes === undefined) return { recommended: documents.map(() => []), votesOf: () => [] };
  const engine = ruleEngineOf(record);
  for (const document of documents) engine.upsertDocument(document);
  if (networks !== undefined) await soften(engine, networks);
  engine.take(learnedOf(votes));
  for (const _ of engine.update(undefined, networks === undefined ? 'strictly' : 'softly'));
  const sentences = new Map(record.rules.map(({ id, sentence }) => [id, sentence]));
  return {
    recommended: documents.map(({ id }) =>
      [...engine.weakLabels(id)].map((weak) => ruleRecommendation(weak, (rule) => sentences.get(rule))),
    ),
    votesOf: (id) => engine.votes(id),
  };
}

type Learned = ReturnType<RuleEngine['learned']>;

function learnedOf({ labels, rules, model, context }: VotesRecord): Learned {
  return {
    labels,
    rules,
    model: {
      ...model,
      classBalance: Float64Array.from(model.classBalance),
      accuracies: Float64Array.from(model.accuracies),
      weights: Float64Array.from(model.weights),
      pairRules: Int32Array.from(model.pairRules),
      pairLabels: Int32Array.from(model.pairLabels),
      voteEvidence: Float64Array.from(model.voteEvidence),
      silenceEvidence: Float64Array.from(model.silenceEvidence),
    },
    ...(context === undefined
      ? {}
      : {
          context: {
            ...context,
            weights: Float32Array.from(context.weights),
            prior: Float32Array.from(context.prior),
          },
        }),
  };
}

export function votesRecord({ labels, rules, model, context }: Learned): VotesRecord {
  return {
    labels,
    rules,
    model: {
      ...model,
      classBalance: [...model.classBalance],
      accuracies: [...model.accuracies],
      weights: [...model.weights],
      pairRules: [...model.pairRules],
      pairLabels: [...model.pairLabels],
      voteEvidence: [...model.voteEvidence],
      silenceEvidence: [...model.silenceEvidence],
    },
    ...(context === undefined
      ? {}
      : { context: { ...context, weights: [...context.weights], prior: [...context.prior] } }),
  };
}
