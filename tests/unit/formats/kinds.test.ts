/** Layouts of the kinds that real users stumbled over, beside the reported ones: read, or named. */
import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

describe('what annotators and corpora have beside the known layouts', () => {
  it('fastText: classes before or behind the text', () => {
    const { format, texts, labels } = read(
      'a.txt',
      '__label__pos __label__new Great food\n__label__neg Bad\n',
      'sa',
    );
    expect([format, texts, labels]).toEqual(['fasttext', ['Great food', 'Bad'], ['pos', 'new', 'neg']]);
  });

  it('PubTator: title and abstract are one text; relations of concepts are named', () => {
    const text =
      '1|t|p53 binds\n1|a|MDM2 too.\n1\t0\t3\tp53\tGene\t7\n1\t10\t14\tMDM2\tGene\t4\n1\tCID\t7\t4\n';
    const found = read('a.txt', text);
    expect([found.format, found.texts, found.ids]).toEqual(['pubtator', ['p53 binds\nMDM2 too.'], ['1']]);
    expect(found.labels).toEqual(['Gene:p53', 'Gene:MDM2']);
    expect(found.issues).toEqual(['field-not-read CID (relations of concepts)']);
    expect(found.counts).toEqual([3, 1]);
  });

  it('tagged words of a sentence per line', () => {
    const { format, texts, labels } = read(
      'a.iob',
      'New|NNP|B-LOC York|NNP|I-LOC is|VBZ|O\nRome|NNP|B-LOC\n',
    );
    expect([format, texts]).toEqual(['iob-lines', ['New York is', 'Rome']]);
    expect(labels).toEqual(['LOC:New York', 'LOC:Rome']);
  });

  it('triplets and quadruples of aspects', () => {
    const lines = [
      "It 's great food .####[([3], [2], 'POS'), ([3, 4], [2], 'NEG')]",
      `The chef's menu is bad .####[["chef's menu", 'food quality', 'negative', 'bad'], ['NULL', 'general', 'neutral', 'x']]`,
    ];
    const found = read('a.txt', lines.join('\n'), 'sa');
    expect(found.format).toBe('aspect-tuples');
    expect(found.labels).toEqual(['positive:food', 'negative:food .', "negative:chef's menu"]);
    expect(found.issues).toEqual(['field-not-read aspects that no word names']);
    expect(found.counts).toEqual([4, 1]);
  });

  it('FewRel: lists of sentences, each under its relation', () => {
    const one = (words: string[]) => ({
      tokens: words,
      h: [words[0], 'Q1', [[0]]],
      t: [words[2], 'Q2', [[2]]],
    });
    const found = read(
      'a.json',
      { P1: [one(['Ann', 'leads', 'Acme'])], P2: [one(['Oslo', 'in', 'Norway'])] },
      're',
    );
    expect(found.texts).toEqual(['Ann leads Acme', 'Oslo in Norway']);
    expect(found.labels).toContain('P1:0>1');
    expect(found.labels).toContain('P2:0>1');
  });

  it('records that lie deeper in an export of a whole project; ids and versions are never texts', () => {
    const entity = { start: 7, end: 11, value: 'Rome', entity: 'city' };
    const rasa = { rasa_nlu_data: { common_examples: [{ text: 'fly to Rome', entities: [entity] }] } };
    expect(read('a.json', rasa)).toMatchObject({ texts: ['fly to Rome'], labels: ['city:Rome'] });
    expect(read('a.json', { version: '3', doc_id: 'a b c', entities: [] })).toMatchObject({
      texts: [],
      issues: ['missing-text'],
    });
  });

  it('drafts of Label Studio are named, not lost', () => {
    const value = { start: 0, end: 4, labels: ['LOC'] };
    const result = [{ from_name: 'l', to_name: 't', type: 'labels', value }];
    const found = read('a.json', [{ id: 1, data: { t: 'Rome is' }, annotations: [], drafts: [{ result }] }]);
    expect([found.texts, found.issues, found.counts]).toEqual([
      ['Rome is'],
      ['field-not-read drafts'],
      [1, 1],
    ]);
  });

  it('a header where two columns have one name; none where the first row is like the others', () => {
    expect(read('a.csv', 'text,note,note,label\nGreat,a,b,pos\n', 'sa')).toMatchObject({
      texts: ['Great'],
      labels: ['pos'],
    });
    expect(read('a.csv', 'pos,Great food here\nneg,Bad service there\n', 'sa').texts).toHaveLength(2);
  });
});
