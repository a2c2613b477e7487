/** Tables and lines of texts as programs and people save them: structure that came in as text, and labels that came in nowhere, before. */
import { describe, expect, it } from 'vitest';
import { openSources, planImport } from '#core/formats';
import type { Task } from '#core/project';
import { file } from './helpers.ts';
import { read } from './reading.ts';

const texts = ['Good food', 'Bad food'];
const many = (line: (at: number, label: string) => string): string =>
  Array.from({ length: 6 }, (_, at) => line(at, ['pos', 'neg', 'neu'][at % 3] ?? '')).join('\n');
const sixLabels = ['pos', 'neg', 'neu', 'pos', 'neg', 'neu'];
const sixTexts = Array.from({ length: 6 }, (_, at) => `Food, number ${at} .`);

describe('tables between other signs', () => {
  it.each([
    ['Markdown', 'a.md', '| text | label |\n|---|:---:|\n| Good food | pos |\n| Bad food | neg |\n'],
    [
      'a data base’s client',
      'a.txt',
      '+-----------+-------+\n| text      | label |\n+-----------+-------+\n| Good food | pos   |\n| Bad food  | neg   |\n+-----------+-------+\n',
    ],
    ['another’s', 'a.txt', '   text    | label \n-----------+-------\n Good food | pos\n Bad food  | neg\n'],
    ['R, blanks', 'a.txt', '"text" "label"\n"1" "Good food" "pos"\n"2" "Bad food" "neg"\n'],
    [
      'R, tabs, no name above the names of rows',
      'a.tsv',
      'text\tlabel\n1\tGood food\tpos\n2\tBad food\tneg\n',
    ],
    ['R, commas', 'a.csv', '"text","label"\n"1","Good food","pos"\n"2","Bad food","neg"\n'],
    [
      'Weka',
      'a.arff',
      "% made by x\n@relation food\n\n@attribute text string\n@attribute 'label' {pos,neg}\n\n@data\n'Good food',pos\n\"Bad food\",neg\n",
    ],
    ['carets', 'a.csv', 'text^label\nGood food^pos\nBad food^neg\n'],
    ['two bars', 'a.csv', 'text||label\nGood food||pos\nBad food||neg\n'],
    ['colons', 'a.txt', 'text::label\nGood food::pos\nBad food::neg\n'],
  ])('%s', (_, name, content) => {
    expect(read(name, content, 'sa')).toMatchObject({ texts, labels: ['pos', 'neg'], issues: [] });
  });
  it.each([
    ['a class behind @', 'a.txt', many((at, label) => `Food, number ${at} .@${label}`)],
    ['a class behind three bars', 'a.txt', many((at, label) => `Food, number ${at} . ||| ${label}`)],
    [
      'a class behind tabs, with numbers',
      'a.txt',
      many((at, label) => `${at}7\tFood, number ${at} .\t${label}`),
    ],
    [
      'names that say nothing',
      'a.csv',
      `v1,v2,,,\n${many((at, label) => `${label},"Food, number ${at} .",,,`)}`,
    ],
    ['numbers of columns', 'a.csv', `,0,1\n${many((at, label) => `${at},"Food, number ${at} .",${label}`)}`],
    [
      'one column that is the same everywhere',
      'a.csv',
      many((at, label) => `"${label}","${at}9","NO_QUERY","Food, number ${at} ."`),
    ],
  ])('%s', (_, name, content) => {
    expect(read(name, content, 'sa')).toMatchObject({ texts: sixTexts, labels: sixLabels, issues: [] });
  });
  it.each([
    ['without names', 'a.csv', '"Good food",pos\n"Bad food",neg\n'],
    ['behind a sign', 'a.txt', 'Good food@pos\nBad food@neg\n'],
    ['of a few rows', 'a.csv', 'v1,v2,,\npos,Good food,,\nneg,Bad food,,\n'],
  ])('names that are of classes anywhere, %s', (_, name, content) => {
    expect(read(name, content, 'sa')).toMatchObject({ texts, labels: ['pos', 'neg'], issues: [] });
  });
  it('lines of prose are no table', () => {
    const prose = 'He wrote to ann@example.org today.\nShe said: a || b.\nNo sign here.\nx ^ y is a power.\n';
    expect(read('a.txt', prose, 'sa')).toMatchObject({ format: 'text', texts: prose.trim().split('\n') });
  });
  it('names above the columns again, where files were put together, are no rows', () => {
    expect(read('a.csv', 'text,label\nGood food,pos\ntext,label\nBad food,neg\n', 'sa')).toMatchObject({
      texts,
      labels: ['pos', 'neg'],
    });
  });
});

