/** Labels the lines of a stream, in batches; memory holds one batch. */
import { type LineOptions, type Pipeline, readLine } from '#core/pipeline';
import type { RunOptions } from './arguments.ts';
import { type Answer, csvHead, writerOf } from './formats.ts';
import { linesIn } from './lines.ts';

export interface RunReport {
  readonly lines: number;
  /** Lines that could not be read. */
  readonly bad: number;
}

/** `write` resolves when the output has room again. Blank lines are passed over. */
export async function runLines(
  pipeline: Pipeline,
  input: AsyncIterable<Uint8Array>,
  write: (text: string) => Promise<void>,
  options: LineOptions & Pick<RunOptions, 'format' | 'batch'>,
): Promise<RunReport> {
  const writer = writerOf(options.format, pipeline, options);
  let line = 0;
  let lines = 0;
  let bad = 0;
  let batch: Omit<Answer, 'recommended'>[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const answers = await answered(pipeline, batch);
    batch = [];
    const text = answers.map(writer).join('');
    if (text !== '') await write(text);
  };
  if (options.format === 'csv') await write(csvHead);
  for await (const complete of linesIn(input)) {
    for (const text of complete) {
      line++;
      if (text?.trim() === '') continue;
      lines++;
      // Not an id that a text of the project may have: triggers do not vote for their own.
      const read = text === undefined ? undefined : readLine(text, `line ${line}`, pipeline, options);
      if (read?.ok !== true) bad++;
      batch.push({
        line,
        input: read === undefined ? 'too long, or no UTF-8' : read.ok ? read.value : read.error,
      });
      if (batch.length >= options.batch) await flush();
    }
    await flush();
  }
  return { lines, bad };
}

async function answered(
  pipeline: Pipeline,
  batch: readonly Omit<Answer, 'recommended'>[],
): Promise<readonly Answer[]> {
  const inputs = batch.flatMap(({ input }) => (typeof input === 'string' ? [] : [input]));
  const labelled =
    inputs.length === 0
      ? []
      : await pipeline.label(
          inputs.map(({ document }) => document),
          inputs.map(({ aspects }) => aspects),
        );
  let next = 0;
  return batch.map((one) => ({
    ...one,
    recommended: typeof one.input === 'string' ? [] : (labelled[next++] ?? []),
  }));
}
