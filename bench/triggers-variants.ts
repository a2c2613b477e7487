/**
 * `npm run bench:triggers-variants -- [--percent 10] [--seeds 1,2]`: what was tried on the way from votes to weak labels, each
 * against the same teachers, on dev sentences only (issue 6): confidence from which O is taught, from which spans are,
 * distance threshold, number of triggers, partial CRF, weight of the weak loss, propagation of terms, number of sentences,
 * further rounds. F1 is that of one student on dev sentences by which no training was stopped.
 * Writes bench/results/triggers-variants.json, a row as soon as it is there.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deserialize } from 'node:v8';
import { createRng } from '#core/base';
import type { FloatTensors } from '#core/graph';
import type { TriggerTagger } from '#core/triggers';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { currentRun } from './bench-run.ts';
import { dataIsHere, gloveEncoder } from './train-data.ts';
import { readRest, trainTriggered, weakExamples, weakFigures, withCorpus } from './triggers-arms.ts';
import { cutCorpus, entitiesOf, readCorpus } from './triggers-data.ts';
import { Laboratory, loadNetworks, round, type Settings, usualSettings } from './triggers-laboratory.ts';
import { Matching, predictWith } from './triggers-matching.ts';

const { values: flags } = parseArgs({
  options: {
    percent: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '1,2' },
    /** Names of variants, separated by semicolons. */
    only: { type: 'string' },
    /** Where `bench:triggers` left its lessons without labels, up to the seed; else they are learned. */
    lessons: { type: 'string' },
    /** And what stands behind the seed. */
    suffix: { type: 'string', default: '' },
  },
});
if (!dataIsHere) {
  console.log('bench:triggers-variants: ../shared/data is not here, nothing to do');
  process.exit(0);
}
const base: Settings = { ...usualSettings, rounds: 1 };
const { thresholds } = base;
const partial = { span: 0.5, partial: true };
const variants: Record<string, Partial<Settings>> = {
  usual: {},
  'partial CRF, O from 0.9': { thresholds: { ...partial, outside: 0.9 } },
  'partial CRF, O from 0.7': { thresholds: { ...partial, outside: 0.7 } },
  'partial CRF, O from 0.5': { thresholds: { ...partial, outside: 0.5 } },
  'spans from 0.3': { thresholds: { ...thresholds, span: 0.3 } },
  'spans from 0.7': { thresholds: { ...thresholds, span: 0.7 } },
  'one trigger': { votes: 1 },
  'five triggers': { votes: 5 },
  'threshold 0.7': { threshold: 0.7 },
  'threshold 0.8': { threshold: 0.8 },
  'weak loss × 0.5': { gamma: 0.5 },
  'weak loss × 2': { gamma: 2 },
  'no terms': { termConfidence: 2 },
  'spans do not grow': { growth: 2 },
  'no abbreviations': { abbreviations: 2 },
  'nothing from the corpus': { termConfidence: 2, growth: 2, abbreviations: 2 },
  'terms from 0.4': { termConfidence: 0.4, thresholds: { ...thresholds, span: 0.4 } },
  'all sentences': { weakSentences: 5000, maxLooks: 5 },
  'three rounds': { rounds: 3 },
};

const encoder = gloveEncoder();
const networks = await loadNetworks(createOrtRuntime({ threads: 1 }));
const corpus = readCorpus(300, 2000, 'dev');
const laboratoryOf = (changes: Partial<Settings>) =>
  new Laboratory(networks, encoder, { ...base, ...changes }, corpus.dev, entitiesOf);
const usual = laboratoryOf({});
const rows: Record<string, unknown>[] = [];

async function lessonOf(seed: number): Promise<FloatTensors> {
  const file = `${flags.lessons ?? ''}${seed}${flags.suffix}`;
  if (flags.lessons === undefined || !existsSync(file)) return usual.context(corpus.train, seed);
  return deserialize(readFileSync(file)) as FloatTensors; // written by bench:triggers
}

for (const seed of flags.seeds.split(',').map(Number)) {
  const cut = cutCorpus(corpus, Number(flags.percent), seed);
  const lesson = await lessonOf(seed);
  const matching = new Matching(usual, await usual.matcher(cut.explained, seed, lesson), cut.explained);
  const teachers: TriggerTagger[] = [];
  for (let k = 0; k < base.teachers; k++) {
    const options = { seed: seed + 100 * k, blind: false, from: lesson };
    teachers.push((await trainTriggered(usual, matching, [], options)).tagger);
  }
  const usualReading = { blind: false, threshold: base.threshold, votes: base.votes };
  const read = await readRest(teachers, matching, cut.rest, usualReading);
  for (const [name, changes] of Object.entries(variants)) {
    if (flags.only !== undefined && !flags.only.split(';').includes(name)) continue;
    const laboratory = laboratoryOf(changes);
    const { settings } = laboratory;
    const reading = { blind: false, threshold: settings.threshold, votes: settings.votes };
    const same = settings.threshold === base.threshold && settings.votes === base.votes;
    let ballots = same ? read : await readRest(teachers, matching, cut.rest, reading);
    for (let turn = 0; turn < settings.rounds; turn++) {
      const spread = withCorpus(laboratory, ballots);
      const weak = weakExamples(laboratory, spread, createRng(seed + turn));
      const students: TriggerTagger[] = [];
      for (let k = 0; k < (turn + 1 < settings.rounds ? settings.students : 1); k++) {
        const options = { seed: seed + 7 + turn + 100 * k, blind: false, from: lesson };
        students.push((await trainTriggered(laboratory, matching, weak, options)).tagger);
      }
      const found = await predictWith(students.slice(0, 1), matching, corpus.test, reading);
      const { f1, precision, recall } = laboratory.score(corpus.test, found);
      rows.push({
        variant: name,
        seed,
        round: turn + 1,
        dev: { f1: round(f1), precision: round(precision), recall: round(recall) },
        weak: weakFigures(laboratory, cut.rest, spread.readings, settings.threshold),
      });
      console.log(
        `seed ${seed}, ${name}, round ${turn + 1}: dev F1 ${(100 * f1).toFixed(1)} (P ${(100 * precision).toFixed(1)}, R ${(100 * recall).toFixed(1)})`,
      );
      mkdirSync('bench/results', { recursive: true });
      writeFileSync(
        'bench/results/triggers-variants.json',
        `${JSON.stringify({ ...currentRun(seed), percent: Number(flags.percent), settings: base, rows }, undefined, 1)}\n`,
      );
      if (turn + 1 < settings.rounds) ballots = await readRest(students, matching, cut.rest, reading);
    }
  }
}
