/** Files of tools that were only named before: read, with every label accounted for. */
import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';

const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('BigBio', () => {
  const entity = (id: string, type: string, offsets: number[][], words: string[]) => ({
    ...{ id, type, offsets, text: words, normalized: [] },
  });
  const record = {
    id: '1',
    document_id: 'doc-7',
    passages: [
      { id: 'a', type: 'title', text: ['Aspirin 😀 helps'], offsets: [[0, 15]] },
      { id: 'b', type: 'abstract', text: ['It eased severe head and neck pain.'], offsets: [[16, 51]] },
    ],
    entities: [
      entity('e1', 'Chemical', [[0, 7]], ['Aspirin']),
      entity('e2', 'Act', [[10, 15]], ['helps']),
      entity('e3', 'Disease', [[46, 50]], ['pain']),
      entity(
        'e4',
        'Disease',
        [
          [32, 36],
          [46, 50],
        ],
        ['head', 'pain'],
      ),
    ],
    relations: [{ id: 'r', type: 'treats', arg1_id: 'e1', arg2_id: 'e3', normalized: [] }],
    events: [],
    coreferences: [],
  };
  it('passages, entities by place, relations by id', () => {
    const found = read('a.json', [record], 're');
    expect([found.format, found.ids, found.issues]).toEqual(['bigbio', ['doc-7'], ['unsupported']]);
    expect(found.labels).toEqual([
      'Chemical:Aspirin',
      'Act:helps',
      'Disease:pain',
      'Disease:head and neck pain',
      'treats:0>2',
    ]);
    expect(found.counts).toEqual([5, 0]);
  });
  it('events, coreferences and names in data bases are named', () => {
    const named = { ...record.entities[0], normalized: [{ db_name: 'MESH', db_id: 'D1' }] };
    const more = {
      ...record,
      entities: [named],
      relations: [],
      events: [{ id: 'v' }],
      coreferences: [{}, {}],
    };
    const found = read('a.jsonl', lines(more));
    expect(found.issues).toEqual([
      'field-not-read events',
      'field-not-read coreferences',
      'field-not-read normalized (infon)',
    ]);
    expect(found.counts).toEqual([5, 4]);
  });
});

describe('Kili', () => {
  const entity = (mid: string, name: string, beginOffset: number, content: string) => ({
    ...{ mid, beginOffset, content, categories: [{ name, confidence: 100 }] },
  });
  const response = {
    CLASS: { categories: [{ name: 'news', confidence: 100 }] },
    NER: { annotations: [entity('m1', 'PER', 0, 'Anna Meyer'), entity('m2', 'ORG', 17, 'Acme')] },
    REL: {
      annotations: [
        {
          mid: 'm3',
          categories: [{ name: 'leads' }],
          startEntities: [{ mid: 'm1' }],
          endEntities: [{ mid: 'm2' }],
        },
      ],
    },
    NOTE: { text: 'see page 2' },
  };
  const label = (more: object) => ({
    ...{
      author: { email: 'eva@x.org' },
      labelType: 'DEFAULT',
      createdAt: '2024-05-02',
      jsonResponse: response,
    },
    ...more,
  });
  const asset = (...labels: readonly object[]) => ({ content: text, externalId: 'k-1', labels });

  it('entities, relations and classes of a person', () => {
    const found = read('a.json', [asset(label({}))], 're');
    expect([found.format, found.ids]).toEqual(['kili', ['k-1']]);
    expect(found.labels).toEqual(['PER:Anna Meyer', 'ORG:Acme', 'leads:0>1']);
    // The class has no place in a project of relations, the note in none.
    expect(found.issues).toEqual(['unsupported', 'field-not-read NOTE']);
    expect(found.counts).toEqual([5, 2]);
    expect(read('a.json', [asset(label({}))], 'sa').labels[0]).toBe('news');
    expect(found.documents[0]?.annotations[0]?.annotator).toBe('eva@x.org');
  });
  it('a model suggests, older and unfinished answers are named', () => {
    const older = label({ createdAt: '2024-05-01' });
    const begun = label({ labelType: 'AUTOSAVE', author: { email: 'bo@x.org' } });
    const model = label({
      ...{ labelType: 'PREDICTION', modelName: 'm1', author: undefined },
      jsonResponse: {
        NER: {
          annotations: [{ ...entity('p', 'LOC', 25, 'Oslo'), categories: [{ name: 'LOC', confidence: 70 }] }],
        },
      },
    });
    const found = read('a.json', [asset(older, label({}), begun, model)]);
    expect(found.labels).toEqual(['PER:Anna Meyer', 'ORG:Acme']);
    expect(found.suggestions).toMatchObject([
      { label: 'LOC', by: 'm1', score: 0.7, target: { from: 25, to: 29 } },
    ]);
    expect(found.issues).toContain('field-not-read labels (older answers)');
    expect(found.issues).toContain('field-not-read labels (not handed in)');
  });
  it('answers as JSON in strings, and one answer alone', () => {
    const one = { content: text, latestLabel: label({ jsonResponse: JSON.stringify(response) }) };
    expect(read('a.jsonl', lines(one)).labels).toEqual(['PER:Anna Meyer', 'ORG:Acme']);
  });
});

