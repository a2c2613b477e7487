/** The online session's scheme for named entities: spans to partial tag sequences, tag sequences to spans. */
import { must } from '#core/base';
import type { Recommendation } from '#core/project';
import { alive, type TaughtDocument } from '#core/project';
import { mnlp } from '#core/recommend';
import type { NerExample } from '#core/train';
import {
  beginTag,
  createNerPredictor,
  flatten,
  type IndexedSpan,
  insideTag,
  type NerPrediction,
  nerCollator,
  nerExamples,
  outsideTag,
  type PredictorOptions,
  passagesOf,
  scoreEntities,
  spansOfRanges,
  tagCount,
} from '#core/train';
import { indexOf, type SessionScheme } from './task.ts';

export function nerScheme(labels: readonly string[]): SessionScheme<NerExample> {
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
      const spans = own.flatMap((passage) => {
        // A stopped predictor leaves holes.
        const prediction: NerPrediction | undefined = predictions[next++];
        if (prediction === undefined) return [];
        logProbability += prediction.logProbability;
        tokens += passage.tokens.length;
        return spansOfRanges(passage, prediction.spans);
      });
      return { spans, logProbability, tokens };
    });
  };

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
    facts: () => ({}),
    evaluate: async (documents, options) => {
      const found = await predictAll(documents, options);
      const named = (spans: readonly IndexedSpan[]) =>
        spans.map(({ from, to, label }) => ({ from, to, label: must(labels[label], 'label') }));
      const { overall } = scoreEntities(
        documents.map((taught) => named(flatten(spansOf(taught)))),
        found.map(({ spans }) => named(spans)),
      );
      const { f1, precision, recall } = overall;
      return { score: f1, metrics: { f1, precision, recall } };
    },
    recommend: async (documents, options, { version, signal }) => {
      const found = await predictAll(documents, options, signal);
      return found.map(({ spans, logProbability, tokens }, i) => ({
        documentId: must(documents[i], 'document').document.id,
        items: spans.map(
          ({ from, to, label, confidence }): Recommendation => ({
            target: { kind: 'span', from, to },
            labelId: must(labels[label], 'label'),
            confidence,
            provenance: [{ kind: 'model', version }],
          }),
        ),
        uncertainty: mnlp(logProbability, tokens),
        leastConfidence: 1 - Math.exp(logProbability),
      }));
    },
  };
}
