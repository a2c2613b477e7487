import { describe, expect, it } from 'vitest';
import { csvHead, inspectTable } from '#core/formats';
import {
  csvRows,
  formatCsvRow,
  guardCell,
  guessDelimiter,
  unguardCell,
} from '../../../src/core/formats/csv-rows.ts';
import { file, readAll } from './helpers.ts';

const rows = (text: string, delimiter = ','): (string | number)[][] =>
  [...csvRows(text, delimiter)].map(({ cells, line }) => [line, ...cells]);

describe('rows', () => {
  it('quotes, doubled quotes, and line breaks inside quotes; lines count on', () => {
    expect(rows('a,"b ""c"", d"\r\n"x\ny",z\rlast')).toEqual([
      [1, 'a', 'b "c", d'],
      [2, 'x\ny', 'z'],
      [4, 'last'],
    ]);
  });

  it('a quote that never closes costs its own row, not the file', () => {
    const all = [...csvRows('a,"b\nc,d\n', ',')];
    expect(all.map(({ cells, unclosed }) => [cells, unclosed ?? false])).toEqual([
      [['a', '"b'], true],
      [['c', 'd'], false],
    ]);
  });

  it('finds the delimiter', () => {
    expect(guessDelimiter('id;text\n1;a, b\n2;c, d, e\n')).toBe(';');
    expect(guessDelimiter('id\ttext\n1\ta, b\n')).toBe('\t');
    expect(guessDelimiter('just words\nmore words\n')).toBe(',');
  });
});

describe('formulas', () => {
  it.each(['=1+1', '=HYPERLINK("x")', '+A1', '-2+3', '@SUM(A1)', '\t=1', '＝1', "'=1"])(
    '%s is guarded and comes back',
    (cell) => {
      const guarded = guardCell(cell);
      expect(guarded.startsWith("'")).toBe(true);
      expect(unguardCell(guarded)).toBe(cell);
      const [row] = csvRows(formatCsvRow([cell, 'x']), ',');
      expect(row?.cells.map(unguardCell)).toEqual([cell, 'x']);
    },
  );

  it.each(['-', '-5', '+3.25', "it's", "'quoted'", '', ' =1'])('%s stays as it is', (cell) => {
    expect(guardCell(cell)).toBe(cell);
    expect(unguardCell(cell)).toBe(cell);
  });
});

describe('a table of texts', () => {
  const source =
    'id,text,sentiment,note\n7,"good, really",positive,n1\n8,,negative,n2\n9,bad,negative,n3,extra\n10,fine,,n4\n';

  it('maps columns by their names, keeps the rest, reports bad rows by line', () => {
    const { documents, issues } = readAll('csv', file('a.csv', source), { task: 'sa' });
    expect(
      documents.map(({ text, meta, annotations }) => [text, meta, annotations.map((a) => a.label)]),
    ).toEqual([
      ['good, really', { note: 'n1', id: '7' }, ['positive']],
      ['fine', { note: 'n4', id: '10' }, []],
    ]);
    expect(issues.map(({ line, code, severity }) => [line, code, severity])).toEqual([
      [3, 'missing-text', 'error'],
      [4, 'wrong-columns', 'error'],
    ]);
  });

  it('tells the import screen its columns and what was guessed', () => {
    expect(inspectTable('csv', [file('a.csv', source)], {})).toEqual({
      columns: ['id', 'text', 'sentiment', 'note'],
      mapping: { text: 'text', id: 'id', label: 'sentiment' },
    });
    expect(inspectTable('json', [file('a.jsonl', '{"a":"long words","id":1}\n{"a":"b"}')], {})).toEqual({
      columns: ['a', 'id'],
      mapping: { text: 'a', id: 'id' },
    });
    expect(inspectTable('conll', [file('a.conll', 'a\tO')], {})).toBeUndefined();
  });

  it('takes the mapping that the user set', () => {
    const { documents } = readAll('csv', file('a.csv', source), {
      task: 'sa',
      columns: { text: 'note', label: 'text', meta: [] },
    });
    expect(documents[0]).toMatchObject({ text: 'n1', meta: {}, annotations: [{ label: 'good, really' }] });
  });

  it('without a header, columns are numbered and the longest is the text', () => {
    const head = csvHead('1,A long sentence of words.\n2,Another one, of sorts.\n', {});
    expect(head.header).toBe(false);
    expect(head.columns).toEqual(['column 1', 'column 2', 'column 3']);
    const { documents } = readAll('csv', file('a.csv', '1,A long sentence here.\n2,Another of these.\n'));
    expect(documents.map(({ text }) => text)).toEqual(['A long sentence here.', 'Another of these.']);
  });

  it('metadata named __proto__ is data, and changes nothing else', () => {
    const { documents } = readAll('csv', file('a.csv', 'text,__proto__,constructor\nhello,x,y\n'));
    expect(Object.keys(documents[0]?.meta ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('an aspect column marks its words; an explanation column explains', () => {
    const text = 'text,aspect,label,explanation\nThe soup was cold,soup,negative,was cold\n';
    const { documents } = readAll('csv', file('a.csv', text), { task: 'sa' });
    expect(documents[0]?.annotations).toEqual([
      {
        label: 'negative',
        target: { kind: 'aspect', from: 4, to: 8 },
        explanations: [{ kind: 'trigger', spans: [{ from: 9, to: 17 }] }],
      },
    ]);
  });
});
