/**
 * Replays gold labels of entities through the store as a person's acts would go: label by label, a training after each few
 * annotations, warm, with partly annotated documents as they are at that moment; then asks the store for what the
 * page would show under other sentences.
 */
import 'fake-indexeddb/auto';
import { createRng, must, shuffled } from '#core/base';
import type { EncodableDocument } from '#core/encoder';
import type { RecommendationSource } from '#core/project';
import { dictionaryOf, recommendFromDictionary } from '#core/recommend';
import { recommendByModel, type Schedule, type TaskNetwork } from '#core/tasks';
import { type NamedSpan, type Score, scoreEntities, type TokenEncoder } from '#core/train';
import { type Outcome, openStore, type Store } from '#store';
import { bc5cdr, type WrittenSentence, writtenOut } from './train-data.ts';
import { trainedModel } from './trained.ts';

export interface ReplayOptions {
  /** Sentences to label, then `others` of them to recommend for. */
  readonly sentences: readonly WrittenSentence[];
  readonly labels: readonly string[];
  readonly seed: number;
  readonly labelled: number;
  readonly others: number;
  readonly network: TaskNetwork;
  /** What reads the project's documents. */
  readonly encoderOf: (documents: readonly EncodableDocument[]) => Promise<TokenEncoder>;
  readonly schedule?: Partial<Schedule>;
  /** After how many labelled sentences to measure; the last always. */
  readonly marks: readonly number[];
}

export interface ReplayPoint {
  readonly sentences: number;
  readonly annotations: number;
  readonly trainings: number;
  readonly steps: number;
  /** Milliseconds spent in training so far. */
  readonly trainingMs: number;
  readonly dictionary: Score;
  readonly model: Score;
  /** Both switched on, as a new project has it. */
  readonly both: Score;
}

export async function value<T>(outcome: Outcome<T>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Of BC5CDR (`train.txt`, or `dev.txt` where a schedule is chosen), by chance. */
export const bc5cdrSentences = (file: string, seed: number): WrittenSentence[] =>
  shuffled(bc5cdr(file), createRng(seed)).map((one) => writtenOut(one));

export async function replay(options: ReplayOptions): Promise<ReplayPoint[]> {
  const { seed, labelled, others, network, schedule } = options;
  let ids = 0;
  const name = `replay-${seed}-${Math.round(performance.now() * 1000)}`;
  const store = await value(openStore({ name, clock: Date.now, ids: () => `id${ids++}` }));
  const sentences = options.sentences.slice(0, labelled + others);
  const project = await value(
    store.projects.create({
      name,
      task: 'ner',
      explanationKinds: [],
      // Which texts measure is the replay's own affair: in a blind one nothing is recommended, and it would count as all wrong.
      settings: { blindShare: 0 },
      labels: options.labels.map((label) => ({ kind: 'span', name: label })),
    }),
  );
  await value(
    store
      .importer(project.id)
      .appendBatch(sentences.map(({ text, tokens }) => ({ text, tokens, status: 'open' }))),
  );
  const all = await store.documents.chunk(project.id, 0, labelled + others);
  const encoder = await options.encoderOf(all.map(({ document }) => document));
  const labels = await store.labels.list(project.id);
  const idOf = new Map(labels.map((label) => [label.name, label.id]));
  const nameOf = new Map(labels.map((label) => [label.id, label.name]));

  let pending = 0;
  let annotations = 0;
  let trainings = 0;
  let trainingMs = 0;
  const points: ReplayPoint[] = [];

  const train = async (): Promise<void> => {
    pending = 0;
    const previous = await store.weights.get(project.id, 'ner');
    const documents = await store.documents.labelled(project.id);
    const begin = performance.now();
    const weights = await trainedModel({
      task: 'ner',
      projectId: project.id,
      labels,
      network,
      encoder,
      documents,
      seed,
      clock: Date.now,
      ...(previous === undefined ? {} : { previous }),
      ...(schedule === undefined ? {} : { schedule }),
    });
    await value(store.weights.put(weights));
    trainings += 1;
    trainingMs += performance.now() - begin;
  };

  const shown = async (source: readonly RecommendationSource[], from: number): Promise<NamedSpan[][]> => {
    const on = (one: RecommendationSource): boolean => source.includes(one);
    await value(
      store.projects.update(project.id, {
        settings: {
          sources: {
            model: on('model'),
            dictionary: on('dictionary'),
            'noun-phrases': false,
            explanations: false,
            predictions: false,
          },
        },
      }),
    );
    const out: NamedSpan[][] = [];
    for (let position = from; position < from + others; position++) {
      const document = must(await store.documents.at(project.id, position), 'document');
      const items = await store.recommendations.ofDocument(document.id);
      out.push(
        items.flatMap(({ target, labelId }) =>
          target.kind === 'span' && labelId !== undefined
            ? [{ from: target.from, to: target.to, label: must(nameOf.get(labelId), 'label') }]
            : [],
        ),
      );
    }
    return out;
  };

  const measure = async (done: number): Promise<void> => {
    const weights = must(await store.weights.get(project.id, 'ner'), 'weights');
    const taught = await store.documents.labelled(project.id);
    const dictionary = dictionaryOf(taught);
    const open = await store.documents.chunk(project.id, labelled, others);
    for await (const opinions of recommendByModel({
      task: 'ner',
      labels,
      network,
      encoder,
      weights,
      documents: open,
    })) {
      await value(
        store.recommendations.put(
          opinions.map(({ documentId, items }) => ({
            projectId: project.id,
            documentId,
            source: 'model',
            version: weights.version,
            items,
          })),
        ),
      );
    }
    await value(
      store.recommendations.put(
        open.map(({ document }) => ({
          projectId: project.id,
          documentId: document.id,
          source: 'dictionary',
          version: taught.length,
          items: recommendFromDictionary(document, dictionary),
        })),
      ),
    );
    const gold = sentences.slice(labelled).map(({ entities }) => entities);
    const score = async (...sources: RecommendationSource[]): Promise<Score> =>
      scoreEntities(gold, await shown(sources, labelled)).overall;
    points.push({
      sentences: done,
      annotations,
      trainings,
      steps: weights.step,
      trainingMs: Math.round(trainingMs),
      dictionary: await score('dictionary'),
      model: await score('model'),
      both: await score('dictionary', 'model'),
    });
  };

  for (let i = 0; i < labelled; i++) {
    const document = must(await store.documents.at(project.id, i), 'document');
    for (const { from, to, label } of must(sentences[i], 'sentence').entities) {
      await value(
        store.act(project.id, {
          kind: 'annotate',
          documentId: document.id,
          labelId: must(idOf.get(label), 'label'),
          target: { kind: 'span', from, to },
        }),
      );
      annotations += 1;
      pending += 1;
      if (pending >= project.settings.trainEvery) await train();
    }
    await value(store.act(project.id, { kind: 'mark', documentIds: [document.id], status: 'done' }));
    if (i + 1 !== labelled && !options.marks.includes(i + 1)) continue;
    if (i + 1 === labelled) await train();
    await measure(i + 1);
  }
  await closeAndForget(store);
  return points;
}

async function closeAndForget(store: Store): Promise<void> {
  await value(store.destroy());
  store.close();
}
