/** Further layouts of the kinds that real users stumbled over, thought of beside their reports: read, or named. */
import { describe, expect, it } from 'vitest';
import { openSources, planImport } from '#core/formats';
import { file } from './helpers.ts';
import { read, readFiles } from './reading.ts';

const text = 'Anna Meyer lives in Paris.';

describe('tables as pandas writes them', () => {
  const [texts, labels] = [
    ['Good food', 'Bad food'],
    ['pos', 'neg'],
  ];
  it.each([
    ['by columns', { text: { 0: 'Good food', 1: 'Bad food' }, label: { 0: 'pos', 1: 'neg' } }],
    ['lists of cells', { label: labels, text: texts }],
    [
      'names beside cells',
      {
        columns: ['text', 'label'],
        index: [0, 1],
        data: [
          ['Good food', 'pos'],
          ['Bad food', 'neg'],
        ],
      },
    ],
    [
      'rows under their names',
      { a: { text: 'Good food', label: 'pos' }, b: { text: 'Bad food', label: 'neg' } },
    ],
    [
      'with a schema',
      {
        schema: { fields: [] },
        data: [
          { index: 0, text: 'Good food', label: 'pos' },
          { text: 'Bad food', label: 'neg' },
        ],
      },
    ],
  ])('%s', (_, table) => {
    expect(read('a.json', table, 'sa')).toMatchObject({ texts, labels, issues: [] });
  });

  it('rows keep their names', () => {
    const found = read('a.json', { x7: { text: 'Good food', label: 'pos' } }, 'sa');
    expect([found.texts, found.ids]).toEqual([['Good food'], ['x7']]);
  });

  it('columns of unlike lengths are no table', () => {
    expect(read('a.json', { text: ['Good', 'Bad'], label: ['pos'] }, 'sa').labels).toEqual([]);
  });
});

describe('objects one after the other', () => {
  const one = (value: object): string => JSON.stringify(value, undefined, 2);
  it('over several lines each, as jq writes them', () => {
    const file = `${one({ text: 'Good', label: 'pos' })}\n${one({ text: 'Bad', label: 'neg' })}\n`;
    expect(read('a.jsonl', file, 'sa')).toMatchObject({
      texts: ['Good', 'Bad'],
      labels: ['pos', 'neg'],
      issues: [],
    });
  });
  it('without anything between them', () => {
    const file = '{"text":"Good","label":"pos"}{"text":"Bad","label":"neg"}';
    expect(read('a.json', file, 'sa')).toMatchObject({ texts: ['Good', 'Bad'], labels: ['pos', 'neg'] });
  });
  it('until one is broken, which is named', () => {
    const file = `${one({ text: 'Good', label: 'pos' })}\n${one({ text: 'Bad' })}\n{"text": oops}\n`;
    expect(read('a.jsonl', file, 'sa')).toMatchObject({ texts: ['Good', 'Bad'], issues: ['malformed-json'] });
  });
});

describe('offsets in other clothes', () => {
  it('digits in quotes', () => {
    expect(read('a.jsonl', { text, label: [['0', '10', 'PER']] }).labels).toEqual(['PER:Anna Meyer']);
    const entity = { start: '20', end: '25', label: 'LOC' };
    expect(read('a.jsonl', { text, entities: [entity] }).labels).toEqual(['LOC:Paris']);
  });
  it('LUIS counts the last character in', () => {
    const utterance = { text, intent: 'say', entities: [{ entity: 'PER', startPos: 0, endPos: 9 }] };
    const found = read('a.json', { luis_schema_version: '3', intents: [], utterances: [utterance] });
    expect(found.labels).toEqual(['PER:Anna Meyer']);
  });
});

it('Label Studio: a relation that points both ways is two', () => {
  const region = (id: string, start: number, end: number) => ({
    ...{ id, type: 'labels', from_name: 'l', to_name: 't' },
    value: { start, end, text: text.slice(start, end), labels: ['X'] },
  });
  const arrow = { type: 'relation', from_id: 'a', to_id: 'b', direction: 'bi', labels: ['near'] };
  const result = [region('a', 0, 10), region('b', 20, 25), arrow];
  const found = read('a.json', [{ id: 1, data: { text }, annotations: [{ result }] }], 're');
  expect(found.labels.slice(2)).toEqual(['near:0>1', 'near:1>0']);
  expect(found.counts).toEqual([4, 0]);
});

