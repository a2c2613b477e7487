/**
 * What the answers so far say about a rule and its repairs. Each hypothesis is a set of texts for which the label is right
 * with a share drawn from one Beta distribution, and in the rest of the texts looked at from another; its evidence is
 * the probability of the answers with both shares integrated out (Beta-binomial). The next text to ask about is the one
 * whose answer is expected to tell most (Bayesian experimental design; Lindley 1956, MacKay 1992).
 *
 * Law: the order of the answers does not matter.
 */

/** Which of the texts looked at a hypothesis holds for. */
export interface Hypothesis {
  /** Natural logarithm of how likely it is before any answer; up to a constant. */
  readonly logPrior: number;
  /** By text: 1 where the label is expected. */
  readonly members: Uint8Array;
}

export interface Beta {
  readonly right: number;
  readonly wrong: number;
}

/** What is expected of the texts that a sound rule matches, and of those that it leaves out. */
export interface Shares {
  readonly inside: Beta;
  readonly outside: Beta;
  /** The same of how often the model says the label. */
  readonly modelInside: Beta;
  readonly modelOutside: Beta;
  /** All that the model says counts as much as so many answers at most: it errs in the same way again and again. */
  readonly modelAnswers: number;
}

/** By text: 1 right, 0 wrong, -1 not answered. */
export type Answers = Int8Array;

interface Counts {
  readonly rightIn: number;
  readonly wrongIn: number;
  readonly rightOut: number;
  readonly wrongOut: number;
}

function countsOf({ members }: Hypothesis, answers: Answers): Counts {
  let [rightIn, wrongIn, rightOut, wrongOut] = [0, 0, 0, 0];
  for (let k = 0; k < answers.length; k++) {
    const answer = answers[k] ?? -1;
    if (answer < 0) continue;
    if (members[k] === 1) {
      if (answer === 1) rightIn++;
      else wrongIn++;
    } else if (answer === 1) rightOut++;
    else wrongOut++;
  }
  return { rightIn, wrongIn, rightOut, wrongOut };
}

/** Logarithm of the probability of so many right and wrong answers in one given order. */
function logEvidence({ right, wrong }: Beta, rights: number, wrongs: number): number {
  let log = 0;
  for (let k = 0; k < rights; k++) log += Math.log(right + k);
  for (let k = 0; k < wrongs; k++) log += Math.log(wrong + k);
  for (let k = 0; k < rights + wrongs; k++) log -= Math.log(right + wrong + k);
  return log;
}

/** Probabilities of the hypotheses, summing to 1. `opinions`: what the model says of each text, written as answers. */
export function posterior(
  hypotheses: readonly Hypothesis[],
  answers: Answers,
  opinions: Answers,
  { inside, outside, modelInside, modelOutside, modelAnswers }: Shares,
): Float64Array {
  const given = opinions.reduce((n, one) => n + (one < 0 ? 0 : 1), 0);
  const weight = Math.min(1, modelAnswers / Math.max(1, given));
  const logs = hypotheses.map((one) => {
    const given = countsOf(one, answers);
    const counts = countsOf(one, opinions);
    return (
      one.logPrior +
      logEvidence(inside, given.rightIn, given.wrongIn) +
      logEvidence(outside, given.rightOut, given.wrongOut) +
      weight *
        (logEvidence(modelInside, counts.rightIn, counts.wrongIn) +
          logEvidence(modelOutside, counts.rightOut, counts.wrongOut))
    );
  });
  const highest = Math.max(...logs);
  const weights = Float64Array.from(logs, (log) => Math.exp(log - highest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** By text: the chance that the label is right there, how open that is, and how many bits its answer is expected to tell. */
export interface Outlook {
  readonly chance: Float64Array;
  readonly doubt: Float64Array;
  readonly gain: Float64Array;
}

export function outlookOf(
  hypotheses: readonly Hypothesis[],
  answers: Answers,
  probabilities: Float64Array,
  { inside, outside }: Shares,
): Outlook {
  const size = answers.length;
  const chance = new Float64Array(size);
  const within = new Float64Array(size);
  hypotheses.forEach((one, h) => {
    const weight = probabilities[h] ?? 0;
    if (weight < 1e-6) return;
    const { rightIn, wrongIn, rightOut, wrongOut } = countsOf(one, answers);
    const shareIn = (inside.right + rightIn) / (inside.right + inside.wrong + rightIn + wrongIn);
    const shareOut = (outside.right + rightOut) / (outside.right + outside.wrong + rightOut + wrongOut);
    const [entropyIn, entropyOut] = [entropy(shareIn), entropy(shareOut)];
    for (let k = 0; k < size; k++) {
      const isIn = one.members[k] === 1;
      chance[k] = (chance[k] ?? 0) + weight * (isIn ? shareIn : shareOut);
      within[k] = (within[k] ?? 0) + weight * (isIn ? entropyIn : entropyOut);
    }
  });
  const doubt = chance.map(entropy);
  return { chance, doubt, gain: doubt.map((bits, k) => Math.max(0, bits - (within[k] ?? 0))) };
}

/** Of a yes or no, in bits. */
function entropy(p: number): number {
  if (p <= 0 || p >= 1) return 0;
  return -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
}
