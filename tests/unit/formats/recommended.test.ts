/** What the program says of texts leaves with its confidence and source, and comes back as a suggestion, never as a label. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { ParsedDocument } from '#core/formats';
import type { Recommendation, Task } from '#core/project';
import { bundleOf, parsed, readAll, textOf, write } from './helpers.ts';

const text = '😀 Eva leads Acme';
const entity = (label: string, from: number, to: number) =>
  ({ label, target: { kind: 'span', from, to }, explanations: [] }) as const;

function texts(task: Task): ParsedDocument[] {
  if (task === 'sa') return [parsed(text)];
  return [parsed(text, { annotations: task === 're' ? [entity('PER', 3, 6), entity('ORG', 13, 17)] : [] })];
}

function exported(task: Task, format: string) {
  const project = bundleOf(task, [
    ...texts(task),
    // Where the labels come from.
    parsed('Ada leads Corp', {
      status: 'done',
      annotations:
        task === 'sa'
          ? [{ label: 'good', target: { kind: 'text' }, explanations: [] }]
          : task === 're'
            ? [
                entity('PER', 0, 3),
                entity('ORG', 10, 14),
                { label: 'leads', target: { kind: 'relation', head: 0, tail: 1 }, explanations: [] },
              ]
            : [entity('PER', 0, 3)],
    }),
  ]);
  const id = (name: string): string => project.labels.find((label) => label.name === name)?.id ?? '';
  const why = [
    { kind: 'model', version: 3 },
    { kind: 'rule', explanationId: 'e', sentence: '=The word "leads" is there.', score: 1, strict: true },
  ] as const;
  const proposed: Record<Task, Omit<Recommendation, 'confidence' | 'provenance'>> = {
    ner: { target: { kind: 'span', from: 3, to: 6 }, labelId: id('PER') },
    re: {
      target: { kind: 'relation', head: { from: 3, to: 6 }, tail: { from: 13, to: 17 } },
      labelId: id('leads'),
    },
    sa: { target: { kind: 'text' }, labelId: id('good') },
  };
  const first = project.documents[0]?.id ?? '';
  const recommended = new Map([[first, [{ ...proposed[task], confidence: 0.91234567, provenance: why }]]]);
  return write(format, project, { recommended })[0];
}

const formats = [
  ['triples-json', 'triples'],
  ['triples-jsonl', 'triples'],
  ['triples-csv', undefined],
  ['label-studio', 'label-studio'],
  ['prodigy', 'prodigy'],
] as const;

describe.each(formats)('%s', (format, schema) => {
  it.each(['ner', 're', 'sa'] as const)('%s', (task) => {
    const file = exported(task, format);
    const written = textOf(file);
    expect(written).toContain('0.9123');
    if (schema !== undefined) {
      const published = JSON.parse(
        readFileSync(join(process.cwd(), 'docs/schemas', `${schema}.schema.json`), 'utf8'),
      );
      const validate = new Ajv({ allErrors: true, strictTuples: false, strictTypes: false }).compile(
        published,
      );
      const whole = file?.name.endsWith('.json') === true;
      for (const value of whole ? [written] : written.trim().split('\n'))
        expect(validate(JSON.parse(value)) ? [] : validate.errors).toEqual([]);
    }
    const back = readAll(format, file!, { task });
    const [first, second] = back.documents;
    expect(back.issues).toEqual([]);
    expect(second?.annotations.length).toBeGreaterThan(0);
    expect(second?.suggestions ?? []).toEqual([]);
    // The labels of people are labels; in Prodigy a question is answered as a whole.
    if (format !== 'prodigy') expect(first?.annotations).toHaveLength(task === 're' ? 2 : 0);
    const target = {
      ner: { kind: 'span', from: 3, to: 6 },
      re: { kind: 'relation', head: { from: 3, to: 6 }, tail: { from: 13, to: 17 } },
      sa: { kind: 'text' },
    }[task];
    expect(first?.suggestions).toContainEqual({
      label: { ner: 'PER', re: 'leads', sa: 'good' }[task],
      target,
      by: expect.stringContaining('LEAN-LIFE'),
      score: 0.9123,
    });
  });
});

it('writes what a person would see where a format holds no confidence', () => {
  expect(textOf(exported('ner', 'conll'))).toMatch(/Eva\b.*B-PER/);
});
