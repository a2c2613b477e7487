/**
 * How training sees for relations. Candidates are the ordered pairs of entities near each other. A last output
 * stands for "no relation"; it is taught by the pairs that a finished document leaves unrelated, and where a project
 * has no such pairs it stays near zero by itself.
 */
import { must } from '#core/base';
import {
  alive,
  type Recommendation,
  recommendedKey,
  type TaughtDocument,
  toRecommended,
} from '#core/project';
import { type Span, sameSpan, spanKey } from '#core/text';
import type { RelationExample, RelationInput } from '#core/train';
import {
  createRelationPredictor,
  DocumentWindows,
  relationCollator,
  relationExample,
  targetOf,
} from '#core/train';
import { type Candidate, type CandidateSource, goldOf, plainSpan, typesOf } from './candidate.ts';
import { type AskedClass, ClassOpinion, classCounts, evaluateClasses, wantedBy } from './classes.ts';
import { classLosses, relationExpert } from './expert.ts';
import { DocumentVotes, withVotes } from './rule-votes.ts';
import { distribution, highest, indexOf, namedShares, type TaskScheme, type WeakInstance } from './task.ts';

/** Pairs of one document that are taught as unrelated, and that are looked at for recommendations: the nearest. */
const maxUnrelated = 10;
const maxCandidates = 60;
/** Entities of one document that rules see paired; a longer list would give more pairs than anybody explains. */
const maxEntities = 40;

interface Pair {
  readonly head: Span;
  readonly tail: Span;
  readonly labels: readonly number[];
}

const forward = ({ head, tail }: { readonly head: Span; readonly tail: Span }): boolean =>
  head.from <= tail.from;

