/**
 * `npm run bench:probing` (about two minutes): a person with the gold labels answers what probing asks about rules with a planted
 * fault, five times: ten made-up ones (`made`), then rules on real texts. Repaired: the form offered by then is on gold that was not asked about at most 2 points less precise than
 * the sound rule, and reaches at least four fifths of the texts that that one reaches rightly. Weights and limits of
 * `core/probing` were chosen on the plants of even number (`PART=dev`); the others are reported.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, shuffled } from '#core/base';
import { type LogicalForm, printForm } from '#core/explain';
import { type ProbeOptions, Prober, probeOptions } from '#core/probing';
import type { Span } from '#core/text';
import {
  fitLinear,
  linearLogProbabilities,
  namePrior,
  relationPools,
  relationRows,
  textPools,
  textRows,
} from '#core/train';
import { faulty, isRepaired } from '../tests/unit/probing/planted-faults.ts';
import { currentRun } from './bench-run.ts';
import { plantsOf } from './probing-plants.ts';
import { type GoldInstance, hasData, readMams, readSemEval } from './rules-data.ts';
import { gloveEncoder } from './train-data.ts';

const part = process.env['PART'] ?? 'report';
const answersAllowed = Number(process.env['ANSWERS'] ?? 5);
const tolerance = 0.02;
const leastKept = 0.8;
const mostOfLoss = 0.75;

interface Tally {
  planted: number;
  repaired: number;
  /** Repaired, or at least three quarters of the lost precision won back. */
  helped: number;
  offered: number;
  answers: number;
  worse: number;
}
const times: number[] = [];
/** Labels that the model has learned, drawn at random; the project that a rule is given in has some. */
const modelLabels = Number(process.env['LABELS'] ?? 50);

/** Of each seen text, the label that the app's linear expert gives it. */
function modelOpinions(task: 're' | 'sa', train: readonly GoldInstance[]): (string | undefined)[] {
  const encoder = gloveEncoder();
  const names = [...new Set(train.map((one) => one.label))].sort();
  const chosen = shuffled([...train], createRng(1)).slice(0, modelLabels);
  const inputs = ({ instance: { text, tokens, args } }: GoldInstance) => {
    const words = tokens.map((token) => text.slice(token.from, token.to));
    const inTokens = (span: Span) => ({
      from: tokens.findIndex((token) => token.to > span.from),
      to: tokens.findLastIndex((token) => token.from < span.to) + 1,
    });
    const { x, y, aspect } = args;
    const nowhere = { from: 0, to: 0 };
    return {
      words,
      x: inTokens(x ?? nowhere),
      y: inTokens(y ?? nowhere),
      aspect: inTokens(aspect ?? nowhere),
    };
  };
  const rowsOf = (list: readonly GoldInstance[]) =>
    task === 're' ? relationRows(list.map(inputs), encoder) : textRows(list.map(inputs), encoder);
  const targets = new Float32Array(chosen.length * names.length);
  chosen.forEach(({ label }, k) => {
    targets[k * names.length + names.indexOf(label)] = 1;
  });
  const start = namePrior(
    names.map((name) => ({ name })),
    task === 're' ? relationPools : textPools,
    encoder,
  );
  const model = fitLinear(
    {
      rows: rowsOf(chosen),
      targets,
      outputs: names.length,
      ...(start === undefined ? {} : { initial: start }),
    },
    { rng: createRng(1) },
  );
  const opinions: (string | undefined)[] = [];
  for (let from = 0; from < train.length; from += 500) {
    const scores = linearLogProbabilities(model, rowsOf(train.slice(from, from + 500)));
    for (let k = 0; k * names.length < scores.length; k++) {
      const row = scores.subarray(k * names.length, (k + 1) * names.length);
      opinions.push(names[row.indexOf(Math.max(...row))]);
    }
  }
  const right = opinions.filter((label, k) => label === train[k]?.label).length;
  console.log(task, 'model right in', Math.round((100 * right) / train.length), '%');
  return opinions;
}

const tasks = hasData
  ? (
      [
        ['semeval', 're', readSemEval],
        ['mams', 'sa', readMams],
      ] as const
    ).map(([name, task, read]) => {
      const data = read();
      return { name, ...plantsOf(name, data), opinions: modelOpinions(task, data.train) };
    })
  : [];