describe('what Python printed', () => {
  it('training data of spaCy, with tuples', () => {
    const file = `[("Anna Meyer lives in Paris.", {"entities": [(0, 10, "PER"), (20, 25, "LOC")]}),\n("Bob ran.", {'entities': []}),]\n`;
    const found = read('train.txt', file);
    expect([found.format, found.labels]).toEqual(['spacy-json', ['PER:Anna Meyer', 'LOC:Paris']]);
  });
  it('lines with quotes, escapes and constants of its own', () => {
    const file = `{'text': 'It\\'s \\u00fcber', 'label': 'neg', 'x': None}\n{'text': "Good" ' food', 'label': 'pos', 'y': True,}\n`;
    expect(read('a.jsonl', file, 'sa')).toMatchObject({
      texts: ["It's über", 'Good food'],
      labels: ['neg', 'pos'],
    });
  });
  it('cells of a table: read, or named', () => {
    const table = (cell: string) => `text,entities\n"${text}","${cell}"\n`;
    expect(read('a.csv', table("[(0, 10, 'PER'), (20, 25, 'LOC')]")).labels).toEqual([
      'PER:Anna Meyer',
      'LOC:Paris',
    ]);
    const held = read('a.csv', table("{'entities': [[0, 10, 'PER']]}"));
    expect([held.labels, held.issues]).toEqual([[], ['field-not-read entities']]);
  });
  it('names and calls are no values', () => {
    expect(() => read('a.jsonl', "{'text': open('x')}\n")).not.toThrow();
    expect(read('a.jsonl', "{'text': open('x')}\n").texts).toEqual([]);
  });
  it('a program is no text', () => {
    expect(read('train.py', 'import spacy\nDATA = [("Ann ran.", {"entities": []})]\n')).toMatchObject({
      texts: [],
      format: '',
    });
  });
});

describe('tags around labels', () => {
  it.each([
    ['<PER>Anna Meyer</PER> lives in <LOC>Paris</LOC>.', text, ['LOC:Paris', 'PER:Anna Meyer']],
    ['<ENAMEX TYPE="PER">Anna Meyer</ENAMEX> lives in Paris.', text, ['PER:Anna Meyer']],
    ['<START:PER> Anna Meyer <END> lives in Paris .', 'Anna Meyer lives in Paris .', ['PER:Anna Meyer']],
    ['<ORG>Bank of <LOC>Oslo</LOC></ORG> pays', 'Bank of Oslo pays', ['LOC:Oslo', 'ORG:Bank of Oslo']],
  ])('%s', (line, words, labels) => {
    const found = read('a.txt', `${line}\nNothing here.\n`);
    expect([found.texts, found.labels.toSorted()]).toEqual([[words, 'Nothing here.'], labels]);
  });
  it('a line whose tags do not match stays, and is named', () => {
    const whole = '<PER>Ann</PER> ran.\n'.repeat(12);
    const found = read('a.txt', `${whole}<PER>Bob ran.\n`);
    expect(found.texts.at(-1)).toBe('<PER>Bob ran.');
    expect(found.issues).toEqual(['field-not-read tags without their other half']);
  });
  it('signs of mathematics and HTML are words', () => {
    expect(read('a.txt', 'a < b and c > d </\n<b>bold</b> words\n').format).toBe('text');
  });
});

