/** A finished project elsewhere: the folder that it is packed into answers as the project did. */
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { must } from '#core/base';
import { adoptEncoder, openEncoder } from '#core/encoder';
import { floatTensor, readMetadata, withMetadata } from '#core/graph';
import {
  checkGolden,
  folderFiles,
  folderTexts,
  goldenInputs,
  goldenLines,
  labelledDocuments,
  Pipeline,
  packedTensors,
  readFolder,
} from '#core/pipeline';
import type { LabelledDocument, Recommendation, Task, Weights } from '#core/project';
import { createWordVectorEncoder, readWordVectors } from '#core/train';
import { ownGraph, tokenizer } from '../encoder/own-graph.ts';
import { runtime } from '../tasks/learning.ts';
import { baked, contextBytes, type TrainedSample, trainedSample, vectorBytes } from './trained-sample.ts';

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** What lies in the folder of a sample, by name. */
async function packed(
  task: Task,
  { bundle, networks, pipeline }: TrainedSample,
  context: Uint8Array<ArrayBuffer> = contextBytes,
): Promise<Files> {
  const { manifest, weights } = must(networks.model, 'model');
  const { record } = pipeline;
  const golden = await goldenLines(pipeline, goldenInputs(record, labelledDocuments(bundle), 10));
  const files = folderFiles({
    record,
    vectors: vectorBytes,
    networks: {
      model: {
        manifest: { ...manifest, predictParameters: [] },
        onnx: baked(task, weights.tensors),
        weights: { ...weights, tensors: packedTensors(manifest, weights.tensors) },
      },
    },
    ...(networks.context === undefined ? {} : { encoder: context }),
    golden,
    program: folderTexts(record),
  });
  return new Map(files.map(({ name, bytes }) => [name, new Uint8Array(bytes)]));
}

async function unpacked(files: Files): Promise<Pipeline> {
  const read = await readFolder(async (name) => files.get(name));
  if (!read.ok) throw new Error(read.error.message);
  const { record, vectors, networks, encoder } = read.value;
  const context = encoder === undefined ? undefined : await openEncoder(runtime, encoder);
  if (context?.ok === false) throw new Error(context.error.message);
  const table = readWordVectors(must(vectors, 'vectors'));
  if (!table.ok) throw new Error(table.error.message);
  const { manifest, onnx, weights } = must(networks.model, 'model');
  return new Pipeline(record, {
    vectors: table.value,
    encoder: createWordVectorEncoder(table.value),
    ...(context === undefined ? {} : { context: context.value }),
    model: { manifest, graph: await runtime.load(onnx), weights },
  });
}