describe('columns of labels by what they are called', () => {
  it.each([
    ['Sentiment Label', 'Review Text,Sentiment Label\nGood food,pos\nBad food,neg\n'],
    ['subtask_a', 'id\ttweet\tsubtask_a\tsubtask_b\n1\tGood food\tpos\tNULL\n2\tBad food\tneg\tNULL\n'],
    ['verdict', 'claim,verdict\nGood food,pos\nBad food,neg\n'],
    ['label_1', 'text,label_1\nGood food,pos\nBad food,neg\n'],
    ['human_label', 'text,human_label,gpt_label\nGood food,pos,\nBad food,neg,\n'],
    ['y', 'X,y\nGood food,pos\nBad food,neg\n'],
    [
      'a judgement with its confidence',
      '_unit_id,how_is_it,how_is_it:confidence,text\n1,pos,0.67,Good food\n2,neg,1,Bad food\n',
    ],
    [
      'Mechanical Turk’s answer',
      'HITId,WorkerId,Input.text,Answer.mood\nA,W1,Good food,pos\nB,W1,Bad food,neg\n',
    ],
    ['tag', 'post,tag\nGood food,pos\nBad food,neg\n'],
  ])('%s', (_, content) => {
    expect(read(content.includes('\t') ? 'a.tsv' : 'a.csv', content, 'sa')).toMatchObject({
      texts,
      labels: ['pos', 'neg'],
      issues: [],
    });
  });
  it('workers are people', () => {
    const table = 'HITId,WorkerId,Input.text,Answer.mood\nA,W1,Good food,pos\nA,W2,Good food,neg\n';
    const [one] = read('a.csv', table, 'sa').documents;
    expect(one?.annotations.map(({ label, annotator }) => [label, annotator])).toEqual([
      ['pos', 'W1'],
      ['neg', 'W2'],
    ]);
  });
  it('what a named model said is a suggestion', () => {
    const found = read('a.csv', 'text,gpt4_label,vader_sentiment\nGood food,pos,neu\n', 'sa');
    expect(found.labels).toEqual([]);
    expect(found.suggestions.map(({ label, by }) => [label, by])).toEqual([
      ['pos', 'gpt4_label'],
      ['neu', 'vader_sentiment'],
    ]);
  });
  it('lists of names are labels', () => {
    expect(
      read('a.csv', `text,emotions\nGood food,"['joy', 'love']"\nBad food,"['anger']"\n`, 'sa').labels,
    ).toEqual(['joy', 'love', 'anger']);
  });
  it('a column of few names that recur is named, where no column is known to be of labels', () => {
    const table = `text,Anna,Bo,source\n${many((at, label) => `Food ${at} is here,${label},${label},web`)}\n`;
    expect(read('a.csv', table, 'sa')).toMatchObject({
      labels: [],
      issues: ['field-not-read Anna', 'field-not-read Bo'],
    });
    const about = `text,language,source\n${many((at) => `Food ${at} is here,${at % 2 ? 'en' : 'de'},${at % 3 ? 'web' : 'paper'}`)}\n`;
    expect(read('a.csv', about, 'sa').issues).toEqual([]);
  });
  it('how much of a feeling is named', () => {
    expect(read('a.csv', 'text,joy,anger\nGood food,3,0\nBad food,0,4\n', 'sa').issues).toEqual([
      'field-not-read joy',
      'field-not-read anger',
    ]);
  });
  it('scores with a decimal comma', () => {
    const short = (content: string) =>
      read('a.csv', content, 'sa').suggestions.map(({ label, score }) => [label, score]);
    expect(short('text;predicted;score\nGood food;pos;0,91\n')).toEqual([['pos', 0.91]]);
    expect(short('text;positiv;negativ\nGood food;0,9;0,1\nBad food;0,2;0,8\n')).toEqual([
      ['positiv', 0.9],
      ['negativ', 0.8],
    ]);
  });
});

