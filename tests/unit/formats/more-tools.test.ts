/** Files of tools that were only named before: read, with every label accounted for. */
import { describe, expect, it } from 'vitest';
import { openSources, planImport } from '#core/formats';
import { file } from './helpers.ts';
import { read, readFiles } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';

const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

function refusedKinds(name: string, content: string): string[] {
  const sources = openSources([file(name, content)]);
  return sources.ok ? planImport(sources.value).refused.map(({ kind }) => kind) : [];
}

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

describe('one label a row', () => {
  const rows = `doc_id,text,start,end,label\nd1,${text},0,10,PER\nd2,Nothing here.,,,\nd1,${text},17,21,ORG\n`;
  it('rows of one text are one document', () => {
    const found = read('a.csv', rows);
    expect(found).toMatchObject({
      format: 'span-rows',
      ids: ['d1', 'd2'],
      texts: [text, 'Nothing here.'],
      issues: [],
    });
    expect(found.labels).toEqual(['PER:Anna Meyer', 'ORG:Acme']);
    expect(found.counts).toEqual([2, 0]);
    // In a project of sentiment they are aspects, and no label of the whole text.
    expect(read('a.csv', rows, 'sa').labels).toEqual(found.labels);
  });
  it.each([
    [
      'tabs, numbers as pandas writes them',
      `text\tbegin\tend\ttype\n${text}\t0.0\t10.0\tPER\n${text}\t\t\t\n`,
    ],
    [
      'semicolons and CRLF',
      `id;text;start_offset;end_offset;tag\r\n1;${text};0;10;PER\r\n2;${text};0;10;PER\r\n`,
    ],
    [
      'JSON lines',
      lines({ text, start: 0, end: 10, label: 'PER' }, { text, start: null, end: null, label: null }),
    ],
  ])('%s', (name, content) => {
    const found = read(name.startsWith('JSON') ? 'a.jsonl' : 'a.csv', content);
    expect([found.format, found.texts, found.labels]).toEqual(['span-rows', [text], ['PER:Anna Meyer']]);
  });
  it('words beside the offsets decide', () => {
    const table = `sentence,mention,start,end,label\n"😀 ${text}",Acme,19,22,ORG\n"😀 ${text}",Anna Meyer,2,12,PER\n`;
    expect(read('a.csv', table).labels).toEqual(['ORG:Acme', 'PER:Anna Meyer']);
  });
  it('what is said of a label and has no place is named; people are kept', () => {
    const table = `text,start,end,label,annotator,certain\n${text},0,10,PER,eva,yes\n${text},17,21,ORG,bo,no\n`;
    const found = read('a.csv', table);
    expect(found.documents[0]?.annotations.map((one) => one.annotator)).toEqual(['eva', 'bo']);
    expect(found.issues).toEqual(['field-not-read certain']);
  });
  it('rows that hold only the words of a label are no texts', () => {
    const table = 'doc_id,start,end,text,label\nd1,0,4,Anna,PER\nd1,17,21,Acme,ORG\n';
    expect(refusedKinds('a.csv', table)).toEqual(['annotations-without-text']);
    const tabbed = table.replaceAll(',', '\t');
    expect(refusedKinds('a.tsv', tabbed)).toEqual(['annotations-without-text']);
  });
});