describe('files about data', () => {
  it('places in files that lie elsewhere are refused by name', () => {
    const found = read('a.csv', 'File,Line,Begin Offset,End Offset,Type\ndocs.txt,0,0,10,PERSON\n');
    expect([found.texts, found.issues]).toEqual([[], []]);
    expect(planOf('a.csv', 'File,Line,Begin Offset,End Offset,Type\ndocs.txt,0,0,10,PERSON\n')).toEqual([
      'annotations-without-text',
    ]);
  });
  it("spaCy's patterns are no texts", () => {
    const lines = '{"label":"ORG","pattern":[{"lower":"apple"}]}\n{"label":"GPE","pattern":"Oslo"}\n';
    expect(planOf('patterns.jsonl', lines)).toEqual(['word-list']);
  });
  it('a list of labels beside data is none', () => {
    const files = [file('labels.txt', 'O\nB-PER\n'), file('train.conll', 'Ann B-PER\nran O\n')];
    const found = readFiles(files, 'ner');
    expect([found.texts, found.issues]).toEqual([['Ann ran'], ['file-refused']]);
  });
  it('marks of byte order inside a file that was put together', () => {
    const lines = '{"text":"Good","label":"pos"}\n\ufeff{"text":"Bad","label":"neg"}\n';
    expect(read('a.jsonl', lines, 'sa')).toMatchObject({ texts: ['Good', 'Bad'], issues: [] });
  });
  it('answers to questions are labels that are not read', () => {
    const qas = [{ question: 'Who?', answers: [{ text: 'Anna', answer_start: 0 }] }];
    expect(read('a.json', [{ context: text, qas }]).issues).toEqual(['field-not-read qas']);
  });
});

describe('labels in places of their own', () => {
  it('ranges in lists, where words say that they count characters', () => {
    const entity = { id: 'e', offsets: [[0, 10]], text: ['Anna Meyer'], type: 'PER' };
    expect(read('a.jsonl', { text, entities: [entity] }).labels).toEqual(['PER:Anna Meyer']);
    const silent = { pos: [0, 2], type: 'PER' };
    expect(read('a.jsonl', { text, marks: [silent], entities: [silent] }).issues).toContain(
      'field-not-read entities',
    );
  });
  it('around records that lie deeper', () => {
    const around = { id: 'a', passages: [{ text }], marks: [{ start: 0, end: 10, type: 'PER' }] };
    expect(read('a.json', { documents: [around] })).toMatchObject({
      texts: [text],
      issues: ['field-not-read labels around the records'],
    });
  });
  it('aspects with their polarity', () => {
    const aspect = { term: 'food', polarity: 'positive' };
    const placed = { ...aspect, from: 5, to: 9 };
    expect(read('a.jsonl', { text: 'Good food', aspects: [placed] }, 'sa').labels).toEqual(['positive:food']);
    expect(read('a.jsonl', { text: 'Good food', aspects: [aspect] }, 'sa').issues).toEqual([
      'field-not-read aspects',
    ]);
  });
  it('columns of words and of tags are named', () => {
    expect(read('a.csv', `sentence,entity,type\n${text},Paris,LOC\n`).issues).toEqual([
      'field-not-read entity',
    ]);
    expect(read('a.csv', 'sentence,marks\nAnna ran off,B-PER O\n').issues).toEqual([
      'field-not-read marks (tags)',
    ]);
    expect(read('a.csv', 'text,aspects\nGood food,food\n', 'sa').issues).toEqual(['field-not-read aspects']);
  });
  it("SemEval's answers are no texts", () => {
    expect(planOf('key.txt', '1\tCause-Effect(e1,e2)\n2\tOther\n')).toEqual(['annotations-without-text']);
  });
});

it('remarks before a table are no rows, and names behind # are names', () => {
  const rows = 'Good food\tpos\nBad food\tneg\n';
  expect(read('a.tsv', `# made by x, 2020\n# y\ntext\tlabel\n${rows}`, 'sa')).toMatchObject({
    texts: ['Good food', 'Bad food'],
    labels: ['pos', 'neg'],
    issues: [],
  });
  expect(read('a.csv', '#id,text,label\n1,Good food,pos\n', 'sa').labels).toEqual(['pos']);
});

it('offsets that miss by white space take none of it in', () => {
  const result = { type: 'labels', value: { start: 12, end: 16, text: 'Anna', labels: ['PER'] } };
  const task = { data: { text: 'Hi\r\nAnna and Anna live.' }, annotations: [{ result: [result] }] };
  expect(read('a.json', [task]).labels).toEqual(['PER:Anna']);
});

function planOf(name: string, content: string): string[] {
  const sources = openSources([file(name, content)]);
  return sources.ok ? planImport(sources.value).refused.map(({ kind }) => kind) : [];
}
