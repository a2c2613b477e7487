/** Tables, archives and offsets as real users have them: what is said of each, whole. */
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openSources, planImport } from '#core/formats';
import { file } from './helpers.ts';
import { read, readFiles } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';
const json = (value: unknown): string => JSON.stringify(value);
const lines = (...values: readonly unknown[]): string => values.map((value) => `${json(value)}\n`).join('');
const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);

describe('tables', () => {
  it('what pandas writes for nothing is no label', () => {
    expect(read('a.csv', 'text,label\nGood,pos\nBad,nan\nSo,\nWell,NULL\n', 'sa').labels).toEqual(['pos']);
  });
  it.each([
    ['commas in a .txt', 'a.txt', 'text,label\nGood food,pos\nBad food,neg\n'],
    ['blanks before quotes', 'a.csv', '"text", "label"\n"Good food", "pos"\n"Bad food", "neg"\n'],
    ['names in German', 'a.csv', 'Satz;Klasse\nGood food;pos\nBad food;neg\n'],
    [
      'pairs in lists',
      'a.json',
      json([
        ['Good food', 'pos'],
        ['Bad food', 'neg'],
      ]),
    ],
    ['pairs a line, the label first', 'a.jsonl', lines(['pos', 'Good food'], ['neg', 'Bad food'])],
  ])('%s', (_, name, content) => {
    expect(read(name, content, 'sa')).toMatchObject({
      texts: ['Good food', 'Bad food'],
      labels: ['pos', 'neg'],
      issues: [],
    });
  });
  it('classes that recur beside texts, without names of columns', () => {
    const found = read('Messages', 'ham\tSee you\nspam\tYou won\nham\tOk then\nspam\tFree now\n', 'sa');
    expect(found.labels).toEqual(['ham', 'spam', 'ham', 'spam']);
  });
  it('several labels in one cell', () => {
    expect(
      read('a.csv', 'text,label\nGood food,pos;food\nBad,neg\nSo,pos;neg\nEh,food\n', 'sa').labels,
    ).toEqual(['pos', 'food', 'neg', 'pos', 'neg', 'food']);
    expect(read('a.csv', 'text,labels\nGood food,"pos, food"\n', 'sa').labels).toEqual(['pos', 'food']);
    // A sign in a name is a part of it where its parts are nobody's labels.
    expect(read('a.csv', 'text,label\nGood food,food|quality\nBad,neg\n', 'sa').labels).toEqual([
      'food|quality',
      'neg',
    ]);
  });
  it('Label Studio writes several choices as an object', () => {
    const table = `id,text,sentiment,annotator\n1,Good,"{""choices"":[""pos"",""food""]}",1\n2,Bad,neg,1\n`;
    const found = read('a.csv', table, 'sa');
    expect(found).toMatchObject({ labels: ['pos', 'food', 'neg'], issues: [] });
  });
  it('a column for each person, and a column that names them', () => {
    const wide = read('a.csv', 'text,annotator_1,annotator_2\nGood,pos,pos\nBad,neg,pos\n', 'sa');
    expect(wide.labels).toEqual(['pos', 'pos', 'neg', 'pos']);
    expect(wide.documents[0]?.annotations.map((one) => one.annotator)).toEqual([
      'annotator_1',
      'annotator_2',
    ]);
    const long = read('a.csv', 'text,annotator,label\nGood,eva,pos\nBad,bo,neg\n', 'sa');
    expect(long.documents.flatMap((one) => one.annotations.map(({ annotator }) => annotator))).toEqual([
      'eva',
      'bo',
    ]);
  });
  it('a second column of labels is named', () => {
    const found = read('a.csv', 'text,sentiment,topic\nGood,pos,food\nBad,neg,bus\n', 'sa');
    expect(found).toMatchObject({ labels: ['pos', 'neg'], issues: ['field-not-read topic'], counts: [4, 2] });
    expect(read('a.csv', 'text,label,label\nGood,pos,food\n', 'sa').issues).toEqual([
      'field-not-read label (2)',
    ]);
    expect(read('a.csv', 'text,label,stars\nGood,pos,5\n', 'sa').issues).toEqual([]);
  });
  it('a score beside the only column that a program filled', () => {
    const found = read('a.csv', 'text,predicted_label,probability\nGood,pos,0.9\n', 'sa');
    expect(found.suggestions).toMatchObject([{ label: 'pos', score: 0.9 }]);
  });
  it.each([
    ['Python', `"['Anna', 'ran']","['B-PER', 'O']"`],
    ['NumPy', `"['Anna' 'ran']","['B-PER' 'O']"`],
    ['the sentence', `Anna ran,"['B-PER', 'O']"`],
    ['blanks', 'Anna ran,B-PER O'],
  ])('words and tags as lists of %s', (_, row) => {
    const found = read('a.csv', `sentence,tags\n${row}\n`);
    expect(found).toMatchObject({ texts: ['Anna ran'], labels: ['PER:Anna'], issues: [], counts: [1, 0] });
  });
  it('a relation is no text', () => {
    const found = read(
      'a.json',
      [{ tokens: text.split(' '), head: [0, 2], tail: [3, 4], relation: 'leads' }],
      're',
    );
    expect([found.texts, found.issues]).toEqual([[], ['missing-text']]);
  });
});