function simulate(options: ProbeOptions, withModel: boolean): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { name, bench, seen, plants, opinions } of tasks) {
    const prober = new Prober(bench.corpus, options);
    plants.forEach((plant, n) => {
      if ((n % 2 === 0) !== (part === 'dev')) return;
      const { own } = plant;
      const answered = new Map<number, boolean>();
      const unasked = (form: LogicalForm) =>
        bench.quality(
          bench.matches(form).filter((at) => at !== own && !answered.has(at)),
          plant.label,
        );
      let offered: LogicalForm | undefined;
      let firstAt = 0;
      for (let k = 0; k <= answersAllowed; k++) {
        const began = performance.now();
        const answer = prober.ask({
          form: plant.faulty,
          here: plant.one.instance,
          instance: own,
          isRight: (at) => answered.get(at),
          isSeen: (at) => at < seen,
          ...(withModel ? { modelAgrees: (at: number) => opinions[at] === plant.label } : {}),
        });
        times.push(performance.now() - began);
        if (answer.repair !== undefined && offered === undefined) firstAt = k;
        offered = answer.repair?.form;
        if (k === answersAllowed || answer.probe === undefined) break;
        const { instance } = answer.probe;
        answered.set(instance, bench.truth[instance] === plant.label);
      }
      const sound = unasked(plant.sound);
      const faulty = unasked(plant.faulty);
      const result = offered === undefined ? undefined : unasked(offered);
      const isPrecise = (least: number): boolean =>
        result !== undefined &&
        result.precision >= least &&
        result.reached * result.precision >= leastKept * sound.reached * sound.precision;
      const isMended = isPrecise(sound.precision - tolerance);
      const isHelped =
        isMended || isPrecise(faulty.precision + mostOfLoss * (sound.precision - faulty.precision));
      const group = plant.isClear ? 'clear' : 'mild';
      for (const key of [`${group}.${plant.fault}`, `${group}.${name}`, group]) {
        const tally = tallies.get(key) ?? {
          planted: 0,
          repaired: 0,
          helped: 0,
          offered: 0,
          answers: 0,
          worse: 0,
        };
        tally.planted++;
        if (isMended) [tally.repaired, tally.answers] = [tally.repaired + 1, tally.answers + firstAt];
        if (isHelped) tally.helped++;
        if (offered !== undefined) tally.offered++;
        if (result !== undefined && result.precision < faulty.precision) tally.worse++;
        tallies.set(key, tally);
      }
      if (process.env['SHOW'] !== undefined) {
        const fmt = (q: { reached: number; precision: number } | undefined): string =>
          q === undefined ? '-' : `${Math.round(100 * q.precision)}% of ${q.reached}`;
        const signs = [...answered.values()].map((right) => (right ? '+' : '-')).join('');
        console.log(
          `${isMended ? 'ok' : isHelped ? '~ ' : 'NO'} ${name} ${group} ${plant.fault} ${plant.label} sound ${fmt(sound)} faulty ${fmt(faulty)} repaired ${fmt(result)} [${signs}]`,
        );
        console.log(
          `     ${printForm(plant.sound)}\n     ${offered === undefined ? '' : printForm(offered)}`,
        );
      }
    });
  }
  return tallies;
}

const tallies = simulate(probeOptions, process.env['MODEL'] !== 'no');
const made = faulty.filter((one) => isRepaired(one, answersAllowed)).length;
console.log(`made up: ${made} of ${faulty.length} repaired within ${answersAllowed} answers`);
const metrics: Record<string, number> = { 'made.planted': faulty.length, 'made.repaired': made };
for (const [key, tally] of tallies) {
  console.log(key, JSON.stringify(tally));
  const { planted, repaired, helped, answers, worse } = tally;
  metrics[`${key}.planted`] = planted;
  metrics[`${key}.repaired`] = Math.round((1000 * repaired) / planted) / 1000;
  metrics[`${key}.answers`] = Math.round((100 * answers) / Math.max(1, repaired)) / 100;
  metrics[`${key}.helped`] = Math.round((1000 * helped) / planted) / 1000;
  metrics[`${key}.worse`] = worse;
}
times.sort((a, b) => a - b);
metrics['p95Ms'] = Math.round(10 * (times[Math.floor(times.length * 0.95)] ?? 0)) / 10;
console.log(metrics);
if (part === 'report' && hasData) {
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(
    join('bench', 'results', 'probing.json'),
    `${JSON.stringify({ ...currentRun(1), answersAllowed, metrics }, undefined, 1)}\n`,
  );
}
if (!hasData) console.log('skipped: ../shared/data is not there');
