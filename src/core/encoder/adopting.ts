/**
 * An encoder that a person brings: `model.onnx` with `tokenizer.json`, as exported for feature extraction. It is tried before
 * it is trusted: what it asks for and answers, how large it is, and what it makes of two sentences. What comes out is one file
 * that says all this of itself, so that it is opened, exported and run as the app's own.
 */
import { err, must, ok, type Problem, problem, type Result } from '#core/base';
import { floatTensor, intTensor, withMetadata } from '#core/graph';
import { tokenize } from '#core/text';
import type { LoadedGraph, Runtime } from '#core/train';
import { type GraphNames, type OwnEncoder, renamed } from './opened.ts';
import { type PieceReader, readPieces } from './pieces.ts';

export interface BroughtEncoder {
  readonly label: string;
  readonly model: Uint8Array<ArrayBuffer>;
  /** The content of `tokenizer.json`. */
  readonly tokenizer: string;
}

export interface AdoptedEncoder {
  readonly name: string;
  readonly label: string;
  readonly width: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Why one is not taken. `file`: no `model.onnx` or no `tokenizer.json`. */
export type AdoptionProblem = Problem<
  | 'own-file'
  | 'own-large'
  | 'own-tokenizer'
  | 'own-graph'
  | 'own-inputs'
  | 'own-outputs'
  | 'own-vocabulary'
  | 'own-width'
  | 'own-numbers'
  | 'own-slow'
>;

/** Bytes of a model at most: with its memory for running, what a tab can hold beside the rest. */
const mostModelBytes = 200_000_000;
const mostWidth = 1024;
/** Milliseconds that reading a sentence may take: a project of a thousand is read in a quarter of an hour. */
const mostSentenceMs = 1000;
/** As large as word vectors are. */
const usualSize = 0.4;
const windows = [256, 128];
const tried = [
  'The waiter brought the wrong soup twice, but the manager apologised and the dessert was on the house.',
  '服务员两次上错了汤，但经理道歉了。',
];

/** `fingerprint`: hexadecimal, of the model and its tokenizer. `clock`: in milliseconds. */
export async function adoptEncoder(
  runtime: Runtime,
  { label, model, tokenizer }: BroughtEncoder,
  fingerprint: string,
  clock: () => number,
): Promise<Result<AdoptedEncoder, AdoptionProblem>> {
  if (model.length > mostModelBytes) {
    const [has, may] = [model.length, mostModelBytes].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
    return err(problem('own-large', `${has}; ${may} at most`));
  }
  let description: unknown;
  try {
    description = JSON.parse(tokenizer);
  } catch (error) {
    return err(problem('own-tokenizer', String(error)));
  }
  const pieces = readPieces(description);
  if (!pieces.ok) return err(problem('own-tokenizer', pieces.error.message));
  let loaded: LoadedGraph;
  try {
    loaded = await runtime.load(model);
  } catch (error) {
    return err(problem('own-graph', String(error)));
  }
  try {
    const names = namesOf(loaded);
    if (!names.ok) return names;
    const found = await tryOut(renamed(loaded, names.value, 1), pieces.value, clock);
    if (!found.ok) return found;
    const { width, size, window } = found.value;
    const name = `own-${fingerprint.slice(0, 16)}`;
    const own: OwnEncoder = { label, graph: names.value, scale: usualSize / size, window };
    const bytes = withMetadata(model, {
      encoder: JSON.stringify({ name, width, own }),
      // Padding and truncation are the app's affair.
      tokenizer: JSON.stringify({ ...(description as object), padding: null, truncation: null }), // read above
    });
    return ok({ name, label, width, bytes });
  } finally {
    await loaded.dispose();
  }
}

function namesOf({ inputNames, outputNames }: LoadedGraph): Result<GraphNames, AdoptionProblem> {
  const ids = inputNames.find((name) => name === 'input_ids');
  const mask = inputNames.find((name) => name === 'attention_mask');
  const types = inputNames.find((name) => name === 'token_type_ids');
  const others = inputNames.filter((name) => name !== ids && name !== mask && name !== types);
  if (ids === undefined || mask === undefined || others.length > 0)
    return err(
      problem('own-inputs', `it asks for ${inputNames.join(', ')}; expected: input_ids, attention_mask`),
    );
  const states = ['last_hidden_state', 'token_embeddings'].find((name) => outputNames.includes(name));
  if (states === undefined)
    return err(problem('own-outputs', `it answers ${outputNames.join(', ')}; expected: last_hidden_state`));
  return ok({ ids, mask, states, ...(types === undefined ? {} : { types }) });
}

interface Tried {
  readonly width: number;
  /** Root mean square of its numbers. */
  readonly size: number;
  readonly window: number;
}

async function tryOut(
  graph: LoadedGraph,
  pieces: PieceReader,
  clock: () => number,
): Promise<Result<Tried, AdoptionProblem>> {
  const texts = tried.map((text) => {
    const { ids } = pieces.read(text, tokenize(text));
    return [pieces.frame[0], ...ids, pieces.frame[1]];
  });
  const answers = async (some: readonly (readonly number[])[]): Promise<Result<Answer, AdoptionProblem>> => {
    const time = Math.max(...some.map(({ length }) => length));
    const ids = intTensor([some.length, time]);
    const mask = floatTensor([some.length, time]);
    some.forEach((text, b) => {
      ids.data.set(text, b * time);
      mask.data.fill(1, b * time, b * time + text.length);
    });
    try {
      const { dims, data } = must((await graph.run({ ids, mask }))['states'], 'states');
      const [batch, length, width = 0, ...more] = dims;
      if (batch !== some.length || length !== time || more.length > 0)
        return err(problem('own-outputs', `it answers numbers of shape ${dims.join(' × ')}`));
      return ok({ data, width, time });
    } catch (error) {
      return err(problem('own-vocabulary', String(error)));
    }
  };
  const first = await answers(texts);
  if (!first.ok) return first;
  const begin = clock();
  const again = await answers(texts);
  const took = (clock() - begin) / texts.length;
  if (!again.ok) return again;
  const { data, width, time } = again.value;
  if (width < 8 || width > mostWidth)
    return err(problem('own-width', `${width} numbers a word; from 8 to ${mostWidth}`));
  let squares = 0;
  let count = 0;
  let unlike = 0;
  texts.forEach((text, b) => {
    for (let i = b * time * width; i < (b * time + text.length) * width; i++) {
      const value = data[i] ?? Number.NaN;
      squares += value * value;
      count += 1;
      // Against the piece before it.
      if (i % width !== i && Math.abs(value - (data[i - width] ?? 0)) > 1e-6) unlike += 1;
    }
  });
  const size = Math.sqrt(squares / count);
  if (!Number.isFinite(size) || size === 0 || unlike === 0)
    return err(problem('own-numbers', 'its numbers are not finite, or the same for every word'));
  if (took > mostSentenceMs)
    return err(problem('own-slow', `${Math.round(took)} ms for a sentence; ${mostSentenceMs} ms at most`));
  for (const window of windows) {
    const long = [Array.from({ length: window }, (_, i) => must(texts[0]?.[i % texts[0].length], 'piece'))];
    if ((await answers(long)).ok) return ok({ width, size, window });
  }
  return err(problem('own-outputs', `it does not read ${windows.at(-1)} pieces at once`));
}

interface Answer {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly time: number;
}
