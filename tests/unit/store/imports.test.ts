import { describe, expect, it } from 'vitest';
import { code, freshStore, smallProject, texts, value } from './fixture.ts';

describe('an import', () => {
  it('brings documents, labels that were not there, annotations, relations and explanations', async () => {
    const { store, project, person } = await smallProject([]);
    const report = value(
      await store.importer(project.id).appendBatch([
        {
          text: texts[0]!,
          externalId: 'd1',
          annotations: [
            { label: 'lives in', target: { kind: 'relation', head: 1, tail: 2 }, explanations: [] },
            {
              label: 'Person',
              target: { kind: 'span', from: 0, to: 3 },
              explanations: [{ kind: 'trigger', spans: [{ from: 4, to: 9 }] }],
            },
            { label: 'City', target: { kind: 'span', from: 13, to: 19 }, explanations: [], annotator: 'bob' },
          ],
        },
      ]),
    );
    expect(report).toEqual({ documents: 1, annotations: 3, explanations: 1, predictions: 0, refused: [] });
    const [document] = await store.documents.chunk(project.id, 0, 1);
    expect(document).toMatchObject({
      document: { meta: { id: 'd1' }, position: 0, status: 'open' },
      annotations: [
        { labelId: person, source: 'imported' },
        { annotator: 'bob' },
        { target: { kind: 'relation' } },
      ],
      explanations: [{ kind: 'trigger', enabled: true }],
    });
    expect((await store.labels.list(project.id)).at(-1)).toMatchObject({ name: 'City', kind: 'span' });
  });

  it('keeps what other programs said as recommendations, to be accepted or rejected', async () => {
    const { store, project, person } = await smallProject([]);
    const span = (from: number, to: number) => ({ kind: 'span' as const, from, to });
    const relation = { kind: 'relation' as const, head: { from: 0, to: 3 }, tail: { from: 13, to: 19 } };
    const report = value(
      await store.importer(project.id).appendBatch([
        {
          text: texts[0]!,
          suggestions: [
            { label: 'Person', target: span(0, 3), by: 'gpt', score: 0.9 },
            { label: 'City', target: span(13, 19), by: 'gpt' },
            { label: 'City', target: span(13, 999), by: 'gpt' },
            { label: 'lives in', target: relation, by: 'gpt' },
          ],
        },
      ]),
    );
    expect([report.annotations, report.predictions]).toEqual([0, 3]);
    const [document] = await store.documents.chunk(project.id, 0, 1);
    const documentId = document!.document.id;
    const shown = async () =>
      (await store.recommendations.ofDocument(documentId)).map(({ target, provenance }) => [
        target.kind,
        provenance,
      ]);
    // The relation waits for its ends.
    expect(await shown()).toEqual([
      ['span', [{ kind: 'prediction', by: 'gpt', score: 0.9 }]],
      ['span', [{ kind: 'prediction', by: 'gpt' }]],
    ]);
    const labels = await store.labels.list(project.id);
    const city = labels.find(({ name }) => name === 'City')!.id;
    value(
      await store.act(project.id, {
        kind: 'accept',
        documentId,
        items: [{ labelId: person, target: span(0, 3) }],
      }),
    );
    value(
      await store.act(project.id, {
        kind: 'accept',
        documentId,
        items: [{ labelId: city, target: span(13, 19) }],
      }),
    );
    expect((await shown()).map(([kind]) => kind)).toEqual(['relation']);
    const lives = labels.find(({ name }) => name === 'lives in')!.id;
    value(
      await store.act(project.id, {
        kind: 'reject',
        documentId,
        items: [{ labelId: lives, target: relation }],
      }),
    );
    expect(await shown()).toEqual([]);
    // They travel with the project, and a copy of it opens with them.
    expect((await store.bundles.read(project.id))?.documents[0]?.predictions?.length).toBe(3);
  });

  it('takes names that differ only in how accents are stored for one', async () => {
    const { store, project } = await smallProject([]);
    const annotation = (label: string) => ({
      label,
      target: { kind: 'span' as const, from: 0, to: 3 },
      explanations: [],
    });
    value(
      await store.importer(project.id).appendBatch([
        { text: texts[0]!, annotations: [annotation('Caf\u00e9')] },
        { text: texts[1]!, annotations: [annotation('Cafe\u0301')] },
      ]),
    );
    const names = (await store.labels.list(project.id)).map((label) => label.name.normalize('NFC'));
    expect(names.filter((name) => name === 'Caf\u00e9').length).toBe(1);
  });

  it('knows texts by their names, and files that came in before', async () => {
    const { store, project } = await smallProject([]);
    const first = store.importer(project.id);
    value(await first.begin({ files: ['a.jsonl', 'b.jsonl'] }));
    value(await first.appendBatch([{ text: 'Same.', externalId: '7' }]));
    value(await first.finish());
    const again = store.importer(project.id);
    expect([...(await again.known(['7', '8']))]).toEqual(['7']);
    expect([...(await first.known(['7']))]).toEqual([]);
    expect(await store.imports.hasFiles(project.id, ['b.jsonl', 'a.jsonl'])).toBe(true);
    expect(await store.imports.hasFiles(project.id, ['a.jsonl'])).toBe(false);
  });

  it('leaves out what breaks an invariant, says so, and keeps the document', async () => {
    const { store, project } = await smallProject([]);
    const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;
    const annotation = (target: object, explanations: object[] = []) => ({
      label: 'Person',
      target,
      explanations,
    });
    const report = value(
      await store.importer(project.id).appendBatch([
        { text: 'fine' },
        {
          text: 'four',
          annotations: [
            annotation(span(0, 5)),
            annotation(span(3, 1)),
            annotation(span(-1, 2)),
            annotation({ kind: 'relation', head: 0, tail: 7 }),
            annotation(span(0, 2), [{ kind: 'trigger', spans: [span(2, 9)] }]),
          ] as never,
        },
      ]),
    );
    expect(report.documents).toBe(2);
    expect(report.annotations).toBe(1);
    expect(report.refused.map(({ index, problem }) => [index, problem.code])).toEqual([
      [1, 'invalid-span'],
      [1, 'invalid-span'],
      [1, 'invalid-span'],
      [1, 'invalid-explanation'],
      [1, 'invalid-relation'],
    ]);
  });

  it('is taken back whole, and leaves other documents alone', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const importer = store.importer(project.id);
    value(await importer.appendBatch([{ text: 'one' }, { text: 'two' }]));
    value(await importer.appendBatch([{ text: 'three' }]));
    const { items } = await store.documents.page(project.id, { from: 3 });
    const target = { kind: 'span', from: 0, to: 3 } as const;
    for (const documentId of [documentIds[0]!, items[0]!.id]) {
      value(await store.act(project.id, { kind: 'annotate', documentId, labelId: person, target }));
    }
    expect(value(await store.importer(project.id, importer.importId).rollback())).toBe(3);
    expect((await store.documents.counts(project.id)).total).toBe(3);
    expect(await store.annotations.count(project.id)).toBe(1);
    // The step on a document that is gone cannot be undone; the one before it can.
    expect(code(await store.history.undo(project.id))).toBe('history-conflict');
    value(await store.history.undo(project.id));
  });

  it('attaches explanations to documents that are there by their own name', async () => {
    const { store, project } = await smallProject([]);
    const importer = store.importer(project.id);
    const target = { kind: 'span', from: 0, to: 3 } as const;
    value(
      await importer.appendBatch([
        { text: texts[0]!, externalId: 'd1', annotations: [{ label: 'Person', target, explanations: [] }] },
      ]),
    );
    const explanation = { kind: 'nl', text: 'the word "lived" follows it' } as const;
    const report = value(
      await importer.attach([
        { documentId: 'd1', label: 'Person', explanation },
        { documentId: 'd1', label: 'Place', explanation },
        { documentId: 'd2', label: 'Person', explanation },
      ]),
    );
    expect(report.explanations).toBe(1);
    expect(report.refused.map((one) => one.index)).toEqual([1, 2]);
    expect(await store.explanations.ofProject(project.id)).toMatchObject([{ text: explanation.text }]);
  });

  it('is known as unfinished from before its first text until it is finished or taken back', async () => {
    const { store } = await freshStore();
    const project = value(
      await store.projects.create({ name: 'a', task: 'ner', explanationKinds: [], labels: [] }),
    );
    const unfinished = async () =>
      (await store.imports.unfinished(project.id)).map(({ id, files, documents }) => [id, files, documents]);
    const [first, second] = [store.importer(project.id), store.importer(project.id)];
    value(await first.begin({ files: ['a.txt'] }));
    value(await second.begin({ files: ['b.txt', 'c.txt'] }));
    expect(await unfinished()).toEqual([
      [first.importId, ['a.txt'], 0],
      [second.importId, ['b.txt', 'c.txt'], 0],
    ]);
    value(await first.appendBatch([{ text: 'one' }, { text: 'two' }]));
    value(await second.appendBatch([{ text: 'three' }]));
    expect(await unfinished()).toEqual([
      [first.importId, ['a.txt'], 2],
      [second.importId, ['b.txt', 'c.txt'], 1],
    ]);
    // Kept or taken back by their ids, as after a new start.
    value(await store.importer(project.id, first.importId).finish());
    expect(await unfinished()).toEqual([[second.importId, ['b.txt', 'c.txt'], 1]]);
    expect(value(await store.importer(project.id, second.importId).rollback())).toBe(1);
    expect(await unfinished()).toEqual([]);
    expect((await store.documents.counts(project.id)).total).toBe(2);
  });

  it('comes in where its files cannot be kept for going on', async () => {
    const { store, project } = await smallProject([]);
    const importer = store.importer(project.id);
    const unkept = (() => undefined) as never; // what no database can hold
    value(await importer.begin({ files: ['a.txt'], sources: [unkept] }));
    expect(await store.imports.get(importer.importId)).toMatchObject({ files: ['a.txt'] });
    expect(await store.imports.get(importer.importId)).not.toHaveProperty('hasFiles');
    expect(await store.imports.files(importer.importId)).toBeUndefined();
  });

  it('taken back, takes the labels that it made and nothing else uses', async () => {
    const { store, project, documentIds } = await smallProject();
    const before = (await store.labels.list(project.id)).map((label) => label.name);
    const importer = store.importer(project.id);
    value(await importer.begin({ files: ['a.jsonl'] }));
    const target = { kind: 'span', from: 0, to: 3 } as const;
    const annotations = ['Author', 'Used', 'Person'].map((label) => ({ label, target, explanations: [] }));
    value(await importer.appendBatch([{ text: 'one two', annotations }]));
    const used = (await store.labels.list(project.id)).find((label) => label.name === 'Used')!;
    const documentId = documentIds[0]!;
    value(await store.act(project.id, { kind: 'annotate', documentId, labelId: used.id, target }));
    value(await importer.rollback());
    expect((await store.labels.list(project.id)).map((label) => label.name)).toEqual([...before, 'Used']);
    expect((await store.annotations.ofDocument(documentId)).map((one) => one.labelId)).toEqual([used.id]);
  });

  it('into a project that is gone writes nothing', async () => {
    const { store } = await freshStore();
    expect(code(await store.importer('nowhere').appendBatch([{ text: 'x' }]))).toBe('not-found');
  });
});

describe('removing a project', () => {
  it('leaves nothing of it, and all of the others', async () => {
    const { store, project, person, documentIds } = await smallProject();
    const target = { kind: 'span', from: 0, to: 3 } as const;
    value(
      await store.act(project.id, { kind: 'annotate', documentId: documentIds[0]!, labelId: person, target }),
    );
    const other = value(
      await store.projects.create({
        name: 'b',
        task: 'ner',
        explanationKinds: [],
        labels: [{ kind: 'span', name: 'X' }],
      }),
    );
    value(await store.importer(other.id).appendBatch([{ text: 'stays' }]));
    value(await store.projects.remove(project.id));
    expect((await store.projects.list()).map((one) => one.project.name)).toEqual(['b']);
    expect(await store.documents.get(documentIds[0]!)).toBeUndefined();
    expect(await store.bundles.read(project.id)).toBeUndefined();
    expect((await store.documents.counts(other.id)).total).toBe(1);
    expect(await store.labels.list(other.id)).toHaveLength(1);
  });
});
