/** What a study works on: features, gold labels and what each explanation matches, computed once per process. */
import { createRng, must, shuffled } from '#core/base';
import { evaluate, parseExplanation } from '#core/explain';
import {
  DocumentWindows,
  type FeatureRows,
  fitLinear,
  linearLogProbabilities,
  namePrior,
  relationPools,
  relationRows,
  scoreClasses,
  scoreRelations,
  type TokenEncoder,
  textPools,
  textRows,
} from '#core/train';
import { type GoldInstance, readMams, readSemEval } from './rules-data.ts';

export type StudyName = 're' | 'sa';

/** Instances of one part of the data. */
export interface Part {
  readonly instances: readonly GoldInstance[];
  readonly rows: FeatureRows;
  /** Label names; `Other` where no explanation votes for it. */
  readonly gold: readonly string[];
  /** Rules that match, by number, for each instance. */
  readonly matches: readonly (readonly number[])[];
}

export interface StudyTask {
  readonly name: StudyName;
  readonly labels: readonly string[];
  /** Explained instances; a rule has the number of its instance, −1 votes where it could not be read. */
  readonly explained: Part;
  readonly pool: Part;
  readonly dev: Part;
  readonly test: Part;
  readonly prior: Float32Array | undefined;
  score(gold: readonly string[], predicted: readonly (string | undefined)[]): number;
}

export interface StudySize {
  /** Instances of the pool, of dev and of test at most (for a smoke run). */
  readonly limit?: number;
  /** Whether the explanations that people wrote are executed: that takes a minute. */
  readonly written?: boolean;
}

export function readStudy(
  name: StudyName,
  encoder: TokenEncoder,
  seed: number,
  { limit = Infinity, written = true }: StudySize = {},
): StudyTask {
  const data = name === 're' ? readSemEval() : readMams();
  const labels = name === 're' ? data.labels : ['negative', 'positive'];
  const kept = (list: readonly GoldInstance[]) =>
    name === 're' ? [...list] : list.filter(({ label }) => labels.includes(label));
  const train = shuffled(kept(data.train), createRng(seed));
  const test = name === 're' ? data.test : data.test.filter(({ id }) => id.startsWith('test'));
  const explained = data.explained.filter(({ label }) => labels.includes(label));
  const forms = (written ? explained : []).map(({ explanation, instance }) => {
    const read = parseExplanation(explanation, instance);
    return read.ok ? read.value[0]?.form : undefined;
  });
  const partOf = (list: readonly GoldInstance[]): Part => ({
    instances: list,
    rows: rowsOf(name, list, encoder),
    gold: list.map(({ label }) => label),
    matches: list.map(({ instance }) =>
      forms.flatMap((form, rule) => (form !== undefined && evaluate(form, instance) ? [rule] : [])),
    ),
  });
  const devSize = Math.min(500, limit);
  return {
    name,
    labels,
    explained: partOf(explained),
    pool: partOf(train.slice(0, Math.min(2000, limit))),
    dev: partOf(train.slice(-devSize)),
    test: partOf(kept(test).slice(0, limit)),
    prior: namePrior(
      labels.map((label) => ({ name: label })),
      name === 're' ? relationPools : textPools,
      encoder,
    ),
    score: (gold, predicted) =>
      100 * (name === 're' ? scoreRelations(gold, predicted).macroF1 : scoreClasses(gold, predicted).macroF1),
  };
}

function rowsOf(name: StudyName, list: readonly GoldInstance[], encoder: TokenEncoder): FeatureRows {
  const windows = (one: GoldInstance) => new DocumentWindows({ id: one.id, text: one.instance.text });
  if (name === 're') {
    const inputs = list.map((one) => {
      const { x, y } = one.instance.args;
      return must(windows(one).relation(must(x, 'X'), must(y, 'Y')), 'window');
    });
    return relationRows(inputs, encoder);
  }
  return textRows(
    list.map((one) => must(windows(one).aspect(must(one.instance.args.aspect, 'aspect')), 'window')),
    encoder,
  );
}

/** An instance that is learned from. */
export interface Taught {
  readonly part: Part;
  readonly at: number;
  readonly label: string;
  readonly weight?: number;
}

/** A model of the study: log-probabilities of each instance of a part. */
export type Judge = (part: Part) => Float32Array;

/** The linear expert as the app trains it; the same for every arm of every protocol. */
export function learn(
  task: StudyTask,
  labels: readonly string[],
  taught: readonly Taught[],
  seed: number,
): Judge {
  const { width } = task.explained.rows;
  const outputs = labels.length;
  const dense = new Float32Array(taught.length * width);
  const targets = new Float32Array(taught.length * outputs);
  taught.forEach(({ part, at, label }, row) => {
    dense.set(part.rows.dense.subarray(at * width, (at + 1) * width), row * width);
    targets[row * outputs + labels.indexOf(label)] = 1;
  });
  const model = fitLinear(
    {
      rows: { count: taught.length, width, dense },
      outputs,
      targets,
      weights: Float32Array.from(taught, ({ weight = 1 }) => weight),
      ...(task.prior === undefined || labels !== task.labels ? {} : { initial: task.prior }),
    },
    { rng: createRng(seed) },
  );
  const known = new Map<Part, Float32Array>();
  return (part) => {
    const said = known.get(part) ?? linearLogProbabilities(model, part.rows);
    known.set(part, said);
    return said;
  };
}

/** What is said of each instance: the label, and its probability once votes of `rules` have their power. */
export function decide(
  labels: readonly string[],
  part: Part,
  said: Float32Array,
  votes: { readonly power: number; readonly labelOf: ReadonlyMap<number, string> },
): { readonly label: string; readonly p: number; readonly ps: Float64Array }[] {
  const n = labels.length;
  return part.gold.map((_, i) => {
    const scores = Float64Array.from({ length: n }, (_, j) => said[i * n + j] ?? 0);
    const voted = new Set(
      (part.matches[i] ?? []).flatMap((rule) => {
        const label = votes.labelOf.get(rule);
        return label === undefined ? [] : [labels.indexOf(label)];
      }),
    );
    for (const j of voted) if (j >= 0) scores[j] = (scores[j] ?? 0) + votes.power;
    const peak = Math.max(...scores);
    const total = scores.reduce((sum, s) => sum + Math.exp(s - peak), 0);
    const ps = scores.map((s) => Math.exp(s - peak) / total);
    const best = scores.indexOf(peak);
    return { label: must(labels[best], 'label'), p: ps[best] ?? 0, ps };
  });
}
