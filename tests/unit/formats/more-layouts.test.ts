/** Layouts that several tools share and that were misread or only named before. */
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
