/**
 * `npm run bench:proposals-fit [-- instances]`: fits the numbers of `src/core/proposals/expectation-weights.ts` on the development
 * halves, about four minutes at 150 instances a task (the default). Prints first how a fit does that has not seen the instances it is
 * judged on (five folds), then the numbers of the fit on all.
 *
 * Two models over the traits of a form: its precision (logistic), and its place among the forms for one instance (softmax: the
 * chance that falls on those as good as the human explanation is to be large). Each trait has a number that all kinds of instance
 * share and one of the kind, both held small.
 */
import { createRng } from '#core/base';
import { chooseDiverse, evidenceOf, Proposer, proposalOptions, type RatedForm } from '#core/proposals';
import { isAsGood, proposalTasks, TaskCorpus } from './proposals-tasks.ts';

const most = Number(process.argv[2] ?? 150);
const known = 25;
const seeds = [1, 2];
const folds = 5;
const ridge = { precision: 0.001, worth: 0.02 };

interface Fitted {
  readonly form: RatedForm;
  /** Traits by their spread: first those that all kinds share, then those of each kind. */
  readonly x: Float64Array;
  readonly truePrecision: number;
  readonly isGood: boolean;
}
interface Question {
  readonly task: number;
  readonly fold: number;
  readonly forms: readonly Fitted[];
}

const names: string[] = [];
const drafts: { task: number; fold: number; forms: Omit<Fitted, 'x'>[] }[] = [];
for (const task of proposalTasks()) {
  const bench = new TaskCorpus(task, 'dev', most);
  const proposer = new Proposer(bench.corpus);
  for (const seed of seeds) {
    const rng = createRng(seed);
    const labelled = bench.draw(known, () => rng.next());
    bench.explained.forEach(({ one, number }, n) => {
      const human = bench.unseenQuality(one.form, one.label, labelled);
      if (human.reached === 0) return;
      const forms = proposer
        .candidates(bench.question(one, number, labelled), proposalOptions)
        .filter(({ matches }) => matches.length > 0)
        .map((form) => ({
          form,
          truePrecision:
            form.matches.filter((at) => bench.truth[at] === one.label).length / form.matches.length,
          isGood: isAsGood(bench.unseenQuality(form.form, one.label, labelled), human),
        }));
      drafts.push({ task: names.length, fold: n % folds, forms });
    });
  }
  names.push(task.name);
}
const width = drafts[0]?.forms[0]?.form.traits.length ?? 0;
const spread = spreadOf(drafts.flatMap(({ forms }) => forms.map(({ form }) => form.traits)));
const dims = width * (1 + names.length);
const questions: Question[] = drafts.map(({ task, fold, forms }) => ({
  task,
  fold,
  forms: forms.map((one) => {
    const x = new Float64Array(dims);
    one.form.traits.forEach((value, j) => {
      x[j] = value / (spread[j] ?? 1);
      x[width * (1 + task) + j] = x[j] ?? 0;
    });
    return { ...one, x };
  }),
}));

const judged = names.map(() => ({ count: 0, possible: 0, first: 0, five: 0 }));
for (let fold = 0; fold < folds; fold++) {
  const train = questions.filter((one) => one.fold !== fold);
  const precision = fitPrecision(train);
  const worth = fitWorth(train, precision);
  for (const { task, forms } of questions.filter((one) => one.fold === fold)) {
    const logs = forms.map((one) => dot(worth, one.x) + logEvidence(one, precision));
    const highest = Math.max(...logs);
    const rated = forms
      .map(({ form }, k) => ({ ...form, score: Math.exp((logs[k] ?? 0) - highest) }))
      .sort((a, b) => b.score - a.score);
    const goodForms = new Set(forms.filter((one) => one.isGood).map(({ form }) => form.form));
    const good = [...chooseDiverse(rated, proposalOptions, () => true)].map(({ form }) =>
      goodForms.has(form),
    );
    const row = judged[task];
    if (row === undefined) continue;
    row.count++;
    if (goodForms.size > 0) row.possible++;
    if (good[0] === true) row.first++;
    if (good.includes(true)) row.five++;
  }
}
console.table(Object.fromEntries(names.map((name, n) => [name, judged[n]])));
const precision = fitPrecision(questions);
const worth = fitWorth(questions, precision);
for (const [name, weights] of [
  ['precision', precision],
  ['worth', worth],
] as const) {
  for (let task = 0; task < names.length; task++) {
    const own = Array.from({ length: width }, (_, j) => {
      const sum = (weights[j] ?? 0) + (weights[width * (1 + task) + j] ?? 0);
      return Math.round((100 * sum) / (spread[j] ?? 1)) / 100;
    });
    console.log(name, names[task], JSON.stringify(own));
  }
}

