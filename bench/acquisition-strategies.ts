/** The strategies that `bench:acquisition` compares: those of the app, and those that were tried beside them. */
import { must, type Rng, shuffled } from '#core/base';
import { hashedWidth, leastConfidence, mnlp, normalisedEntropy, spread } from '#core/recommend';
import type { AcquisitionTask, Judgement } from './acquisition-task.ts';

export interface Occasion {
  readonly data: AcquisitionTask;
  /** Rows that may be chosen, and what was last known of them; nothing before there is a model. */
  readonly open: readonly number[];
  readonly judged: ReadonlyMap<number, Judgement>;
  readonly labelled: readonly number[];
  /** Labels so far. */
  readonly labels: number;
  readonly count: number;
  readonly rng: Rng;
}

export type Strategy = (occasion: Occasion) => number[];

/** Entropy of classes, MNLP of entities: what the app calls uncertainty. */
function uncertainty({ probabilities, surprise, tokens }: Judgement): number {
  return probabilities.length > 0 ? normalisedEntropy(probabilities) : mnlp(-surprise, tokens);
}

function least({ probabilities, surprise }: Judgement): number {
  return probabilities.length > 0 ? leastConfidence(probabilities) : 1 - Math.exp(-surprise);
}

/** 1 − the distance of the two likeliest classes; of entities, the doubt per span that is found. */
function margin({ probabilities, surprise, spans }: Judgement): number {
  if (probabilities.length === 0) return surprise / Math.max(1, spans.length);
  const sorted = probabilities.toSorted((a, b) => b - a);
  return 1 - ((sorted[0] ?? 0) - (sorted[1] ?? 0));
}

type Score = (judgement: Judgement, row: number, occasion: Occasion) => number;

function by(score: Score): Strategy {
  return (occasion) => {
    const { open, judged, count, rng } = occasion;
    const known = open.flatMap((row) => {
      const judgement = judged.get(row);
      return judgement === undefined ? [] : [{ row, score: score(judgement, row, occasion) }];
    });
    if (known.length === 0) return shuffled(open, rng).slice(0, count);
    return known
      .sort((a, b) => b.score - a.score || a.row - b.row)
      .slice(0, count)
      .map(({ row }) => row);
  };
}

/** Far apart by hashed words (as the app) or by the model's features; weighted by a score where there is one. */
function apart(by: 'hashed' | 'features', score?: Score, power = 1): Strategy {
  return (occasion) => {
    const { data, open, judged, labelled, count, rng } = occasion;
    const weights = open.map((row) => {
      const judgement = judged.get(row);
      return score === undefined || judgement === undefined ? 1 : score(judgement, row, occasion) ** power;
    });
    const highest = Math.max(1e-9, ...weights);
    return spread({
      ...(by === 'hashed'
        ? { vectors: data.hashed, width: hashedWidth }
        : { vectors: data.features.dense, width: data.features.width }),
      open,
      labelled: labelled.slice(-200),
      weights: weights.map((one) => (power > 1 ? one / highest : 0.05 + one / highest)),
      count,
      rng,
    });
  };
}

/** The first by this one, the others by that one. */
const first =
  (labels: number, early: Strategy, late: Strategy): Strategy =>
  (occasion) =>
    (occasion.labels < labels ? early : late)(occasion);

/** A score, times more where the class that is predicted has few labels yet. */
function balanced(score: Score, power: number): Score {
  return (judgement, row, occasion) => {
    const { data, labelled } = occasion;
    const own = new Map<string, number>();
    for (const one of labelled) {
      const label = data.gold[one];
      if (label !== undefined) own.set(label, (own.get(label) ?? 0) + 1);
    }
    const mean = (labelled.length + data.labels.length) / Math.max(1, data.labels.length);
    let wanted = 0;
    data.labels.forEach((label, i) => {
      wanted += (judgement.probabilities[i] ?? 0) * (mean / (1 + (own.get(label) ?? 0))) ** power;
    });
    return (judgement.probabilities.length > 0 ? wanted : 1) * score(judgement, row, occasion);
  };
}

