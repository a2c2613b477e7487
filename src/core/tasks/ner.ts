/** How training sees for named entities: spans to partial tag sequences, tag sequences to spans. */
import { must } from '#core/base';
import type { JudgedItem, Recommendation } from '#core/project';
import { alive, type TaughtDocument } from '#core/project';
import { mnlp } from '#core/recommend';
import {
  nameParts,
  nounPhrases,
  rangeOfSpan,
  type Span,
  spanKey,
  spanOfRange,
  spansOverlap,
  spanText,
  tokensOf,
} from '#core/text';
import type { NerExample } from '#core/train';
import {
  beginTag,
  createNerPredictor,
  flatten,
  type IndexedSpan,
  insideTag,
  type NamedSpan,
  type NerPrediction,
  nerCollator,
  nerExamples,
  outsideTag,
  type Passage,
  type PredictorOptions,
  passagesOf,
  scoreEntities,
  spansOfRanges,
  tagCount,
  withPowers,
} from '#core/train';
import { type Candidate, type CandidateSource, goldOf, plainSpan } from './candidate.ts';
import { entityExpert } from './expert.ts';
import { DocumentVotes, type RuleExpert, type VotesOf, withVotes } from './rule-votes.ts';
import { indexOf, type TaskScheme } from './task.ts';
import { type VotedSpan, withVotedSpans } from './voted-spans.ts';

