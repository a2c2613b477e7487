import { describe, expect, it } from 'vitest';
import type { Annotation, Document } from '#core/project';
import { dictionaryOf, pairDictionaryOf } from '#core/recommend';
import { weakInstancesOf } from '#core/tasks';

const document = (id: string, text: string, change: Partial<Document> = {}): Document => ({
  id,
  projectId: 'p',
  position: 0,
  text,
  meta: {},
  status: 'done',
  flagged: false,
  updatedAt: 0,
  ...change,
});
const annotation = (
  id: string,
  labelId: string,
  target: Annotation['target'],
  deleted = false,
): Annotation => ({
  id,
  projectId: 'p',
  documentId: 'd',
  annotator: '',
  labelId,
  target,
  source: 'manual',
  updatedAt: 0,
  ...(deleted ? { deleted: true as const } : {}),
});
const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;

describe('labels of rules as weak instances', () => {
  const documents = new Map(['a', 'b'].map((id) => [id, { id, text: 'one two three' }]));

  it('join the spans of a document into one sequence that knows nothing else', () => {
    const found = weakInstancesOf(
      [
        { documentId: 'a', target: span(0, 3), labelId: 'x', confidence: 0.8 },
        { documentId: 'a', target: span(4, 7), labelId: 'y', confidence: 0.6 },
        { documentId: 'b', target: span(0, 3), labelId: 'x', confidence: 0.2 },
        { documentId: 'gone', target: span(0, 3), labelId: 'x', confidence: 1 },
      ],
      documents,
      0.5,
    );
    expect(found).toEqual([
      {
        kind: 'sequence',
        document: documents.get('a'),
        spans: [
          { from: 0, to: 3, labelId: 'x' },
          { from: 4, to: 7, labelId: 'y' },
        ],
        complete: false,
        confidence: 0.7,
        strict: false,
      },
    ]);
  });

  it('keep relations, texts and aspects apart', () => {
    const pair = { kind: 'relation', head: { from: 0, to: 3 }, tail: { from: 4, to: 7 } } as const;
    const found = weakInstancesOf(
      [
        { documentId: 'a', target: pair, labelId: '__proto__', confidence: 1 },
        { documentId: 'a', target: { kind: 'text' }, labelId: 'x', confidence: 1 },
        { documentId: 'a', target: { kind: 'aspect', from: 0, to: 3 }, labelId: 'x', confidence: 1 },
      ],
      documents,
    );
    expect(found.map(({ kind }) => kind)).toEqual(['relation', 'text', 'text']);
    expect(found[0]?.kind === 'relation' && Object.entries(found[0].labels)).toEqual([['__proto__', 1]]);
    expect(found[2]).toMatchObject({ aspect: { from: 0, to: 3 } });
  });
});

describe('dictionaries of a project', () => {
  it('hold living labels of documents that teach, and sink where a finished one passes a term over', () => {
    const dictionary = dictionaryOf(
      [
        {
          document: document('d', 'Aspirin helps. An aspirin.'),
          annotations: [annotation('1', 'drug', span(0, 7)), annotation('2', 'drug', span(8, 13), true)],
        },
        {
          document: document('h', 'Take ibuprofen.', { split: 'holdout' }),
          annotations: [annotation('3', 'drug', span(5, 14))],
        },
      ],
      [{ text: 'ibuprofen lysine', labelId: 'drug' }],
    );
    // Once labelled at a sentence's start, once passed over: (1 + ½) of (2 + 1).
    expect(dictionary.find('some aspirin helps')).toMatchObject([{ from: 5, to: 12, confidence: 0.5 }]);
    expect(dictionary.find('ibuprofen')).toEqual([]);
    expect(dictionary.find('ibuprofen lysine')).toMatchObject([{ labelId: 'drug' }]);
  });

  it('hold related pairs', () => {
    const pairs = pairDictionaryOf([
      {
        document: document('d', 'Ann left Paris'),
        annotations: [
          annotation('x', 'person', span(0, 3)),
          annotation('y', 'place', span(9, 14)),
          annotation('r', 'left', { kind: 'relation', head: 'x', tail: 'y' }),
          annotation('s', 'lost', { kind: 'relation', head: 'x', tail: 'gone' }),
        ],
      },
    ]);
    const spans = [
      { from: 0, to: 3 },
      { from: 8, to: 13 },
    ];
    expect(pairs.recommend('Ann and Paris', spans)).toMatchObject([{ labelId: 'left', confidence: 0.75 }]);
  });
});
