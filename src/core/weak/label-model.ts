/**
 * A probabilistic label model: how accurate each rule is, learned from where rules agree and disagree, without gold labels.
 * It is the latent-class model of Dawid & Skene (1979) in the form that data programming gave it (Ratner et al. 2016), fitted
 * by expectation–maximisation, with two changes that rules made from explanations need:
 *
 * - A rule has one label and abstains everywhere else, so its abstentions are not independent of the truth. Every (rule,
 *   label) pair has its own rates `t = P(votes l | truth is l)` and `f = P(votes l | truth is not l)`, and the share of true
 *   votes follows by Bayes. A rule with several labels simply has several pairs.
 * - Rules are many and votes are few, so a rate is pulled to a prior worth a few votes. The prior says that a rule tends to
 *   be right; without it the mirror image (every rule wrong) would explain the votes as well.
 *
 * Abstaining is not voting: an instance without votes stays without label, whatever the class balance. Where there are votes,
 * the silence of a rule that could only have voted for label l is (weak) evidence against l, and that of a rule with several
 * labels is none; `silence: 'ignored'` turns the former off. docs/experiments/rules.md says what measured better.
 *
 * Assumption: given the truth, rules vote independently.
 */
import type { VoteRows } from './label-matrix.ts';
import type { Decisions } from './vote.ts';
import { ABSTAIN, NO_LABEL } from './vote-column.ts';

export interface LabelModelOptions {
  /** Labels are `0 … labelCount - 1`. */
  readonly labelCount: number;
  /** Rules are `0 … ruleCount - 1`. */
  readonly ruleCount: number;
  /** P(label); estimated from the votes when absent. */
  readonly classBalance?: ArrayLike<number>;
  /** Accuracy that a rule is assumed to have before its votes are looked at, and how many votes that assumption is worth. */
  readonly priorAccuracy?: number;
  readonly priorVotes?: number;
  /** Rules with gold labels: the prior of a rule is its own record, `correct` and `judged` votes per rule. */
  readonly record?: { readonly correct: ArrayLike<number>; readonly judged: ArrayLike<number> };
  /** Instances whose label is known: their posterior is that label (none, for `NO_LABEL`). `ABSTAIN` where it is not. */
  readonly gold?: ArrayLike<number>;
  /** Does the silence of a rule count against its label? */
  readonly silence?: 'ignored' | 'evidence';
  readonly maxIterations?: number;
  /** Stops when no accuracy moved by more than this. */
  readonly tolerance?: number;
}

/** A fitted model: plain data. Pairs are (rule, label) combinations that occur in the votes. */
export interface LabelModel {
  readonly labelCount: number;
  readonly classBalance: Float64Array;
  /** Share of a rule's votes that are true, by rule; the prior for a rule that never votes. */
  readonly accuracies: Float64Array;
  /** Evidence of one vote in nats: log t/f, averaged over a rule's votes. The "learned weight" of the table. */
  readonly weights: Float64Array;
  readonly pairRules: Int32Array;
  readonly pairLabels: Int32Array;
  /** log t/f and log (1-t)/(1-f) of each pair. */
  readonly voteEvidence: Float64Array;
  readonly silenceEvidence: Float64Array;
  readonly silence: 'ignored' | 'evidence';
  readonly iterations: number;
}

const floor = 1e-6;

/** Fits the model. Cost: iterations × (votes + voted instances × labels). Deterministic. */
export function fitLabelModel(rows: VoteRows, options: LabelModelOptions): LabelModel {
  const fitting = labelModelFitting(rows, options);
  for (;;) {
    const step = fitting.next();
    if (step.done === true) return step.value;
  }
}

