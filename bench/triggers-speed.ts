/**
 * `npm run bench:triggers-speed`: how fast sentences and triggers are encoded and matched, and how soon a new trigger
 * takes effect at 2 000 unlabelled sentences (issue 6), in seconds of one processor. Weights are fresh ones: they change no running time.
 * Writes bench/results/triggers-speed.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRng, must } from '#core/base';
import { initialParameters, tagCount } from '#core/train';
import {
  cosines,
  createTriggerEncoder,
  createTriggerTagger,
  type Trigger,
  TriggerMatcher,
} from '#core/triggers';
import { createOrtRuntime } from '#workers/platform/ort-runtime';
import { currentRun } from './bench-run.ts';
import { bc5cdrLabels, dataIsHere, gloveEncoder } from './train-data.ts';
import { readCorpus } from './triggers-data.ts';
import { loadNetworks, round } from './triggers-laboratory.ts';

if (!dataIsHere) {
  console.log('bench:triggers-speed: ../shared/data is not here, nothing to do');
  process.exit(0);
}
const seed = 1;
const runtime = createOrtRuntime({ threads: 1 });
const networks = await loadNetworks(runtime);
const encoder = gloveEncoder();
const corpus = readCorpus(1, 1);
const documents = corpus.train.slice(0, 2000).map(({ words }, i) => {
  let from = 0;
  const tokens = words.map((word) => {
    const span = { from, to: from + word.length };
    from = span.to + 1;
    return span;
  });
  return { id: `d${i}`, text: words.join(' '), tokens };
});
const triggers: readonly Trigger[] = corpus.all.flatMap((s) => s.triggers).slice(0, 1001);
const symbols = { wordDim: encoder.dim };
const model = {
  labels: bc5cdrLabels,
  encoder: createTriggerEncoder({
    manifest: networks.trigger.manifest,
    graph: networks.trigger.predict,
    parameters: initialParameters(
      networks.trigger.manifest,
      { ...symbols, labels: bc5cdrLabels.length },
      createRng(seed),
    ),
    encoder,
  }),
  tagger: createTriggerTagger({
    manifest: networks.tagger.manifest,
    graph: networks.tagger.predict,
    parameters: initialParameters(
      networks.tagger.manifest,
      { ...symbols, labels: tagCount(bc5cdrLabels.length) },
      createRng(seed),
    ),
    encoder,
  }),
};
/** Processor seconds: on a machine that does other things at the same time the clock on the wall says little. */
const secondsOf = async (work: () => Promise<unknown> | unknown): Promise<number> => {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
};

const sentences = corpus.train.slice(0, 2000);
let sentenceVectors: Float32Array[] = [];
let triggerVectors: Float32Array[] = [];
const encodeSentences = await secondsOf(async () => {
  sentenceVectors = await model.encoder.sentences(sentences);
});
const encodeTriggers = await secondsOf(async () => {
  triggerVectors = await model.encoder.triggers(triggers.slice(0, 1000));
});
const flat = (vectors: readonly Float32Array[]): Float32Array => {
  const out = new Float32Array(vectors.length * model.encoder.dim);
  vectors.forEach((vector, i) => {
    out.set(vector, i * model.encoder.dim);
  });
  return out;
};
const [a, b] = [flat(sentenceVectors), flat(triggerVectors)];
// The third run: what the page sees once the engine has compiled the loop; and the first, cold.
const matchCold = await secondsOf(() => cosines(a, b, model.encoder.dim));
await secondsOf(() => cosines(a, b, model.encoder.dim));
const matchWarm = await secondsOf(() => cosines(a, b, model.encoder.dim));

const matcher = new TriggerMatcher({ model, threshold: 0.2 });
await matcher.addDocuments(documents);
const addMany = await secondsOf(() => matcher.addTriggers(triggers.slice(0, 1000)));
const ahead = documents.slice(0, 12).map((document) => document.id);
let affected = 0;
const online = await secondsOf(async () => {
  const changed = await matcher.addTriggers([must(triggers[1000], 'trigger')]);
  affected = changed.size;
  for (const id of ahead) await matcher.propose(id);
});
const moveSlider = await secondsOf(() => {
  matcher.setThreshold(0.5);
  matcher.coverage([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
});
const seconds = { encodeSentences, encodeTriggers, matchCold, matchWarm, addMany, online, moveSlider };
const record = {
  ...currentRun(seed),
  what: {
    encodeSentences: '2 000 sentences of BC5CDR to vectors, one thread',
    encodeTriggers: '1 000 triggers to vectors, one thread',
    match: '2 000 × 1 000 similarities of vectors that are there; cold: first run in the process',
    addMany: '1 000 triggers added to a matcher with 2 000 documents: encoding, matching, nearest ones kept',
    online: 'one more trigger added, and the 12 documents that come next recommended for anew',
    moveSlider: 'coverage of 2 000 documents at ten thresholds',
  },
  seconds: Object.fromEntries(Object.entries(seconds).map(([name, s]) => [name, round(s)])),
  sentencesPerSecond: Math.round(2000 / encodeSentences),
  affectedDocuments: affected,
};
console.log(JSON.stringify(record, undefined, 1));
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/triggers-speed.json', `${JSON.stringify(record, undefined, 1)}\n`);
