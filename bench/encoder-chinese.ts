/**
 * `npm run bench:encoder-chinese`: what a language model of one's own is worth where the app's reads no such language. Names of
 * people, places and organisations in Chinese (Universal NER, Chinese GSDSIMP: 500 development sentences are labelled from, 200
 * test sentences are recommended for), in the app's own loop (`bench/replay-ner.ts`). `glove`: word vectors, which know no Chinese
 * word, so spellings alone; `minilm`: the app's encoder; `e5`: multilingual-e5-small as `npm run encoder:e5` builds it. Each
 * cell (encoder, seed) is run once and kept in `bench/results/encoder-chinese.json`; `-- --again` runs all.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRng, shuffled } from '#core/base';
import { beginTag, insideTag, outsideTag } from '#core/train';
import { currentRun } from './bench-run.ts';
import { readerOf } from './encoder-states.ts';
import { replay } from './replay-ner.ts';
import { loadedNetwork } from './replay-network.ts';
import { dataFolder, gloveEncoder, type WrittenSentence, writtenOut } from './train-data.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    encoders: { type: 'string', default: 'glove,e5,minilm' },
    /** `test.iob2`, or `dev.iob2` where something is chosen: then others are the rest of it. */
    others: { type: 'string', default: 'test.iob2' },
    again: { type: 'boolean', default: false },
    out: { type: 'string', default: 'bench/results/encoder-chinese.json' },
  },
});

const labels = ['PER', 'LOC', 'ORG'];

/** `index<TAB>word<TAB>tag…`, comments, a blank line between sentences. Chinese is written without spaces. */
function sentences(file: string): WrittenSentence[] {
  return readFileSync(join(dataFolder, 'uner-zh', file), 'utf8')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const rows = block.split('\n').flatMap((line) => (/^\d+\t/.test(line) ? [line.split('\t')] : []));
      if (rows.length === 0) return [];
      const tags = rows.map(([, , tag = 'O']) => {
        const label = labels.indexOf(tag.slice(2));
        if (label < 0) return outsideTag;
        return tag.startsWith('B') ? beginTag(label) : insideTag(label);
      });
      return [writtenOut({ words: rows.map(([, word = '']) => word), tags }, labels, '')];
    });
}

if (!existsSync(join(dataFolder, 'uner-zh'))) {
  console.log(`bench:encoder-chinese: skipped, the files are not at ${dataFolder}/uner-zh.`);
  process.exit(0);
}

interface Cell {
  readonly encoder: string;
  readonly seed: number;
  readonly commit: string;
  /** In percent, of the model's names after so many labelled sentences. */
  readonly f1: Readonly<Record<string, number>>;
}

const cells: Cell[] = [];
if (existsSync(values.out) && !values.again) {
  const { cells: before } = JSON.parse(readFileSync(values.out, 'utf8')) as { readonly cells: Cell[] }; // ours
  cells.push(...before);
}
const labelled = 150;
const others = 200;
const network = await loadedNetwork('ner');
const glove = gloveEncoder();
for (const seed of values.seeds.split(',').map(Number)) {
  for (const encoder of values.encoders.split(',')) {
    if (cells.some((one) => one.encoder === encoder && one.seed === seed)) continue;
    const rng = createRng(seed);
    const dev = shuffled(sentences('dev.iob2'), rng);
    const rest = values.others === 'dev.iob2' ? dev.slice(labelled) : shuffled(sentences(values.others), rng);
    const points = await replay({
      sentences: [...dev.slice(0, labelled), ...rest.slice(0, others)],
      labels,
      seed,
      labelled,
      others,
      network,
      encoderOf: (documents) => readerOf(encoder, glove, documents),
      marks: [50, 100],
    });
    const f1 = Object.fromEntries(
      points.map(({ sentences: after, model }) => [`ner${after}`, Number((100 * model.f1).toFixed(2))]),
    );
    console.log(encoder, seed, JSON.stringify(f1));
    cells.push({ encoder, seed, commit: currentRun(seed).commit, f1 });
    write();
  }
}
write();

function write(): void {
  const metrics: Record<string, number> = {};
  for (const encoder of new Set(cells.map((one) => one.encoder))) {
    const own = cells.filter((one) => one.encoder === encoder);
    for (const name of Object.keys(own[0]?.f1 ?? {})) {
      const mean = own.reduce((sum, { f1 }) => sum + (f1[name] ?? 0), 0) / own.length;
      metrics[`${encoder}.${name}`] = Number(mean.toFixed(2));
    }
  }
  mkdirSync('bench/results', { recursive: true });
  const result = { ...currentRun(cells[0]?.seed ?? 0), others: values.others, metrics, cells };
  writeFileSync(values.out, `${JSON.stringify(result, null, 2)}\n`);
}