/** As `fitLabelModel`, yielding after each iteration; abandoned half-way, it leaves nothing behind. */
export function* labelModelFitting(
  rows: VoteRows,
  options: LabelModelOptions,
): Generator<void, LabelModel, void> {
  const { labelCount, ruleCount } = options;
  const silence = options.silence ?? 'evidence';
  const priorAccuracy = options.priorAccuracy ?? 0.75;
  const priorVotes = options.priorVotes ?? 4;
  const pairs = pairsOf(rows, labelCount, ruleCount);
  const pairCount = pairs.rules.length;
  const instanceCount = rows.starts.length - 1;
  const balance = initialBalance(pairs, options);
  const accuracies = new Float64Array(pairCount);
  const priors = new Float64Array(pairCount);
  const strengths = new Float64Array(pairCount);
  for (let p = 0; p < pairCount; p++) {
    const rule = pairs.rules[p] ?? 0;
    const judged = options.record?.judged[rule] ?? 0;
    const correct = options.record?.correct[rule] ?? 0;
    strengths[p] = priorVotes + judged;
    priors[p] = (priorAccuracy * priorVotes + correct) / Math.max(priorVotes + judged, floor);
    accuracies[p] = priors[p] ?? priorAccuracy;
  }
  const voteEvidence = new Float64Array(pairCount);
  const silenceEvidence = new Float64Array(pairCount);
  const base = new Float64Array(labelCount);
  const posterior = new Float64Array(labelCount);
  const truePairVotes = new Float64Array(pairCount);
  const classMass = new Float64Array(labelCount);
  const tolerance = options.tolerance ?? 1e-4;
  const maxIterations = options.maxIterations ?? 200;
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    setEvidence(pairs, accuracies, balance, instanceCount, silence, voteEvidence, silenceEvidence);
    setBase(base, balance, pairs.labels, silenceEvidence);
    truePairVotes.fill(0);
    classMass.fill(0);
    let unvoted = 0;
    for (let i = 0; i < instanceCount; i++) {
      const from = rows.starts[i] ?? 0;
      const to = rows.starts[i + 1] ?? 0;
      const known = options.gold?.[i] ?? ABSTAIN;
      if (from === to && known === ABSTAIN) {
        unvoted++;
        continue;
      }
      if (known === ABSTAIN) {
        posteriorOf(posterior, base, rows, from, to, pairs.ofVote, voteEvidence, silenceEvidence);
      } else {
        posterior.fill(0);
        if (known !== NO_LABEL) posterior[known] = 1;
      }
      for (let at = from; at < to; at++) {
        const p = pairs.ofVote[at] ?? 0;
        truePairVotes[p] = (truePairVotes[p] ?? 0) + (posterior[pairs.labels[p] ?? 0] ?? 0);
      }
      for (let y = 0; y < labelCount; y++) classMass[y] = (classMass[y] ?? 0) + (posterior[y] ?? 0);
    }
    if (options.classBalance === undefined) {
      posterior.set(base);
      normaliseLogs(posterior);
      updateBalance(balance, classMass, silence === 'evidence' ? posterior : undefined, unvoted);
    }
    let moved = 0;
    for (let p = 0; p < pairCount; p++) {
      const strength = strengths[p] ?? 0;
      const next =
        ((truePairVotes[p] ?? 0) + strength * (priors[p] ?? 0)) / ((pairs.counts[p] ?? 0) + strength);
      moved = Math.max(moved, Math.abs(next - (accuracies[p] ?? 0)));
      accuracies[p] = next;
    }
    if (moved < tolerance) break;
    yield;
  }
  setEvidence(pairs, accuracies, balance, instanceCount, silence, voteEvidence, silenceEvidence);
  return {
    labelCount,
    classBalance: balance,
    accuracies: byRule(pairs, accuracies, ruleCount, priorAccuracy),
    weights: byRule(pairs, voteEvidence, ruleCount, 0),
    pairRules: pairs.rules,
    pairLabels: pairs.labels,
    voteEvidence,
    silenceEvidence,
    silence,
    iterations,
  };
}