describe('archives in an archive', () => {
  const table = bytes('text,label\nGood,pos\n');
  it.each([
    ['a zip', 'b.zip', zipSync({ 'c.csv': table })],
    ['a gzip', 'c.csv.gz', gzipSync(table)],
  ])('%s', (_, name, packed) => {
    const found = readFiles([file('a.zip', zipSync({ [name]: packed }))], 'sa');
    expect([found.labels, found.documents[0]?.file.endsWith('c.csv')]).toEqual([['pos'], true]);
  });
  it('no deeper than one', () => {
    const deep = zipSync({ 'c.zip': zipSync({ 'd.zip': zipSync({ 'e.csv': table }) }) });
    expect(readFiles([file('a.zip', zipSync({ 'b.zip': deep, 'f.csv': table }))], 'sa').texts).toEqual([
      'Good',
    ]);
  });
});

describe('marks in brackets', () => {
  it("Rasa's training data", () => {
    const rasa = '## intent:go\n- go to [Oslo](city)\n- to [Rome]{"entity": "city"}\n\n## synonym:x\n- y\n';
    expect(read('nlu.md', rasa)).toMatchObject({
      texts: ['go to Oslo', 'to Rome'],
      labels: ['city:Oslo', 'city:Rome'],
    });
    expect(read('nlu.md', rasa, 'sa').labels).toEqual(['go', 'city:Oslo', 'go', 'city:Rome']);
  });
  it('names before the words', () => {
    const found = read('a.txt', '[PER Anna Meyer] leads [ORG Acme].\n[PER Bo] ran.\n[ORG Acme] pays.\n');
    expect(found.labels).toEqual(['PER:Anna Meyer', 'ORG:Acme', 'PER:Bo', 'ORG:Acme']);
    expect(found.texts[0]).toBe('Anna Meyer leads Acme.');
  });
  it('links and notes are words', () => {
    const words = 'See [here](https://a.org) or [there](b.md).\n[NOTE this is one] and [SIC] that.\n';
    expect(read('a.txt', words)).toMatchObject({ format: 'text', labels: [] });
  });
});

describe('how offsets are counted', () => {
  const emoji = `😀 ${text}`;
  it('in UTF-16 units, where labels would cut through words', () => {
    const record = {
      text: emoji,
      label: [
        [3, 13, 'PER'],
        [20, 24, 'ORG'],
        [28, 32, 'LOC'],
      ],
    };
    const found = read('a.jsonl', lines(record));
    expect(found.labels).toEqual(['PER:Anna Meyer', 'ORG:Acme', 'LOC:Oslo']);
    expect(found.issues).toEqual(['offsets-guessed']);
  });
  it('with the last character, where labels would end inside of words', () => {
    const record = {
      text,
      label: [
        [0, 9, 'PER'],
        [17, 20, 'ORG'],
        [25, 28, 'LOC'],
      ],
    };
    const found = read('a.jsonl', lines(record));
    expect(found.labels).toEqual(['PER:Anna Meyer', 'ORG:Acme', 'LOC:Oslo']);
    expect(found.issues).toEqual(['offsets-guessed']);
  });
  it.each([
    [
      'as declared',
      {
        text: emoji,
        label: [
          [2, 12, 'PER'],
          [19, 23, 'ORG'],
          [27, 31, 'LOC'],
        ],
      },
      'PER:Anna Meyer',
    ],
    [
      'stems, of which some are words',
      {
        text,
        label: [
          [0, 3, 'A'],
          [5, 8, 'B'],
          [17, 21, 'C'],
          [25, 28, 'D'],
        ],
      },
      'A:Ann',
    ],
    [
      'Chinese',
      {
        text: '张三在北京工作很久',
        label: [
          [0, 2, 'PER'],
          [3, 5, 'LOC'],
          [5, 7, 'X'],
        ],
      },
      'PER:张三',
    ],
  ])('%s: nothing is changed', (_, record, first) => {
    const found = read('a.jsonl', lines(record));
    expect([found.labels[0], found.issues]).toEqual([first, []]);
  });
});

it('subtitles are no texts', () => {
  const kinds = (name: string, content: string): string[] => {
    const sources = openSources([file(name, content)]);
    return sources.ok ? planImport(sources.value).refused.map(({ kind }) => kind) : [];
  };
  expect(kinds('a.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello\n')).toEqual(['subtitles']);
  expect(kinds('a.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n')).toEqual(['subtitles']);
});
