/** Inputs as real users have them, a small one of each kind: what is said of it, whole. */
import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

const text = 'Anna Meyer leads Acme in Oslo.';
const both = ['PER:Anna Meyer', 'ORG:Acme'];
const json = (value: unknown): string => JSON.stringify(value);
const person = { text, label: [[0, 10, 'PER']] };
const company = { text, label: [[17, 21, 'ORG']] };

describe('words and tags', () => {
  it.each([
    ['blanks behind a tag', 'Anna\tB-PER \r\nMeyer\tI-PER \r\nran\tO \r\n'],
    ['a comma', 'Anna,B-PER\nMeyer,I-PER\nran,O\n'],
    ['small letters', 'Anna b-PER\nMeyer i-PER\nran o\n'],
    ['a colon', 'Anna B:PER\nMeyer I:PER\nran O\n'],
    ['the prefix behind', 'Anna PER-B\nMeyer PER-I\nran O\n\nshe O\nran O\n'],
    ['tags in entities only', 'Anna B-PER\nMeyer I-PER\nran\n'],
    ['another word for none', 'Anna PER\nMeyer PER\nran OTHER\n\nshe OTHER\nran OTHER\n'],
    ['slashes', 'Anna/B-PER Meyer/I-PER ran/O\n'],
    ['three signs', 'Anna###B-PER Meyer###I-PER ran###O\n'],
    ['tags behind a tab', 'Anna Meyer ran\tB-PER I-PER O\n'],
  ])('%s', (_, content) => {
    const found = read('a.txt', content);
    expect([found.labels, found.texts[0], found.issues]).toEqual([['PER:Anna Meyer'], 'Anna Meyer ran', []]);
  });
  it('several tags in one cell are several labels', () => {
    const found = read('a.conll', 'Anna B-PER|B-FIRST\nMeyer I-PER\nran O\n');
    expect(found).toMatchObject({ labels: ['PER:Anna Meyer', 'FIRST:Anna'], issues: [] });
  });
  it('a line with another number of tags is named', () => {
    const found = read('a.txt', `${'Anna ran\tB-PER O\n'.repeat(9)}Bo ran on\tB-PER O\n`);
    expect(found.issues[0]).toBe('wrong-columns');
    expect(found.labels).toHaveLength(9);
  });
  it('a tag for each word in a list', () => {
    expect(read('a.jsonl', json({ text: 'Anna ran', tags: ['B-PER', 'O'] })).labels).toEqual(['PER:Anna']);
  });
});

describe('records', () => {
  const objects = [person, company].map(json);
  it.each([
    ['commas behind lines', `${objects[0]},\n${objects[1]},\n`],
    ['a list a line', `[${objects[0]}]\n[${objects[1]}]\n`],
    ['written as JSON twice', json(json([person, company]))],
    [
      'over several lines, with commas',
      [person, company].map((one) => JSON.stringify(one, null, 2)).join(',\n'),
    ],
  ])('%s', (_, content) => {
    expect(read('a.jsonl', content)).toMatchObject({ labels: both, issues: [], counts: [2, 0] });
  });
  it('texts as names of their labels', () => {
    const found = read('a.json', { 'Good soup': 'pos', 'Bad soup': 'neg' }, 'sa');
    expect(found).toMatchObject({ texts: ['Good soup', 'Bad soup'], labels: ['pos', 'neg'] });
    const spans = { [text]: [[0, 10, 'PER']], [`${text} Yes.`]: [[17, 21, 'ORG']] };
    expect(read('a.json', spans).labels).toEqual(both);
  });
  it('texts under their names', () => {
    const found = read('a.json', { d1: 'Good soup', d2: 'Bad soup' }, 'sa');
    expect(found).toMatchObject({ texts: ['Good soup', 'Bad soup'], ids: ['d1', 'd2'] });
  });
});

describe('spans', () => {
  it.each([
    [
      'the name first',
      {
        text,
        entities: [
          ['PER', 0, 10],
          ['ORG', 17, 21],
        ],
      },
    ],
    [
      'a length',
      {
        text,
        entities: [
          { offset: 0, length: 10, type: 'PER' },
          { start: 17, length: 4, label: 'ORG' },
        ],
      },
    ],
    ['lists under names', { text, label: { PER: [[0, 10]], ORG: [[17, 21]] } }],
    [
      'words under names, the last letter counted in',
      { text, label: { PER: { 'Anna Meyer': [[0, 9]] }, ORG: { Acme: [[17, 20]] } } },
    ],
    [
      'objects under names',
      { text, entities: { PER: [{ start: 0, end: 10 }], ORG: [{ start: 17, end: 21 }] } },
    ],
  ])('%s', (_, record) => {
    expect(read('a.jsonl', json(record))).toMatchObject({ labels: both, issues: [], counts: [2, 0] });
  });
  it("brat's own records", () => {
    const record = {
      text,
      entities: [
        ['T1', 'PER', [[0, 10]]],
        ['T2', 'ORG', [[17, 21]]],
      ],
      relations: [
        [
          'R1',
          'leads',
          [
            ['Arg1', 'T1'],
            ['Arg2', 'T2'],
          ],
        ],
      ],
    };
    expect(read('a.json', record, 're')).toMatchObject({
      labels: [...both, 'leads:0>1'],
      issues: [],
      counts: [3, 0],
    });
  });
  it('nothing is no name, and what is of no shape is named', () => {
    const nothing = read(
      'a.jsonl',
      json({
        text,
        label: [
          [0, 10, null],
          [17, 21, 'ORG'],
        ],
      }),
    );
    expect(nothing).toMatchObject({ labels: ['ORG:Acme'], issues: ['missing-label'], counts: [2, 1] });
    const odd = read('a.jsonl', json({ text, label: [[17, 21, 'ORG'], [7]] }));
    expect(odd).toMatchObject({ labels: ['ORG:Acme'], issues: ['field-not-read label'], counts: [2, 1] });
  });
});
