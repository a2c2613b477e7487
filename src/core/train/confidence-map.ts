/**
 * Confidences made to mean what they say: of things said with 0.8 about eight in ten are right. Platt's logistic map on the log odds
 * (Platt 1999; Guo et al. 2017 for networks), drawn towards leaving them as they are, so that few cases change little.
 */

/** `confidence` in [0, 1]. */
export interface JudgedConfidence {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Log odds become `slope` times themselves plus `offset`. Law: `slope` is above 0, so that what was surer stays surer. */
export interface ConfidenceMap {
  readonly slope: number;
  readonly offset: number;
}

/** How strongly both are drawn to 1 and 0: about as ten judged cases pull the other way. */
const [slopeWeight, offsetWeight] = [6, 2];
const leastSlope = 0.05;
/** Certainty has no log odds. */
const nearest = 1e-4;
const rounds = 50;

/** `undefined` without a case. The maximum a posteriori, by Newton's steps: the loss is convex. */
export function fitConfidenceMap(cases: readonly JudgedConfidence[]): ConfidenceMap | undefined {
  if (cases.length === 0) return undefined;
  const odds = cases.map(({ confidence }) => logOdds(confidence));
  let [slope, offset] = [1, 0];
  for (let round = 0; round < rounds; round++) {
    let [bySlope, byOffset] = [slopeWeight * (slope - 1), offsetWeight * offset];
    let [slopes, both, offsets] = [slopeWeight, 0, offsetWeight];
    for (const [at, { isRight }] of cases.entries()) {
      const x = odds[at] ?? 0;
      const p = share(slope * x + offset);
      const error = p - Number(isRight);
      const bend = p * (1 - p);
      bySlope += error * x;
      byOffset += error;
      slopes += bend * x * x;
      both += bend * x;
      offsets += bend;
    }
    const determinant = slopes * offsets - both * both;
    const slopeStep = (offsets * bySlope - both * byOffset) / determinant;
    const offsetStep = (slopes * byOffset - both * bySlope) / determinant;
    slope -= slopeStep;
    offset -= offsetStep;
    if (Math.abs(slopeStep) + Math.abs(offsetStep) < 1e-6) break;
  }
  return { slope: Math.max(leastSlope, slope), offset };
}

export function mappedConfidence(confidence: number, { slope, offset }: ConfidenceMap): number {
  return share(slope * logOdds(confidence) + offset);
}

function logOdds(confidence: number): number {
  const p = Math.min(1 - nearest, Math.max(nearest, confidence));
  return Math.log(p / (1 - p));
}

const share = (odds: number): number => 1 / (1 + Math.exp(-odds));
