/** An encoder for the sessions: word vectors, and beside them the states that the words have where they stand. */
import type { TokenEncoder } from '#core/train';
import type { TokenStates } from './states.ts';

export interface StateSource {
  readonly name: string;
  readonly dim: number;
}

/** `statesOf` must know every document that a session reads; one without states has zeros, which no model has learned to read. */
export function withStates(
  words: TokenEncoder,
  { name, dim }: StateSource,
  statesOf: (documentId: string) => TokenStates | undefined,
): TokenEncoder {
  const width = words.dim + dim;
  return {
    name,
    dim: width,
    parts: [words.dim, dim],
    ...(words.knows === undefined ? {} : { knows: words.knows }),
    encode(sentence, into, offset, place) {
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
        const scale = states.scales[row] ?? 0;
        for (let d = 0; d < dim; d++) into[at + words.dim + d] = (states.codes[row * dim + d] ?? 0) * scale;
      }
    },
  };
}
