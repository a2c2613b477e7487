/** Labels that came in as words, under a wrong name, or not at all and without a word: read now, or named. */
import { describe, expect, it } from 'vitest';
import { type ImportIssue, openSources, parsePlan, planImport, zipFiles } from '#core/formats';
import type { Task } from '#core/project';
import { file } from './helpers.ts';
import { read, readFiles } from './reading.ts';

const refused = (name: string, content: string): readonly string[] => {
  const sources = openSources([file(name, content)]);
  return sources.ok ? planImport(sources.value).refused.map(({ kind }) => kind) : [];
};

describe('semantic roles in columns', () => {
  it.each([
    [
      'CoNLL-2005',
      'The DT (S1(S(NP* * - (A0*\ndog NN *) * - *)\nate VBD (VP* * eat (V*)\nfish NN (NP* * - (A1*\nin IN *) * - *)\n. . *)) * - *\n\nRain NN (NP*) *\n',
    ],
    ['its roles alone', '-\t(A0*\n-\t*)\neat\t(V*)\n-\t(A1*)\n\n-\t(A0*)\nrun\t(V*)\n'],
    [
      'CoNLL-2012 without its documents',
      'bc/x 0 0 The DT (TOP(S(NP* - - - - * (ARG0* -\nbc/x 0 1 dog NN *) - - - - * *) -\nbc/x 0 2 ate VBD (VP*)) eat 01 1 - * (V*) -\n',
    ],
    [
      'CoNLL-2009',
      '1\tThe\tthe\tthe\tDT\tDT\t_\t_\t2\t2\tNMOD\tNMOD\t_\t_\t_\n2\tdog\tdog\tdog\tNN\tNN\t_\t_\t3\t3\tSBJ\tSBJ\t_\t_\tA0\n3\tate\teat\teat\tVBD\tVBD\t_\t_\t0\t0\tROOT\tROOT\tY\teat.01\t_\n',
    ],
  ])('%s is named', (_, content) => {
    expect(['a.txt', 'a.conll', 'props'].map((name) => refused(name, content))).toEqual(
      Array.from({ length: 3 }, () => ['semantic-roles']),
    );
  });
  it('CoNLL-2012 with its documents is read for its entities', () => {
    const row = (at: number, word: string, entity: string, role: string): string =>
      `bc/x 0 ${at} ${word} NN * - - - - ${entity} ${role} -\n`;
    const content = `#begin document (bc/x); part 000\n${row(0, 'Ann', '(PERSON)', '(ARG0*)')}${row(1, 'ran', '*', '(V*)')}\n#end document\n`;
    expect(read('a.conll', content).labels).toEqual(['PERSON:Ann']);
  });
  it('signs in brackets are no roles', () => {
    expect(refused('a.txt', 'An asterisk (*) stands here.\nA footnote * and (V*) too.\n')).toEqual([]);
  });
});

describe('corrections beside their sentences', () => {
  const correction = 'A 1 2|||R:VERB:SVA|||is|||REQUIRED|||-NONE-|||0';
  it('are named', () => {
    const content = `S This are a sentence .\n${correction}\n\nS Good .\nA -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0\n`;
    expect(['a.m2', 'a.txt', 'a'].map((name) => refused(name, content))).toEqual(
      Array.from({ length: 3 }, () => ['corrections']),
    );
  });
  it('sentences that begin with these letters are texts', () => {
    expect(refused('a.txt', 'S is a letter.\nA 1 2 are numbers.\n')).toEqual([]);
  });
});

describe('a score beside a text, and no label', () => {
  it.each(['score', 'Sentiment Score', 'quality_score', 'grade'])(
    '%s is named once, with its count',
    (name) => {
      const table = `id,text,${name}\n1,Good soup,0.81\n2,Cold soup,-2\n3,Old soup,\n`;
      expect(read('a.csv', table, 'sa')).toMatchObject({
        labels: [],
        issues: [`field-not-read ${name}`],
        counts: [2, 2],
      });
    },
  );
  it('in JSON lines too', () => {
    const lines = '{"text":"Good soup","score":0.8}\n{"text":"Cold soup","score":2}\n';
    expect(read('a.jsonl', lines, 'sa')).toMatchObject({ issues: ['field-not-read score'], counts: [2, 2] });
  });
  it.each([
    ['a label stands beside', 'a.csv', 'text,label,score\nGood soup,pos,0.8\nCold soup,neg,0.1\n'],
    ['it is no number', 'a.csv', 'text,score\nGood soup,see 1\nCold soup,see 2\n'],
    ['it is of what a list holds', 'a.jsonl', '{"text":"Good soup","hits":["a"],"score":0.8}\n'],
  ])('it is metadata where %s', (_, name, content) => {
    expect(read(name, content, 'sa').issues).toEqual([]);
  });
});