function fitPrecision(train: readonly Question[]): Float64Array {
  const weightOf = taskWeights(train);
  return ascend(ridge.precision, (w, gradient) => {
    for (const { task, forms } of train) {
      for (const { x, truePrecision } of forms) {
        const error = truePrecision - 1 / (1 + Math.exp(-dot(w, x)));
        add(gradient, x, (error * weightOf(task)) / forms.length);
      }
    }
  });
}

function fitWorth(train: readonly Question[], precisionWeights: Float64Array): Float64Array {
  const weightOf = taskWeights(train);
  const useful = train
    .filter(({ forms }) => forms.some((one) => one.isGood) && forms.some((one) => !one.isGood))
    .map(({ task, forms }) => ({
      task,
      forms,
      logs: forms.map((one) => logEvidence(one, precisionWeights)),
    }));
  return ascend(ridge.worth, (w, gradient) => {
    for (const { task, forms, logs } of useful) {
      const scores = forms.map((one, k) => dot(w, one.x) + (logs[k] ?? 0));
      const highest = Math.max(...scores);
      const chances = scores.map((score) => Math.exp(score - highest));
      let [all, good] = [0, 0];
      forms.forEach((one, k) => {
        all += chances[k] ?? 0;
        if (one.isGood) good += chances[k] ?? 0;
      });
      forms.forEach((one, k) => {
        const chance = chances[k] ?? 0;
        const pull = (one.isGood && good > 0 ? chance / good : 0) - chance / all;
        add(gradient, one.x, pull * weightOf(task));
      });
    }
  });
}

function logEvidence({ form, x }: Fitted, precisionWeights: Float64Array): number {
  const expected = 1 / (1 + Math.exp(-dot(precisionWeights, x)));
  return Math.log(evidenceOf(expected, form, proposalOptions));
}

/** Every task counts the same. */
function taskWeights(train: readonly Question[]): (task: number) => number {
  const counts = names.map((_, task) => train.filter((one) => one.task === task).length);
  return (task) => 1 / (counts[task] ?? 1);
}

/** Adam, a fixed number of steps uphill. */
function ascend(
  penalty: number,
  gradientOf: (w: Float64Array, gradient: Float64Array) => void,
): Float64Array {
  const [w, gradient, mean, square] = Array.from({ length: 4 }, () => new Float64Array(dims));
  if (w === undefined || gradient === undefined || mean === undefined || square === undefined) {
    throw new Error('four arrays were asked for');
  }
  for (let step = 1; step <= 120; step++) {
    gradient.fill(0);
    gradientOf(w, gradient);
    for (let j = 0; j < dims; j++) {
      const slope = (gradient[j] ?? 0) - penalty * (w[j] ?? 0);
      mean[j] = 0.9 * (mean[j] ?? 0) + 0.1 * slope;
      square[j] = 0.999 * (square[j] ?? 0) + 0.001 * slope * slope;
      const scale = Math.sqrt((square[j] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
      w[j] = (w[j] ?? 0) + (0.08 * (mean[j] ?? 0)) / (1 - 0.9 ** step) / scale;
    }
  }
  return w;
}

function spreadOf(rows: readonly (readonly number[])[]): number[] {
  return Array.from({ length: width }, (_, j) => {
    const mean = rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + ((row[j] ?? 0) - mean) ** 2, 0) / rows.length;
    return variance < 1e-9 ? 1 : Math.sqrt(variance);
  });
}

function dot(w: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += (w[j] ?? 0) * (x[j] ?? 0);
  return sum;
}

function add(into: Float64Array, x: Float64Array, factor: number): void {
  for (let j = 0; j < x.length; j++) into[j] = (into[j] ?? 0) + factor * (x[j] ?? 0);
}