/** The most probable label of every instance that has a vote, with its probability; `ABSTAIN` elsewhere. */
export function predictLabels(model: LabelModel, rows: VoteRows): Decisions {
  const instanceCount = rows.starts.length - 1;
  const labels = new Int32Array(instanceCount).fill(ABSTAIN);
  const confidences = new Float32Array(instanceCount);
  const base = new Float64Array(model.labelCount);
  setBase(base, model.classBalance, model.pairLabels, model.silenceEvidence);
  const ofVote = pairOfVotes(rows, model);
  const posterior = new Float64Array(model.labelCount);
  for (let i = 0; i < instanceCount; i++) {
    const from = rows.starts[i] ?? 0;
    const to = rows.starts[i + 1] ?? 0;
    if (from === to) continue;
    posteriorOf(posterior, base, rows, from, to, ofVote, model.voteEvidence, model.silenceEvidence);
    // Only labels that somebody voted for: a label without a vote is not evidence, however common it is.
    let best = ABSTAIN;
    let bestProbability = -1;
    for (let at = from; at < to; at++) {
      const label = rows.labels[at] ?? 0;
      const probability = posterior[label] ?? 0;
      if (probability > bestProbability) {
        best = label;
        bestProbability = probability;
      }
    }
    labels[i] = best;
    confidences[i] = bestProbability;
  }
  return { labels, confidences };
}

/** The (rule, label) combinations that occur, and which of them each vote is. */
interface Pairs {
  readonly rules: Int32Array;
  readonly labels: Int32Array;
  /** Votes of each pair. */
  readonly counts: Float64Array;
  /** 1 where the pair is all its rule ever votes. */
  readonly alone: Uint8Array;
  /** The pair of each vote, by its place in the rows; -1 for a vote the model has not seen. */
  readonly ofVote: Int32Array;
}

function pairsOf(rows: VoteRows, labelCount: number, ruleCount: number): Pairs {
  const index = new Map<number, number>();
  const ofVote = new Int32Array(rows.rules.length);
  for (let at = 0; at < rows.rules.length; at++) {
    const rule = rows.rules[at] ?? 0;
    const label = rows.labels[at] ?? 0;
    if (rule >= ruleCount || label < 0 || label >= labelCount) throw new RangeError('vote outside the model');
    const key = rule * labelCount + label;
    let pair = index.get(key);
    if (pair === undefined) {
      pair = index.size;
      index.set(key, pair);
    }
    ofVote[at] = pair;
  }
  const rules = new Int32Array(index.size);
  const labels = new Int32Array(index.size);
  for (const [key, pair] of index) {
    rules[pair] = Math.floor(key / labelCount);
    labels[pair] = key % labelCount;
  }
  const counts = new Float64Array(index.size);
  for (const pair of ofVote) counts[pair] = (counts[pair] ?? 0) + 1;
  const pairsOfRule = new Int32Array(ruleCount);
  for (const rule of rules) pairsOfRule[rule] = (pairsOfRule[rule] ?? 0) + 1;
  const alone = Uint8Array.from(rules, (rule) => (pairsOfRule[rule] === 1 ? 1 : 0));
  return { rules, labels, counts, alone, ofVote };
}

function pairOfVotes(rows: VoteRows, model: LabelModel): Int32Array {
  const index = new Map<number, number>();
  for (let p = 0; p < model.pairRules.length; p++) {
    index.set((model.pairRules[p] ?? 0) * model.labelCount + (model.pairLabels[p] ?? 0), p);
  }
  const ofVote = new Int32Array(rows.rules.length);
  for (let at = 0; at < ofVote.length; at++) {
    ofVote[at] = index.get((rows.rules[at] ?? 0) * model.labelCount + (rows.labels[at] ?? 0)) ?? -1;
  }
  return ofVote;
}

function initialBalance(pairs: Pairs, options: LabelModelOptions): Float64Array {
  const balance = new Float64Array(options.labelCount);
  if (options.classBalance !== undefined) {
    for (let y = 0; y < options.labelCount; y++) balance[y] = options.classBalance[y] ?? 0;
  } else {
    balance.fill(1);
    // Start from the share of the votes, flattened: many rules for a label do not make the label common.
    for (let p = 0; p < pairs.labels.length; p++) {
      const y = pairs.labels[p] ?? 0;
      balance[y] = (balance[y] ?? 0) + Math.sqrt(pairs.counts[p] ?? 0);
    }
  }
  const total = balance.reduce((sum, x) => sum + x, 0);
  return balance.map((x) => Math.max(x / total, floor));
}