describe('words that were cut into pieces for a model', () => {
  it.each([
    ['a table', 'a.csv', 'text,label\nfoo@@ bar is,pos\nplain,neg\n', 'foo@@ bar is'],
    ['lines', 'a.txt', 'He is un ##believ ##able .\n', 'He is un ##believ ##able .'],
    ['columns', 'a.conll', 'foo B-PER\n##bar I-PER\nis O\n\nno O\n', 'foo ##bar is'],
    ['whole words marked', 'a.txt', '▁He ▁is ▁here\n', '▁He ▁is ▁here'],
  ])('%s: named, and kept as they are', (_, name, content, text) => {
    const found = read(name, content, 'sa');
    expect(found.issues.filter((issue) => issue === 'words-in-pieces')).toHaveLength(1);
    expect(found.texts).toContain(text);
  });
  it.each([
    ['a tenth of the texts or fewer', `foo@@ bar\n${'A plain line.\n'.repeat(9)}`],
    [
      'headings and the lines of a patch',
      '## Heading\n##Heading\n@@ -1,2 +3,4 @@ def f():\nmail me @@ home\n',
    ],
  ])('%s: not named', (_, content) => {
    expect(read('a.txt', content).issues).toEqual([]);
  });
});

describe('sentences where labels should stand', () => {
  const sentences = [
    'The minister said today that all of it was over.',
    'Nobody knows what will come of this in the end.',
    'A third sentence that is quite as long as others.',
  ];
  const name = 'label (sentences: sequence to sequence)';
  const lines = (label: (sentence: string) => unknown, field = 'label'): string =>
    sentences
      .map((sentence, at) => `${JSON.stringify({ text: `Text ${at}`, [field]: label(sentence) })}\n`)
      .join('');
  it.each([
    ['doccano', 'a.jsonl', lines((one) => [one])],
    ['a string a record', 'a.jsonl', lines((one) => one)],
    [
      'a table',
      'a.csv',
      `id,data,label\n${sentences.map((one, at) => `${at},Text ${at},${one}\n`).join('')}`,
    ],
  ])('%s: named, and none of them a label', (_, file, content) => {
    expect(read(file, content, 'sa')).toMatchObject({
      texts: ['Text 0', 'Text 1', 'Text 2'],
      labels: [],
      issues: [`field-not-read ${name}`],
      counts: [3, 3],
    });
  });
  it('under another name that holds labels too', () => {
    const found = read(
      'a.jsonl',
      lines((one) => one, 'annotation'),
      'sa',
    );
    expect([found.labels, found.issues]).toEqual([
      [],
      ['field-not-read annotation (sentences: sequence to sequence)'],
    ]);
    expect(found.documents[0]?.meta['annotation']).toBe(sentences[0]);
  });
  it('in a file of which the sample sees some lines twice', () => {
    const content = Array.from({ length: 25 }, (_, at) => ({
      text: `Text ${at}`,
      label: [`${at}. ${sentences[at % 3]}`],
    }));
    const found = read('a.jsonl', content.map((one) => `${JSON.stringify(one)}\n`).join(''), 'sa');
    expect([found.labels, found.counts]).toEqual([[], [25, 25]]);
  });
  it('in a script without spaces', () => {
    const content = [
      '会议在昨天下午结束，所有与会者都表示十分满意。',
      '没有人知道这件事情最后会变成什么样子，谁也说不准。',
    ]
      .map((one) => `${JSON.stringify({ text: '正文', label: [one] })}\n`)
      .join('');
    expect(read('a.jsonl', content, 'sa').labels).toEqual([]);
  });
  it('long names of classes, which recur, are labels', () => {
    const content = [0, 0, 1].map((label, at) => ({ text: `T ${at}`, label: [sentences[label]] }));
    const table = `text,label\nA b,${sentences[0]}\nC d,${sentences[0]}\nE f,pos\n`;
    expect(read('a.json', content, 'sa').labels).toHaveLength(3);
    expect(read('a.csv', table, 'sa').labels).toHaveLength(3);
  });
});

describe('several labels of a cell, joined by #', () => {
  const table = 'id,data,label\n1,Good soup,a\n2,Cold soup,b\n3,Both soup,a#b\n4,Odd soup,a#c\n';
  it('are as many where each stands alone in the table', () => {
    expect(read('a.csv', table, 'sa')).toMatchObject({ labels: ['a', 'b', 'a', 'b', 'a#c'], counts: [5, 0] });
  });
  it('or in the project', () => {
    expect(read('a.csv', table, 'sa', { projectLabels: ['c'] }).labels.slice(-2)).toEqual(['a', 'c']);
  });
  it('also where they stand alone far below', () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${at},Text ${at},x#y\n`).join('');
    const found = read('a.csv', `id,data,label\n${rows}60,Last,x\n61,Least,y\n`, 'sa');
    expect(new Set(found.labels)).toEqual(new Set(['x', 'y']));
  });
  it('are one name where it is one', () => {
    const content = 'text,label\nGood soup,FOOD#QUALITY\nDear soup,FOOD#PRICES\nBad hall,C#\nOld hall,C\n';
    const labels = ['FOOD#QUALITY', 'FOOD#PRICES', 'C#', 'C'];
    expect(read('a.csv', content, 'sa').labels).toEqual(labels);
  });
  it('with a person a row too', () => {
    const content = 'text,label,annotator\nGood soup,a,x\nGood soup,b,y\nCold soup,a#b,x\n';
    expect(read('a.csv', content, 'sa').labels).toEqual(['a', 'b', 'a', 'b']);
  });
});

