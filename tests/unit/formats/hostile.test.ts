/** The inputs that must not hurt (product.md), through every format that reads or writes. */
import { describe, expect, it } from 'vitest';
import { detectFormats, formats, losses, type ParsedDocument } from '#core/formats';
import { validateBundle } from '#core/project';
import { hostileLabels, hostileTexts } from '../../property/formats/bundles.ts';
import { bundleOf, file, format, parsed, readAll, textOf, write } from './helpers.ts';

const documents: ParsedDocument[] = hostileTexts
  .filter((text) => text !== '')
  .map((text, index) =>
    parsed(text, {
      meta: Object.fromEntries([
        ['id', String(index)],
        ['__proto__', 'x'],
      ]),
      annotations:
        text.trim() === ''
          ? []
          : hostileLabels.map((label) => {
              const from = text.length - text.trimStart().length;
              return {
                label,
                target: {
                  kind: 'span',
                  from,
                  to: from + (text.codePointAt(from) ?? 0) > 0xffff ? from + 2 : from + 1,
                },
                explanations: [],
              };
            }),
    }),
  );

describe('every text and label name survives every format', () => {
  const bundle = bundleOf('ner', documents);

  it('and they make a valid project', () => {
    expect(validateBundle(bundle).violations).toEqual([]);
    expect(bundle.labels.map(({ name }) => name)).toEqual(hostileLabels);
  });

  it.each(
    formats
      .filter(({ serialize, tasks }) => serialize !== undefined && tasks.includes('ner'))
      .map(({ id }) => id),
  )('%s is written, and what is read again is valid', (id) => {
    const files = write(id, bundle);
    const back = readAll(id, files);
    expect(back.refused).toBeUndefined();
    expect(back.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(validateBundle(bundleOf('ner', back.documents)).violations).toEqual([]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    for (const { name } of files) expect(name).toMatch(/^[\w.-]+$/);
  });

  it.each(['triples-csv', 'lean-life-csv'])('%s has no cell that a spreadsheet would calculate', (id) => {
    const [out] = write(id, bundle);
    for (const line of textOf(out).split('\r\n')) {
      for (const cell of line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
        const plain = cell.replace(/^"|"$/g, '');
        if (/^[=+\-@]./.test(plain)) expect(plain).toMatch(/^[+-]?\d+(?:\.\d+)?$/);
      }
    }
  });
});

describe('sizes', () => {
  it('a line of 1 MB is one document', () => {
    const text = 'x'.repeat(1_000_000);
    expect(readAll('text', file('a.txt', text)).documents.map((doc) => doc.text.length)).toEqual([1_000_000]);
    const record = JSON.stringify({ text, label: [[0, 5, 'X']] });
    expect(readAll('doccano', file('a.jsonl', record)).documents[0]?.annotations).toHaveLength(1);
    const [out] = write('triples-csv', bundleOf('ner', [parsed(text)]));
    expect(readAll('triples-csv', out ?? []).documents[0]?.text.length).toBe(1_000_000);
  });

  it('10 000 labels', () => {
    const annotations = Array.from({ length: 10_000 }, (_, i) => ({
      label: `label ${i}`,
      target: { kind: 'span' as const, from: 0, to: 3 },
      explanations: [],
    }));
    const bundle = bundleOf('ner', [parsed('abc', { annotations })]);
    expect(bundle.labels).toHaveLength(10_000);
    expect(bundle.labels.filter(({ shortcut }) => shortcut !== '')).toHaveLength(36);
    expect(readAll('triples-jsonl', write('triples-jsonl', bundle)).documents[0]?.annotations).toHaveLength(
      10_000,
    );
  });

  it('many rows come in batches and can be stopped between two', () => {
    const parsing = format('text').parse?.([file('a.txt', 'row\n'.repeat(10_000))], {
      task: 'ner',
      batchSize: 100,
    });
    let seen = 0;
    for (const batch of parsing ?? []) {
      seen += batch.documents.length;
      if (seen >= 300) break;
    }
    expect(seen).toBe(300);
    expect(parsing?.next().done).toBe(true);
  });

  it('deep nesting is no crash', () => {
    const deep = '['.repeat(200_000);
    for (const { id, parse } of formats) {
      if (parse !== undefined) readAll(id, file('a.json', deep));
    }
    expect(readAll('json', file('a.json', deep)).refused).toBe('truncated');
  });
});

describe('no input makes a parser slow: each of these would take hours with a careless pattern', () => {
  const many = 200_000;
  const inputs: readonly (readonly [string, string])[] = [
    ['spaces', `1\t"${' '.repeat(many)}x<e1>`],
    ['marks', '1\t"<e1></e1>'.repeat(20_000)],
    ['attributes', `<sentences><sentence ${'a'.repeat(many)}><text>x</text></sentence></sentences>`],
    ['escapes', `#FORMAT=WebAnno TSV 3.3\n#T_SP=x|label\n\n#Text=a\n1-1\t0-1\ta\t${'\\->'.repeat(20_000)}\n`],
    ['colons', `R1\t${'a:'.repeat(100_000)}`],
    ['quotes', '"a\n'.repeat(20_000)],
    ['brackets', '[{'.repeat(20_000)],
    ['nesting', `{"text":"a","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}\n`],
    ['tags', `a\tB-${'-'.repeat(many)}\n`],
  ];
  it.each(inputs)('%s', (_, text) => {
    for (const { id, parse, tasks } of formats) {
      if (parse === undefined) continue;
      const files = id === 'brat' ? [file('a.txt', 'a'), file('a.ann', text)] : [file('a.txt', text)];
      readAll(id, files, { task: tasks.at(-1) ?? 'ner' });
    }
    detectFormats([file('a.txt', text)]);
  });

  it('a trigger of a thousand words in a long text', () => {
    const explanation = `${'a '.repeat(1000)}b`;
    const annotations = [
      { annotation_id: 1, label: 'X', start_offset: 0, end_offset: 1, explanation: [explanation] },
    ];
    const text = JSON.stringify({ data: [{ doc_id: 1, text: 'a '.repeat(200_000), annotations }] });
    expect(
      readAll('lean-life-json', file('a.json', text)).documents[0]?.annotations[0]?.explanations[0]?.kind,
    ).toBe('nl');
  });
});

describe('losses are told before the export', () => {
  const doc = parsed('New York  City\nx', {
    meta: { id: '1', note: 'n' },
    annotations: [
      {
        label: 'two words',
        target: { kind: 'span', from: 0, to: 8 },
        explanations: [{ kind: 'trigger', spans: [{ from: 15, to: 16 }] }],
        annotator: 'a',
      },
      {
        label: 'B',
        target: { kind: 'span', from: 4, to: 14 },
        explanations: [{ kind: 'nl', text: 'x' }],
        annotator: 'b',
      },
    ],
  });
  const bundle = bundleOf('ner', [doc, parsed('empty')]);
  const lossesOf = (id: string): Record<string, number> =>
    Object.fromEntries(losses(format(id), bundle).map(({ code, count }) => [code, count]));

  it('CoNLL loses nearly all', () => {
    expect(lossesOf('conll')).toEqual({
      'overlapping-spans': 1,
      annotators: 1,
      metadata: 1,
      'line-breaks': 1,
      'trigger-explanations': 1,
      'sentence-explanations': 1,
      'project-settings': 1,
    });
  });

  it('brat loses triggers and names of several words', () => {
    expect(lossesOf('brat')).toEqual({
      annotators: 1,
      metadata: 1,
      'trigger-explanations': 1,
      'label-names': 1,
      'project-settings': 1,
    });
  });

  it('triples lose the project around the labels, the project file nothing', () => {
    expect(lossesOf('triples-json')).toEqual({ 'project-settings': 1 });
    expect(lossesOf('project')).toEqual({});
  });
});
