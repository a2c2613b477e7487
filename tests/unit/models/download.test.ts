import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createRng } from '#core/base';
import { type FloatTensors, floatTensor, intTensor, type Tensors } from '#core/graph';
import {
  type ClassPredictor,
  createNerPredictor,
  createRelationPredictor,
  createTextPredictor,
  downloadTensors,
  downloadVocabulary,
  expertTensors,
  type FeatureRows,
  initialParameters,
  type LoadedGraph,
  modelArchive,
  modelFiles,
  nerInputs,
  type PredictorOptions,
  relationInputs,
  relationRows,
  tagNames,
  textInputs,
  textRows,
  tokenRows,
} from '#core/train';
import { type CompiledNetwork, compileNetwork, exportNetwork } from '#models';
import { runtime } from '../graph/gradient-check.ts';
import { arbitraryNer, arbitraryRelations, arbitraryTexts, small, spellingEncoder } from './planted.ts';

/** Weights away from their start, so that predictions differ. */
function someWeights({ manifest }: CompiledNetwork, labels: number, seed: number): FloatTensors {
  const rng = createRng(seed);
  const parameters = initialParameters(manifest, { labels, wordDim: spellingEncoder.dim }, rng);
  for (const { data } of Object.values(parameters))
    for (let i = 0; i < data.length; i++) data[i] = data[i]! + 0.5 * rng.normal();
  return parameters;
}

/** A linear expert with random weights, as a session would have put it beside the network. */
function withExpert(
  parameters: FloatTensors,
  rows: FeatureRows,
  outputs: number,
  seed: number,
): FloatTensors {
  const rng = createRng(seed);
  const random = (size: number) => Float32Array.from({ length: size }, () => 0.3 * rng.normal());
  const model = {
    outputs,
    mean: random(rows.width),
    scale: random(rows.width).map((x) => 1 + Math.abs(x)),
    weight: random(rows.width * outputs),
    sparse: random((rows.sparse?.buckets ?? 0) * outputs),
    bias: random(outputs),
  };
  const { transitions } = parameters;
  const counted = transitions && floatTensor(transitions.dims, random(transitions.data.length));
  return { ...parameters, ...expertTensors(model, { linear: 0.7, network: 0.4 }, counted) };
}

interface Downloaded {
  readonly graph: LoadedGraph;
  readonly rows: ReadonlyMap<string, number>;
  readonly settings: { labels: string[]; tags?: string[] };
}

/** Makes the archive and opens it again, as its user would. */
async function download(
  task: 'ner' | 're' | 'sa',
  parameters: FloatTensors,
  words: Iterable<string>,
): Promise<Downloaded> {
  const vocabulary = downloadVocabulary(words);
  const onnx = exportNetwork(small[task], downloadTensors(parameters, spellingEncoder, vocabulary));
  const archive = modelArchive(
    modelFiles(onnx, vocabulary, {
      task,
      projectName: 'Test',
      labels: ['first', 'second', 'third'].slice(0, task === 'ner' ? 2 : 3),
      version: 1,
      words: 'all',
      metrics: { f1: 0.5 },
      tableRows: task === 'ner' ? 512 : 62,
    }),
  );
  const files = unzipSync(archive);
  expect(Object.keys(files).sort()).toEqual([
    'README.md',
    'labels.json',
    'model.onnx',
    'predict.py',
    'vocabulary.txt',
  ]);
  const text = (name: string): string => new TextDecoder().decode(files[name]!);
  return {
    graph: await runtime.load(files['model.onnx']!),
    rows: new Map(
      text('vocabulary.txt')
        .split('\n')
        .map((word, i) => [word, i]),
    ),
    settings: JSON.parse(text('labels.json')) as Downloaded['settings'],
  };
}

function wordIds({ rows }: Downloaded, words: readonly string[]): Tensors[string] {
  return intTensor(
    [1, words.length],
    words.map((word) => rows.get(word) ?? 1),
  );
}

