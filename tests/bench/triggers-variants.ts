/**
 * `npm run bench:triggers-variants -- [--percent 5] [--seed 1]`: what was tried on the way from votes to weak labels, each
 * against the same teachers, on dev sentences only (issue 6): confidence from which O is taught, from which spans are,
 * distance threshold, number of triggers, partial CRF, weight of the weak loss, propagation of terms, further rounds.
 * Writes tests/bench/results/triggers-variants.json, a row as soon as it is there.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deserialize } from 'node:v8';
import { createRng } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TriggerTagger } from '#core/triggers';
import { createOrtRuntime } from '#workers/ort-runtime';
import { currentRun } from './bench-run.ts';
import { dataIsHere, gloveEncoder } from './train-data.ts';
import { readRest, trainTriggered, weakExamples, weakFigures, withTerms } from './triggers-arms.ts';
import { cutCorpus, entitiesOf, readCorpus } from './triggers-data.ts';
import { Laboratory, loadNetworks, round, type Settings, usualSettings } from './triggers-laboratory.ts';
import { Matching, predictWith } from './triggers-matching.ts';

const { values: flags } = parseArgs({
  options: {
    percent: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    /** A stored lesson without labels (`bench:triggers` leaves one in the temporary folder); else it is learned. */
    lesson: { type: 'string' },
  },
});
if (!dataIsHere) {
  console.log('bench:triggers-variants: ../shared/data is not here, nothing to do');
  process.exit(0);
}
const seed = Number(flags.seed);
const base: Settings = { ...usualSettings, maxLooks: 4, patience: 2 };
const thresholds = base.thresholds;
const variants: Record<string, Partial<Settings> & { readonly rounds?: number }> = {
  usual: {},
  'O from 0.7': { thresholds: { ...thresholds, outside: 0.7 } },
  'O from 0.5': { thresholds: { ...thresholds, outside: 0.5 } },
  'partial CRF off': { thresholds: { ...thresholds, partial: false } },
  'spans from 0.4': { thresholds: { outside: 0.7, span: 0.4 } },
  'spans from 0.8': { thresholds: { outside: 0.7, span: 0.8 } },
  'one trigger': { votes: 1 },
  'threshold 0.9': { threshold: 0.9 },
  'weak loss × 0.5': { gamma: 0.5 },
  'weak loss × 2': { gamma: 2 },
  'no terms': { termConfidence: 2 },
  'two rounds': { rounds: 2 },
};

const encoder = gloveEncoder();
const networks = await loadNetworks(createOrtRuntime({ threads: 1 }));
const corpus = readCorpus(300, 1, 'dev');
const cut = cutCorpus(corpus, Number(flags.percent), seed);
const laboratoryOf = (changes: Partial<Settings>) =>
  new Laboratory(networks, encoder, { ...base, ...changes }, corpus.dev, entitiesOf);
const usual = laboratoryOf({});
const lesson: FloatTensors =
  flags.lesson !== undefined && existsSync(flags.lesson)
    ? (deserialize(readFileSync(flags.lesson)) as FloatTensors) // written by bench:triggers
    : await usual.context(corpus.train, seed);
const matching = new Matching(usual, await usual.matcher(cut.explained, seed, lesson), cut.explained);
const teachers: TriggerTagger[] = [];
for (let k = 0; k < base.teachers; k++) {
  const options = { seed: seed + 100 * k, blind: false, from: lesson };
  teachers.push(
    (await trainTriggered(laboratoryOf({ maxLooks: 8, patience: 3 }), matching, [], options)).tagger,
  );
}
const rows: Record<string, unknown>[] = [];
const read = await readRest(teachers, matching, cut.rest, { blind: false, threshold: 0, votes: base.votes });
for (const [name, changes] of Object.entries(variants)) {
  if (flags.only !== undefined && !flags.only.split(',').includes(name)) continue;
  const laboratory = laboratoryOf(changes);
  const { settings } = laboratory;
  const reading = { blind: false, threshold: settings.threshold, votes: settings.votes };
  const same = settings.threshold === base.threshold && settings.votes === base.votes;
  let ballots = same ? read : await readRest(teachers, matching, cut.rest, reading);
  for (let turn = 0; turn < settings.rounds; turn++) {
    const spread = withTerms(laboratory, ballots);
    const weak = weakExamples(laboratory, spread, createRng(seed + turn));
    const student = await trainTriggered(laboratory, matching, weak, {
      seed: seed + 7 + turn,
      blind: false,
      from: lesson,
    });
    const dev = await predictWith([student.tagger], matching, corpus.dev, reading);
    const { f1, precision, recall } = laboratory.score(corpus.dev, dev);
    const figures = weakFigures(laboratory, cut.rest, spread.readings, settings.threshold);
    rows.push({
      variant: name,
      round: turn + 1,
      dev: { f1: round(f1), precision: round(precision), recall: round(recall) },
      weak: figures,
      curve: student.trained.curve,
    });
    console.log(
      `${name}, round ${turn + 1}: dev F1 ${(100 * f1).toFixed(1)} (P ${(100 * precision).toFixed(1)}, R ${(100 * recall).toFixed(1)})`,
    );
    mkdirSync('tests/bench/results', { recursive: true });
    writeFileSync(
      'tests/bench/results/triggers-variants.json',
      `${JSON.stringify({ ...currentRun(seed), percent: Number(flags.percent), settings: base, rows }, undefined, 1)}\n`,
    );
    if (turn + 1 < settings.rounds) ballots = await readRest([student.tagger], matching, cut.rest, reading);
  }
}
