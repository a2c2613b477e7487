/** `node run.mjs`: the program of the Run folder. */
import type { Problem, Result } from '#core/base';
import { checkGolden, type JsonObject, type Pipeline } from '#core/pipeline';
import { help, type RunOptions, readArguments } from './arguments.ts';
import { loadPipeline, readFolderFile } from './load.ts';
import { nodeRuntime } from './node-runtime.ts';
import { runLines } from './run.ts';

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Where a pipeline comes from. */
export interface PipelineSource {
  load(options: RunOptions): Promise<Result<Pipeline, Problem>>;
  /** Lines with the app's answers; `undefined` where there are none. */
  golden(): Promise<Uint8Array | undefined>;
}

/** The folder that `run.mjs` lies in. */
export function folderSource(folder: string): PipelineSource {
  return {
    load: ({ rulesOnly, threads }) =>
      loadPipeline(folder, rulesOnly ? undefined : () => nodeRuntime(threads)),
    golden: () => readFolderFile(folder, 'golden.jsonl'),
  };
}

/** The exit code. */
export async function main(args: readonly string[], source: PipelineSource): Promise<number> {
  const options = readArguments(args);
  if ('error' in options) {
    tell(`${options.error}\n--help says what there is.`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  if (options.check && options.rulesOnly) {
    tell('--check compares all that the app answers; it cannot be asked with --rules-only');
    return 2;
  }
  const pipeline = await source.load(options);
  if (!pipeline.ok) {
    tell(pipeline.error.message);
    return 1;
  }
  return options.check ? check(pipeline.value, source) : run(pipeline.value, options);
}

async function run(pipeline: Pipeline, options: RunOptions): Promise<number> {
  const { lines, bad } = await runLines(pipeline, process.stdin, write, options);
  tell(`${lines} lines${bad === 0 ? '' : `, ${bad} of them could not be read`}`);
  return bad > 0 && options.failOnError ? 3 : 0;
}

function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(text)) resolve();
    else process.stdout.once('drain', resolve);
  });
}

async function check(pipeline: Pipeline, source: PipelineSource): Promise<number> {
  const bytes = await source.golden();
  if (bytes === undefined) {
    tell('golden.jsonl is missing');
    return 1;
  }
  const golden = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject);
  const differences = await checkGolden(pipeline, golden);
  for (const one of differences) tell(one);
  tell(`${golden.length - differences.length} of ${golden.length} lines are answered as in the app`);
  return differences.length === 0 ? 0 : 1;
}
