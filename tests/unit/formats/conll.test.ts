import { describe, expect, it } from 'vitest';
import { decodeTags, encodeTags, parseTag } from '../../../src/core/formats/tags.ts';
import { bundleOf, file, parsed, readAll, textOf, write } from './helpers.ts';

/** `B-X I-X O` → chunks as `from-to label`. */
function chunks(tags: string): string[] {
  const read = tags.split(' ').map((tag) => parseTag(tag) ?? { prefix: 'O' as const, label: '' });
  return decodeTags(read).chunks.map(({ from, to, label }) => `${from}-${to} ${label}`);
}

describe('tag schemes', () => {
  it.each([
    ['BIO', 'B-X I-X B-X O', ['0-2 X', '2-3 X']],
    ['IOB1', 'I-X I-X B-X O I-Y', ['0-2 X', '2-3 X', '4-5 Y']],
    ['IOBES', 'B-X E-X S-X O', ['0-2 X', '2-3 X']],
    ['BILOU', 'B-X L-X U-X O', ['0-2 X', '2-3 X']],
    ['a change of label begins a chunk', 'I-X I-Y', ['0-1 X', '1-2 Y']],
    ['labels with hyphens', 'B-creative-work I-creative-work', ['0-2 creative-work']],
    ['no label', 'B I O', ['0-2 Entity']],
  ])('%s', (_, tags, expected) => {
    expect(chunks(tags)).toEqual(expected);
  });

  it.each(['bio', 'iob1', 'iobes'] as const)('%s is decoded to what was encoded', (scheme) => {
    const given = [
      { from: 0, to: 2, label: 'X' },
      { from: 2, to: 3, label: 'X' },
      { from: 3, to: 4, label: 'Y' },
    ];
    const tags = encodeTags(given, 6, scheme).map(
      (tag) => parseTag(tag) ?? { prefix: 'O' as const, label: '' },
    );
    expect(decodeTags(tags).chunks).toEqual(given);
  });
});

