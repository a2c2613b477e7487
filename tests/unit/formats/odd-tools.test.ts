/** Further layouts of tools: each was a wrong text, a wrong label or silent before. */
import { describe, expect, it } from 'vitest';
import { openSources, planImport } from '#core/formats';
import { file } from './helpers.ts';
import { read } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';
const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('Labelbox', () => {
  const annotations = {
    objects: [
      { feature_id: 'a', name: 'PER', location: { start: 0, end: 9 } },
      { feature_id: 'b', name: 'ORG', location: { start: 17, end: 20 } },
    ],
    classifications: [
      { name: 'mood', radio_answer: { name: 'good' } },
      { name: 'about', checklist_answers: [{ name: 'food' }, { name: 'town' }] },
      { name: 'note', text_answer: { content: 'x' } },
    ],
    relationships: [{ name: 'leads', unidirectional_relationship: { source: 'a', target: 'b' } }],
  };
  const row = (row_data: string) => ({
    data_row: { id: 'r', external_id: 'd7', row_data },
    projects: { p: { labels: [{ label_details: { created_by: 'eva@x.org' }, annotations }] } },
  });
  it('objects, relationships and classes of a person', () => {
    const found = read('a.ndjson', lines(row(text)), 're');
    expect(found).toMatchObject({
      format: 'labelbox',
      ids: ['d7'],
      labels: ['PER:Anna Meyer', 'ORG:Acme', 'leads:0>1'],
    });
    expect(found.issues).toEqual(['unsupported', 'field-not-read classifications']);
    expect(found.counts).toEqual([7, 4]);
    expect(found.documents[0]?.annotations[0]?.annotator).toBe('eva@x.org');
    expect(read('a.ndjson', lines(row(text)), 'sa').labels.slice(2)).toEqual(['good', 'food', 'town']);
  });
  it('the older list', () => {
    const Label = {
      objects: [{ title: 'PER', data: { location: { start: 0, end: 9 } } }],
      classifications: [{ title: 'mood', answer: { title: 'good' } }],
    };
    const found = read('a.json', [{ ID: 'x', 'Labeled Data': text, Label }], 'sa');
    expect([found.labels, found.issues]).toEqual([['PER:Anna Meyer', 'good'], []]);
  });
  it('texts that lie elsewhere are named', () => {
    const found = read('a.ndjson', lines(row('https://x.org/a.txt')));
    expect([found.issues, found.counts]).toEqual([
      ['missing-text', 'field-not-read annotations'],
      [6, 6],
    ]);
  });
});

describe('words with their tags in one line', () => {
  it.each([
    ["Flair's", 'Anna <B-PER> Meyer <I-PER> ran\n'],
    ["the Stanford tagger's", 'Anna_PER Meyer_PER ran_O\n'],
    ['with slashes, without a prefix', 'Anna/PER Meyer/PER ran/O\n'],
  ])('%s', (_, content) => {
    expect(read('a.txt', content)).toMatchObject({
      texts: ['Anna Meyer ran'],
      labels: ['PER:Anna Meyer'],
      issues: [],
    });
  });
  it('parts of speech are no labels', () => {
    expect(read('a.txt', 'Anna/NNP ran/VBD\nBo/NNP sat/VBD\n').labels).toEqual([]);
  });
});

it("Dialogflow's pieces are one text", () => {
  const said = {
    data: [
      { text: 'go to ', userDefined: false },
      { text: 'Oslo', alias: 'city', meta: '@sys.city', userDefined: true },
    ],
  };
  expect(read('a.json', [said])).toMatchObject({ texts: ['go to Oslo'], labels: ['city:Oslo'], issues: [] });
});

describe('the text is not what the label says', () => {
  it.each([
    [
      'CSV of pairs',
      'a.csv',
      'premise,hypothesis,label\nA man,He,entailment\nB,C,contradiction\n',
      ['entailment', 'contradiction'],
    ],
    ["doccano's CSV", 'a.csv', 'id,data,label\n1,Good,positive\n2,Bad,negative\n', ['positive', 'negative']],
    [
      'JSON of pairs',
      'a.jsonl',
      lines({ sentence1: 'A man', sentence2: 'He', gold_label: 'entailment' }),
      ['entailment'],
    ],
    ['Argilla before 2', 'a.jsonl', lines({ text: 'Good', annotation: 'pos', status: 'Validated' }), ['pos']],
  ])('%s', (_, name, content, labels) => {
    const found = read(name, content, 'sa');
    expect(found.labels).toEqual(labels);
    expect(found.texts.some((one) => labels.includes(one))).toBe(false);
  });
  it('an answer alone is none', () => {
    expect(read('a.jsonl', lines({ id: 1, input: { x: 1 }, answer: 'accept' }), 'sa').texts).toEqual([]);
  });
});

describe('what models are trained on', () => {
  it.each([
    [
      'messages',
      {
        messages: [
          { role: 'system', content: 'Be short.' },
          { role: 'user', content: 'Good food' },
          { role: 'assistant', content: 'pos' },
        ],
      },
    ],
    ['a prompt', { prompt: 'Good food', completion: 'pos' }],
  ])('%s: the answer is named', (_, record) => {
    const found = read('a.jsonl', lines(record), 'sa');
    expect(found).toMatchObject({
      texts: ['Good food'],
      labels: [],
      issues: ['field-not-read completion'],
      counts: [1, 1],
    });
  });
});

it('groups of spans have labels of their own', () => {
  const found = read('a.jsonl', lines({ text, spans: { sc: [{ start: 0, end: 10, label: 'PER' }] } }));
  expect(found.labels).toEqual(['PER:Anna Meyer']);
});

it('labels that lie deep in a field without a telling name are named', () => {
  const hidden = { p: { answers: { objects: [{ name: 'PER', where: { a: 0, b: 9 } }] } } };
  expect(read('a.jsonl', lines({ text, export: hidden })).issues).toEqual(['field-not-read export']);
});

it("a model's scores in lists", () => {
  const record = { text, prediction: [['ORG', 17, 21, 0.9]] };
  expect(read('a.jsonl', lines(record)).suggestions).toMatchObject([{ label: 'ORG', score: 0.9 }]);
  const classes = {
    text,
    prediction: [
      { label: 'pos', score: 0.9 },
      { label: 'neg', score: 0.1 },
    ],
  };
  expect(read('a.jsonl', lines(classes), 'sa').suggestions).toMatchObject([
    { label: 'pos', score: 0.9 },
    { label: 'neg' },
  ]);
});

it('places and words without their texts are no texts, without names of columns too', () => {
  const rows = '1\tT\t0\t7\tAspirin\tTRIVIAL\n2\tA\t5\t9\tZinc\tTRIVIAL\n';
  const sources = openSources([file('a.tsv', rows)]);
  expect(sources.ok ? planImport(sources.value).refused.map(({ kind }) => kind) : []).toEqual([
    'annotations-without-text',
  ]);
});
