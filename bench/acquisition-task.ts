/**
 * What `bench:acquisition` works on: texts with their gold, the app's own few-labels model on them (`core/tasks`), and what that
 * model makes of texts that nobody has labelled.
 */
import { createRng, must, shuffled } from '#core/base';
import { evaluate, parseExplanation } from '#core/explain';
import { type Label, type Task, type TaughtDocument, taskTraits, type Weights } from '#core/project';
import { hashedTexts } from '#core/recommend';
import { evaluateWeights, type TaskNetwork } from '#core/tasks';
import { tokensOf } from '#core/text';
import {
  createNerPredictor,
  createRelationPredictor,
  createTextPredictor,
  DocumentWindows,
  outsideTag,
  passagesOf,
  relationRows,
  type TokenEncoder,
  textRows,
} from '#core/train';
import { loadedNetwork } from './replay-network.ts';
import { type GoldInstance, readMams, readSemEval } from './rules-data.ts';
import { labelRecords, taughtOf, taughtSentence } from './study-documents.ts';
import { bc5cdr, bc5cdrLabels, gloveEncoder } from './train-data.ts';
import { trainedModel } from './trained.ts';

/** What the model says of one text. */
export interface Judgement {
  /** Classes: the probability of each. Entities: empty. */
  readonly probabilities: Float32Array;
  /** Entities: −log of the probability of the best sequence, the tokens, and what the spans are sure of. */
  readonly surprise: number;
  readonly tokens: number;
  readonly spans: readonly number[];
  /** Entities: each token's entropy, summed, and the tags but for O that are expected. */
  readonly entropy: number;
  readonly mass: number;
  /** Entities: the entropy of each token's tags, and how many entities are expected. */
  readonly tokenEntropies: readonly number[];
  readonly expected: number;
}

export interface AcquisitionTask {
  readonly task: Task;
  readonly labels: readonly string[];
  /** As they are once labelled. */
  readonly pool: readonly TaughtDocument[];
  /** What labelling each costs: its labels, and 1 where it has none. */
  readonly cost: readonly number[];
  /** The label of each text where it has one only. */
  readonly gold: readonly (string | undefined)[];
  readonly heldOut: readonly TaughtDocument[];
  /** The words of each text, in small letters. */
  readonly words: readonly (readonly string[])[];
  /** Two kinds of vectors of the pool: hashed words as in the app, and the means that the model sees; each of length 1. */
  readonly hashed: Float32Array;
  readonly features: { readonly width: number; readonly dense: Float32Array };
  /** Rules' labels of each text of the pool, by the row of the text whose reason the rule is. */
  readonly votes: readonly ReadonlyMap<number, string>[];
  train(
    documents: readonly TaughtDocument[],
    seed: number,
    quick: boolean,
    previous?: Weights,
  ): Promise<Weights>;
  judge(weights: Weights, rows: readonly number[]): Promise<Judgement[]>;
  score(weights: Weights): Promise<number>;
}

export type DataPart = 'dev' | 'test';

/** `size` texts to choose from, `heldOut` to score on. */
export async function readAcquisitionTask(
  task: Task,
  part: DataPart,
  size: number,
  heldOut: number,
): Promise<AcquisitionTask> {
  const encoder = gloveEncoder();
  const network = await loadedNetwork(task);
  const data = task === 'ner' ? entities(part, size, heldOut) : classes(task, part, size, heldOut);
  const { records, pool } = data;
  const bare = pool.map(
    ({ document, annotations }): TaughtDocument => ({
      document: { ...document, status: 'open' },
      annotations: task === 're' ? annotations.filter(({ target }) => target.kind === 'span') : [],
    }),
  );
  const words = bare.map(({ document }) =>
    tokensOf(document).map(({ from, to }) => document.text.slice(from, to)),
  );
  const inputs = inputsOf(task, pool);
  const features =
    task === 're'
      ? relationRows(inputs.relations, encoder)
      : textRows(task === 'ner' ? words.map((own) => ({ words: own })) : inputs.texts, encoder);
  return {
    ...data,
    task,
    cost: pool.map(({ annotations }) =>
      Math.max(1, annotations.filter(({ labelId }) => labelId !== 'entity').length),
    ),
    words: words.map((own) => own.map((word) => word.toLowerCase())),
    hashed: hashedTexts(words),
    features: ofLengthOne(features.dense, features.width),
    train: async (documents, seed, quick, previous) => {
      return trainedModel({
        ...{ task, projectId: 'p', labels: records, network, encoder, documents, seed, quick },
        clock: () => documents.length,
        ...(previous === undefined ? {} : { previous }),
      });
    },
    judge: (weights, rows) => judge(task, network, encoder, weights, rows, inputs, pool),
    score: async (weights) => {
      const { metrics } = await evaluateWeights({ task, network, encoder, weights, documents: data.heldOut });
      return 100 * (metrics['f1'] ?? metrics['macroF1'] ?? 0);
    },
  };
}

type Data = Pick<AcquisitionTask, 'labels' | 'pool' | 'gold' | 'heldOut' | 'votes'> & {
  readonly records: readonly Label[];
};

