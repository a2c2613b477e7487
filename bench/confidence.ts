/**
 * `npm run bench:confidence [-- --tasks ner --labelled 100,300 --seeds 1,2]` (about 2 min of one processor): does a confidence
 * mean what it says? A model learns from so many finished texts, a tenth of which only measure, as in the app; on 300 other texts of the same pile the
 * expected calibration error (five bins; Guo et al. 2017) of what it says, and of what is shown: read by those that measure.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type Annotation,
  type Document,
  type JudgedItem,
  type Task,
  type TaughtDocument,
  taskTraits,
} from '#core/project';
import { evaluateWeights } from '#core/tasks';
import { type ConfidenceMap, calibrationOf, mappedConfidence } from '#core/train';
import { currentRun } from './bench-run.ts';
import { type GoldText, readOnlineTask } from './online-data.ts';
import { loadedNetwork } from './replay-network.ts';
import { hasData } from './rules-data.ts';
import { labelRecords } from './study-documents.ts';
import { gloveEncoder } from './train-data.ts';
import { trainedModel } from './trained.ts';

const { values: flags } = parseArgs({
  options: {
    tasks: { type: 'string', default: 'ner' },
    labelled: { type: 'string', default: '100,300' },
    seeds: { type: 'string', default: '1,2' },
    out: { type: 'string', default: 'bench/results/confidence.json' },
  },
});
if (!hasData) {
  console.log('bench:confidence: skipped, ../shared/data is not there');
  process.exit(0);
}
const heldOut = 300;
const encoder = gloveEncoder();
const entity = 'entity';

function finished(text: GoldText, at: number, task: Task, part: string): TaughtDocument {
  const id = `${part}-${at}`;
  const common = { projectId: 'p', documentId: id, annotator: '', source: 'imported', updatedAt: 0 } as const;
  const annotations = text.gold.flatMap(({ label, span, tail }, k): Annotation[] => {
    const own = { ...common, id: `${id}-${k}`, labelId: label };
    if (span === undefined) return [{ ...own, target: { kind: 'text' } }];
    if (tail === undefined) return [{ ...own, target: { kind: task === 'sa' ? 'aspect' : 'span', ...span } }];
    const end = (name: string, place: typeof span): Annotation => ({
      ...{ ...common, id: `${id}-${name}`, labelId: entity },
      target: { kind: 'span', ...place },
    });
    return [
      end('x', span),
      end('y', tail),
      { ...own, target: { kind: 'relation', head: `${id}-x`, tail: `${id}-y` } },
    ];
  });
  const document: Document = {
    ...{ id, projectId: 'p', position: at, text: text.text, meta: {} },
    ...{ status: 'done', flagged: false, updatedAt: 0 },
    ...(text.tokens === undefined ? {} : { tokens: text.tokens }),
    ...(part === 'blind' ? { split: 'holdout' } : {}),
  };
  return { document, annotations };
}

interface Cell {
  readonly task: string;
  readonly labelled: number;
  readonly seed: number;
  readonly measuring: number;
  readonly said: number;
  readonly shown: number;
}

async function cell(task: Task, labelled: number, seed: number): Promise<Cell> {
  // Of one pile, as in a project: texts that are explained are not like the official test texts.
  const data = readOnlineTask(task, labelled + heldOut, 0, seed);
  const [given, others] = [data.pool.slice(0, labelled), data.pool.slice(labelled)];
  const { hasPairs, learned } = taskTraits[task];
  const labels = [...labelRecords('span', hasPairs ? [entity] : []), ...labelRecords(learned, data.labels)];
  const documents = given.map((text, at) => finished(text, at, task, at % 10 === 9 ? 'blind' : 'pool'));
  const network = await loadedNetwork(task);
  const weights = await trainedModel({
    ...{ task, projectId: 'p', labels, network, encoder, documents, seed, clock: () => 0 },
  });
  const { items } = await evaluateWeights({
    ...{ task, network, encoder, weights },
    documents: others.map((text, at) => finished(text, at, task, 'held-out')),
  });
  // What a model of another task says is shown as it is.
  const fact = (name: string, usual: number): number => weights.metrics[`facts.${name}`] ?? usual;
  const map: ConfidenceMap = { slope: fact('confidenceSlope', 1), offset: fact('confidenceOffset', 0) };
  const shown = items.map(
    (item): JudgedItem => ({ ...item, confidence: mappedConfidence(item.confidence, map) }),
  );
  const round = (value: number): number => Number(value.toFixed(4));
  return {
    ...{ task: data.name, labelled, seed, measuring: Math.floor(labelled / 10) },
    said: round(calibrationOf(items).error),
    shown: round(calibrationOf(shown).error),
  };
}

const cells: Cell[] = [];
for (const task of flags.tasks.split(',')) {
  for (const labelled of flags.labelled.split(',').map(Number)) {
    for (const seed of flags.seeds.split(',').map(Number)) {
      cells.push(await cell(task as Task, labelled, seed)); // one of the three, as the flag says
      console.log(JSON.stringify(cells.at(-1)));
    }
  }
}
const mean = (of: (one: Cell) => number): number =>
  Number((cells.reduce((sum, one) => sum + of(one), 0) / cells.length).toFixed(4));
const metrics = {
  calibrationErrorSaid: mean(({ said }) => said),
  calibrationErrorShown: mean(({ shown }) => shown),
};
console.log(metrics);
mkdirSync('bench/results', { recursive: true });
const result = { bench: 'confidence', ...currentRun(1), heldOut, metrics, cells };
writeFileSync(flags.out, `${JSON.stringify(result, undefined, 2)}\n`);