export function nerScheme(labels: readonly string[]): TaskScheme<NerExample> {
  const index = indexOf(labels);

  const spansOf = ({ annotations }: TaughtDocument): IndexedSpan[] =>
    annotations.filter(alive).flatMap(({ target, labelId }) => {
      const label = index.get(labelId);
      return target.kind === 'span' && label !== undefined
        ? [{ from: target.from, to: target.to, label }]
        : [];
    });

  /** Predictions by document, with spans of the documents' texts. */
  const predictAll = async (
    documents: readonly TaughtDocument[],
    options: PredictorOptions,
    signal?: { readonly stopped: boolean },
  ) => {
    const passages = documents.map(({ document }) => passagesOf(document));
    const predictions = await createNerPredictor(options).predict(passages.flat(), signal);
    let next = 0;
    return passages.map((own) => {
      let logProbability = 0;
      let tokens = 0;
      const read: { readonly passage: Passage; readonly prediction: NerPrediction }[] = [];
      const spans = own.flatMap((passage) => {
        // A stopped predictor leaves holes.
        const prediction: NerPrediction | undefined = predictions[next++];
        if (prediction === undefined) return [];
        logProbability += prediction.logProbability;
        tokens += passage.tokens.length;
        read.push({ passage, prediction });
        return spansOfRanges(passage, prediction.spans);
      });
      return { spans, logProbability, tokens, read };
    });
  };

  /** What rules vote on in a document, with the model's posterior of exactly that. */
  const votedSpansOf = (
    documentId: string,
    read: readonly { readonly passage: Passage; readonly prediction: NerPrediction }[],
    votesOf: VotesOf,
  ): VotedSpan[] => {
    const ruled = votesOf(documentId);
    const votes = new DocumentVotes(ruled, index);
    return ruled.flatMap(({ target }) => {
      const strengths = votes.of(target);
      if (strengths === undefined || target.kind !== 'span') return [];
      for (const { passage, prediction } of read) {
        const range = rangeOfSpan(passage.tokens, target);
        const exact = range && spanOfRange(passage.tokens, range);
        if (range === undefined || exact?.from !== target.from || exact.to !== target.to) continue;
        return [...strengths].flatMap((strength, label) =>
          strength === 0
            ? []
            : [{ span: target, label, p: prediction.posterior({ ...range, label }), votes: strength }],
        );
      }
      return [];
    });
  };

  /** What was read in these documents, with what votes make of it. */
  const ruledSpans = (
    documents: readonly TaughtDocument[],
    found: Awaited<ReturnType<typeof predictAll>>,
    { votes: votesOf, power }: RuleExpert,
  ) =>
    found.map(({ spans, read }, i) => {
      const { id } = must(documents[i], 'document').document;
      const voted = votedSpansOf(id, read, votesOf).map(({ span, label, p, votes }) => ({
        ...{ from: span.from, to: span.to, label },
        confidence: withVotes([1 - p, p], [0, votes], power)[1] ?? 0,
      }));
      return withVotedSpans(spans, voted);
    });

  return {
    labels,
    outputs: tagCount(labels.length),
    outputOf: (known) => [
      outsideTag,
      ...known.flatMap((id) => {
        const label = index.get(id);
        return label === undefined ? [-1, -1] : [beginTag(label), insideTag(label)];
      }),
    ],
    collator: nerCollator,
    teach: (documents) =>
      documents.flatMap((taught) =>
        nerExamples(passagesOf(taught.document), spansOf(taught), labels.length, {
          complete: taught.document.status === 'done',
        }),
      ),
    teachWeak: (instances) =>
      instances.flatMap((instance) => {
        if (instance.kind !== 'sequence') return [];
        const spans = instance.spans.flatMap(({ from, to, labelId }) => {
          const label = index.get(labelId);
          return label === undefined ? [] : [{ from, to, label }];
        });
        if (spans.length === 0 && !instance.complete) return [];
        return nerExamples(passagesOf(instance.document), spans, labels.length, {
          complete: instance.complete,
          weak: true,
          weight: instance.confidence,
        });
      }),
    expert: entityExpert,
    heldOut: async (examples, options) => {
      const losses = examples.map(() => new Float64Array(entityExpert.candidates.length));
      for (const [i, powers] of entityExpert.candidates.entries()) {
        const parameters = withPowers(options.parameters, powers);
        const found = await createNerPredictor({ ...options, parameters }).predict(examples);
        found.forEach(({ marginals }, k) => {
          const loss = tokenLoss(marginals, must(examples[k], 'example'));
          must(losses[k], 'losses')[i] = loss;
        });
      }
      return losses;
    },
    voted: async (documents, options, votesOf) => {
      const found = await predictAll(documents, options);
      return documents.flatMap((taught, i) => {
        const gold = new Map(flatten(spansOf(taught)).map((one) => [spanKey(one), one.label]));
        const { read } = must(found[i], 'prediction');
        return votedSpansOf(taught.document.id, read, votesOf).flatMap(({ span, label, p, votes }) => {
          const own = gold.get(spanKey(span));
          // Of a text that is not done nobody knows what else is in it.
          if (own === undefined && taught.document.status !== 'done') return [];
          return [{ probabilities: [1 - p, p], votes: [0, votes], gold: own === label ? 1 : 0 }];
        });
      });
    },
    facts: () => ({}),
    evaluate: async (documents, options, rules) => {
      const found = await predictAll(documents, options);
      const shown =
        rules === undefined ? found.map(({ spans }) => spans) : ruledSpans(documents, found, rules);
      const named = (spans: readonly IndexedSpan[]) =>
        spans.map(({ from, to, label }) => ({ from, to, label: must(labels[label], 'label') }));
      const gold = documents.map((taught) => named(flatten(spansOf(taught))));
      const { overall } = scoreEntities(gold, shown.map(named));
      const items = documents.flatMap(({ document }, i) =>
        judgedSpans(document.id, gold[i] ?? [], must(shown[i], 'prediction'), labels),
      );
      const { f1, precision, recall } = overall;
      return { score: f1, metrics: { f1, precision, recall }, items };
    },
    recommend: async (documents, options, { version, signal, votes: votesOf, votePower }) => {
      const found = await predictAll(documents, options, signal);
      const shown =
        votesOf === undefined || votePower === 0
          ? found.map(({ spans }) => spans)
          : ruledSpans(documents, found, { votes: votesOf, power: votePower });
      return found.map(({ logProbability, tokens }, i) => ({
        documentId: must(documents[i], 'document').document.id,
        items: must(shown[i], 'spans').map(
          ({ from, to, label, confidence }): Recommendation => ({
            target: { kind: 'span', from, to },
            labelId: must(labels[label], 'label'),
            confidence,
            provenance: [{ kind: 'model', version }],
          }),
        ),
        uncertainty: mnlp(logProbability, tokens),
        priority: mnlp(logProbability, tokens),
        leastConfidence: 1 - Math.exp(logProbability),
      }));
    },
  };
}