function entities(part: DataPart, size: number, heldOut: number): Data {
  const some = (file: string, count: number, seed: number) =>
    shuffled(bc5cdr(file), createRng(seed)).slice(0, count);
  const pool = some('train.txt', size, 7).map((one, i) => taughtSentence(`p${i}`, one, 1));
  return {
    labels: bc5cdrLabels,
    records: labelRecords('span', bc5cdrLabels),
    pool,
    gold: pool.map(() => undefined),
    votes: pool.map(() => new Map()),
    heldOut: some(`${part}.txt`, heldOut, 2020).map((one, i) => taughtSentence(`h${i}`, one, 1)),
  };
}

function classes(task: 're' | 'sa', part: DataPart, size: number, heldOut: number): Data {
  const data = task === 're' ? readSemEval() : readMams();
  const isKnown = ({ label }: GoldInstance): boolean => data.labels.includes(label);
  const train = shuffled(data.train.filter(isKnown), createRng(7));
  const explained = data.explained.filter(isKnown);
  const chosen: readonly GoldInstance[] = [...explained, ...train].slice(0, size);
  const unseen =
    task === 're'
      ? part === 'dev'
        ? train.slice(-heldOut)
        : data.test.filter(isKnown)
      : data.test.filter((one) => isKnown(one) && one.id.startsWith(part === 'dev' ? 'val' : 'test'));
  const forms = explained.map(({ explanation, instance }) => {
    const read = parseExplanation(explanation, instance);
    return read.ok ? read.value[0]?.form : undefined;
  });
  return {
    labels: data.labels,
    records: labelRecords(taskTraits[task].learned, data.labels),
    pool: chosen.map((one) => taughtOf(task, one, 1)),
    gold: chosen.map(({ label }) => label),
    votes: chosen.map(
      ({ instance }) =>
        new Map(
          forms.flatMap((form, rule) =>
            form !== undefined && evaluate(form, instance)
              ? [[rule, must(explained[rule], 'explained').label] as const]
              : [],
          ),
        ),
    ),
    heldOut: shuffled(unseen, createRng(2020))
      .slice(0, heldOut)
      .map((one) => taughtOf(task, one, 1)),
  };
}

function inputsOf(task: Task, pool: readonly TaughtDocument[]) {
  const windows = pool.map(({ document }) => new DocumentWindows(document));
  const spans = pool.map(({ annotations }) =>
    annotations.flatMap(({ target }) => (target.kind === 'span' || target.kind === 'aspect' ? [target] : [])),
  );
  return {
    relations:
      task === 're'
        ? windows.map((one, i) =>
            must(one.relation(must(spans[i]?.[0], 'X'), must(spans[i]?.[1], 'Y')), 'window'),
          )
        : [],
    texts:
      task === 'sa' ? windows.map((one, i) => must(one.aspect(must(spans[i]?.[0], 'aspect')), 'window')) : [],
  };
}

async function judge(
  task: Task,
  network: TaskNetwork,
  encoder: TokenEncoder,
  weights: Weights,
  rows: readonly number[],
  inputs: ReturnType<typeof inputsOf>,
  pool: readonly TaughtDocument[],
): Promise<Judgement[]> {
  const options = {
    ...{ manifest: network.manifest, graph: network.predict, parameters: weights.tensors, encoder },
    batchSize: 64,
  };
  if (task !== 'ner') {
    const found =
      task === 're'
        ? await createRelationPredictor(options).predict(
            rows.map((row) => must(inputs.relations[row], 'pair')),
          )
        : await createTextPredictor(options).predict(rows.map((row) => must(inputs.texts[row], 'text')));
    return found.map((probabilities) => ({
      ...{ probabilities, surprise: 0, tokens: 0, spans: [], entropy: 0, mass: 0 },
      ...{ tokenEntropies: [], expected: 0 },
    }));
  }
  const passages = rows.map((row) => passagesOf(must(pool[row], 'text').document));
  const found = await createNerPredictor(options).predict(passages.flat());
  let next = 0;
  return passages.map((own) => {
    const each = own.map(() => must(found[next++], 'prediction'));
    let [entropy, mass, expected] = [0, 0, 0];
    const tokenEntropies: number[] = [];
    for (const { marginals, tags } of each) {
      const count = marginals.length / Math.max(1, tags.length);
      for (let t = 0; t < tags.length; t++) {
        let own = 0;
        for (let tag = 0; tag < count; tag++) {
          const p = marginals[t * count + tag] ?? 0;
          if (p > 0) own -= p * Math.log(p);
          if (tag !== outsideTag) mass += p;
          if (tag !== outsideTag && tag % 2 === 1) expected += p;
        }
        tokenEntropies.push(own);
        entropy += own;
      }
    }
    return {
      probabilities: new Float32Array(),
      surprise: -each.reduce((sum, { logProbability }) => sum + logProbability, 0),
      tokens: each.reduce((sum, { tags }) => sum + tags.length, 0),
      spans: each.flatMap(({ spans }) => spans.map(({ confidence }) => confidence)),
      ...{ entropy, mass, tokenEntropies, expected },
    };
  });
}

function ofLengthOne(dense: Float32Array, width: number): { width: number; dense: Float32Array } {
  const out = dense.slice();
  for (let from = 0; from < out.length; from += width) {
    let squares = 0;
    for (let d = 0; d < width; d++) squares += (out[from + d] ?? 0) ** 2;
    const factor = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let d = 0; d < width; d++) out[from + d] = (out[from + d] ?? 0) * factor;
  }
  return { width, dense: out };
}