describe('texts in folders of their classes', () => {
  const imdb = [
    file('a/README', 'About these reviews.'),
    file('a/imdb.vocab', 'the\nand\n'),
    file('a/train/urls_pos.txt', 'x.org/1\nx.org/2\n'),
    file('a/train/pos/0_9.txt', 'Good soup.'),
    file('a/train/pos/1_9.txt', 'Fine soup.\nAnd tea.'),
    file('a/train/neg/0_1.txt', 'Bad soup.'),
    file('a/train/neg/1_1.txt', 'Cold soup.'),
    file('a/train/unsup/0_0.txt', 'Some soup.'),
    file('a/test/pos/0_9.txt', 'More soup.'),
  ];
  const remarks = (files: typeof imdb, task: Task, projectLabels: readonly string[] = []) => {
    const issues: ImportIssue[] = [];
    for (const batch of parsePlan(planImport(files), { task, projectLabels })) issues.push(...batch.issues);
    return issues.filter(({ code }) => code.startsWith('folders')).map(({ code, params }) => [code, params]);
  };
  const folders = (...names: readonly string[]) =>
    names.flatMap((name) => [1, 2].map((at) => file(`${name}/${at}.txt`, `A text of ${name} ${at}.`)));

  it('carry the names of well-known classes, in whatever parts, a file a text', () => {
    const found = readFiles(imdb, 'sa');
    expect(found).toMatchObject({
      texts: ['Good soup.', 'Fine soup.\nAnd tea.', 'Bad soup.', 'Cold soup.', 'Some soup.', 'More soup.'],
      labels: ['pos', 'pos', 'neg', 'neg', 'pos'],
      counts: [5, 0],
    });
    expect(found.ids[0]).toBe('a/train/pos/0_9');
    expect(found.issues).toEqual(['file-refused', 'file-refused', 'file-refused', 'folders-read']);
    expect(remarks(imdb, 'sa')).toEqual([['folders-read', { folders: 'pos (3), neg (2)' }]]);
  });
  it('also in an archive', () => {
    const sources = openSources([{ name: 'a.zip', bytes: zipFiles(imdb) }]);
    expect(sources.ok && readFiles(sources.value, 'sa').labels).toHaveLength(5);
  });
  it('a line a text where that was chosen', () => {
    const found = readFiles(imdb.slice(3, 7), 'sa', { documentPer: 'line' });
    expect(found.labels).toEqual(['pos', 'pos', 'pos', 'neg', 'neg']);
  });
  it('carry the labels of the project, as it spells them', () => {
    const files = folders('d/politics', 'd/Sport');
    expect(readFiles(files, 'sa', { projectLabels: ['Politics', 'sport', 'Art'] })).toMatchObject({
      labels: ['Politics', 'Politics', 'sport', 'sport'],
      issues: ['folders-read'],
    });
    expect(new Set(readFiles(imdb, 'sa', { projectLabels: ['positive', 'negative'] }).labels)).toEqual(
      new Set(['positive', 'negative']),
    );
  });
  it('are named where nothing says that they are classes', () => {
    const files = folders('d/politics', 'd/sport');
    expect(readFiles(files, 'sa').labels).toEqual([]);
    const named = { folders: 'politics (2), sport (2)' };
    expect(remarks(files, 'sa')).toEqual([['folders-not-read', { ...named, labels: 1 }]]);
    expect(remarks(files, 'sa', ['sport'])).toEqual([['folders-not-read', { ...named, labels: 1 }]]);
    expect(remarks(files, 'ner', ['sport', 'politics'])).toEqual([
      ['folders-not-read', { ...named, labels: 0 }],
    ]);
    expect(remarks(imdb, 'ner')).toEqual([['folders-not-read', { folders: 'pos (2), neg (2)', labels: 0 }]]);
  });
  it.each([
    ['numbers', folders('d/2019', 'd/2020')],
    ['parts of the data', folders('d/train', 'd/test', 'd/unsup')],
    ['one folder', folders('d/pos')],
    ['a text each', [file('d/x/1.txt', 'One.'), file('d/y/1.txt', 'Two.')]],
    ['no folders', [file('1.txt', 'One.'), file('2.txt', 'Two.')]],
  ])('%s: nothing is said', (_, files) => {
    expect(readFiles(files, 'sa')).toMatchObject({ labels: [], issues: [] });
  });
  it('leave no label behind unsaid where only texts are wanted', () => {
    expect(readFiles(imdb, 'sa', { textOnly: true })).toMatchObject({ labels: [], counts: [5, 5] });
  });
});
