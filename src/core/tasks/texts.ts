/** How training sees for texts and aspects (sentiment and other classification). */
import { must } from '#core/base';
import { alive, type RecommendedTarget, spanOf, type TaughtDocument } from '#core/project';
import { type Span, spanKey, spansOverlap } from '#core/text';
import type { TextExample, TextInput } from '#core/train';
import { createTextPredictor, DocumentWindows, targetOf, textCollator, textExample } from '#core/train';
import { type Candidate, type CandidateSource, goldOf, plainSpan } from './candidate.ts';
import { type AskedClass, ClassOpinion, classCounts, evaluateClasses, wantedBy } from './classes.ts';
import { classLosses, textExpert } from './expert.ts';
import { DocumentVotes, withVotes } from './rule-votes.ts';
import {
  distribution,
  highest,
  indexOf,
  namedShares,
  type ReadingContext,
  type TaskScheme,
  type WeakInstance,
} from './task.ts';

/** Aspects of one document that are looked at. */
const maxAspects = 20;

interface Judgement {
  /** Absent: about the whole text. */
  readonly aspect?: Span;
  readonly labels: readonly number[];
}

export function textScheme(labels: readonly string[]): TaskScheme<TextExample> {
  const index = indexOf(labels);

  const judgements = ({ annotations }: TaughtDocument): Judgement[] => {
    const found = new Map<string, Judgement>();
    for (const { target, labelId } of annotations.filter(alive)) {
      const label = index.get(labelId);
      if (label === undefined || (target.kind !== 'aspect' && target.kind !== 'text')) continue;
      const aspect = spanOf(target);
      const key = aspect === undefined ? '' : spanKey(aspect);
      const known = found.get(key)?.labels ?? [];
      found.set(key, { ...(aspect === undefined ? {} : { aspect }), labels: [...known, label] });
    }
    return [...found.values()];
  };

  const targetFor = (aspect: Span | undefined): RecommendedTarget =>
    aspect === undefined ? { kind: 'text' } : { kind: 'aspect', from: aspect.from, to: aspect.to };

  const inputOf = (windows: DocumentWindows, aspect: Span | undefined): TextInput | undefined =>
    aspect === undefined ? windows.text() : windows.aspect(aspect);

  /** What nobody has judged in these documents, of what people judge in this project. */
  const unjudged = (
    documents: readonly TaughtDocument[],
    { facts: { texts = 0, aspects: taughtAspects = 0 }, aspects }: ReadingContext,
  ): { readonly document: number; readonly target: RecommendedTarget; readonly input: TextInput }[] =>
    documents.flatMap((taught, document) => {
      const windows = new DocumentWindows(taught.document);
      const judged = judgements(taught);
      const ask = (aspect: Span | undefined) => {
        const input = inputOf(windows, aspect);
        return input === undefined ? [] : [{ document, target: targetFor(aspect), input }];
      };
      const isOpen = texts > 0 && judged.every(({ aspect }) => aspect !== undefined);
      const proposed = taughtAspects === 0 ? [] : (aspects?.(taught.document).slice(0, maxAspects) ?? []);
      const unknown = proposed.filter(
        ({ from, to }) => !judged.some(({ aspect }) => aspect?.from === from && aspect.to === to),
      );
      return [...(isOpen ? ask(undefined) : []), ...unknown.flatMap(ask)];
    });

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
    voted: async (documents, options, votesOf) => {
      const found = documents.flatMap((taught) => {
        const votes = new DocumentVotes(votesOf(taught.document.id), index);
        const windows = new DocumentWindows(taught.document);
        return judgements(taught).flatMap(({ aspect, labels: [gold] }) => {
          const strengths = votes.of(targetFor(aspect));
          const input = inputOf(windows, aspect);
          if (strengths === undefined || gold === undefined || input === undefined) return [];
          return [{ votes: strengths, gold, input }];
        });
      });
      const predictions = await createTextPredictor(options).predict(found.map(({ input }) => input));
      return found.map(({ votes, gold }, i) => ({
        votes,
        gold,
        probabilities: must(predictions[i], 'prediction'),
      }));
    },
    facts: (documents) => {
      const all = documents.flatMap(judgements);
      const aspects = all.filter((judgement) => judgement.aspect !== undefined).length;
      return { aspects, texts: all.length - aspects, ...classCounts(all) };
    },
    evaluate: async (documents, options, rules) => {
      const asked: AskedClass<TextInput>[] = [];
      for (const taught of documents) {
        const voted = new DocumentVotes(rules?.votes(taught.document.id) ?? [], index);
        const windows = new DocumentWindows(taught.document);
        for (const judgement of judgements(taught)) {
          const input = inputOf(windows, judgement.aspect);
          if (input === undefined) continue;
          const votes = voted.of(targetFor(judgement.aspect));
          asked.push({
            ...(votes === undefined ? {} : { votes }),
            documentId: taught.document.id,
            input,
            gold: must(labels[must(judgement.labels[0], 'label')], 'label'),
            ...(judgement.aspect === undefined ? {} : { place: judgement.aspect }),
          });
        }
      }
      return evaluateClasses(
        labels,
        asked,
        (inputs) => createTextPredictor(options).predict(inputs),
        rules?.power,
      );
    },
    readings: async (documents, options, context) => {
      const asked = unjudged(documents, context);
      const found = await createTextPredictor(options).predict(
        asked.map(({ input }) => input),
        context.signal,
      );
      return found.flatMap((probabilities: Float32Array | undefined, i): WeakInstance[] => {
        if (probabilities === undefined) return []; // stopped before it came to this one
        const { document, target } = must(asked[i], 'target');
        const aspect = spanOf(target);
        return [
          {
            kind: 'text',
            document: must(documents[document], 'document').document,
            ...(aspect === undefined ? {} : { aspect }),
            labels: namedShares(labels, probabilities),
            confidence: highest(probabilities).value,
          },
        ];
      });
    },
    recommend: async (documents, options, context) => {
      const { version, facts, signal, votes: votesOf, votePower } = context;
      const asked = unjudged(documents, context);
      const found = await createTextPredictor(options).predict(
        asked.map(({ input }) => input),
        signal,
      );
      const wanted = wantedBy(facts, labels.length);
      const opinions = documents.map(({ document }) => new ClassOpinion(document.id, wanted));
      const voted = documents.map(({ document }) => new DocumentVotes(votesOf?.(document.id) ?? [], index));
      found.forEach((probabilities: Float32Array | undefined, i) => {
        if (probabilities === undefined) return; // stopped before it came to this one
        const { document, target } = must(asked[i], 'target');
        const opinion = must(opinions[document], 'document');
        const votes = must(voted[document], 'votes').of(target);
        const { index: label, value } = opinion.take(withVotes(probabilities, votes, votePower));
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

/** The text's aspects, words that were an aspect before, and proposed ones; the text itself where no aspect is marked. */
export function textCandidates({
  document,
  annotations,
  dictionary,
  proposed,
}: CandidateSource): Candidate[] {
  const isDone = document.status === 'done';
  const aspects = new Map<string, Candidate>();
  let ofText: string | undefined;
  for (const { target, labelId } of annotations) {
    if (target.kind === 'text') ofText = labelId;
    if (target.kind !== 'aspect') continue;
    const span = plainSpan(target);
    aspects.set(spanKey(span), { target: { kind: 'aspect', ...span }, gold: labelId });
  }
  const marked = [...aspects.values()];
  for (const candidate of [...dictionary.find(document.text), ...proposed]) {
    const span = plainSpan(candidate);
    const touches = marked.some(({ target }) => target.kind === 'aspect' && spansOverlap(target, span));
    if (isDone || touches) continue;
    aspects.set(spanKey(span), { target: { kind: 'aspect', ...span } });
  }
  if (marked.length > 0 && ofText === undefined) return [...aspects.values()];
  return [{ target: { kind: 'text' }, ...goldOf(ofText, isDone) }, ...aspects.values()];
}
