/**
 * What more labels would bring: a power law through the scores so far (Figueroa et al. 2012; Hestness et al. 2017),
 * `score(n) = ceiling − drop · n^−rate`, and when the curve has become flat.
 */

export interface CurvePoint {
  /** Labels learned from. */
  readonly labels: number;
  /** In [0, 1]. */
  readonly score: number;
}

interface CurveFit {
  readonly ceiling: number;
  readonly drop: number;
  readonly rate: number;
  /** Root of the mean squared distance of the points. */
  readonly error: number;
}

/** Points at different numbers of labels that a fit needs at least. */
const fewestPoints = 4;

/** The least-squares curve over a grid of rates, later points counting more; `undefined` of too few points. */
export function fitCurve(points: readonly CurvePoint[]): CurveFit | undefined {
  const used = points.filter(({ labels }) => labels > 0);
  if (new Set(used.map(({ labels }) => labels)).size < fewestPoints) return undefined;
  let best: CurveFit | undefined;
  for (let rate = 0.1; rate <= 1.5001; rate += 0.05) {
    const fit = linearFit(used, rate);
    if (best === undefined || fit.error < best.error - 1e-12) best = fit;
  }
  return best;
}

/** With the rate given, ceiling and drop are a weighted linear regression; kept where a score can be. */
function linearFit(points: readonly CurvePoint[], rate: number): CurveFit {
  let [w, x1, y1, xx, xy] = [0, 0, 0, 0, 0];
  for (const { labels, score } of points) {
    const x = labels ** -rate;
    const weight = Math.sqrt(labels);
    w += weight;
    x1 += weight * x;
    y1 += weight * score;
    xx += weight * x * x;
    xy += weight * x * score;
  }
  const spread = w * xx - x1 * x1;
  const slope = spread <= 1e-15 ? 0 : (w * xy - x1 * y1) / spread;
  let drop = Math.max(0, -slope);
  let ceiling = (y1 + drop * x1) / w;
  if (ceiling > 1) {
    ceiling = 1;
    drop = xx === 0 ? 0 : Math.max(0, (x1 - xy) / xx);
  }
  const squares = points.reduce((sum, p) => sum + (ceiling - drop * p.labels ** -rate - p.score) ** 2, 0);
  return { ceiling, drop, rate, error: Math.sqrt(squares / points.length) };
}

/** The curve's score at so many labels, in [0, 1]. */
export function scoreAt({ ceiling, drop, rate }: CurveFit, labels: number): number {
  return Math.min(1, Math.max(0, ceiling - drop * Math.max(1, labels) ** -rate));
}

type Advice =
  /** Too little to say. */
  | 'go-on'
  | 'slowing'
  /** The last scores moved less than a point, and the next labels promise no more. */
  | 'enough';

/**
 * When to stop: the performance has been steady over the last `window` scores (small-text's delta criterion over F1), and the
 * curve promises less than `worth` for the next 50 labels.
 */
export function stoppingAdvice(points: readonly CurvePoint[], worth = 0.01, window = 4): Advice {
  const fit = fitCurve(points);
  const last = points.slice(-window);
  const now = points.at(-1);
  if (fit === undefined || now === undefined || last.length < window) return 'go-on';
  const gain = scoreAt(fit, now.labels + 50) - scoreAt(fit, now.labels);
  if (gain >= worth) return gain < 2 * worth ? 'slowing' : 'go-on';
  const steady = steadyScore(points, worth, window);
  return steady !== undefined && steady.moved <= steady.limit ? 'enough' : 'slowing';
}

/** How far the last `window` scores lie apart, and how far they may to stand still; `undefined` of fewer. */
export function steadyScore(
  points: readonly CurvePoint[],
  worth = 0.01,
  window = 4,
): { readonly moved: number; readonly limit: number } | undefined {
  const scores = points.slice(-window).map(({ score }) => score);
  if (scores.length < window) return undefined;
  return { moved: Math.max(...scores) - Math.min(...scores), limit: 2 * worth };
}
