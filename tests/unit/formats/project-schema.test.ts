/** The JSON Schema of the project file in docs/: it is that of the code, and holds of what the app writes. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { formatProjectJson, readProjectFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { projectFileSchema, schemaFile } from '../../../tools/project-schema.ts';
import { bundleOf, file, parsed, write } from './helpers.ts';

const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const ajv = new Ajv2020({ strict: false }).addSchema(schema, 'file');
const check = (value: unknown, ref = 'file'): unknown[] => {
  const validate = ajv.getSchema(ref);
  if (validate === undefined) throw new Error(`no ${ref}`);
  return validate(value) === true ? [] : (validate.errors ?? []);
};

const bundle: ProjectBundle = bundleOf('re', [
  parsed('Ada lived in Rome.', {
    meta: { id: '1', __proto__x: 'y' },
    split: 'holdout',
    tokens: [{ from: 0, to: 3 }],
    annotations: [
      {
        label: 'Person',
        target: { kind: 'span', from: 0, to: 3 },
        explanations: [
          { kind: 'trigger', spans: [{ from: 4, to: 9 }] },
          { kind: 'nl', text: 'because' },
        ],
      },
      { label: 'Place', target: { kind: 'span', from: 13, to: 17 }, explanations: [] },
      { label: 'in', target: { kind: 'relation', head: 0, tail: 1 }, explanations: [] },
    ],
  }),
]);

it('is that of the code: write it anew with `npx tsx tools/project-schema.ts`', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(projectFileSchema())));
});

it('holds of both kinds of file that the app writes', () => {
  expect(check(JSON.parse(formatProjectJson(bundle)))).toEqual([]);
  const entries = unzipSync(write('project', bundle)[0]?.bytes ?? new Uint8Array());
  const text = (name: string): string => new TextDecoder().decode(entries[name]);
  expect(check(JSON.parse(text('project.json')))).toEqual([]);
  for (const kind of ['label', 'document', 'annotation', 'explanation']) {
    const lines = text(`${kind}s.jsonl`).trim().split('\n');
    expect(lines.flatMap((line) => check(JSON.parse(line), `file#/$defs/${kind}`))).toEqual([]);
  }
});

it('refuses what the app refuses', () => {
  const whole = JSON.parse(formatProjectJson(bundle));
  const [document] = whole.documents;
  expect(check({ ...whole, documents: [{ ...document, position: -1 }] })).not.toEqual([]);
  expect(check({ ...whole, documents: [{ ...document, meta: { n: 1 } }] })).not.toEqual([]);
  expect(check({ ...whole, version: 99 })).not.toEqual([]);
  const settings = { ...whole.project.settings, trainEvery: 1e300 };
  expect(check({ ...whole, project: { ...whole.project, settings } })).not.toEqual([]);
});

it.each([
  ['trainEvery', 1e300],
  ['trainEvery', -1],
  ['confidenceThreshold', 2],
  ['ruleThreshold', null],
  ['acquisition', 'magic'],
  ['sources', { model: 'yes' }],
  ['timing', 1],
])('a setting %s of %s gets its default, is named, and costs nothing else', (name, value) => {
  const whole = JSON.parse(formatProjectJson(bundle));
  whole.project.settings[name] = value;
  const read = readProjectFile([file('x.json', JSON.stringify(whole))]);
  expect(read.ok && read.value.issues).toMatchObject([{ table: 'project', path: `settings.${name}` }]);
  expect(read.ok && read.value.bundle).toEqual(bundle);
});

it.each([
  ['documents', 'updatedAt', 1e308],
  ['documents', 'position', 2 ** 53 - 1],
  ['annotations', 'updatedAt', -1],
] as const)('a record of %s with %s of %s is left out and named', (table, name, value) => {
  const whole = JSON.parse(formatProjectJson(bundle));
  const records: Record<string, unknown>[] = whole[table];
  records.push({ ...records[0], id: 'bad', [name]: value });
  const read = readProjectFile([file('x.json', JSON.stringify(whole))]);
  expect(read.ok && read.value.issues).toMatchObject([
    { table: table.slice(0, -1), row: records.length, path: name },
  ]);
  expect(read.ok && read.value.bundle).toEqual(bundle);
});

it('the same label twice on the same words is told', () => {
  const whole = JSON.parse(formatProjectJson(bundle));
  whole.annotations.push({ ...whole.annotations[0], id: 'twice' });
  const read = readProjectFile([file('x.json', JSON.stringify(whole))]);
  expect(read.ok && [...read.value.issues, ...read.value.violations]).toHaveLength(1);
});
