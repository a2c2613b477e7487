/**
 * `npx tsx tools/project-schema.ts` writes docs/project-file.schema.json: the JSON Schema of a project file, made from the schemas
 * that read it. A test holds the two, and files that the app writes, against each other.
 */
import { writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { projectFileFormat } from '#core/formats';
import { recordSchemas, recordsVersion } from '#core/project';

type Json = Readonly<Record<string, unknown>>;

function record(schema: (typeof recordSchemas)[keyof typeof recordSchemas]): Json {
  const { $schema: _, ...json } = toJsonSchema(schema, {
    // What is given when it is read, not what comes of it.
    typeMode: 'input',
    // What JSON cannot hold (a number that is not finite) needs no word here.
    errorMode: 'ignore',
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === 'custom'
        ? { type: 'object', additionalProperties: { type: 'string' } }
        : jsonSchema,
  });
  return json;
}

const list = (name: string): Json => ({ type: 'array', items: { $ref: `#/$defs/${name}` } });
const counts = {
  type: 'object',
  additionalProperties: { type: 'integer', minimum: 0 },
  description: 'How many records each table holds; fewer mean that the file is not complete.',
};

/** The whole schema, as it stands in the docs. */
export function projectFileSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'LEAN-LIFE project file',
    description:
      'project.json of the archive; or, with the four tables beside it, the same project as one JSON document. Each line of labels.jsonl, documents.jsonl, annotations.jsonl and explanations.jsonl is a record of $defs. Offsets are half-open and count UTF-16 code units.',
    type: 'object',
    required: ['format', 'version', 'counts', 'project'],
    properties: {
      format: { const: projectFileFormat },
      version: { type: 'integer', minimum: 1, maximum: recordsVersion },
      digests: { type: 'string', description: 'Name of the entry that holds a digest of every other one.' },
      counts,
      project: { $ref: '#/$defs/project' },
      labels: list('label'),
      documents: list('document'),
      annotations: list('annotation'),
      explanations: list('explanation'),
    },
    $defs: Object.fromEntries(Object.entries(recordSchemas).map(([name, schema]) => [name, record(schema)])),
  };
}

export const schemaFile = 'docs/project-file.schema.json';

if (process.argv[1]?.endsWith('project-schema.ts') === true) {
  writeFileSync(schemaFile, `${JSON.stringify(projectFileSchema(), null, 2)}\n`);
}