const goldenOf = (files: Files): Record<string, unknown>[] =>
  new TextDecoder()
    .decode(files.get('golden.jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe.each(['ner', 're', 'sa'] as const)('the folder of a project (%s)', (task) => {
  it('answers as the app did, in any batch, and not when one weight is another', {
    timeout: 120_000,
  }, async () => {
    const trained = await trainedSample(task);
    const files = await packed(task, trained);
    const golden = goldenOf(files);
    const sources = golden.flatMap(({ labels }) =>
      (labels as { readonly sources: readonly { readonly kind: string }[] }[]).flatMap((label) =>
        label.sources.map(({ kind }) => kind),
      ),
    );
    // Not empty lists that are equal.
    expect(new Set(sources)).toContain('model');
    const found = await unpacked(files);
    expect(await checkGolden(found, golden)).toEqual([]);

    // What its README says of rules.json is so, and the schema can say no.
    const text = (name: string): unknown => JSON.parse(new TextDecoder().decode(files.get(name)));
    const isRecord = new Ajv({ allErrors: true }).compile(text('rules.schema.json') as object);
    const record = text('rules.json') as Record<string, unknown>;
    expect(isRecord(record), JSON.stringify(isRecord.errors?.slice(0, 3))).toBe(true);
    for (const name of ['labels', 'triggers', 'settings', 'version']) {
      expect(isRecord({ ...record, [name]: 'x' }), name).toBe(false);
    }

    // One at a time, and in another order.
    const documents = labelledDocuments(trained.bundle)
      .slice(-6)
      .map((one, at): LabelledDocument => ({ ...one, document: { ...one.document, id: `line ${at}` } }));
    const together = await found.label(documents);
    const alone = [];
    for (const one of documents.toReversed()) alone.unshift(...(await found.label([one])));
    const places = (all: typeof together) =>
      all.map((items) =>
        items.map(({ target, labelId, confidence }) => ({
          target,
          labelId,
          confidence: confidence.toFixed(3),
        })),
      );
    expect(places(alone)).toEqual(places(together));

    const { manifest, graph, weights } = must(trained.networks.model, 'model');
    const changed = changedWeights(weights);
    const otherwise = new Pipeline(found.record, {
      ...trained.networks,
      model: { manifest, graph, weights: changed },
    });
    expect((await checkGolden(otherwise, golden)).length).toBeGreaterThan(0);

    // Rules have the say in the model's product that its labels gave them, and none where they gave none.
    const atPower = (power: number): Promise<readonly (readonly Recommendation[])[]> =>
      new Pipeline(found.record, {
        ...trained.networks,
        model: { manifest, graph, weights: withVotePower(weights, power) },
      }).label(labelledDocuments(trained.bundle));
    const [silent, loud] = [await atPower(0), await atPower(3)];
    const saysModel = (all: typeof silent): string[] =>
      all.flatMap((items) =>
        items.flatMap(({ provenance, confidence }) =>
          provenance.some(({ kind }) => kind === 'model') ? [confidence.toFixed(6)] : [],
        ),
      );
    const isRuled = silent.some((items) =>
      items.some(({ provenance }) => provenance.some(({ kind }) => kind === 'rule')),
    );
    expect(isRuled ? saysModel(loud) : ['ruled by nothing']).not.toEqual(isRuled ? saysModel(silent) : []);

    // Only where rules are asked about what the model finds must it read their texts again.
    const readings = async (explanations: boolean): Promise<number> => {
      let count = 0;
      const counted: typeof graph = {
        inputNames: graph.inputNames,
        outputNames: graph.outputNames,
        run: (feeds, outputs) => {
          count++;
          return graph.run(feeds, outputs);
        },
        dispose: () => graph.dispose(),
      };
      const { record } = found;
      const sources = { ...record.settings.sources, explanations };
      await new Pipeline(
        { ...record, settings: { ...record.settings, sources } },
        { ...trained.networks, model: { manifest, graph: counted, weights: withVotePower(weights, 3) } },
      ).label(labelledDocuments(trained.bundle));
      return count;
    };
    const plain = await readings(false);
    expect(plain).toBeGreaterThan(0);
    if (task !== 'ner') expect(await readings(true)).toBe(plain);
  });
});

function withVotePower(weights: Weights, power: number): Weights {
  return { ...weights, tensors: { ...weights.tensors, 'expert.votes': floatTensor([1], [power]) } };
}

/** What the model thinks of each label at the outset is another. */
function changedWeights(weights: Weights): Weights {
  const name = must(
    Object.keys(weights.tensors).find((one) => one === 'expert.bias'),
    'a tensor',
  );
  const { dims, data } = must(weights.tensors[name], name);
  const other = data.slice();
  for (const [i, value] of other.entries()) other[i] = value + (i % 2 === 0 ? 6 : -6);
  return { ...weights, tensors: { ...weights.tensors, [name]: { dims, data: other } } };
}

describe('the folder of a project whose model reads words in their context', () => {
  it('holds what reads them, answers as the app did, and says so where that is missing', {
    timeout: 120_000,
  }, async () => {
    const context = await openEncoder(runtime, contextBytes);
    if (!context.ok) throw new Error(context.error.message);
    const files = await packed('sa', await trainedSample('sa', context.value));
    const golden = goldenOf(files);
    expect(JSON.stringify(golden)).toContain('"model"');
    expect(await checkGolden(await unpacked(files), golden)).toEqual([]);

    const without = new Map([...files].filter(([name]) => name !== 'encoder.onnx'));
    const read = await readFolder(async (name) => without.get(name));
    expect(read).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  });

  it('answers as the app did with a language model that a person brought, of entities too', {
    timeout: 120_000,
  }, async () => {
    const brought = { label: 'field-bert', model: ownGraph(), tokenizer };
    const adopted = await adoptEncoder(runtime, brought, '0123456789abcdef', () => 0);
    if (!adopted.ok) throw new Error(adopted.error.message);
    const { name, bytes } = adopted.value;
    const context = await openEncoder(runtime, bytes);
    if (!context.ok) throw new Error(context.error.message);
    const trained = await trainedSample('ner', context.value);
    expect(trained.networks.model?.weights.encoder).toBe(name);
    const files = await packed('ner', trained, bytes);
    const golden = goldenOf(files);
    expect(JSON.stringify(golden)).toContain('"model"');
    expect(await checkGolden(await unpacked(files), golden)).toEqual([]);

    // What another one of the same kind reads is something else.
    const otherGraph = ownGraph({ fill: 1 });
    const others = new Map(files).set('encoder.onnx', withMetadata(otherGraph, readMetadata(bytes)));
    expect(await checkGolden(await unpacked(others), golden)).not.toEqual([]);
  });
});