describe('relations by number, id, place or words', () => {
  const entities = [
    { start: 0, end: 10, label: 'PER' },
    { start: 17, end: 21, label: 'ORG' },
  ];
  const leads = ['PER:Anna Meyer', 'ORG:Acme', 'leads:0>1'];
  it.each([
    ['objects', { text, entities, relations: [{ head: 0, tail: 1, type: 'leads' }] }],
    ['relations first', { relations: [{ head: 0, tail: 1, type: 'leads' }], text, entities }],
    ['lists', { text, entities, relations: [[0, 1, 'leads']] }],
    ['the name between', { text, entities, relations: [[0, 'leads', 1]] }],
    ['names of offsets', { text, entities, relations: [{ from: 0, to: 1, type: 'leads' }] }],
    [
      'doccano spans',
      {
        text,
        label: [
          [0, 10, 'PER'],
          [17, 21, 'ORG'],
        ],
        relations: [[0, 1, 'leads']],
      },
    ],
    ['Prodigy spans', { text, spans: entities, relations: [{ head: 0, child: 1, label: 'leads' }] }],
    [
      'spaCy',
      [
        text,
        {
          entities: [
            [0, 10, 'PER'],
            [17, 21, 'ORG'],
          ],
          relations: [{ head: 0, tail: 1, label: 'leads' }],
        },
      ],
    ],
    [
      'places',
      {
        text,
        entities,
        relations: [{ head: { start: 0, end: 10 }, tail: { start: 17, end: 21 }, type: 'leads' }],
      },
    ],
    [
      'ids',
      {
        text,
        entities: entities.map((one, at) => ({ ...one, id: `T${at + 1}` })),
        relations: [{ subject: 'T1', object: 'T2', predicate: 'leads' }],
      },
    ],
    [
      'words',
      {
        text,
        entities: [
          { ...entities[0], text: 'Anna Meyer' },
          { ...entities[1], text: 'Acme' },
        ],
        relations: [['Anna Meyer', 'Acme', 'leads']],
      },
    ],
  ])('%s', (_, record) => {
    const found = read('a.json', [record], 're');
    expect([found.labels, found.issues, found.counts]).toEqual([leads, [], [3, 0]]);
  });
  it('ends that are not there are named', () => {
    const found = read(
      'a.json',
      [{ text, entities, relations: [{ head: 0, tail: 7, type: 'leads' }] }],
      're',
    );
    expect([found.issues, found.counts]).toEqual([['missing-relation-end'], [3, 1]]);
  });
  it('are no spans in a project of entities', () => {
    const found = read('a.json', [{ text, entities, relations: [[0, 1, 'leads']] }]);
    expect([found.labels, found.issues]).toEqual([['PER:Anna Meyer', 'ORG:Acme'], ['unsupported']]);
  });
});

describe('Prodigy', () => {
  const tokens = text.split(' ').map((word, id) => ({ text: word, id }));
  it('spans by their tokens alone', () => {
    const spans = [
      { token_start: 0, token_end: 1, label: 'PER' },
      { token_start: 3, token_end: 3, label: 'ORG' },
    ];
    const found = read('a.jsonl', lines({ text, tokens, spans, answer: 'accept' }));
    expect(found).toMatchObject({ format: 'prodigy', labels: ['PER:Anna Meyer', 'ORG:Acme'], issues: [] });
  });
  it('tokens that are not there are named', () => {
    const spans = [{ token_start: 4, token_end: 40, label: 'PER' }];
    expect(read('a.jsonl', lines({ text, tokens, spans }))).toMatchObject({ labels: [], counts: [1, 1] });
  });
  it('what was rejected is named, whatever was asked', () => {
    const asked = { text: 'Good', label: 'pos', answer: 'reject' };
    expect(
      read('a.jsonl', lines({ text: 'Fine', label: 'pos', answer: 'accept' }, asked), 'sa'),
    ).toMatchObject({
      labels: ['pos'],
      issues: ['field-not-read spans (reject)'],
      counts: [2, 1],
    });
  });
});

describe('brat', () => {
  const standoff = (content: string) => readFiles([file('a.txt', text), file('a.ann', content)], 're');
  it.each([
    [
      'spaces',
      'T1 PER 0 10 Anna Meyer\nT2 ORG 17 21 Acme\nR1 leads Arg1:T1 Arg2:T2\n#1 AnnotatorNotes T1 she does\n',
    ],
    [
      'tabs everywhere',
      'T1\tPER\t0\t10\tAnna Meyer\nT2\tORG\t17\t21\tAcme\nR1\tleads\tArg1:T1\tArg2:T2\n#1\tAnnotatorNotes T1\tshe does\n',
    ],
  ])('fields between %s', (_, content) => {
    const found = standoff(content);
    expect([found.labels, found.issues]).toEqual([['PER:Anna Meyer', 'ORG:Acme', 'leads:0>1'], []]);
    expect(found.documents[0]?.annotations[0]?.explanations).toEqual([{ kind: 'nl', text: 'she does' }]);
  });
  it('alone they are no texts', () => {
    expect(refusedKinds('a.ann', 'T1 PER 0 10 Anna Meyer\n')).toEqual(['annotations-without-text']);
  });
});
