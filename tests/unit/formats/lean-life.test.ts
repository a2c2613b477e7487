import { describe, expect, it } from 'vitest';
import type { ParsedDocument } from '#core/formats';
import { bundleOf, file, parsed, readAll, textOf, write } from './helpers.ts';

const lunch: ParsedDocument = parsed(
  'We had a fantastic lunch at Rumble Fish yesterday, where the food is my favorite.',
  {
    meta: { id: '7', source: 'me' },
    annotations: [
      {
        label: 'Restaurant',
        target: { kind: 'span', from: 28, to: 39 },
        explanations: [
          {
            kind: 'trigger',
            spans: [
              { from: 3, to: 6 },
              { from: 19, to: 27 },
            ],
          },
          { kind: 'nl', text: 'The word "lunch" is to the left of it.' },
        ],
      },
    ],
  },
);

const relation: ParsedDocument = parsed('Jane is a Canadian citizen.', {
  meta: { id: '8' },
  annotations: [
    { label: 'Person', target: { kind: 'span', from: 0, to: 4 }, explanations: [] },
    { label: 'Nation', target: { kind: 'span', from: 10, to: 18 }, explanations: [] },
    {
      label: 'nationality',
      target: { kind: 'relation', head: 0, tail: 1 },
      explanations: [{ kind: 'nl', text: 'The word "citizen" is after OBJ.' }],
    },
  ],
});

const review: ParsedDocument = parsed('Fair price, "good" soup', {
  meta: { id: '9' },
  annotations: [
    {
      label: 'positive',
      target: { kind: 'text' },
      explanations: [
        { kind: 'nl', text: 'A' },
        { kind: 'nl', text: 'B' },
      ],
    },
  ],
});