describe('SageMaker Ground Truth', () => {
  const about = { type: 'groundtruth/text-span', 'job-name': 'job/names', 'human-annotated': 'yes' };
  const entities = [
    { startOffset: 0, endOffset: 10, label: 'PER' },
    { startOffset: 17, endOffset: 21, label: 'ORG' },
  ];
  it('named entities', () => {
    const line = {
      source: text,
      names: { annotations: { entities, labels: [{ label: 'PER' }] } },
      'names-metadata': about,
    };
    const found = read('output.manifest', lines(line));
    expect(found).toMatchObject({
      format: 'ground-truth',
      labels: ['PER:Anna Meyer', 'ORG:Acme'],
      issues: [],
    });
    expect(found.counts).toEqual([2, 0]);
  });
  it('of a machine: suggestions', () => {
    const machine = {
      ...about,
      'human-annotated': 'no',
      entities: [{ confidence: 0.9 }, { confidence: 0.4 }],
    };
    const line = { source: text, names: { annotations: { entities } }, 'names-metadata': machine };
    const found = read('output.manifest', lines(line));
    expect(found.labels).toEqual([]);
    expect(found.suggestions).toMatchObject([
      { label: 'PER', score: 0.9, by: 'job/names' },
      { label: 'ORG', score: 0.4 },
    ]);
  });
  it('a class, several classes, and none', () => {
    const one = {
      source: 'Good',
      mood: 0,
      'mood-metadata': { 'class-name': 'pos', type: 'groundtruth/text-classification' },
    };
    const some = {
      source: 'Fine',
      mood: [0, 2],
      'mood-metadata': {
        'class-map': { 0: 'pos', 2: 'food' },
        type: 'groundtruth/text-classification-multilabel',
      },
    };
    const none = { source: 'Well', mood: [], 'mood-metadata': { 'class-map': {} } };
    const found = read('a.jsonl', lines(one, some, none), 'sa');
    expect(found).toMatchObject({
      texts: ['Good', 'Fine', 'Well'],
      labels: ['pos', 'pos', 'food'],
      issues: [],
    });
  });
  it('texts that lie elsewhere are named', () => {
    const line = { 'source-ref': 's3://bucket/a.txt', mood: 1, 'mood-metadata': { 'class-name': 'pos' } };
    expect(read('a.manifest', lines(line), 'sa')).toMatchObject({
      texts: [],
      issues: ['missing-text', 'field-not-read mood'],
      counts: [1, 1],
    });
  });
});