export function relationScheme(relations: readonly string[]): TaskScheme<RelationExample> {
  const labels = [...relations, ''];
  const none = relations.length;
  const index = indexOf(labels);

  /** The pairs that are related, with all their labels. */
  const related = ({ annotations }: TaughtDocument): Pair[] => {
    const byId = new Map(annotations.filter(alive).map((annotation) => [annotation.id, annotation.target]));
    const pairs = new Map<string, Pair>();
    for (const { target, labelId } of annotations.filter(alive)) {
      const label = index.get(labelId);
      if (target.kind !== 'relation' || label === undefined) continue;
      const [head, tail] = [byId.get(target.head), byId.get(target.tail)];
      if (head?.kind !== 'span' || tail?.kind !== 'span') continue;
      const key = `${spanKey(head)} ${spanKey(tail)}`;
      pairs.set(key, { head, tail, labels: [...(pairs.get(key)?.labels ?? []), label] });
    }
    return [...pairs.values()];
  };

  /** Unordered pairs of entities without any relation, nearest first. */
  const unrelated = (taught: TaughtDocument, limit: number): { head: Span; tail: Span }[] => {
    const entities = new Map<string, Span>();
    for (const { target } of taught.annotations.filter(alive)) {
      if (target.kind === 'span') entities.set(spanKey(target), { from: target.from, to: target.to });
    }
    const taken = new Set(
      related(taught).flatMap(({ head, tail }) => [
        `${spanKey(head)} ${spanKey(tail)}`,
        `${spanKey(tail)} ${spanKey(head)}`,
      ]),
    );
    const sorted = [...entities.values()].sort((a, b) => a.from - b.from || a.to - b.to);
    const pairs: { head: Span; tail: Span; gap: number }[] = [];
    // Neighbours first, then those one apart, and so on: never all pairs of a document with thousands of entities.
    for (let step = 1; step < sorted.length && pairs.length < limit; step++) {
      for (let i = 0; i + step < sorted.length && pairs.length < limit * 4; i++) {
        const [head, tail] = [must(sorted[i], 'entity'), must(sorted[i + step], 'entity')];
        if (taken.has(`${spanKey(head)} ${spanKey(tail)}`)) continue;
        pairs.push({ head, tail, gap: tail.from - head.to });
      }
    }
    return pairs.sort((a, b) => a.gap - b.gap || a.head.from - b.head.from).slice(0, limit);
  };

  /** The pairs that a document teaches, each with its labels. */
  const taughtPairs = (taught: TaughtDocument): (Pair & { readonly input: RelationInput })[] => {
    const windows = new DocumentWindows(taught.document);
    const free = taught.document.status === 'done' ? unrelated(taught, maxUnrelated) : [];
    const pairs: Pair[] = [...related(taught), ...free.map((pair) => ({ ...pair, labels: [none] }))];
    return pairs.flatMap((pair) => {
      const input = windows.relation(pair.head, pair.tail);
      return input === undefined ? [] : [{ ...pair, input }];
    });
  };

  /** The pairs of entities that nobody has related in these documents, in the orders that people relate them in. */
  const unjudged = (
    documents: readonly TaughtDocument[],
    { pairsForward = 0, pairsBackward = 0 }: Readonly<Record<string, number>>,
  ): {
    readonly document: number;
    readonly head: Span;
    readonly tail: Span;
    readonly input: RelationInput;
  }[] =>
    documents.flatMap((taught, document) => {
      const windows = new DocumentWindows(taught.document);
      return unrelated(taught, maxCandidates).flatMap(({ head, tail }) => {
        const both = [
          // Where people never related two entities against the order of the text, neither does the model.
          ...(pairsForward > 0 || pairsBackward === 0 ? [{ head, tail }] : []),
          ...(pairsBackward > 0 ? [{ head: tail, tail: head }] : []),
        ];
        return both.flatMap((pair) => {
          const input = windows.relation(pair.head, pair.tail);
          return input === undefined ? [] : [{ document, ...pair, input }];
        });
      });
    });

  return {
    labels,
    outputs: labels.length,
    outputOf: (known) => known.map((id) => index.get(id) ?? -1),
    collator: relationCollator,
    teach: (documents) =>
      documents.flatMap((taught) =>
        taughtPairs(taught).map((pair) => relationExample(pair.input, targetOf(pair.labels, labels.length))),
      ),
    teachWeak: (instances) =>
      instances.flatMap((instance) => {
        if (instance.kind !== 'relation') return [];
        const input = new DocumentWindows(instance.document).relation(instance.head, instance.tail);
        if (input === undefined) return [];
        const target = distribution(instance.labels, index);
        return [relationExample(input, target, { weak: true, weight: instance.confidence })];
      }),
    expert: relationExpert,
    heldOut: (examples, options) =>
      classLosses(
        examples,
        relationExpert.candidates,
        (parameters) => createRelationPredictor({ ...options, parameters }).predict(examples),
        options.parameters,
      ),
    voted: async (documents, options, votesOf) => {
      const found = documents.flatMap((taught) => {
        const votes = new DocumentVotes(votesOf(taught.document.id), index);
        return taughtPairs(taught).flatMap(({ head, tail, labels: own, input }) => {
          const strengths = votes.of({ kind: 'relation', head, tail });
          const [gold] = own;
          return strengths === undefined || gold === undefined ? [] : [{ votes: strengths, gold, input }];
        });
      });
      const predictions = await createRelationPredictor(options).predict(found.map(({ input }) => input));
      return found.map(({ votes, gold }, i) => ({
        votes,
        gold,
        probabilities: must(predictions[i], 'prediction'),
      }));
    },
    facts: (documents) => {
      const pairs = documents.flatMap(related);
      const ahead = pairs.filter(forward).length;
      return { pairsForward: ahead, pairsBackward: pairs.length - ahead, ...classCounts(pairs) };
    },
    evaluate: async (documents, options, rules) => {
      const asked: AskedClass<RelationInput>[] = [];
      for (const taught of documents) {
        const voted = new DocumentVotes(rules?.votes(taught.document.id) ?? [], index);
        const windows = new DocumentWindows(taught.document);
        for (const pair of related(taught)) {
          const input = windows.relation(pair.head, pair.tail);
          if (input === undefined) continue;
          const votes = voted.of({ kind: 'relation', head: pair.head, tail: pair.tail });
          asked.push({
            ...(votes === undefined ? {} : { votes }),
            documentId: taught.document.id,
            input,
            gold: must(labels[must(pair.labels[0], 'label')], 'label'),
            // From one end to the other.
            place: {
              from: Math.min(pair.head.from, pair.tail.from),
              to: Math.max(pair.head.to, pair.tail.to),
            },
          });
        }
      }
      return evaluateClasses(
        labels,
        asked,
        (inputs) => createRelationPredictor(options).predict(inputs),
        rules?.power,
      );
    },
    readings: async (documents, options, { facts, signal }) => {
      const asked = unjudged(documents, facts);
      const found = await createRelationPredictor(options).predict(
        asked.map(({ input }) => input),
        signal,
      );
      return found.flatMap((probabilities: Float32Array | undefined, i): WeakInstance[] => {
        if (probabilities === undefined) return []; // stopped before it came to this pair
        const { document, head, tail } = must(asked[i], 'pair');
        return [
          {
            kind: 'relation',
            document: must(documents[document], 'document').document,
            ...{ head, tail },
            labels: namedShares(labels, probabilities),
            confidence: highest(probabilities).value,
          },
        ];
      });
    },
    recommend: async (documents, options, { version, facts, signal, votes: votesOf, votePower }) => {
      const asked = unjudged(documents, facts);
      const found = await createRelationPredictor(options).predict(
        asked.map(({ input }) => input),
        signal,
      );
      // "None of them" is not looked for.
      const wanted = wantedBy(facts, relations.length);
      const opinions = documents.map(({ document }) => new ClassOpinion(document.id, wanted));
      const best = new Map<string, Recommendation>();
      const voted = documents.map(({ document }) => new DocumentVotes(votesOf?.(document.id) ?? [], index));
      found.forEach((probabilities: Float32Array | undefined, i) => {
        if (probabilities === undefined) return; // stopped before it came to this pair
        const { document, head, tail } = must(asked[i], 'pair');
        const opinion = must(opinions[document], 'document');
        const target = { kind: 'relation', head, tail } as const;
        const votes = must(voted[document], 'votes').of(target);
        const { index: label, value } = opinion.take(withVotes(probabilities, votes, votePower));
        if (label === none || label < 0) return;
        const unordered = [spanKey(head), spanKey(tail)].sort().join(' ');
        const key = `${document} ${unordered}`;
        const known = best.get(key);
        // Of the two orders of a pair only the likelier is proposed.
        if (known !== undefined && known.confidence >= value) return;
        const item: Recommendation = {
          target,
          labelId: must(labels[label], 'label'),
          confidence: value,
          provenance: [{ kind: 'model', version }],
        };
        if (known !== undefined) opinion.items = opinion.items.filter((other) => other !== known);
        best.set(key, item);
        opinion.items.push(item);
      });
      return opinions;
    },
  };
}

/** Every ordered pair of the text's entities. */
export function relationCandidates({ document, annotations, labels }: CandidateSource): Candidate[] {
  const byId = new Map(annotations.map((one) => [one.id, one]));
  const gold = new Map<string, string>();
  for (const { target, labelId } of annotations) {
    const pair = target.kind === 'relation' ? toRecommended(target, byId) : undefined;
    if (pair?.kind === 'relation') gold.set(recommendedKey(pair), labelId);
  }
  const entities = annotations.filter(({ target }) => target.kind === 'span').slice(0, maxEntities);
  return entities.flatMap((head) =>
    entities.flatMap((tail): Candidate[] => {
      if (head === tail || head.target.kind !== 'span' || tail.target.kind !== 'span') return [];
      if (sameSpan(head.target, tail.target)) return [];
      const target = {
        kind: 'relation',
        head: plainSpan(head.target),
        tail: plainSpan(tail.target),
      } as const;
      const types = typesOf(target, [head, tail], labels);
      return [{ target, types, ...goldOf(gold.get(recommendedKey(target)), document.status === 'done') }];
    }),
  );
}