describe('LEAN-LIFE JSON', () => {
  it('entities: the published layout, to the letter', () => {
    const [out] = write('lean-life-json', bundleOf('ner', [lunch]));
    expect(JSON.parse(textOf(out))).toEqual({
      data: [
        {
          doc_id: '7',
          text: lunch.text,
          annotations: [
            {
              annotation_id: expect.any(String),
              label: 'Restaurant',
              start_offset: 28,
              end_offset: 39,
              explanation: ['had lunch at', 'The word "lunch" is to the left of it.'],
            },
          ],
          user: '',
          metadata: { source: 'me' },
        },
      ],
    });
  });

  it('triggers are found again where their words stand once', () => {
    const back = readAll('lean-life-json', write('lean-life-json', bundleOf('ner', [lunch])));
    expect(back.issues).toEqual([]);
    expect(back.documents[0]?.annotations).toEqual(lunch.annotations);
    expect(back.documents[0]?.meta).toEqual({ id: '7', source: 'me' });
  });

  it('relations: subject and object by offsets', () => {
    const [out] = write('lean-life-json', bundleOf('re', [relation]));
    expect(JSON.parse(textOf(out)).data[0].annotations).toEqual([
      {
        annotation_id: expect.any(String),
        label: 'nationality',
        sbj_start_offset: 0,
        sbj_end_offset: 4,
        obj_start_offset: 10,
        obj_end_offset: 18,
        explanation: ['The word "citizen" is after OBJ.'],
      },
    ]);
    const back = readAll('lean-life-json', out ?? [], { task: 're' });
    expect(back.documents[0]?.annotations.map((a) => [a.label, a.target])).toEqual([
      ['Entity', { kind: 'span', from: 0, to: 4 }],
      ['Entity', { kind: 'span', from: 10, to: 18 }],
      ['nationality', { kind: 'relation', head: 0, tail: 1 }],
    ]);
  });

  it('trigger words that are not in the text stay as a sentence, and it is said', () => {
    const annotation = {
      annotation_id: 1,
      label: 'X',
      start_offset: 0,
      end_offset: 1,
      explanation: ['b c', 'z'],
    };
    const text = JSON.stringify({ data: [{ doc_id: 1, text: 'a b c', annotations: [annotation] }] });
    const { documents, issues } = readAll('lean-life-json', file('a.json', text), {
      explanationKind: 'trigger',
    });
    expect(documents[0]?.annotations[0]?.explanations).toEqual([
      { kind: 'trigger', spans: [{ from: 2, to: 5 }] },
      { kind: 'nl', text: 'z' },
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['trigger-not-found']);
  });

  it('a bad span is said, the document stays', () => {
    const text = JSON.stringify({
      data: [
        {
          doc_id: 1,
          text: 'abc',
          annotations: [{ annotation_id: 1, label: 'X', start_offset: 1, end_offset: 9, explanation: [] }],
        },
        { doc_id: 2, annotations: [] },
        {
          doc_id: 3,
          text: 'abc',
          annotations: [{ annotation_id: 1, label: 'X', start_offset: 2, end_offset: 1, explanation: [] }],
        },
        {
          doc_id: 4,
          text: 'abc',
          annotations: [{ annotation_id: 1, label: 'X', start_offset: -1, end_offset: 1, explanation: [] }],
        },
      ],
    });
    const { documents, issues } = readAll('lean-life-json', file('a.json', text));
    expect(documents.map(({ meta }) => meta['id'])).toEqual(['1', '3', '4']);
    expect(issues.map(({ line, code, severity }) => [line, code, severity])).toEqual([
      [1, 'span-out-of-range', 'warning'],
      [2, 'missing-text', 'error'],
      [3, 'span-empty', 'warning'],
      [4, 'span-out-of-range', 'warning'],
    ]);
  });
});

describe('LEAN-LIFE CSV', () => {
  it('entities: a row per word, an empty row between documents', () => {
    const [out] = write(
      'lean-life-csv',
      bundleOf('ner', [
        parsed('Go to Bar', {
          meta: { id: '1' },
          annotations: [
            {
              label: 'R',
              target: { kind: 'span', from: 6, to: 9 },
              explanations: [{ kind: 'trigger', spans: [{ from: 0, to: 5 }] }],
            },
          ],
        }),
        parsed('Hi', { meta: { id: '2' } }),
      ]),
    );
    expect(textOf(out)).toBe(
      'document_id,word,label,metadata,explanation\r\n1,Go,O,,\r\n1,to,O,,\r\n1,Bar,B-R,,Go to\r\n\r\n2,Hi,O,,\r\n\r\n',
    );
    const back = readAll('lean-life-csv', out ?? []);
    expect(back.issues).toEqual([]);
    expect(back.documents.map(({ text, annotations }) => [text, annotations.length])).toEqual([
      ['Go to Bar', 1],
      ['Hi', 0],
    ]);
    expect(back.documents[0]?.annotations[0]?.explanations).toEqual([
      { kind: 'trigger', spans: [{ from: 0, to: 5 }] },
    ]);
  });

  it('relations: the words of the two entities', () => {
    const [out] = write('lean-life-csv', bundleOf('re', [relation]));
    expect(textOf(out)).toBe(
      'document_id,entity_1,entity_2,label,text,metadata,explanation\r\n' +
        '8,Jane,Canadian,nationality,Jane is a Canadian citizen.,,"The word ""citizen"" is after OBJ."\r\n',
    );
    const back = readAll('lean-life-csv', out ?? [], { task: 're' });
    expect(back.documents[0]?.annotations[2]).toMatchObject({
      label: 'nationality',
      target: { kind: 'relation' },
      explanations: [{ kind: 'nl' }],
    });
  });

  it('texts: several explanations joined by :*:*:', () => {
    const [out] = write('lean-life-csv', bundleOf('sa', [review]));
    expect(textOf(out)).toBe(
      'document_id,text,label,metadata,explanation\r\n9,"Fair price, ""good"" soup",positive,,A:*:*:B\r\n',
    );
    const back = readAll('lean-life-csv', out ?? [], { task: 'sa' });
    expect(back.documents[0]?.annotations).toEqual(review.annotations);
  });
});
