/**
 * The string-matching network of the Neural Execution Tree ("find", NExT, Wang et al. 2020, §3.2 and A.1): a text of one to a
 * few tokens becomes a vector, by a BLSTM with attention over word vectors; two texts are alike as their vectors' cosine.
 *
 * Pre-trained without labels on the corpus: queries are spans of sentences, and each window of 1 … 3 tokens is to say
 * whether it is the query (class-weighted cross-entropy of a sigmoid over the scaled cosine). Beside it the margin loss between
 * labels: max(0, 0.9 − cos)² for keywords of one label, max(0, cos)² for keywords of two.
 *
 * Where it differs from the paper: NExT scores tokens, by a learned combination of the six windows that a token is in; here the
 * windows are scored, with a bias for each size, because a region's mask is exact on windows and leaks on tokens. And the mean
 * of the word vectors is added to the attended states, so that the network starts from the baseline it has to beat.
 */
import {
  add,
  div,
  gather,
  log,
  matMul,
  maximum,
  mul,
  neg,
  reduceSum,
  relu,
  sigmoid,
  sqrt,
  square,
  squeeze,
  sub,
  sumAll,
  transposeLast,
  unsqueeze,
  type Value,
} from '#core/graph';
import { attention, linear, maskedMean, recurrent } from './layers.ts';
import type { NetworkDefinition } from './network.ts';

export interface FindSizes {
  /** Per direction of the BLSTM. */
  readonly hidden: number;
  /** Of the encoding. */
  readonly dim: number;
}

export const findSizes: FindSizes = { hidden: 32, dim: 64 };

export function findNetwork(sizes: FindSizes = findSizes, name = 'find'): NetworkDefinition {
  return {
    name,
    build(net) {
      const vectors = net.input('vectors', 'float32', ['texts', 'time', 'wordDim']);
      const mask = net.input('mask', 'float32', ['texts', 'time']);
      const words = net.dropout(vectors, 'words', 0.1);
      const states = recurrent(net, 'tokens', words, mask, sizes.hidden);
      const attended = linear(net, 'attended', attention(net, 'attention', states, mask), sizes.dim, false);
      const mean = linear(net, 'mean', maskedMean(words, mask), sizes.dim, false);
      const encoded = toUnit(add(attended, mean));
      net.output('encodings', encoded);
      return net.trains ? add(findLoss(net, encoded), similarityLoss(net, encoded)) : undefined;
    },
  };
}

type Building = Parameters<NetworkDefinition['build']>[0];

/** Which windows of a sentence are the query? Scalar. */
function findLoss(net: Building, encoded: Value): Value {
  /** Rows of `vectors`: each sentence's query and its windows. */
  const query = net.input('query', 'int32', ['batch']);
  const window = net.input('window', 'int32', ['batch', 'windows']);
  /** Size of each window, one-hot; all 0 at padding. */
  const size = net.input('size', 'float32', ['batch', 'windows', 3]);
  /** 1 where the window is the query. */
  const target = net.input('target', 'float32', ['batch', 'windows']);
  /** Weight of each window: classes balanced, padding and half-overlapping windows at 0. */
  const weight = net.input('weight', 'float32', ['batch', 'windows']);
  const cosines = reduceSum(mul(gather(encoded, window), unsqueeze(gather(encoded, query), [1])), [-1]);
  // Squared, so that a higher cosine never scores lower.
  const scale = square(net.parameter('scale', [1], { kind: 'constant', value: 3 }, false));
  const bias = net.parameter('bias', [3, 1], { kind: 'constant', value: -6 }, false);
  const score = sigmoid(add(mul(cosines, scale), squeeze(matMul(size, bias), [-1])));
  const right = add(mul(target, logOf(score)), mul(sub(1, target), logOf(sub(1, score))));
  return neg(div(sumAll(mul(weight, right)), maximum(sumAll(weight), 1e-6)));
}

/** Keywords of one label together, of two labels apart. Scalar. */
function similarityLoss(net: Building, encoded: Value): Value {
  /** Rows of `vectors` that are keywords. */
  const keyword = net.input('keyword', 'int32', ['keywords']);
  /** 1 for pairs of the same label; `pair` 1 for pairs that count, by their weight. */
  const same = net.input('same', 'float32', ['keywords', 'keywords']);
  const pair = net.input('pair', 'float32', ['keywords', 'keywords']);
  const beta = net.hyperParameter('beta', 0.5);
  const vectors = gather(encoded, keyword);
  const cosines = matMul(vectors, transposeLast(vectors));
  const pull = mul(same, square(relu(sub(0.9, cosines))));
  const push = mul(sub(1, same), square(relu(cosines)));
  return mul(beta, div(sumAll(mul(pair, add(pull, push))), maximum(sumAll(pair), 1e-6)));
}

function toUnit(x: Value): Value {
  return div(x, sqrt(add(reduceSum(square(x), [-1], true), 1e-8)));
}

function logOf(x: Value): Value {
  return log(maximum(x, 1e-6));
}

export const find: NetworkDefinition = findNetwork();