describe('CoNLL', () => {
  it('tokens keep their places in the joined text', () => {
    const { documents } = readAll(
      'conll',
      file('a.conll', 'Jane\tB-PER\nRoe\tI-PER\n(\tO\n\nParis\tB-LOC\n'),
    );
    expect(documents.map(({ text }) => text)).toEqual(['Jane Roe (', 'Paris']);
    expect(documents[0]).toMatchObject({
      tokens: [
        { from: 0, to: 4 },
        { from: 5, to: 8 },
        { from: 9, to: 10 },
      ],
      annotations: [{ label: 'PER', target: { kind: 'span', from: 0, to: 8 } }],
      status: 'done',
    });
  });

  it('no spaces between characters of a script without them', () => {
    const { documents } = readAll('conll', file('a.conll', '我\tO\n爱\tO\n北京\tB-LOC\nCity\tO\n！\tO\n'));
    expect(documents[0]?.text).toBe('我爱北京 City ！');
    expect(documents[0]?.annotations[0]?.target).toEqual({ kind: 'span', from: 2, to: 4 });
  });

  it('four columns of CoNLL-2003 with -DOCSTART-: first is the token, last the tag', () => {
    const text = '-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\n';
    const { documents } = readAll('conll', file('a.txt', text));
    expect(documents.map(({ text: t, annotations }) => [t, annotations.map((a) => a.label)])).toEqual([
      ['EU rejects', ['ORG']],
    ]);
  });

  it('columns and scheme can be set', () => {
    const text = 'EU B-NP I-ORG\nrejects B-VP O\n';
    const read = readAll('conll', file('a.txt', text), { tokenColumn: 0, tagColumn: 1, scheme: 'bio' });
    expect(read.documents[0]?.annotations.map((a) => a.label)).toEqual(['NP', 'VP']);
  });

  it('one odd cell costs its label, not its sentence, and is named with its line', () => {
    const text = 'a\tO\nb\tB-X\n\nc\tO\nd\tnonsense\n\ne\tO\nf\n\ng\tB-X\n';
    const { documents, issues } = readAll('conll', file('a.conll', text), { tagColumn: -1 });
    expect(documents.map((doc) => doc.text)).toEqual(['a b', 'c d', 'e f', 'g']);
    expect(issues.map(({ line, code }) => [line, code])).toEqual([
      [5, 'unknown-tag'],
      [8, 'wrong-columns'],
    ]);
  });

  it('an entity that begins with I- in BIO is read, and said', () => {
    const text = 'a\tB-X\nb\tO\nc\tB-X\n\nd\tI-X\n';
    const { documents, issues } = readAll('conll', file('a.conll', text));
    expect(documents[1]?.annotations).toHaveLength(1);
    expect(issues.map(({ line, code, severity }) => [line, code, severity])).toEqual([
      [5, 'tag-repaired', 'warning'],
    ]);
  });

  it('labels next to punctuation and inside words are not lost: tokens are cut where they begin and end', () => {
    const doc = parsed('(Canadian)pre-war', {
      annotations: [
        { label: 'N', target: { kind: 'span', from: 1, to: 9 }, explanations: [] },
        { label: 'T', target: { kind: 'span', from: 12, to: 17 }, explanations: [] },
      ],
    });
    const [out] = write('conll', bundleOf('ner', [doc]));
    expect(textOf(out)).toBe(
      '# text = (Canadian)pre-war\n(\tO\nCanadian\tB-N\n)\tO\npr\tO\ne\tB-T\n-\tI-T\nwar\tI-T\n\n',
    );
  });

  it('of overlapping spans the first and longest stays', () => {
    const doc = parsed('New York City', {
      annotations: [
        { label: 'A', target: { kind: 'span', from: 4, to: 13 }, explanations: [] },
        { label: 'B', target: { kind: 'span', from: 0, to: 8 }, explanations: [] },
      ],
    });
    expect(textOf(write('conll', bundleOf('ner', [doc]))[0])).toBe('New\tB-B\nYork\tI-B\nCity\tO\n\n');
  });

  it('texts without labels come in where only the text is wanted', () => {
    const { documents } = readAll('conll', file('a.conll', 'a\tB-X\n'), { textOnly: true });
    expect(documents[0]).toMatchObject({ text: 'a', annotations: [] });
    expect(documents[0]?.status).toBeUndefined();
  });
});

describe('TriggerNER', () => {
  const text = 'We\tO\nhad\tT-0\nlunch\tT-0\nat\tT-0\nRumble\tB-RES\nFish\tI-RES\nwhere\tT-1\nfood\tT-1\n\n';

  it('one row per entity; rows of one sentence become one document', () => {
    const other = text.replaceAll(/T-\d|[BI]-RES/g, 'O').replace('food\tO', 'food\tB-DISH');
    const { documents, issues } = readAll('trigger-ner', file('a.txt', text + other));
    expect(issues).toEqual([]);
    expect(documents).toHaveLength(1);
    expect(documents[0]?.annotations.map(({ label, explanations }) => [label, explanations.length])).toEqual([
      ['RES', 2],
      ['DISH', 0],
    ]);
    expect(documents[0]?.annotations[0]?.explanations[0]).toEqual({
      kind: 'trigger',
      spans: [{ from: 3, to: 15 }],
    });
    expect(textOf(write('trigger-ner', bundleOf('ner', documents))[0])).toBe(text + other);
  });

  it('triggers that share words are spread over two rows and joined again', () => {
    const doc = parsed('a b c d', {
      annotations: [
        {
          label: 'X',
          target: { kind: 'span', from: 0, to: 1 },
          explanations: [
            { kind: 'trigger', spans: [{ from: 2, to: 5 }] },
            { kind: 'trigger', spans: [{ from: 4, to: 7 }] },
          ],
        },
      ],
    });
    const { documents } = readAll('trigger-ner', write('trigger-ner', bundleOf('ner', [doc])));
    expect(documents[0]?.annotations).toEqual(doc.annotations);
  });
});
