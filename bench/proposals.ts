/**
 * `npm run bench:proposals`: are proposed explanations as good as those that people wrote? For each explained instance with k gold
 * labels known, the best and the best five proposals against the human one, on gold that neither has seen: as good is a precision
 * at most 2 points below and at least as many texts reached. Settings and expectation were chosen on the dev half of the explained
 * instances (`PART=dev`, `FIT=1` prints traits for the expectation); the other half is reported.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '#core/base';
import { Corpus, StrictPass } from '#core/execute';
import { type LogicalForm, parseExplanation } from '#core/explain';
import { type ProposalOptions, Proposer, proposalOptions } from '#core/proposals';
import { currentRun } from './bench-run.ts';
import { bc5cdrInstances, bc5cdrTriggers, noLabel } from './proposals-data.ts';
import { type GoldInstance, hasData, readMams, readSemEval } from './rules-data.ts';

const part = process.env['PART'] ?? 'report';
const seeds = (process.env['SEEDS'] ?? '1,2,3').split(',').map(Number);
const budgets = [10, 25, 50];
const tolerance = 0.02;
const only = process.env['TASK'];
const maxInstances = Number(process.env['MAX'] ?? 150);

interface Explained extends GoldInstance {
  readonly form: LogicalForm;
}

interface Task {
  readonly name: string;
  readonly seen: readonly GoldInstance[];
  readonly unseen: readonly GoldInstance[];
  readonly explained: readonly Explained[];
  readonly onlyTriggers?: boolean;
}

function* tasks(): Generator<Task> {
  for (const [name, read] of [
    ['semeval', readSemEval],
    ['mams', readMams],
  ] as const) {
    if (only !== undefined && only !== name) continue;
    const task = read();
    yield {
      name,
      seen: task.train,
      unseen: task.test,
      explained: task.explained.flatMap((one) => {
        const parsed = parseExplanation(one.explanation, one.instance);
        return parsed.ok && parsed.value[0] !== undefined ? [{ ...one, form: parsed.value[0].form }] : [];
      }),
    };
  }
  if (only === undefined || only === 'bc5cdr') {
    yield {
      name: 'bc5cdr',
      seen: bc5cdrInstances('train.txt').slice(0, 20_000),
      unseen: bc5cdrInstances('test.txt').slice(0, 20_000),
      explained: bc5cdrTriggers(),
      onlyTriggers: true,
    };
  }
}

class Bench {
  readonly corpus = new Corpus();
  readonly truth: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #pass = new StrictPass(this.corpus);

  add({ instance, label }: GoldInstance): number {
    const { args, ...sentence } = instance;
    let slot = this.#slots.get(sentence.text);
    if (slot === undefined) {
      slot = this.corpus.addSentence(sentence);
      this.#slots.set(sentence.text, slot);
    }
    const number = this.corpus.addInstance(slot, args);
    this.truth[number] = label;
    return number;
  }

  matches(form: LogicalForm): Int32Array {
    return this.#pass.run(this.#pass.compile(form));
  }
}

interface Quality {
  readonly reached: number;
  readonly precision: number;
}

const results: Record<string, unknown> = {};
const metrics: Record<string, number> = {};
const traits: string[] = [];

for (const task of tasks()) {
  const bench = new Bench();
  const seen = task.seen.map((one) => bench.add(one));
  for (const one of task.unseen) bench.add(one);
  const half = task.explained.filter((_, n) => (n % 2 === 0) === (part === 'dev'));
  const step = Math.max(1, half.length / maxInstances);
  const explained = Array.from(
    { length: Math.min(maxInstances, half.length) },
    (_, k) => half[Math.floor(k * step)],
  )
    .filter((one) => one !== undefined)
    .map((one) => ({ one, number: bench.add(one), form: one.form }));
  const labels = [...new Set(bench.truth)];
  const labelNumber = new Map(labels.map((label, n) => [label, label === noLabel ? -2 : n]));
  const firstOwn = Math.min(...explained.map(({ number }) => number));
  const lastSeen = seen.at(-1) ?? 0;
  const proposer = new Proposer(bench.corpus);
  const times: number[] = [];
  const rows = budgets.map((k) => {
    let [top1, top5, count, offered] = [0, 0, 0, 0];
    const sums = { human: [0, 0], best: [0, 0] };
    for (const seed of seeds) {
      const rng = createRng(seed);
      // The labels that a person gives first: those of any texts.
      const known = new Set<number>();
      while (known.size < k) known.add(Math.floor(rng.next() * seen.length));
      for (const { one, number, form } of explained) {
        const quality = (matches: Int32Array): Quality => {
          const unseen = matches.filter((at) => at < firstOwn && !known.has(at));
          const right = unseen.filter((at) => bench.truth[at] === one.label).length;
          return { reached: unseen.length, precision: unseen.length === 0 ? 0 : right / unseen.length };
        };
        const human = quality(bench.matches(form));
        if (human.reached === 0) continue;
        const began = performance.now();
        const proposals = proposer.propose(
          {
            here: one.instance,
            instance: number,
            label: labelNumber.get(one.label) ?? -1,
            goldOf: (at) => (known.has(at) ? labelNumber.get(bench.truth[at] ?? '') : undefined),
            isSeen: (at) => at <= lastSeen,
            ...(task.onlyTriggers === true ? { onlyTriggers: true } : {}),
          },
          optionsFromEnvironment(),
        );
        times.push(performance.now() - began);
        const found = proposals.map((proposal) => quality(bench.matches(proposal.form)));
        const good = found.map(
          ({ reached, precision }) => reached >= human.reached && precision >= human.precision - tolerance,
        );
        count++;
        if (good[0] === true) top1++;
        if (good.includes(true)) top5++;
        if (proposals.length > 0) offered++;
        const first = found[0] ?? { reached: 0, precision: 0 };
        sums.human = [sums.human[0]! + human.precision, sums.human[1]! + human.reached];
        sums.best = [sums.best[0]! + first.precision, sums.best[1]! + first.reached];
        if (process.env['SHOW'] !== undefined && seed === seeds[0] && k === 25 && !good.includes(true)) {
          console.log(
            `${one.label} | human ${fmt(human)} ${JSON.stringify((one as { explanation?: string }).explanation ?? '')}`,
          );
          for (const [n, { sentence }] of proposals.entries()) console.log(`   ${fmt(found[n])} ${sentence}`);
        }
        if (process.env['FIT'] !== undefined && k === 25 && seed === seeds[0]) {
          for (const candidate of proposer
            .candidates({
              here: one.instance,
              instance: number,
              label: labelNumber.get(one.label) ?? -1,
              goldOf: (at) => (known.has(at) ? labelNumber.get(bench.truth[at] ?? '') : undefined),
              isSeen: (at) => at <= lastSeen,
              ...(task.onlyTriggers === true ? { onlyTriggers: true } : {}),
            })
            .filter((_, n) => n % 2 === 0)
            .slice(0, 600)) {
            const { reached, precision } = quality(candidate.matches);
            const right = candidate.matches.filter((at) => bench.truth[at] === one.label).length;
            const isGood =
              quality(bench.matches(candidate.form)).reached >= human.reached &&
              precision >= human.precision - tolerance;
            if (reached === 0) continue;
            traits.push(
              JSON.stringify([
                ...candidate.traits,
                right,
                candidate.matches.length,
                isGood ? 1 : 0,
                task.name,
              ]),
            );
          }
        }
      }
    }
    const row = {
      k,
      instances: count / seeds.length,
      top1: share(top1, count),
      top5: share(top5, count),
      offered: share(offered, count),
      human: { precision: share(sums.human[0]!, count), reached: share(sums.human[1]!, count) },
      first: { precision: share(sums.best[0]!, count), reached: share(sums.best[1]!, count) },
    };
    console.log(task.name, JSON.stringify(row));
    return row;
  });
  times.sort((a, b) => a - b);
  const p95Ms = round(times[Math.floor(times.length * 0.95)] ?? 0);
  console.log(task.name, {
    p50Ms: round(times[times.length >> 1] ?? 0),
    p95Ms,
    maxMs: round(times.at(-1) ?? 0),
    texts: bench.corpus.instanceCount,
  });
  results[task.name] = { rows, p95Ms, instancesInCorpus: bench.corpus.instanceCount };
  const mean = (of: (row: (typeof rows)[number]) => number): number =>
    round(rows.reduce((sum, row) => sum + of(row), 0) / rows.length);
  metrics[`${task.name}.top1`] = mean((row) => row.top1);
  metrics[`${task.name}.top5`] = mean((row) => row.top5);
  metrics[`${task.name}.p95Ms`] = p95Ms;
}
if (process.env['FIT'] !== undefined) fitExpectation();
if (part === 'report' && only === undefined) {
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(
    join('bench', 'results', 'proposals.json'),
    `${JSON.stringify({ ...currentRun(seeds[0] ?? 1), seeds, metrics, ...results }, undefined, 1)}\n`,
  );
}

function optionsFromEnvironment(): ProposalOptions {
  const given = process.env['OPTIONS'];
  return given === undefined
    ? proposalOptions
    : { ...proposalOptions, ...(JSON.parse(given) as ProposalOptions) };
}

/** Logistic regressions on the traits, every task weighing the same: of the precision, and of being as good as a person's. */
function fitExpectation(): void {
  const data = traits.map((line) => JSON.parse(line) as [...number[], string]);
  const counts = new Map<string, number>();
  for (const row of data) counts.set(String(row.at(-1)), (counts.get(String(row.at(-1))) ?? 0) + 1);
  const width = (data[0]?.length ?? 4) - 4;
  for (const [name, targetOf] of [
    ['precision', (row: readonly number[]) => (row[width] ?? 0) / (row[width + 1] ?? 1)],
    ['worth', (row: readonly number[]) => row[width + 2] ?? 0],
  ] as const) {
    const w = new Float64Array(width);
    for (let round = 0; round < 1500; round++) {
      const gradient = new Float64Array(width);
      let total = 0;
      for (const row of data) {
        const numbers = row as unknown as number[]; // all but the last, which is not read as one
        const weight = 1000 / (counts.get(String(row.at(-1))) ?? 1);
        let z = 0;
        for (let j = 0; j < width; j++) z += (numbers[j] ?? 0) * (w[j] ?? 0);
        const error = targetOf(numbers) - 1 / (1 + Math.exp(-z));
        for (let j = 0; j < width; j++) gradient[j]! += weight * error * (numbers[j] ?? 0);
        total += weight;
      }
      for (let j = 0; j < width; j++) w[j]! += 1.5 * (gradient[j]! / total - 0.0003 * (w[j] ?? 0));
    }
    console.log(name, JSON.stringify([...w].map((v) => Math.round(v * 100) / 100)));
  }
}

function fmt(quality: Quality | undefined): string {
  return quality === undefined ? '' : `${Math.round(100 * quality.precision)}% of ${quality.reached}`;
}
function share(n: number, of: number): number {
  return of === 0 ? 0 : Math.round((1000 * n) / of) / 1000;
}
function round(n: number): number {
  return Math.round(n * 1000) / 1000;
}
if (!hasData) console.log('skipped: ../shared/data is not there');