/** A score, times how like the other texts of the pool a text is (information density, Settles and Craven 2008). */
function dense(score: Score, power: number): Score {
  let known: { readonly data: AcquisitionTask; readonly density: Float32Array } | undefined;
  return (judgement, row, occasion) => {
    if (known?.data !== occasion.data) known = { data: occasion.data, density: densityOf(occasion.data) };
    return score(judgement, row, occasion) * (known.density[row] ?? 0) ** power;
  };
}

/** The cosine of each text to the mean of all, which is the mean of its cosines to all; not below 0.01. */
function densityOf({ pool, features: { width, dense: vectors } }: AcquisitionTask): Float32Array {
  const mean = new Float64Array(width);
  vectors.forEach((value, i) => {
    mean[i % width] = (mean[i % width] ?? 0) + value / pool.length;
  });
  return Float32Array.from(pool, (_, row) => {
    let dot = 0;
    for (let d = 0; d < width; d++) dot += (vectors[row * width + d] ?? 0) * (mean[d] ?? 0);
    return Math.max(0.01, dot);
  });
}

/** Far apart by what each would teach: the last layer's gradient under the likeliest class (BADGE, Ash et al. 2020). */
const gradients: Strategy = ({ data, open, judged, count, rng }) => {
  const known = open.filter((row) => judged.has(row));
  if (known.length === 0 || data.task === 'ner') return shuffled(open, rng).slice(0, count);
  const { width, dense: vectors } = data.features;
  const slopes = known.map((row) => {
    const p = Float64Array.from(must(judged.get(row), 'judgement').probabilities);
    const best = p.indexOf(Math.max(...p));
    p[best] = (p[best] ?? 0) - 1;
    return p;
  });
  const size = slopes.map((slope) => slope.reduce((sum, s) => sum + s * s, 0));
  const near = (a: number, b: number): number => {
    let [dot, slope] = [0, 0];
    const [x, y] = [must(known[a], 'row') * width, must(known[b], 'row') * width];
    for (let d = 0; d < width; d++) dot += (vectors[x + d] ?? 0) * (vectors[y + d] ?? 0);
    must(slopes[a], 'slope').forEach((s, i) => {
      slope += s * (slopes[b]?.[i] ?? 0);
    });
    return Math.max(0, (size[a] ?? 0) + (size[b] ?? 0) - 2 * dot * slope);
  };
  // The first is the one with most to teach, as in BADGE; then by chance, more likely the farther.
  let chosen = size.indexOf(Math.max(...size));
  const taken = [chosen];
  const distance = known.map(() => Number.POSITIVE_INFINITY);
  while (taken.length < count) {
    known.forEach((_, i) => {
      distance[i] = Math.min(distance[i] ?? 0, near(chosen, i));
    });
    const total = distance.reduce((sum, d) => sum + d, 0);
    let left = rng.next() * total;
    chosen = distance.findIndex((d) => {
      left -= d;
      return d > 0 && left <= 0;
    });
    if (chosen < 0) break;
    taken.push(chosen);
  }
  return taken.map((i) => must(known[i], 'row'));
};

/**
 * Entities: the doubt about each word, times how often the pool has it, less where it was labelled before; each text once that
 * teaches most, per entity (`'entity'`), per token or as it is. What is chosen together does not teach the same twice.
 */
