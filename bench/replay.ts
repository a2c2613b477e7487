/**
 * `npm run bench:replay`: how good the recommendations are after a person has labelled 150 sentences.
 *
 * Gold labels of BC5CDR (`train.txt`) are replayed through the store, sentence by sentence, with a warm training after
 * each five annotations; the recommendations that the store then shows under 200 other sentences are scored as
 * conlleval does, for the model, for the dictionary alone, and for both. The schedule was chosen on `dev.txt`
 * (`-- --file dev.txt --schedule '{"batchSize":8}'`). Writes `bench/results/replay.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { methodOf, type Schedule } from '#core/tasks';
import { currentRun } from './bench-run.ts';
import { readerOf } from './encoder-states.ts';
import { bc5cdrSentences, type ReplayPoint, replay } from './replay-ner.ts';
import { loadedNetwork } from './replay-network.ts';
import { bc5cdrLabels, dataFolder, dataIsHere, gloveEncoder } from './train-data.ts';

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: 'train.txt' },
    seeds: { type: 'string', default: '1,2,3' },
    labelled: { type: 'string', default: '150' },
    others: { type: 'string', default: '200' },
    schedule: { type: 'string', default: '{}' },
    /** `minilm`, `e5`: states of an encoder beside the word vectors; `glove`: these alone. */
    encoder: { type: 'string', default: 'minilm' },
    out: { type: 'string', default: 'bench/results/replay.json' },
  },
});

if (!dataIsHere) {
  console.log(`bench:replay: skipped, the BC5CDR files are not at ${dataFolder} (see docs).`);
  process.exit(0);
}

const schedule = JSON.parse(values.schedule) as Partial<Schedule>;
const seeds = values.seeds.split(',').map(Number);
const labelled = Number(values.labelled);
const glove = gloveEncoder();
const network = await loadedNetwork('ner');
const runs: { seed: number; points: ReplayPoint[] }[] = [];
for (const seed of seeds) {
  const points = await replay({
    sentences: bc5cdrSentences(values.file, seed),
    labels: bc5cdrLabels,
    seed,
    labelled,
    others: Number(values.others),
    network,
    encoderOf: (documents) => readerOf(values.encoder, glove, documents),
    schedule,
    marks: [Math.round(labelled / 3), Math.round((2 * labelled) / 3)],
  });
  runs.push({ seed, points });
  for (const { sentences, annotations, trainings, trainingMs, dictionary, model, both } of points) {
    const percent = (n: number): string => (100 * n).toFixed(1);
    console.log(
      `seed ${seed} · ${sentences} sentences, ${annotations} labels, ${trainings} trainings (${(trainingMs / 1000).toFixed(0)} s) · ` +
        `F1 dictionary ${percent(dictionary.f1)}, model ${percent(model.f1)} (P ${percent(model.precision)}, R ${percent(model.recall)}), both ${percent(both.f1)}`,
    );
  }
}

const last = runs.map(({ points }) => points.at(-1)).filter((point) => point !== undefined);
const spread = (numbers: readonly number[]): { mean: number; deviation: number } => {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, numbers.length - 1);
  return { mean: Number(mean.toFixed(4)), deviation: Number(Math.sqrt(variance).toFixed(4)) };
};
const metrics = {
  dictionaryF1: spread(last.map((point) => point.dictionary.f1)),
  modelF1: spread(last.map((point) => point.model.f1)),
  bothF1: spread(last.map((point) => point.both.f1)),
};
console.log(metrics);
mkdirSync('bench/results', { recursive: true });
const result = {
  ...currentRun(seeds[0] ?? 0),
  file: values.file,
  seeds,
  encoder: values.encoder,
  schedule: { ...methodOf('ner').schedule, ...schedule },
  metrics,
  runs,
};
writeFileSync(values.out, `${JSON.stringify(result, null, 2)}\n`);
