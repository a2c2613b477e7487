/**
 * One engine of `bench:train` as a child process (threads are fixed for a JS context): answers `{ steps }` with the
 * milliseconds of each step, parameters in and out, batch and dropout included, by the clock and of processor time.
 */
import { createRng, type Rng } from '#core/base';
import { logSoftmax, mul, neg, reduceMean, reduceSum } from '#core/graph';
import { type NerExample, nerCollator, type TokenEncoder, type TrainingProgress, train } from '#core/train';
import { compileNetwork, linear, type NetworkDefinition, ner, recurrent } from '#models';
import { createOrtRuntime } from '#workers/platform/ort-runtime';

export interface BenchSizes {
  readonly batch: number;
  readonly time: number;
  readonly input: number;
  readonly hidden: number;
  readonly labels: number;
}

/** The networks that are measured: the plain BLSTM that both engines train, and the whole NER network. */
export type BenchNetwork = 'blstm' | 'ner';

function blstm({ hidden, labels }: BenchSizes): NetworkDefinition {
  return {
    name: 'blstm',
    build(net) {
      const vectors = net.input('vectors', 'float32', ['batch', 'time', 'wordDim']);
      const mask = net.input('mask', 'float32', ['batch', 'time']);
      const scores = linear(net, 'scores', recurrent(net, 'tokens', vectors, mask, hidden), labels);
      net.output('scores', scores);
      if (!net.trains) return undefined;
      const target = net.input('target', 'float32', ['batch', 'time', labels]);
      return reduceMean(neg(reduceSum(mul(target, logSoftmax(scores)), [2])), [0, 1]);
    },
  };
}

/** Words as English has them: short ones often, 2 to 12 letters. */
function words(rng: Rng, count: number): string[] {
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + rng.int(6) + rng.int(6) }, () => String.fromCharCode(97 + rng.int(26))).join(''),
  );
}

function noise(dim: number): TokenEncoder {
  const rng = createRng(4);
  const table = Float32Array.from({ length: 64 * dim }, () => rng.normal());
  return {
    dim,
    encode: (sentence, into, offset) => {
      sentence.forEach((word, t) => {
        const row = (word.charCodeAt(0) + 3 * word.length) % 64;
        into.set(table.subarray(row * dim, (row + 1) * dim), offset + t * dim);
      });
    },
  };
}

async function steps(kind: BenchNetwork, sizes: BenchSizes, threads: number): Promise<() => Promise<void>> {
  const runtime = createOrtRuntime({ threads });
  const compiled = compileNetwork(kind === 'ner' ? ner : blstm(sizes));
  const rng = createRng(1);
  const vocabulary = words(rng, 4000);
  // A Zipf-like draw: about half of a batch's tokens are distinct words, as in running text.
  const draw = (): string => vocabulary[Math.floor(4000 ** rng.next()) - 1] ?? 'a';
  const sentences = Array.from({ length: 4096 }, (): NerExample => {
    const tokens = Array.from({ length: sizes.time }, draw);
    const allowed = new Uint8Array(sizes.time * sizes.labels);
    for (let t = 0; t < sizes.time; t++) allowed[t * sizes.labels + rng.int(sizes.labels)] = 1;
    return { words: tokens, allowed };
  });
  const encoder = noise(sizes.input);
  const tagger = nerCollator(compileNetwork(ner).manifest, encoder);
  const collate = (examples: readonly NerExample[]) => {
    const { vectors, mask, allowed, ...rest } = tagger.collate(examples);
    if (vectors === undefined || mask === undefined || allowed === undefined) throw new Error('a batch');
    return kind === 'ner' ? { vectors, mask, allowed, ...rest } : { vectors, mask, target: allowed };
  };
  const training = train({
    manifest: compiled.manifest,
    graph: await runtime.load(compiled.train),
    collator: { ...tagger, collate },
    examples: sentences,
    symbols: { labels: sizes.labels, wordDim: sizes.input },
    rng: createRng(2),
    batchSize: sizes.batch,
    epochs: 1000,
  });
  return async () => {
    const next: IteratorResult<TrainingProgress, unknown> = await training.next();
    if (next.done === true) throw new Error('the training ended');
  };
}

const [network, threads, sizes] = process.argv.slice(2);
if (process.send !== undefined && sizes !== undefined) {
  const step = await steps(network as BenchNetwork, JSON.parse(sizes) as BenchSizes, Number(threads));
  process.on('message', async (message: { steps: number }) => {
    const times: number[] = [];
    const cpu: number[] = [];
    for (let i = 0; i < message.steps; i++) {
      const [from, usage] = [performance.now(), process.cpuUsage()];
      await step();
      const { user, system } = process.cpuUsage(usage);
      times.push(performance.now() - from);
      cpu.push((user + system) / 1000);
    }
    process.send?.({ times, cpu });
  });
  process.send({ ready: true });
}
