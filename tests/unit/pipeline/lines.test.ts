/** Lines in and out: what the Run folder's program makes of a stream. */
import { describe, expect, it } from 'vitest';
import { type JsonObject, Pipeline, type PipelineRecord, readLine } from '#core/pipeline';
import { readArguments } from '../../../src/run/arguments.ts';
import { runLines } from '../../../src/run/run.ts';

const record: PipelineRecord = {
  format: 'lean-life-pipeline',
  version: 1,
  name: 'drugs',
  task: 'ner',
  labels: [{ id: 'd', name: 'Drug', kind: 'span', position: 0 }],
  settings: {
    sources: { 'noun-phrases': true, dictionary: true, model: true, explanations: true, predictions: true },
    confidenceThreshold: 0.5,
    ruleThreshold: 0.8,
    triggerThreshold: 0.6,
  },
  dictionary: [{ text: 'aspirin', labels: { d: 3 }, passedOver: 0 }],
  pairs: [],
  hasAspects: false,
  rules: [],
  triggers: { list: [], kinds: ['span'], ends: {} },
};
const pipeline = new Pipeline(record);

async function* chunks(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function run(input: string | Uint8Array, ...args: string[]) {
  const options = readArguments(args);
  if ('error' in options) throw new Error(options.error);
  let out = '';
  const report = await runLines(
    pipeline,
    chunks(input),
    async (text) => {
      out += text;
    },
    options,
  );
  return { ...report, out, lines: out.split('\n').slice(0, -1) };
}
const objects = (lines: readonly string[]): JsonObject[] =>
  lines.map((line) => JSON.parse(line) as JsonObject);

describe('lines', () => {
  it('come out in their order with all that they had, and the labels with where they come from', async () => {
    const { lines } = await run(
      '{"id": "a", "text": "Aspirin helps.", "score": [1, null]}\r\n\n{"text": "none"}\n{"id": 7, "text": "take aspirin"}',
      '--batch',
      '2',
    );
    expect(objects(lines)).toEqual([
      {
        id: 'a',
        text: 'Aspirin helps.',
        score: [1, null],
        labels: [
          {
            from: 0,
            to: 7,
            text: 'Aspirin',
            label: 'Drug',
            confidence: 0.875,
            sources: [{ kind: 'dictionary', term: 'aspirin', count: 3 }],
          },
        ],
      },
      { text: 'none', labels: [] },
      { id: 7, text: 'take aspirin', labels: [expect.objectContaining({ from: 5, to: 12 })] },
    ]);
  });

  it.each([
    ['{"text": 3}', 'has no field "text" that is a string'],
    ['[1]', 'no JSON object'],
    ['nonsense', /^no JSON/],
    ['{"text": "a", "labels": []}', /has a field "labels" already/],
    ['{"text": "a", "entities": {}}', /"entities" is no list/],
    ['{"text": "a", "entities": [[0, 9]]}', /entities\[0\]: 0 to 9 is not inside the text/],
    ['{"text": "a", "entities": ["b"]}', /entities\[0\] is no span/],
  ])('that cannot be read are answered and counted, and the others go on: %s', async (line, error) => {
    const { lines, bad } = await run(`${line}\n{"text": "aspirin"}\n`);
    expect(bad).toBe(1);
    const [first, second] = objects(lines);
    expect(first).toEqual({
      line: 1,
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    });
    expect(second?.['labels']).toHaveLength(1);
  });

  it('that are no UTF-8 are bad lines of their own', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"text":"'), 0xff, 0x22, 0x7d, 0x0a]);
    const { lines, bad } = await run(
      new Uint8Array([...bytes, ...new TextEncoder().encode('{"text":"x"}\n')]),
    );
    expect(bad).toBe(1);
    expect(objects(lines)).toEqual([
      { line: 1, error: 'too long, or no UTF-8' },
      { text: 'x', labels: [] },
    ]);
  });

  it('count offsets as they are asked to', async () => {
    const line = '{"text": "😀 aspirin", "tokens": [[0, 1], [2, 9]]}\n';
    const { lines } = await run(line, '--offsets', 'unicode');
    expect(objects(lines)[0]?.['labels']).toEqual([expect.objectContaining({ from: 2, to: 9 })]);
    expect((await run(line)).bad).toBe(0);
    expect(objects((await run('{"text": "😀 aspirin"}\n')).lines)[0]?.['labels']).toEqual([
      expect.objectContaining({ from: 3, to: 10 }),
    ]);
  });

  it('are written as tags of tokens and as rows of a table, formulas disarmed', async () => {
    const line = '{"id": "=1+1", "text": "take aspirin, now"}\nbad\n';
    expect((await run(line, '--format', 'conll')).out).toBe(
      '# text = take aspirin, now\ntake\tO\naspirin\tB-Drug\n,\tO\nnow\tO\n\n# line 2: no JSON: ' +
        `${(await run('bad\n')).lines.map((one) => (JSON.parse(one) as { error: string }).error.slice('no JSON: '.length))[0]}\n\n`,
    );
    const csv = (await run(line, '--format', 'csv')).out.split('\r\n');
    expect(csv[1]).toBe(
      `1,'=1+1,5,12,aspirin,,,,Drug,0.875,"[{""kind"":""dictionary"",""term"":""aspirin"",""count"":3}]"`,
    );
    expect(csv[2]).toMatch(/^2,.*error: no JSON/);
  });

  it('are asked about the aspects that they give, instead of those that the project knows', async () => {
    const reviews = new Pipeline({
      ...record,
      task: 'sa',
      labels: [{ id: 'd', name: 'positive', kind: 'text', position: 0 }],
      dictionary: ['soup', 'wine'].map((text) => ({ text, labels: { d: 3 }, passedOver: 0 })),
      hasAspects: true,
    });
    const found = async (more: object) => {
      const line = readLine(JSON.stringify({ text: 'The soup, the wine', ...more }), 'l', reviews, usual);
      if (!line.ok) throw new Error(line.error);
      const [answers = []] = await reviews.label([line.value.document], [line.value.aspects]);
      return answers.map(({ target }) => (target.kind === 'aspect' ? target.from : target.kind)).toSorted();
    };
    const usual = { field: 'labels', offsets: 'utf16', all: false, threshold: 0 } as const;
    expect(await found({})).toEqual([14, 4]);
    expect(await found({ aspects: [[14, 18]] })).toEqual([14]);
    expect(await found({ aspects: [] })).toEqual([]);
    expect(readLine('{"text": "a", "aspects": [[0, 9]]}', 'l', reviews, usual)).toMatchObject({ ok: false });
  });

  it('leave out what is below the threshold', async () => {
    const { lines } = await run('{"text": "aspirin"}\n', '--threshold', '0.9');
    expect(objects(lines)[0]?.['labels']).toEqual([]);
  });

  it('are asked for by options that are checked', () => {
    expect(readArguments(['--threshold', '2'])).toEqual({ error: '--threshold 2: a number from 0 to 1' });
    expect(readArguments(['--format', 'xml'])).toEqual({ error: '--format xml: jsonl, conll or csv' });
    expect(readArguments(['in.jsonl'])).toHaveProperty('error');
    expect(readArguments(['--rules-only', '--all'])).toMatchObject({
      rulesOnly: true,
      all: true,
      batch: 256,
    });
  });
});
