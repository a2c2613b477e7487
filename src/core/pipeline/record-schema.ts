/** The JSON Schema of `rules.json` (`PipelineRecord`), for programs that read it without ours. */
import { tasks } from '#core/project';
import { pipelineVersion } from './record.ts';

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const truth = { type: 'boolean' } as const;
const texts = { type: 'array', items: text } as const;
const numbers = { type: 'array', items: number } as const;
const counts = { type: 'object', additionalProperties: number } as const;

/** An object of these fields and no others. */
function objectOf(
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const listOf = (items: unknown, description?: string): Readonly<Record<string, unknown>> => ({
  type: 'array',
  items,
  ...(description === undefined ? {} : { description }),
});

const span = objectOf({ from: number, to: number });

export const recordSchema: Readonly<Record<string, unknown>> = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'rules.json of a LEAN-LIFE Run folder',
  description:
    'A finished project as data. Offsets count UTF-16 units, positions of triggers count tokens. Labels are named by their ids.',
  ...objectOf(
    {
      format: { const: 'lean-life-pipeline' },
      version: { const: pipelineVersion },
      name: text,
      task: { enum: tasks },
      labels: listOf(
        objectOf(
          {
            id: text,
            name: text,
            kind: { enum: ['span', 'relation', 'text'] },
            position: number,
            headTypes: texts,
            tailTypes: texts,
          },
          ['headTypes', 'tailTypes'],
        ),
      ),
      settings: objectOf({
        sources: objectOf({
          'noun-phrases': truth,
          dictionary: truth,
          model: truth,
          explanations: truth,
          predictions: truth,
        }),
        confidenceThreshold: share,
        ruleThreshold: share,
        triggerThreshold: share,
      }),
      dictionary: listOf(
        objectOf({ text, labels: counts, passedOver: number }),
        'Words that were labelled: how often with which label, how often not.',
      ),
      pairs: listOf(objectOf({ pair: text, labels: counts }), 'The same of pairs of entities (relations).'),
      hasAspects: { ...truth, description: 'Sentiment: aspects are marked in this project.' },
      rules: listOf(
        objectOf({
          id: text,
          labelId: text,
          sentence: { ...text, description: 'As a person wrote it.' },
          form: {
            type: 'object',
            description: 'The sentence as a logical form (docs/explanations.md).',
            required: ['op'],
            properties: { op: text },
          },
          enabled: truth,
        }),
        'In the order in which their votes are numbered.',
      ),
      lists: listOf(
        objectOf({ name: text, words: texts }),
        'Word lists that rules name; absent where there is none.',
      ),
      votes: {
        description: 'What the votes of the rules weigh; absent where there is no rule.',
        ...objectOf(
          {
            labels: texts,
            rules: texts,
            model: objectOf({
              labelCount: number,
              classBalance: numbers,
              accuracies: numbers,
              weights: numbers,
              pairRules: numbers,
              pairLabels: numbers,
              voteEvidence: numbers,
              silenceEvidence: numbers,
              silence: { enum: ['ignored', 'evidence'] },
              iterations: number,
            }),
            context: objectOf({ labelCount: number, dims: number, weights: numbers, prior: numbers }),
          },
          ['context'],
        ),
      },
      triggers: objectOf({
        list: listOf(
          objectOf(
            {
              explanationId: text,
              documentId: text,
              labelId: text,
              words: texts,
              positions: numbers,
              phrase: text,
              target: span,
              pair: objectOf({ head: span, tail: span }),
            },
            ['target', 'pair'],
          ),
        ),
        kinds: listOf({ enum: ['span', 'relation', 'text', 'aspect'] }),
        ends: { type: 'object', additionalProperties: texts },
      }),
    },
    ['lists', 'votes'],
  ),
};
