/**
 * What labels' names and guidelines say before anything is labelled: a feature that looks like them votes for the label, a little.
 * The directions are where the linear expert's weights start, so ten labels are not needed to learn that `positive` has to do
 * with `good` and `delicious` (docs/label-efficiency.md has what it is worth).
 *
 * A name is looked up among the word vectors. Beside that, where the encoder knows states, the guideline or else the name is a
 * little text of its own, read as all texts are. What has not been read says nothing, and the words speak alone.
 */
import { spanText, tokensOf } from '#core/text';
import type { TokenEncoder } from './examples.ts';

/** Chosen on MAMS' `val.xml` and on training sentences of SemEval-2010. */
const strength = 0.3;

/** What people call a label, and what they wrote of it. */
export interface LabelWords {
  readonly name: string;
  readonly guideline?: string;
}

/** What is read of a label, under an id that no document has; another text has another id. `undefined`: it says nothing. */
export function labelText({
  name,
  guideline = '',
}: LabelWords): { readonly id: string; readonly text: string } | undefined {
  const text = guideline === '' ? wordsOf(name).join(' ') : guideline;
  return text === '' ? undefined : { id: `label:${text}`, text };
}

/**
 * Initial weights for `pools` pools of vectors, `pools · dim · outputs`. What is `undefined` (no label) or says nothing that is
 * known has no direction; fewer than two with one say nothing, and the result is `undefined`.
 */
export function namePrior(
  labels: readonly (LabelWords | undefined)[],
  pools: number,
  encoder: TokenEncoder,
): Float32Array<ArrayBuffer> | undefined {
  const { dim, parts = [dim] } = encoder;
  const outputs = labels.length;
  const weights = new Float32Array(pools * dim * outputs);
  let from = 0;
  let isKnown = false;
  parts.forEach((width, part) => {
    const read = part === 0 ? nameVector : stateVector;
    const vectors = labels.map((one) =>
      one === undefined ? undefined : spoken(read(one, encoder).subarray(from, from + width)),
    );
    const directions = apart(vectors, width);
    isKnown ||= directions !== undefined;
    directions?.forEach((direction, output) => {
      direction?.forEach((x, d) => {
        for (let pool = 0; pool < pools; pool++)
          weights[(pool * dim + from + d) * outputs + output] = strength * x;
      });
    });
    from += width;
  });
  return isKnown ? weights : undefined;
}

const spoken = (vector: Float32Array): Float32Array | undefined =>
  vector.some((x) => x !== 0) ? vector : undefined;

/** Each less the mean of all, of length 1; `undefined` where fewer than two are known. */
function apart(
  vectors: readonly (Float32Array | undefined)[],
  dim: number,
): (Float32Array | undefined)[] | undefined {
  const known = vectors.filter((one) => one !== undefined);
  if (known.length < 2) return undefined;
  const middle = new Float32Array(dim);
  for (const one of known)
    for (let d = 0; d < dim; d++) middle[d] = (middle[d] ?? 0) + (one[d] ?? 0) / known.length;
  return vectors.map((one) => {
    const away = one?.map((x, d) => x - (middle[d] ?? 0));
    const length = Math.hypot(...(away ?? []));
    // Names that are all alike, such as `Cause(e1,e2)` and `Cause(e2,e1)`, tell nothing apart.
    return length < 1e-6 ? undefined : away?.map((x) => x / length);
  });
}

/** The sum of the vectors of a name's known words. */
function nameVector({ name }: LabelWords, encoder: TokenEncoder): Float32Array {
  const words = wordsOf(name).filter((word) => encoder.knows?.(word) === true);
  const vectors = new Float32Array(words.length * encoder.dim);
  encoder.encode(words, vectors, 0);
  return summed(vectors, encoder.dim);
}

/** The mean of the states of a label's text, however long it is. */
function stateVector(label: LabelWords, encoder: TokenEncoder): Float32Array {
  const one = labelText(label);
  if (one === undefined) return new Float32Array(encoder.dim);
  const words = tokensOf(one).map((token) => spanText(one.text, token));
  const vectors = new Float32Array(words.length * encoder.dim);
  encoder.encode(words, vectors, 0, { documentId: one.id, token: 0 });
  const sum = summed(vectors, encoder.dim);
  return sum.map((x) => x / Math.max(1, words.length));
}

function summed(vectors: Float32Array, dim: number): Float32Array {
  const sum = new Float32Array(dim);
  for (let i = 0; i < vectors.length; i++) sum[i % dim] = (sum[i % dim] ?? 0) + (vectors[i] ?? 0);
  return sum;
}

/** Words of at least two letters: `Cause-Effect(e1,e2)` → cause, effect; `bornIn` → born, in. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /^\p{L}{2,}$/u.test(word))
    .map((word) => word.toLowerCase());
}
