/** What programs said, ticks, titles and words as objects: each was wrong or silent before. */
import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';
const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('what a program said is a suggestion', () => {
  it.each([
    [
      'a field that says so, beside labels',
      {
        text,
        label: [[0, 10, 'PER']],
        predicted_entities: [{ start: 17, end: 21, label: 'ORG', score: 0.5 }],
      },
      1,
    ],
    [
      'scores in spans',
      { text, entities: [{ entity_group: 'ORG', score: 0.5, word: 'Acme', start: 17, end: 21 }] },
      0,
    ],
  ])('%s', (_, record, labels) => {
    const found = read('a.jsonl', lines(record));
    expect(found.suggestions).toMatchObject([{ label: 'ORG', score: 0.5, target: { from: 17, to: 21 } }]);
    expect([found.labels.length, found.counts]).toEqual([labels, [labels + 1, 0]]);
  });
});

describe('ticks', () => {
  it.each([
    ['true and false', 'text,toxic,rude\nGood,False,False\nBad,True,False\nUgh,True,True\n'],
    ['crosses', 'text,toxic,rude\nGood,,\nBad,x,\nUgh,x,X\n'],
    ['yes and no', 'text,toxic,rude\nGood,no,no\nBad,yes,no\nUgh,yes,yes\n'],
  ])('%s', (_, table) => {
    expect(read('a.csv', table, 'sa')).toMatchObject({ labels: ['toxic', 'toxic', 'rude'], issues: [] });
  });
});

it('titles and empty rows above the names of columns are no rows', () => {
  const table = 'Report 2024;;\n;;\ntext;label;id\nGood;pos;1\nBad;neg;2\n';
  expect(read('a.csv', table, 'sa')).toMatchObject({
    texts: ['Good', 'Bad'],
    labels: ['pos', 'neg'],
    ids: ['1', '2'],
  });
});

it('words as objects with their tags are one text', () => {
  const tokens = [
    { text: 'Anna', tag: 'B-PER' },
    { text: 'ran', tag: 'O' },
  ];
  expect(read('a.json', [{ tokens }])).toMatchObject({
    texts: ['Anna ran'],
    labels: ['PER:Anna'],
    issues: [],
  });
  // Without tags they are no texts either.
  expect(read('a.json', [{ tokens: [{ text: 'Anna' }, { text: 'ran' }] }]).texts).toEqual([]);
});

it('what several people said of one text, a row each, is one document', () => {
  const table = 'id,text,annotator,label\n1,Good,eva,pos\n2,Good,bo,neg\n3,Bad,eva,neg\n4,Bad,eva,neg\n';
  const found = read('a.csv', table, 'sa');
  expect(
    found.documents.map((one) => one.annotations.map(({ label, annotator }) => `${annotator}: ${label}`)),
  ).toEqual([['eva: pos', 'bo: neg'], ['eva: neg']]);
  expect([found.counts, found.issues]).toEqual([[4, 0], []]);
});

it('links of a wiki are words', () => {
  const found = read('a.txt', 'See [Oslo](Oslo) and [Rome](Rome).\nAlso [Oslo](Oslo).\n');
  expect([found.format, found.labels]).toEqual(['text', []]);
});