describe('structure is no text', () => {
  it.each([
    [
      'a column of lists',
      'a.csv',
      `overview,genres\nA film about food,"[{'id': 1, 'name': 'Drama', 'kind': 'long'}]"\n`,
      ['A film about food'],
      [],
    ],
    [
      'a corpus of quadruples',
      'a.tsv',
      'the food is good\t1,2 FOOD#QUALITY 2 3,4\nbad tea here\t1,2 DRINKS#QUALITY 0 0,1\n',
      ['the food is good', 'bad tea here'],
      ['field-not-read column 2'],
    ],
  ])('%s', (_, name, content, expected, issues) => {
    const found = read(name, content, 'sa');
    expect(found.texts).toEqual(expected);
    expect(found.issues).toEqual(issues);
  });
  it.each([
    ['SemEval’s propaganda', 'article1.labels.tsv', '1\tLoaded_Language\t10\t20\n1\tFlag-Waving\t30\t40\n'],
    ['ChemProt’s relations', 'a.tsv', '1\tCPR:3\tY\tACTIVATOR\tArg1:T1\tArg2:T2\n'],
    ['i2b2’s concepts', 'a.con', 'c="the pain" 1:3 1:4||t="problem"\nc="aspirin" 2:0 2:0||t="treatment"\n'],
    ['i2b2’s relations', 'a.rel', 'c="the pain" 1:3 1:4||r="TrIP"||c="aspirin" 2:0 2:0\n'],
    ['BioCreative’s genes', 'a.eval', 'P001|14 33|alkaline phosphatases\nP002|0 10|p53\n'],
    ['rows of numbers for a classifier', 'a.txt', '1 3:0.5 7:1\n-1 2:1 9:0.1\n'],
  ])('%s has no text', (_, name, content) => {
    const sources = openSources([file(name, content)]);
    expect(sources.ok ? planImport(sources.value).refused.map(({ kind }) => kind) : []).toEqual([
      'annotations-without-text',
    ]);
  });
});

describe('marks in lines', () => {
  const plain = ['Anna Meyer lives in Oslo', 'Bob sat'];
  it.each<[string, string, Task?]>([
    ['the name behind a slash', '[Anna Meyer]/PER lives in [Oslo]/LOC\n[Bob]/PER sat\n'],
    ['the name behind a line', '[Anna Meyer]_PER lives in [Oslo]_LOC\n[Bob]_PER sat\n'],
  ])('%s', (_, content) => {
    expect(read('a.txt', content)).toMatchObject({
      texts: plain,
      labels: ['PER:Anna Meyer', 'LOC:Oslo', 'PER:Bob'],
    });
  });
  it('one word with its name in brackets', () => {
    expect(read('a.txt', 'Anna[PER] met Bob[PER] in Oslo[LOC]\nCara[PER] ran to Rome[LOC]\n')).toMatchObject({
      texts: ['Anna met Bob in Oslo', 'Cara ran to Rome'],
      labels: ['PER:Anna', 'PER:Bob', 'LOC:Oslo', 'PER:Cara', 'LOC:Rome'],
    });
  });
  it('names in small letters beside words, as Few-NERD has them', () => {
    const sentence = 'Anna\tperson-actor\nMeyer\tperson-actor\nran\tO\nto\tO\nOslo\tlocation-GPE\n\n';
    expect(read('a.txt', sentence.repeat(3))).toMatchObject({
      format: 'conll',
      labels: Array.from({ length: 3 }, () => ['person-actor:Anna Meyer', 'location-GPE:Oslo']).flat(),
    });
  });
  it('trees of the Stanford Sentiment Treebank', () => {
    const found = read(
      'train.txt',
      '(3 (2 It) (4 (2 is) (3 good)))\n(1 (2 Not) (1 (2 so) (1 good)))\n',
      'sa',
    );
    expect(found).toMatchObject({
      texts: ['It is good', 'Not so good'],
      labels: ['3', '1'],
      issues: ['field-not-read labels of phrases'],
    });
  });
});
