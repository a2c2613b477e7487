/** The online session's scheme for texts and aspects (sentiment and other classification). */
import { must } from '#core/base';
import type { JudgedItem, Recommendation, RecommendedTarget } from '#core/project';
import { alive, type TaughtDocument } from '#core/project';
import { leastConfidence, normalisedEntropy } from '#core/recommend';
import type { Span } from '#core/text';
import type { TextExample, TextInput } from '#core/train';
import {
  createTextPredictor,
  DocumentWindows,
  scoreClasses,
  targetOf,
  textCollator,
  textExample,
} from '#core/train';
import { classLosses, textExpert } from './expert.ts';
import { distribution, highest, indexOf, type SessionScheme } from './task.ts';

/** Aspects of one document that are looked at. */
const maxAspects = 20;

interface Judgement {
  /** Absent: about the whole text. */
  readonly aspect?: Span;
  readonly labels: readonly number[];
}

export function textScheme(labels: readonly string[]): SessionScheme<TextExample> {
  const index = indexOf(labels);

  const judgements = ({ annotations }: TaughtDocument): Judgement[] => {
    const found = new Map<string, Judgement>();
    for (const { target, labelId } of annotations.filter(alive)) {
      const label = index.get(labelId);
      if (label === undefined || (target.kind !== 'aspect' && target.kind !== 'text')) continue;
      const aspect = target.kind === 'aspect' ? { from: target.from, to: target.to } : undefined;
      const key = aspect === undefined ? '' : `${aspect.from} ${aspect.to}`;
      const known = found.get(key)?.labels ?? [];
      found.set(key, { ...(aspect === undefined ? {} : { aspect }), labels: [...known, label] });
    }
    return [...found.values()];
  };

  const inputOf = (windows: DocumentWindows, aspect: Span | undefined): TextInput | undefined =>
    aspect === undefined ? windows.text() : windows.aspect(aspect);

  return {
    labels,
    outputs: labels.length,
    outputOf: (known) => known.map((id) => index.get(id) ?? -1),
    collator: textCollator,
    teach: (documents) =>
      documents.flatMap((taught) => {
        const windows = new DocumentWindows(taught.document);
        return judgements(taught).flatMap((judgement) => {
          const input = inputOf(windows, judgement.aspect);
          return input === undefined ? [] : [textExample(input, targetOf(judgement.labels, labels.length))];
        });
      }),
    teachWeak: (instances) =>
      instances.flatMap((instance) => {
        if (instance.kind !== 'text') return [];
        const input = inputOf(new DocumentWindows(instance.document), instance.aspect);
        if (input === undefined) return [];
        const target = distribution(instance.labels, index);
        return [textExample(input, target, { weak: true, weight: instance.confidence })];
      }),
    expert: textExpert,
    heldOut: (examples, options) =>
      classLosses(
        examples,
        textExpert.candidates,
        (parameters) => createTextPredictor({ ...options, parameters }).predict(examples),
        options.parameters,
      ),
    facts: (documents) => {
      const all = documents.flatMap(judgements);
      const aspects = all.filter((judgement) => judgement.aspect !== undefined).length;
      return { aspects, texts: all.length - aspects };
    },
    evaluate: async (documents, options) => {
      const gold: string[] = [];
      const owners: string[] = [];
      const inputs: TextInput[] = [];
      for (const taught of documents) {
        const windows = new DocumentWindows(taught.document);
        for (const judgement of judgements(taught)) {
          const input = inputOf(windows, judgement.aspect);
          if (input === undefined) continue;
          inputs.push(input);
          gold.push(must(labels[must(judgement.labels[0], 'label')], 'label'));
          owners.push(taught.document.id);
        }
      }
      const found = await createTextPredictor(options).predict(inputs);
      const { accuracy, macroF1 } = scoreClasses(
        gold,
        found.map((p) => labels[highest(p).index]),
      );
      const items = found.map((p, i): JudgedItem => {
        const { index: label, value } = highest(p);
        const documentId = must(owners[i], 'document');
        return { documentId, gold: must(gold[i], 'gold'), predicted: labels[label] ?? '', confidence: value };
      });
      return { score: accuracy, metrics: { accuracy, macroF1 }, items };
    },
    recommend: async (documents, options, { version, facts, signal, aspects }) => {
      const { texts = 0, aspects: taughtAspects = 0 } = facts;
      const inputs: TextInput[] = [];
      const owners: { document: number; target: RecommendedTarget }[] = [];
      documents.forEach((taught, document) => {
        const windows = new DocumentWindows(taught.document);
        const judged = judgements(taught);
        const ask = (target: RecommendedTarget, input: TextInput | undefined): void => {
          if (input === undefined) return;
          inputs.push(input);
          owners.push({ document, target });
        };
        if (texts > 0 && judged.every((judgement) => judgement.aspect !== undefined)) {
          ask({ kind: 'text' }, windows.text());
        }
        if (taughtAspects === 0) return;
        for (const { from, to } of aspects?.(taught.document).slice(0, maxAspects) ?? []) {
          const known = judged.some(({ aspect }) => aspect?.from === from && aspect.to === to);
          if (!known) ask({ kind: 'aspect', from, to }, windows.aspect({ from, to }));
        }
      });
      const found = await createTextPredictor(options).predict(inputs, signal);
      const opinions = documents.map(({ document }) => ({
        documentId: document.id,
        items: [] as Recommendation[],
        uncertainty: 0,
        leastConfidence: 0,
      }));
      found.forEach((probabilities: Float32Array | undefined, i) => {
        if (probabilities === undefined) return; // stopped before it came to this one
        const { document, target } = must(owners[i], 'target');
        const opinion = must(opinions[document], 'document');
        opinion.uncertainty = Math.max(opinion.uncertainty, normalisedEntropy(probabilities));
        opinion.leastConfidence = Math.max(opinion.leastConfidence, leastConfidence(probabilities));
        const { index: label, value } = highest(probabilities);
        opinion.items.push({
          target,
          labelId: must(labels[label], 'label'),
          confidence: value,
          provenance: [{ kind: 'model', version }],
        });
      });
      return opinions;
    },
  };
}