function updateBalance(
  balance: Float64Array,
  classMass: Float64Array,
  unvotedPosterior: Float64Array | undefined,
  unvoted: number,
): void {
  let total = 0;
  for (let y = 0; y < balance.length; y++) {
    const silent = unvotedPosterior === undefined ? 0 : (unvotedPosterior[y] ?? 0) * unvoted;
    const mass = (classMass[y] ?? 0) + silent + 1;
    balance[y] = mass;
    total += mass;
  }
  for (let y = 0; y < balance.length; y++) balance[y] = (balance[y] ?? 0) / total;
}

/** From accuracies to rates: P(votes l) = n/N = π t + (1-π) f, and the accuracy is the share π t of it. */
function setEvidence(
  pairs: Pairs,
  accuracies: Float64Array,
  balance: Float64Array,
  instanceCount: number,
  silence: 'ignored' | 'evidence',
  voteEvidence: Float64Array,
  silenceEvidence: Float64Array,
): void {
  for (let p = 0; p < pairs.rules.length; p++) {
    const prior = Math.min(Math.max(balance[pairs.labels[p] ?? 0] ?? 0, floor), 1 - floor);
    const accuracy = Math.min(Math.max(accuracies[p] ?? 0, floor), 1 - floor);
    const rate = (pairs.counts[p] ?? 0) / Math.max(instanceCount, 1);
    const t = Math.min((rate * accuracy) / prior, 1 - floor);
    const f = Math.min((rate * (1 - accuracy)) / (1 - prior), 1 - floor);
    const counted = silence === 'evidence' && pairs.alone[p] === 1;
    voteEvidence[p] = counted
      ? Math.log(t / f)
      : Math.log(accuracy / (1 - accuracy)) - Math.log(prior / (1 - prior));
    silenceEvidence[p] = counted ? Math.log((1 - t) / (1 - f)) : 0;
  }
}

/** log P(label) plus what the silence of every rule says. */
function setBase(
  base: Float64Array,
  balance: Float64Array,
  pairLabels: Int32Array,
  silenceEvidence: Float64Array,
): void {
  for (let y = 0; y < base.length; y++) base[y] = Math.log(Math.max(balance[y] ?? 0, floor));
  for (let p = 0; p < pairLabels.length; p++) {
    const y = pairLabels[p] ?? 0;
    base[y] = (base[y] ?? 0) + (silenceEvidence[p] ?? 0);
  }
}

function posteriorOf(
  out: Float64Array,
  base: Float64Array,
  rows: VoteRows,
  from: number,
  to: number,
  ofVote: Int32Array,
  voteEvidence: Float64Array,
  silenceEvidence: Float64Array,
): void {
  out.set(base);
  for (let at = from; at < to; at++) {
    const p = ofVote[at] ?? -1;
    const y = rows.labels[at] ?? 0;
    if (p >= 0) out[y] = (out[y] ?? 0) + (voteEvidence[p] ?? 0) - (silenceEvidence[p] ?? 0);
  }
  normaliseLogs(out);
}

/** Log weights into probabilities, in place. */
function normaliseLogs(logs: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const x of logs) highest = Math.max(highest, x);
  let total = 0;
  for (let y = 0; y < logs.length; y++) {
    const weight = Math.exp((logs[y] ?? 0) - highest);
    logs[y] = weight;
    total += weight;
  }
  for (let y = 0; y < logs.length; y++) logs[y] = (logs[y] ?? 0) / total;
}

/** A rule's mean over its pairs, weighted by their votes. */
function byRule(pairs: Pairs, values: Float64Array, ruleCount: number, absent: number): Float64Array {
  const sums = new Float64Array(ruleCount);
  const votes = new Float64Array(ruleCount);
  for (let p = 0; p < pairs.rules.length; p++) {
    const rule = pairs.rules[p] ?? 0;
    sums[rule] = (sums[rule] ?? 0) + (values[p] ?? 0) * (pairs.counts[p] ?? 0);
    votes[rule] = (votes[rule] ?? 0) + (pairs.counts[p] ?? 0);
  }
  return sums.map((sum, rule) => ((votes[rule] ?? 0) === 0 ? absent : sum / (votes[rule] ?? 1)));
}
