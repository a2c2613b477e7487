/** An encoder for the sessions: word vectors, and beside them the states that the words have where they stand. */
import type { Place, TokenEncoder } from '#core/train';
import type { TokenStates } from './states.ts';

/**
 * `statesOf` must know every document that a session reads; a document without states has zeros, which no model has learned
 * to read. States are multiplied by `scale`, so that they are about as large as word vectors.
 */
export function withStates(
  words: TokenEncoder,
  dim: number,
  scale: number,
  statesOf: (documentId: string) => TokenStates | undefined,
): TokenEncoder {
  const width = words.dim + dim;
  return {
    dim: width,
    parts: [words.dim, dim],
    ...(words.knows === undefined ? {} : { knows: words.knows }),
    encode(sentence, into, offset, place?: Place) {
      const plain = new Float32Array(sentence.length * words.dim);
      words.encode(sentence, plain, 0);
      const states = place === undefined ? undefined : statesOf(place.documentId);
      for (let t = 0; t < sentence.length; t++) {
        const at = offset + t * width;
        into.set(plain.subarray(t * words.dim, (t + 1) * words.dim), at);
        if (states === undefined || place === undefined) {
          into.fill(0, at + words.dim, at + width);
          continue;
        }
        const row = place.token + t;
        const factor = (states.scales[row] ?? 0) * scale;
        for (let d = 0; d < dim; d++)
          into[at + words.dim + d] = (states.codes[row * dim + d] ?? 0) * factor;
      }
    },
  };
}
