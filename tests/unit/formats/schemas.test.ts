/** What is written as JSON is what its published schema says, and the schemas are strict enough to say no. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { ParsedDocument } from '#core/formats';
import type { Task } from '#core/project';
import { bundleOf, parsed, textOf, write } from './helpers.ts';

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(join(process.cwd(), 'docs/schemas', `${name}.schema.json`), 'utf8'));

function documents(task: Task): ParsedDocument[] {
  const kind = task === 'sa' ? ('aspect' as const) : ('span' as const);
  const trigger = { kind: 'trigger' as const, spans: [{ from: 4, to: 9 }] };
  const sentence = { kind: 'nl' as const, text: 'The word "leads" is there.' };
  return [
    parsed('Eva leads Acme 😀', {
      meta: { id: 'a', source: 'b' },
      tokens: [{ from: 0, to: 3 }],
      split: 'holdout',
      annotations: [
        {
          label: 'PER',
          target: { kind, from: 0, to: 3 },
          explanations: [trigger],
          annotator: 'eva@example.org',
        },
        { label: 'ORG', target: { kind, from: 10, to: 14 }, explanations: [] },
        ...(task === 're'
          ? [
              {
                label: 'leads',
                target: { kind: 'relation' as const, head: 0, tail: 1 },
                explanations: [sentence],
              },
            ]
          : []),
        ...(task === 'sa'
          ? [{ label: 'good', target: { kind: 'text' as const }, explanations: [sentence] }]
          : []),
      ],
    }),
    parsed('No labels', { status: 'skipped' }),
  ];
}

const exports = [
  ['triples-json', 'triples', 'whole'],
  ['triples-jsonl', 'triples', 'lines'],
  ['lean-life-json', 'lean-life', 'whole'],
  ['doccano', 'doccano', 'lines'],
  ['label-studio', 'label-studio', 'whole'],
  ['prodigy', 'prodigy', 'lines'],
] as const;

describe('published schemas', () => {
  it.each(exports)('%s', (format, schema, how) => {
    const ajv = new Ajv({ allErrors: true, strictTuples: false });
    const validate = ajv.compile(schemaOf(schema));
    for (const task of ['ner', 're', 'sa'] as const) {
      const text = textOf(write(format, bundleOf(task, documents(task)))[0]);
      const values: unknown[] =
        how === 'whole'
          ? [JSON.parse(text)]
          : text
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line));
      for (const value of values) expect(validate(value) ? [] : validate.errors).toEqual([]);
    }
    const broken: unknown = how === 'whole' && schema === 'label-studio' ? [{ id: 'x' }] : { text: 7 };
    expect(validate(broken)).toBe(false);
  });
});
