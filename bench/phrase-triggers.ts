/**
 * `npm run bench:phrase-triggers`: what few triggers propose as phrases, before a network is trained (issue 7). BC5CDR; 1, 3
 * and 7 explained sentences with their triggers, 20 draws each, on 1 000 other sentences of train: how often a trigger
 * votes, and the share of right proposals (span and label) by confidence, against what the confidence promises.
 * Writes bench/results/phrase-triggers.json.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRng, must, shuffled } from '#core/base';
import { readWordVectors } from '#core/train';
import { PhraseMatcher } from '#core/triggers';
import { currentRun } from './bench-run.ts';
import { bc5cdrLabels, dataIsHere, type TaggedSentence } from './train-data.ts';
import { entitiesOf, readCorpus } from './triggers-data.ts';

if (!dataIsHere) {
  console.log('bench:phrase-triggers: ../shared/data is not here, nothing to do');
  process.exit(0);
}
const vectors = readWordVectors(new Uint8Array(readFileSync('models/word-vectors/glove-100d.bin')));
if (!vectors.ok) throw new Error(vectors.error.message);
const seed = 71;
const draws = 20;
const bounds = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const { all, train } = readCorpus(1, 1);

/** As the app holds a sentence of a CoNLL file: words joined by spaces, its tokens known. */
function documentOf(id: string, { words }: Pick<TaggedSentence, 'words'>) {
  let at = 0;
  const tokens = words.map((word) => {
    const from = at;
    at += word.length + 1;
    return { from, to: from + word.length };
  });
  return { id, text: words.join(' '), tokens };
}

interface Bin {
  proposed: number;
  right: number;
  /** The words touch an entity of the label. */
  touching: number;
  promised: number;
}

async function measure(sentences: number) {
  const bins: Bin[] = bounds.map(() => ({ proposed: 0, right: 0, touching: 0, promised: 0 }));
  let [reached, asked, triggers, milliseconds] = [0, 0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const order = shuffled(all, createRng(seed + draw));
    const explained = order.slice(0, sentences);
    const taught = new Set(explained.map(({ words }) => words.join(' ')));
    const unseen = shuffled(train, createRng(seed - draw))
      .filter(({ words }) => !taught.has(words.join(' ')))
      .slice(0, 1000);
    const given = explained.flatMap((one) => one.triggers);
    const started = performance.now();
    const matcher = new PhraseMatcher({
      vectors: vectors.ok ? vectors.value : undefined!,
      soft: true,
      threshold: 0.6,
    });
    await matcher.addTriggers(given);
    await matcher.addDocuments(unseen.map((one, i) => documentOf(`${i}`, one)));
    for (const [i, one] of unseen.entries()) {
      const found = await matcher.propose(`${i}`);
      const { tokens } = documentOf(`${i}`, one);
      const gold = entitiesOf(one).map(({ from, to, label }) => ({
        from: must(tokens[from], 'token').from,
        to: must(tokens[to - 1], 'token').to,
        labelId: must(bc5cdrLabels[label], 'label'),
      }));
      for (const { target, labelId, confidence } of found) {
        if (target.kind !== 'span') continue;
        const bin = must(bins[bounds.findLastIndex((bound) => confidence >= bound)], 'bin');
        bin.proposed++;
        bin.promised += confidence;
        const own = gold.filter((entity) => entity.labelId === labelId);
        if (own.some(({ from, to }) => from === target.from && to === target.to)) bin.right++;
        if (own.some(({ from, to }) => from < target.to && target.from < to)) bin.touching++;
      }
      if (found.length > 0) reached++;
      asked++;
    }
    milliseconds += performance.now() - started;
    triggers += given.length;
  }
  const share = (part: number, whole: number): number =>
    whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000;
  return {
    sentences,
    triggers: triggers / draws,
    reached: share(reached, asked),
    msPerSentence: Math.round((1000 * milliseconds) / asked) / 1000,
    bins: bins.map((bin, i) => ({
      from: must(bounds[i], 'bound'),
      proposed: bin.proposed,
      promised: share(bin.promised, bin.proposed),
      right: share(bin.right, bin.proposed),
      touching: share(bin.touching, bin.proposed),
    })),
  };
}

const results = [];
for (const sentences of [1, 3, 7]) {
  const result = await measure(sentences);
  console.log(
    `${sentences} sentences, ${result.triggers} triggers: match in ${(100 * result.reached).toFixed(1)} %, ${result.msPerSentence} ms a sentence`,
  );
  console.table(result.bins);
  results.push(result);
}
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  'bench/results/phrase-triggers.json',
  `${JSON.stringify({ run: currentRun(seed), draws, results }, null, 2)}\n`,
);