/** Each place once: what people and the model say of exactly these words. */
function judgedSpans(
  documentId: string,
  gold: readonly NamedSpan[],
  found: readonly (IndexedSpan & { readonly confidence: number })[],
  labels: readonly string[],
): JudgedItem[] {
  const places = new Map<string, JudgedItem>();
  for (const { from, to, label } of gold) {
    places.set(spanKey({ from, to }), { documentId, gold: label, predicted: '', confidence: 0, from, to });
  }
  for (const { from, to, label, confidence } of found) {
    const predicted = must(labels[label], 'label');
    const own = places.get(spanKey({ from, to }))?.gold ?? '';
    places.set(spanKey({ from, to }), { documentId, gold: own, predicted, confidence, from, to });
  }
  return [...places.values()];
}

/** Mean over the tokens of −log of the probability of all tags that are possible. */
function tokenLoss(marginals: Float32Array, { words, allowed }: NerExample): number {
  const tags = allowed.length / Math.max(1, words.length);
  let loss = 0;
  for (let t = 0; t < words.length; t++) {
    let p = 0;
    for (let tag = 0; tag < tags; tag++)
      if (allowed[t * tags + tag] === 1) p += marginals[t * tags + tag] ?? 0;
    loss -= Math.log(Math.max(1e-6, p));
  }
  // A token of a sentence is no independent witness: a sentence counts for a few.
  return (4 * loss) / Math.max(1, words.length);
}

/**
 * What could be an entity: noun phrases and the names in them, words that were labelled before, what the model proposes, what is
 * labelled. Words that annotators leave out of their labels are left out here too: "Doctor" of "Doctor Alba", "acute" of "acute renal
 * failure", "therapy" of "lithium therapy".
 */
export function entityCandidates({
  document,
  annotations,
  dictionary,
  proposed,
}: CandidateSource): Candidate[] {
  const isDone = document.status === 'done';
  const { text } = document;
  const tokens = tokensOf(document);
  const phrases = nounPhrases(text, tokens).map((phrase) => asLabelled(text, tokens, phrase, dictionary));
  const out = new Map<string, Candidate>();
  const labelled = annotations.flatMap(({ target, labelId }) =>
    target.kind === 'span' ? [{ ...plainSpan(target), labelId }] : [],
  );
  const touches = (span: Span): boolean => labelled.some((other) => spansOverlap(other, span));
  for (const { labelId, ...span } of labelled) {
    out.set(spanKey(span), { target: { kind: 'span', ...span }, gold: labelId });
  }
  for (const candidate of [...phrases, ...dictionary.find(text), ...proposed]) {
    const span = plainSpan(candidate);
    const key = spanKey(span);
    if (out.has(key)) continue;
    // Beside a labelled span that it touches, a candidate is not one itself.
    out.set(key, { target: { kind: 'span', ...span }, ...goldOf(undefined, isDone || touches(span)) });
  }
  // A part of what is decided already would only repeat that decision.
  for (const part of isDone ? [] : nameParts(text, tokens, phrases)) {
    const key = spanKey(part);
    if (!out.has(key) && !touches(part)) out.set(key, { target: { kind: 'span', ...plainSpan(part) } });
  }
  return [...out.values()];
}

/** The phrase as a person of this project would label it: without the words that labels leave out at either end. */
function asLabelled(
  text: string,
  tokens: readonly Span[],
  phrase: Span,
  dictionary: CandidateSource['dictionary'],
): Span {
  const range = rangeOfSpan(tokens, phrase);
  if (range === undefined) return phrase;
  let { from, to } = range;
  for (; from < range.to - 1; from++) {
    const word = tokens[from];
    if (word === undefined || !dictionary.leavesOut(spanText(text, word))) break;
  }
  for (; to > from + 1; to--) {
    const word = tokens[to - 1];
    if (word === undefined || !dictionary.leavesOutAfter(spanText(text, word))) break;
  }
  return spanOfRange(tokens, { from, to }) ?? phrase;
}