describe('Google AutoML and Vertex AI', () => {
  it('entities, also one that begins at the beginning', () => {
    const line = {
      textContent: text,
      textSegmentAnnotations: [
        { endOffset: 10, displayName: 'PER' },
        { startOffset: '17', endOffset: '21', displayName: 'ORG' },
      ],
      dataItemResourceLabels: { 'aiplatform.googleapis.com/ml_use': 'test' },
    };
    const found = read('a.jsonl', lines(line));
    expect(found).toMatchObject({ format: 'vertex', labels: ['PER:Anna Meyer', 'ORG:Acme'], issues: [] });
    expect([found.counts, found.documents[0]?.split]).toEqual([[2, 0], 'holdout']);
  });
  it('the older spelling', () => {
    const place = { text_segment: { start_offset: 17, end_offset: 21 } };
    const line = {
      text_snippet: { content: text },
      annotations: [{ display_name: 'ORG', text_extraction: place }],
    };
    expect(read('a.jsonl', lines(line))).toMatchObject({
      format: 'vertex',
      labels: ['ORG:Acme'],
      issues: [],
    });
  });
  it('classes and sentiment, of which nought is one', () => {
    const found = read(
      'a.jsonl',
      lines(
        { textContent: 'Good', classificationAnnotation: { displayName: 'pos' } },
        { textContent: 'Fine', classificationAnnotations: [{ displayName: 'a' }, { displayName: 'b' }] },
        { textContent: 'Bad', sentimentAnnotation: { sentimentMax: 2 } },
      ),
      'sa',
    );
    expect(found).toMatchObject({ labels: ['pos', 'a', 'b', '0'], issues: [] });
  });
  it('texts in a bucket are named', () => {
    const line = { textGcsUri: 'gs://b/a.txt', classificationAnnotation: { displayName: 'pos' } };
    expect(read('a.jsonl', lines(line), 'sa').issues).toEqual(['missing-text', 'field-not-read annotations']);
  });
});

describe('Snips NLU', () => {
  const pieces = [
    { text: 'play ' },
    { text: 'jazz', entity: 'genre' },
    { text: ' now 😀', entity: 'when', slot_name: 'time' },
  ];
  it.each([
    ['a data set', { language: 'en', intents: { Play: { utterances: [{ data: pieces }] } }, entities: {} }],
    ['an object of lists', { Play: [{ data: pieces }] }],
  ])('%s', (_, set) => {
    const found = read('a.json', set, 'ner');
    expect(found.format).toBe('snips');
    expect(found.texts).toEqual(['play jazz now 😀']);
    expect(found.labels).toEqual(['genre:jazz', 'time: now 😀']);
    expect(found.issues).toEqual(['unsupported', 'field-not-read entity (type of a slot)']);
    expect(read('a.json', set, 'sa').labels[0]).toBe('Play');
  });
  it('lists of words are named', () => {
    const set = {
      intents: { Play: { utterances: [{ data: [{ text: 'jazz' }] }] } },
      entities: { genre: { data: [{ value: 'jazz', synonyms: [] }] } },
    };
    expect(read('a.json', set, 'sa').issues).toEqual(['field-not-read entities (lists of words)']);
  });
});

describe('UniversalNER', () => {
  const talk = (said: string, ...rest: readonly (readonly [string, string])[]) => ({
    id: 'u1',
    conversations: [
      { from: 'human', value: `Text: ${said}` },
      { from: 'gpt', value: "I've read this text." },
      ...rest.flatMap(([question, value]) => [
        { from: 'human', value: question },
        { from: 'gpt', value },
      ]),
    ],
  });
  it('each answer is a list of words', () => {
    const record = talk(
      'Anna met Anna in Oslo.',
      ['What describes person in the text?', '["Anna", "Anna"]'],
      ['What describes place in the text?', '["Oslo"]'],
      ['What describes date in the text?', '[]'],
    );
    const found = read('a.json', [record]);
    expect(found).toMatchObject({
      format: 'universal-ner',
      ids: ['u1'],
      texts: ['Anna met Anna in Oslo.'],
      issues: [],
    });
    expect(found.labels).toEqual(['person:Anna', 'person:Anna', 'place:Oslo']);
    expect(found.documents[0]?.annotations[1]?.target).toMatchObject({ from: 9 });
  });
  it('words that are not in the text, and answers that are no lists, are named', () => {
    const record = talk(
      text,
      ['What describes person in the text?', '["Eva"]'],
      ['What describes place in the text?', 'Oslo'],
    );
    const found = read('a.json', [record]);
    expect([found.labels, found.issues]).toEqual([[], ['span-out-of-range', 'field-not-read conversations']]);
    expect(found.counts).toEqual([2, 2]);
  });
});
