/**
 * The linear expert as tensors beside the network's own, and the product of the two (Hinton 2002): scores are added, each with
 * its power, which is also the temperature. The powers are learned by `ExpertRecord`; docs/label-efficiency.md says what the
 * product is worth.
 */
import { must } from '#core/base';
import { type FloatTensor, type FloatTensors, floatTensor } from '#core/graph';
import type { NerExample } from './examples.ts';
import { outsideTag } from './examples-ner.ts';
import { type FeatureRows, type LinearModel, linearLogProbabilities } from './linear-softmax.ts';

/** Powers of the two experts in the product. */
export interface Powers {
  readonly linear: number;
  readonly network: number;
}

const names = {
  mean: 'expert.mean',
  scale: 'expert.scale',
  weight: 'expert.weight',
  sparse: 'expert.sparse',
  bias: 'expert.bias',
  powers: 'expert.powers',
  transitions: 'expert.transitions',
} as const;

export function expertTensors(model: LinearModel, powers: Powers, transitions?: FloatTensor): FloatTensors {
  const { outputs, mean, scale, weight, sparse, bias } = model;
  return {
    [names.mean]: { dims: [mean.length], data: mean },
    [names.scale]: { dims: [scale.length], data: scale },
    [names.weight]: { dims: [mean.length, outputs], data: weight },
    ...(sparse.length === 0
      ? {}
      : { [names.sparse]: { dims: [sparse.length / outputs, outputs], data: sparse } }),
    [names.bias]: { dims: [outputs], data: bias },
    [names.powers]: floatTensor([2], [powers.linear, powers.network]),
    ...(transitions === undefined ? {} : { [names.transitions]: transitions }),
  };
}

export interface Expert {
  readonly model: LinearModel;
  readonly powers: Powers;
  readonly transitions?: FloatTensor;
}

/** The expert among some weights; `undefined` where they have none: such weights are the network's alone. */
export function expertOf(tensors: FloatTensors): Expert | undefined {
  const bias = tensors[names.bias];
  if (bias === undefined) return undefined;
  const data = (name: string): Float32Array<ArrayBuffer> => must(tensors[name], name).data;
  const [linear = 1, network = 1] = data(names.powers);
  const transitions = tensors[names.transitions];
  return {
    model: {
      outputs: bias.data.length,
      mean: data(names.mean),
      scale: data(names.scale),
      weight: data(names.weight),
      sparse: tensors[names.sparse]?.data ?? new Float32Array(0),
      bias: bias.data,
    },
    powers: { linear, network },
    ...(transitions === undefined ? {} : { transitions }),
  };
}

/** `expert` with other powers. */
export function withPowers(tensors: FloatTensors, powers: Powers): FloatTensors {
  return { ...tensors, [names.powers]: floatTensor([2], [powers.linear, powers.network]) };
}

/** Probabilities of one row of the product: of log-probabilities (or scores) of either expert, from an offset on. */
export function productOfClasses(
  { linear, network }: Powers,
  linearScores: ArrayLike<number>,
  from: number,
  probabilities: ArrayLike<number> | undefined,
  outputs: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(outputs);
  let peak = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < outputs; j++) {
    // A network that is sure of nothing but one label must not veto: 1e-6 is as little as it may say.
    const own = probabilities === undefined ? 0 : Math.log(Math.max(1e-6, probabilities[j] ?? 0));
    const score = linear * (linearScores[from + j] ?? 0) + (network === 0 ? 0 : network * own);
    out[j] = score;
    peak = Math.max(peak, score);
  }
  let sum = 0;
  for (let j = 0; j < outputs; j++) {
    const p = Math.exp((out[j] ?? 0) - peak);
    out[j] = p;
    sum += p;
  }
  for (let j = 0; j < outputs; j++) out[j] = (out[j] ?? 0) / sum;
  return out;
}

/** `a · x + b · y` of equal shapes. */
export function blended(x: FloatTensor, a: number, y: FloatTensor, b: number): FloatTensor {
  return floatTensor(
    x.dims,
    x.data.map((value, i) => a * value + b * (y.data[i] ?? 0)),
  );
}

/** Log-probabilities of each row. */
export function expertScores(expert: Expert, rows: FeatureRows): Float32Array<ArrayBuffer> {
  return linearLogProbabilities(expert.model, rows);
}

/** How much what follows what counts in the expert's own chain; chosen on BC5CDR's `dev.txt`. */
const transitionStrength = 0.3;

/**
 * What follows what, beyond how frequent each tag is: log P(tag | tag before) − log P(tag), counted where both tags are known, as
 * transitions of a CRF (last row: start, last column: end), with one pseudo-count each.
 */
export function countedTransitions(examples: readonly NerExample[], tags: number): FloatTensor {
  const side = tags + 1;
  const counts = new Float64Array(side * side).fill(1);
  for (const { words, allowed } of examples) {
    let before = tags;
    for (let t = 0; t <= words.length; t++) {
      const now = t === words.length ? tags : knownTag(allowed, t, tags);
      if (before >= 0 && now >= 0)
        counts[before * side + now] = must(counts[before * side + now], 'count') + 1;
      before = now;
    }
  }
  // Nothing ends a sentence without words.
  counts[side * side - 1] = 0;
  const into = new Float64Array(side);
  let all = 0;
  counts.forEach((count, i) => {
    into[i % side] = must(into[i % side], 'sum') + count;
    all += count;
  });
  const out = floatTensor([side, side]);
  for (let i = 0; i < side; i++) {
    let from = 0;
    for (let j = 0; j < side; j++) from += must(counts[i * side + j], 'count');
    for (let j = 0; j < side; j++) {
      const count = must(counts[i * side + j], 'count');
      const lift = count === 0 ? 0 : Math.log((count / from / must(into[j], 'sum')) * all);
      out.data[i * side + j] = transitionStrength * lift;
    }
  }
  return out;
}

/** The tag of token t where it is known; −1 where several are possible. */
function knownTag(allowed: ArrayLike<number>, t: number, tags: number): number {
  let known = -1;
  for (let tag = outsideTag; tag < tags; tag++) {
    if ((allowed[t * tags + tag] ?? 0) === 0) continue;
    if (known >= 0) return -1;
    known = tag;
  }
  return known;
}
