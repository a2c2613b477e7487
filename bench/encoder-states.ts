/** The encoder in Node, and states of a benchmark's documents beside the word vectors, as the learner has them. */
import { readFileSync } from 'node:fs';
import { must } from '#core/base';
import { type EncodableDocument, encodeDocuments, type TokenStates, withStates } from '#core/encoder';
import type { TokenEncoder } from '#core/train';
import { encoderOf, type LoadedEncoder } from '#workers/encoder/opened';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

export async function loadedEncoder(): Promise<LoadedEncoder> {
  const bytes = new Uint8Array(readFileSync('models/encoders/minilm-l6.onnx'));
  const opened = await encoderOf(createOrtRuntime({ threads: 1 }), bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** `words` with the states of all of `documents` beside them. */
export async function contextual(
  words: TokenEncoder,
  documents: readonly EncodableDocument[],
): Promise<TokenEncoder> {
  const encoder = await loadedEncoder();
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
