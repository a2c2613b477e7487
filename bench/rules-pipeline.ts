/** What the measurements of rules have in common: forms from explanations, corpora, matchers, curves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, shuffled } from '#core/base';
import {
  Corpus,
  compileTrace,
  EmbeddingMatcher,
  encodeMeans,
  exactMatcher,
  exponentialDecay,
  NgramTable,
  nearestMatches,
  plainCosine,
  type SoftMatches,
  SoftPass,
  StrictPass,
  type StringMatcher,
  softKeywords,
} from '#core/execute';
import { type LogicalForm, parseExplanation } from '#core/explain';
import type { FloatTensors } from '#core/graph';
import { encodePending, findCalibration, type LabelledKeyword, trainFind } from '#core/rules';
import { tokenize } from '#core/text';
import { readWordVectors, type WordVectors } from '#core/train';
import { ABSTAIN, contextProbabilities, evidenceOf, fitContextModel, type VoteColumn } from '#core/weak';
import { compileNetwork, find } from '#models';
import { createOrtRuntime } from '../src/workers/platform/ort-runtime.ts';
import type { GoldInstance, RuleTask } from './rules-data.ts';

export interface BenchRule {
  readonly form: LogicalForm;
  readonly label: number;
}

export function rulesOf(task: RuleTask): { rules: BenchRule[]; trueOfOwn: number } {
  let trueOfOwn = 0;
  const rules = task.explained.flatMap((one) => {
    const parsed = parseExplanation(one.explanation, one.instance);
    if (!parsed.ok) return [];
    const best = parsed.value[0]!;
    if (best.trueHere) trueOfOwn++;
    return [{ form: best.form, label: task.labels.indexOf(one.label) }];
  });
  return { rules, trueOfOwn };
}

export function readVectors(): WordVectors {
  const read = readWordVectors(readFileSync(join(process.cwd(), 'models', 'word-vectors', 'glove-100d.bin')));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

export const words = (text: string): string[] =>
  tokenize(text).map(({ from, to }) => text.slice(from, to).toLowerCase());

/** Instances of one part, one sentence each text. `gold` -1: a label that no explanation votes for. */
export class Part {
  readonly corpus = new Corpus();
  readonly ngrams: NgramTable;
  readonly gold: Int32Array;
  /** Instances that count (for MAMS: the positive and negative aspects; the neutral ones are rivals only). */
  readonly counted: Uint8Array;

  constructor(
    instances: readonly GoldInstance[],
    labels: readonly string[],
    counts: (one: GoldInstance) => boolean,
  ) {
    const sentences = new Map<string, number>();
    for (const { instance } of instances) {
      let slot = sentences.get(instance.text);
      if (slot === undefined) {
        slot = this.corpus.addSentence(instance);
        sentences.set(instance.text, slot);
      }
      this.corpus.addInstance(slot, instance.args);
    }
    this.ngrams = new NgramTable(this.corpus);
    this.gold = Int32Array.from(instances, (one) => labels.indexOf(one.label));
    this.counted = Uint8Array.from(instances, (one) => (counts(one) ? 1 : 0));
  }

  get size(): number {
    return this.gold.length;
  }

  /** The counted instances among some of the instances, by text. */
  within(instances: readonly GoldInstance[], texts: ReadonlySet<string>): Scope {
    const counted = this.counted.map((one, i) => (texts.has(instances[i]!.instance.text) ? one : 0));
    return { size: this.size, gold: this.gold, counted };
  }
}

/** What is measured: a part, or some instances of it. */
export type Scope = Pick<Part, 'size' | 'gold' | 'counted'>;

/** Sentences, not instances, are dealt to the two halves: aspects of one sentence stay together. */
export function halves(instances: readonly GoldInstance[], seed: number): [Set<string>, Set<string>] {
  const texts = shuffled([...new Set(instances.map((one) => one.instance.text))], createRng(seed));
  return [new Set(texts.slice(0, texts.length >> 1)), new Set(texts.slice(texts.length >> 1))];
}

export function keywordsOf(rules: readonly BenchRule[]): LabelledKeyword[] {
  const seen = new Map<string, LabelledKeyword>();
  for (const { form, label } of rules) {
    for (const keyword of softKeywords(form)) {
      const tokens = words(keyword);
      seen.set(`${label} ${tokens.join(' ')}`, { words: tokens, label });
    }
  }
  return [...seen.values()];
}