describe('a downloaded model predicts what the app predicts, on 200 sentences', () => {
  it.each([false, true])('ner (seed 61), with a linear expert: %s', async (expert) => {
    const compiled = compileNetwork(small.ner);
    const sentences = arbitraryNer(200, 61);
    const own = someWeights(compiled, 5, 61);
    const parameters = expert
      ? withExpert(own, tokenRows(sentences.slice(0, 1), spellingEncoder), 5, 61)
      : own;
    const model = await download(
      'ner',
      parameters,
      sentences.flatMap((s) => s.words),
    );
    const graph = await runtime.load(compiled.predict);
    const options = { manifest: compiled.manifest, graph, parameters, encoder: spellingEncoder };
    const ours = await createNerPredictor(options).predict(sentences);
    expect(new Set(ours.flatMap((p) => [...p.tags])).size).toBeGreaterThan(3);
    expect(model.settings.tags).toEqual(tagNames(['first', 'second']));
    for (const [i, { words }] of sentences.entries()) {
      const { characters, wordIndex } = nerInputs(compiled.manifest, spellingEncoder, [{ words }]);
      const out = await model.graph.run({
        words: wordIds(model, words),
        characters: characters!,
        wordIndex: wordIndex!,
      });
      expect([...out['tags']!.data]).toEqual([...ours[i]!.tags]);
    }
  });

  it('ner, a padded batch (seed 62)', async () => {
    const compiled = compileNetwork(small.ner);
    const parameters = someWeights(compiled, 5, 62);
    const sentences = arbitraryNer(20, 62);
    const model = await download(
      'ner',
      parameters,
      sentences.flatMap((s) => s.words),
    );
    const graph = await runtime.load(compiled.predict);
    const options = { manifest: compiled.manifest, graph, parameters, encoder: spellingEncoder };
    const ours = await createNerPredictor(options).predict(sentences);
    const { characters, wordIndex, mask } = nerInputs(compiled.manifest, spellingEncoder, sentences);
    const [, time = 0] = mask!.dims;
    const ids = intTensor([20, time]);
    sentences.forEach(({ words }, b) => {
      ids.data.set(wordIds(model, words)!.data, b * time);
    });
    const out = await model.graph.run({ words: ids, characters: characters!, wordIndex: wordIndex! });
    sentences.forEach(({ words }, b) => {
      const row = [...out['tags']!.data.slice(b * time, (b + 1) * time)];
      // Padding carries the number of tags.
      expect(row).toEqual([...ours[b]!.tags, ...new Array(time - words.length).fill(5)]);
    });
  });

  /** A model that gives one label to each example, asked one by one as its user does. */
  async function expectSame<Example extends { readonly words: readonly string[] }>(
    task: 're' | 'sa',
    examples: readonly Example[],
    parameters: FloatTensors,
    createPredictor: (options: PredictorOptions) => ClassPredictor<Example>,
    inputsOf: (example: Example, manifest: CompiledNetwork['manifest']) => Tensors,
  ): Promise<void> {
    const { manifest, predict } = compileNetwork(small[task]);
    const model = await download(
      task,
      parameters,
      examples.flatMap(({ words }) => words),
    );
    const graph = await runtime.load(predict);
    const options = { manifest, graph, parameters, encoder: spellingEncoder };
    const ours = await createPredictor(options).predict(examples);
    for (const [i, example] of examples.entries()) {
      const out = await model.graph.run({
        ...inputsOf(example, manifest),
        words: wordIds(model, example.words),
      });
      out['probabilities']!.data.forEach((p, k) => {
        expect(p).toBeCloseTo(ours[i]![k]!, 5);
      });
    }
  }

  it.each([false, true])('re (seed 63), with a linear expert: %s', async (expert) => {
    const sentences = arbitraryRelations(200, 63);
    const own = someWeights(compileNetwork(small.re), 3, 63);
    const rows = relationRows(sentences.slice(0, 1), spellingEncoder);
    const parameters = expert ? withExpert(own, rows, 3, 63) : own;
    await expectSame('re', sentences, parameters, createRelationPredictor, (sentence, manifest) => {
      const { x, y, fromX, fromY } = relationInputs(manifest, spellingEncoder, [sentence]);
      return { x: x!, y: y!, fromX: fromX!, fromY: fromY! };
    });
  });

  it.each([false, true])('sa (seed 64), with a linear expert: %s', async (expert) => {
    const sentences = arbitraryTexts(200, 64);
    const own = someWeights(compileNetwork(small.sa), 3, 64);
    const rows = textRows(sentences.slice(0, 1), spellingEncoder);
    const parameters = expert ? withExpert(own, rows, 3, 64) : own;
    await expectSame('sa', sentences, parameters, createTextPredictor, (sentence, manifest) => {
      const { aspect, fromAspect } = textInputs(manifest, spellingEncoder, [sentence]);
      return { aspect: aspect!, fromAspect: fromAspect! };
    });
  });
});

describe('the vocabulary of a download', () => {
  it('begins with padding and the unknown word, both zero, and lists each word once, sorted', () => {
    const vocabulary = downloadVocabulary(['b', 'a', 'b', 'two\nlines', '']);
    expect(vocabulary).toEqual(['', '[unknown]', 'a', 'b']);
    const { wordVectors } = downloadTensors({}, spellingEncoder, vocabulary);
    expect(wordVectors!.dims).toEqual([4, spellingEncoder.dim]);
    expect(wordVectors!.data.slice(0, 2 * spellingEncoder.dim)).toEqual(
      floatTensor([2, spellingEncoder.dim]).data,
    );
    expect(wordVectors!.data.slice(2 * spellingEncoder.dim).some((x) => x !== 0)).toBe(true);
  });
});
