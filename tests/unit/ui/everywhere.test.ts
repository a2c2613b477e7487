import { expect, test } from 'vitest';
import type { Annotation, Document, Label } from '#core/project';
import { actsOf, othersOf, passageOf } from '#ui/screens/annotate/everywhere.ts';

const document = (id: string, text: string, rest: Partial<Document> = {}): Document =>
  ({ id, projectId: 'x', position: 0, text, meta: {}, status: 'open', flagged: false, ...rest }) as Document; // the fields that are read
const annotation = (from: number, to: number): Annotation =>
  ({ id: `${from}`, labelId: 'l', target: { kind: 'span', from, to } }) as Annotation; // likewise

test('places with a label stay as they are; the others get one each', () => {
  const passage = passageOf(
    { document: document('a', 'Ada met Ada, and Ada.'), annotations: [annotation(8, 11)] },
    'Ada',
  );
  expect(passage.free.map(({ from }) => from)).toEqual([0, 17]);
  expect(passage.taken).toBe(1);
  const label = { id: 'l', kind: 'span' } as Label; // likewise
  expect(actsOf([passage], label)).toEqual([
    { kind: 'annotate', documentId: 'a', labelId: 'l', target: { kind: 'span', from: 0, to: 3 } },
    { kind: 'annotate', documentId: 'a', labelId: 'l', target: { kind: 'span', from: 17, to: 20 } },
  ]);
  expect(actsOf([passage], { id: 'l', kind: 'text' } as Label)[0]).toMatchObject({
    target: { kind: 'aspect' },
  });
});

test('texts that measure are not labelled in part', () => {
  const found = ['open', 'done'].flatMap((status) =>
    [undefined, 'holdout'].map((split) => ({
      document: document(`${status}-${split ?? 'train'}`, 'Ada', {
        status,
        ...(split && { split }),
      } as Partial<Document>), // both unions
      annotations: [],
    })),
  );
  expect(
    othersOf([...found, { document: document('here', 'Ada'), annotations: [] }], 'here').map(
      (one) => one.document.id,
    ),
  ).toEqual(['open-train', 'done-train', 'done-holdout']);
});