export function tokenEncoder(vectors: WordVectors): {
  dim: number;
  encode(texts: readonly string[], out: Float32Array, offset: number): void;
} {
  return {
    dim: vectors.dims,
    encode: (tokens, out, offset) => {
      tokens.forEach((token, k) => {
        vectors.fill(out, offset + k * vectors.dims, token);
      });
    },
  };
}

export interface TrainedFind {
  readonly parameters: FloatTensors;
  readonly trainMs: number;
  readonly loss: number;
}

const network = compileNetwork(find);
const runtime = createOrtRuntime({ threads: 2 });

export async function pretrainFind(
  vectors: WordVectors,
  sentences: readonly (readonly string[])[],
  keywords: readonly LabelledKeyword[],
  options: { seed: number; steps: number; beta: number },
): Promise<TrainedFind> {
  const graph = await runtime.load(network.train);
  const began = performance.now();
  const training = trainFind({
    manifest: network.manifest,
    graph,
    encoder: tokenEncoder(vectors),
    sentences,
    keywords,
    rng: createRng(options.seed),
    steps: options.steps,
    beta: options.beta,
  });
  const losses: number[] = [];
  for (;;) {
    const step = await training.next();
    if (step.done === true) {
      await graph.dispose();
      const tail = losses.slice(-25);
      return {
        parameters: step.value,
        trainMs: performance.now() - began,
        loss: tail.reduce((sum, loss) => sum + loss, 0) / Math.max(tail.length, 1),
      };
    }
    losses.push(step.value.loss);
  }
}

export async function findMatcher(
  part: Part,
  rules: readonly BenchRule[],
  vectors: WordVectors,
  { parameters }: TrainedFind,
): Promise<EmbeddingMatcher> {
  const matcher = new EmbeddingMatcher('find', part.ngrams, words, findCalibration);
  for (const { form } of rules) for (const keyword of softKeywords(form)) matcher.want(keyword);
  const graph = await runtime.load(network.predict);
  const encoder = { manifest: network.manifest, graph, parameters, encoder: tokenEncoder(vectors) };
  for await (const _ of encodePending(matcher, encoder));
  await graph.dispose();
  return matcher;
}

export function cosineMatcher(
  part: Part,
  rules: readonly BenchRule[],
  vectors: WordVectors,
  smoothing: number,
): EmbeddingMatcher {
  const matcher = new EmbeddingMatcher('cosine', part.ngrams, words, plainCosine);
  for (const { form } of rules) for (const keyword of softKeywords(form)) matcher.want(keyword);
  for (let texts = matcher.pending(20_000); texts.length > 0; texts = matcher.pending(20_000)) {
    matcher.supply(20_000, encodeMeans(texts, vectors, { smoothing }));
  }
  return matcher;
}

/** `nearest`: a keyword goes to the nearest aspect only; a number is how far it reaches. */
export function strictMatches(
  part: Part,
  rules: readonly BenchRule[],
  nearest: boolean | number,
): SoftMatches[] {
  const pass = new StrictPass(part.corpus);
  return rules.map(({ form }) => {
    const instances = pass.run(pass.compile(form));
    const matches = { instances, scores: new Float32Array(instances.length).fill(1) };
    if (nearest === false) return matches;
    const trace = compileTrace(form, part.ngrams, exactOptions);
    return nearestMatches(matches, trace, part.ngrams, nearest === true ? undefined : nearest);
  });
}

const exactOptions = { matcher: exactMatcher, decay: exponentialDecay(4) };

export function softMatches(
  part: Part,
  rules: readonly BenchRule[],
  matcher: StringMatcher,
  nearest: boolean,
  keepFrom = 0.05,
): SoftMatches[] {
  const options = { matcher, decay: exponentialDecay(4), keepFrom, floor: keepFrom };
  const pass = new SoftPass(part.ngrams, options);
  return rules.map(({ form }) => {
    const matches = pass.run(pass.compile(form), keepFrom);
    return nearest ? nearestMatches(matches, compileTrace(form, part.ngrams, options), part.ngrams) : matches;
  });
}

export function columnOf({ instances, scores }: SoftMatches, label: number, threshold: number): VoteColumn {
  const kept = Array.from(instances, (_, k) => k).filter((k) => scores[k]! >= threshold);
  return {
    instances: Int32Array.from(kept, (k) => instances[k]!),
    labels: label,
    scores: Float32Array.from(kept, (k) => scores[k]!),
  };
}

/** A label and how sure it is, per instance; strict ones have a confidence of 2, so that they come first. */
export interface Resolved {
  readonly labels: Int32Array;
  readonly confidences: Float32Array;
}

