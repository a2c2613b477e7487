/** The encoder in Node, and states of a benchmark's documents beside the word vectors, as the learner has them. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { must } from '#core/base';
import {
  adoptEncoder,
  type EncodableDocument,
  encodeDocuments,
  type OpenedEncoder,
  openEncoder,
  type TokenStates,
  withStates,
} from '#core/encoder';
import type { TokenEncoder } from '#core/train';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

export async function loadedEncoder(): Promise<LoadedEncoder> {
  const bytes = new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx'));
  const opened = await encoderOf(createOrtRuntime({ threads: 1 }), bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** One that a person brings, from its archive, taken as the app takes it. */
export async function broughtEncoder(path: string): Promise<OpenedEncoder> {
  const files = unzipSync(new Uint8Array(readFileSync(path)));
  const runtime = createOrtRuntime({ threads: 1 });
  const brought = {
    label: 'brought',
    model: must(files['model.onnx'], 'model.onnx').slice(),
    tokenizer: new TextDecoder().decode(files['tokenizer.json']),
  };
  // Whether it is fast enough is not asked here.
  const adopted = await adoptEncoder(runtime, brought, '0'.repeat(16), () => 0);
  if (!adopted.ok) throw new Error(`${adopted.error.code}: ${adopted.error.message}`);
  const opened = await openEncoder(runtime, adopted.value.bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** Word vectors alone, with the states of the app's encoder, or with those of multilingual-e5-small as `npm run encoder:e5` builds it. */
const encoderNames = ['glove', 'minilm', 'e5'];
const e5File = 'models/encoders/multilingual-e5-small.zip';

/** What reads `documents` in a bench whose `--encoder` is `name`. */
export async function readerOf(
  name: string,
  words: TokenEncoder,
  documents: readonly EncodableDocument[],
): Promise<TokenEncoder> {
  if (name === 'glove') return words;
  if (name === 'minilm') return contextual(words, documents);
  if (name === 'e5') return contextual(words, documents, await broughtEncoder(e5File));
  throw new Error(`--encoder ${name} is none of ${encoderNames.join(', ')}`);
}

/** `words` with the states of all of `documents` beside them. */
export async function contextual(
  words: TokenEncoder,
  documents: readonly EncodableDocument[],
  given?: OpenedEncoder,
): Promise<TokenEncoder> {
  const encoder = given ?? (await loadedEncoder());
  const known = new Map<string, TokenStates>();
  for (let from = 0; from < documents.length; from += 64) {
    const some = documents.slice(from, from + 64);
    const made = must(await encodeDocuments(encoder, some), 'states');
    some.forEach(({ id }, i) => {
      known.set(id, must(made[i], 'states'));
    });
  }
  return withStates(words, encoder, (id) => known.get(id));
}