function frequent(per: 'entity' | 'token' | 'text', power: number): Strategy {
  let known: { readonly data: AcquisitionTask; readonly counts: ReadonlyMap<string, number> } | undefined;
  return ({ data, open, judged, labelled, count, rng }) => {
    if (known?.data !== data) {
      const counts = new Map<string, number>();
      for (const own of data.words)
        for (const word of new Set(own)) counts.set(word, (counts.get(word) ?? 0) + 1);
      known = { data, counts };
    }
    const { counts } = known;
    const seen = new Map<string, number>();
    const learn = (row: number): void => {
      for (const word of new Set(data.words[row])) seen.set(word, (seen.get(word) ?? 0) + 1);
    };
    labelled.forEach(learn);
    const candidates = open.filter((row) => judged.has(row));
    if (candidates.length === 0) return shuffled(open, rng).slice(0, count);
    const value = (row: number): number => {
      const { tokenEntropies, expected, tokens } = must(judged.get(row), 'judgement');
      const doubts = new Map<string, number>();
      data.words[row]?.forEach((word, t) => {
        doubts.set(word, Math.max(doubts.get(word) ?? 0, tokenEntropies[t] ?? 0));
      });
      let sum = 0;
      for (const [word, doubt] of doubts)
        sum += (doubt * (counts.get(word) ?? 1) ** power) / (1 + (seen.get(word) ?? 0));
      return sum / (per === 'entity' ? Math.max(1, expected) : per === 'token' ? Math.max(1, tokens) : 1);
    };
    const chosen: number[] = [];
    while (chosen.length < count && chosen.length < candidates.length) {
      let [best, highest] = [-1, Number.NEGATIVE_INFINITY];
      for (const row of candidates) {
        const own = chosen.includes(row) ? Number.NEGATIVE_INFINITY : value(row);
        if (own > highest) [best, highest] = [row, own];
      }
      chosen.push(best);
      learn(best);
    }
    return chosen;
  };
}

/** Where a rule of what is labelled says another label than the model; then what the model is unsure of. */
const disagree: Score = (judgement, row, { data, labelled }) => {
  const known = new Set(labelled);
  let highest = 0;
  for (const [rule, label] of data.votes[row] ?? []) {
    if (known.has(rule))
      highest = Math.max(highest, 1 - (judgement.probabilities[data.labels.indexOf(label)] ?? 0));
  }
  return highest + 0.3 * uncertainty(judgement);
};

export const strategies: Readonly<Record<string, Strategy>> = {
  random: ({ open, count, rng }) => shuffled(open, rng).slice(0, count),
  uncertainty: by(uncertainty),
  'least-confidence': by(least),
  margin: by(margin),
  diversity: apart('hashed', uncertainty),
  'diversity-only': apart('hashed'),
  'features-only': apart('features'),
  'features-uncertain': apart('features', uncertainty),
  'features-margin3': apart('features', margin, 3),
  'cold-uncertain': first(30, apart('features'), by(uncertainty)),
  'cold-margin': first(30, apart('features'), by(margin)),
  'balanced-entropy': by(balanced(uncertainty, 0.5)),
  'balanced-margin': by(balanced(margin, 0.5)),
  'balanced-only': by(balanced(() => 1, 1)),
  'balanced-features': apart('features', balanced(margin, 1), 2),
  'dense-entropy': by(dense(uncertainty, 1)),
  'dense-margin': by(dense(margin, 1)),
  'dense-balanced': by(dense(balanced(margin, 0.5), 1)),
  'frequent-entity': frequent('entity', 0.5),
  'frequent-token': frequent('token', 0.5),
  'frequent-text': frequent('text', 0.5),
  'frequent-entity-1': frequent('entity', 1),
  'unseen-entity': frequent('entity', 0),
  gradients,
  disagreement: by(disagree),
  'token-entropy': by(({ entropy, tokens }) => entropy / Math.max(1, tokens)),
  'total-entropy': by(({ entropy }) => entropy),
  'entropy-per-label': by(({ entropy, mass }) => entropy / Math.max(1, mass / 2)),
  'surprise-per-label': by(({ surprise, spans }) => surprise / Math.max(1, spans.length)),
  'long-first': by(({ surprise, spans, tokens }) => (surprise + 0.02 * tokens) / Math.max(1, spans.length)),
};