/** The best-scoring rule of each instance (among strict ones, the label most rules vote for). */
export function bestRules(
  size: number,
  rules: readonly BenchRule[],
  matches: readonly SoftMatches[],
): Resolved {
  const labels = new Int32Array(size).fill(ABSTAIN);
  const confidences = new Float32Array(size);
  const strictVotes = new Map<number, Map<number, number>>();
  matches.forEach((found, r) => {
    const { label } = rules[r]!;
    found.instances.forEach((instance, k) => {
      const score = found.scores[k]!;
      if (score === 1) {
        const votes = strictVotes.get(instance) ?? new Map<number, number>();
        votes.set(label, (votes.get(label) ?? 0) + 1);
        strictVotes.set(instance, votes);
      } else if (score > confidences[instance]!) {
        confidences[instance] = score;
        labels[instance] = label;
      }
    });
  });
  for (const [instance, votes] of strictVotes) {
    labels[instance] = [...votes].sort((a, b) => b[1] - a[1])[0]![0];
    confidences[instance] = 2;
  }
  return { labels, confidences };
}

/** An instance's context as numbers; `ContextFeatures` is one. */
export interface InstanceFeatures {
  readonly dims: number;
  fill(instance: number, out: Float32Array, offset: number): void;
}

/** Soft matches weighed by their context, which is learned from strict labels of `teacher` (no gold). */
export function inContext(
  part: Part,
  rules: readonly BenchRule[],
  matches: readonly SoftMatches[],
  model: ReturnType<typeof fitContextModel>,
  features: InstanceFeatures,
): Resolved {
  const plain = bestRules(part.size, rules, matches);
  const row = new Float32Array(features.dims);
  const probabilities = new Map<number, Float32Array>();
  const labels = plain.labels.slice();
  const confidences = Float32Array.from(plain.confidences, (c) => (c === 2 ? 2 : 0));
  matches.forEach((found, r) => {
    const { label } = rules[r]!;
    found.instances.forEach((instance, k) => {
      if (plain.confidences[instance] === 2) return;
      let p = probabilities.get(instance);
      if (p === undefined) {
        p = new Float32Array(model.labelCount);
        features.fill(instance, row, 0);
        contextProbabilities(model, row, 0, p);
        probabilities.set(instance, p);
      }
      const evidence = evidenceOf(found.scores[k]!, p[label]!, model.prior[label]!);
      if (evidence <= confidences[instance]!) return;
      confidences[instance] = evidence;
      labels[instance] = label;
    });
  });
  // Evidence is unbounded above; 0 … 1 here only to stay below the strict labels' 2.
  return { labels, confidences: confidences.map((c) => (c === 2 ? 2 : c / (1 + c))) };
}

export function contextFrom(
  part: Part,
  resolved: Resolved,
  labelCount: number,
  features: InstanceFeatures,
  seed: number,
) {
  const taught = Array.from({ length: part.size }, (_, i) => i).filter((i) => resolved.confidences[i] === 2);
  const rows = new Float32Array(taught.length * features.dims);
  taught.forEach((instance, k) => {
    features.fill(instance, rows, k * features.dims);
  });
  return fitContextModel(
    { features: rows, dims: features.dims, labels: Int32Array.from(taught, (i) => resolved.labels[i]!) },
    { labelCount, rng: createRng(seed) },
  );
}

export interface Point {
  readonly threshold: number;
  readonly coverage: number;
  readonly precision: number;
}

/** Coverage and precision from each threshold on, over the counted instances. */
export function curve(
  part: Scope,
  { labels, confidences }: Resolved,
  thresholds: readonly number[],
): Point[] {
  return thresholds.map((threshold) => {
    let total = 0;
    let covered = 0;
    let right = 0;
    for (let i = 0; i < part.size; i++) {
      if (part.counted[i] === 0) continue;
      total++;
      if (labels[i] === ABSTAIN || confidences[i]! < threshold || confidences[i] === 0) continue;
      covered++;
      if (labels[i] === part.gold[i]) right++;
    }
    return { threshold, coverage: covered / total, precision: covered === 0 ? 1 : right / covered };
  });
}

/** The thresholds at which coverage is each of the multiples of the strict coverage. */
export function thresholdsAt(part: Scope, { confidences }: Resolved, coverages: readonly number[]): number[] {
  const sorted = Array.from(confidences)
    .filter((c, i) => c > 0 && part.counted[i] === 1)
    .sort((a, b) => b - a);
  const total = part.counted.reduce((sum, one) => sum + one, 0);
  return coverages.map((coverage) => sorted[Math.min(Math.round(coverage * total), sorted.length) - 1] ?? 0);
}
