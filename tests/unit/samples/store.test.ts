/** The samples and imported files in the real database: opened, exported, opened again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile } from '#core/formats';
import type { ProjectBundle } from '#core/project';
import { file, readAll, write } from '../formats/helpers.ts';
import { freshStore, value } from '../store/fixture.ts';

const byId = <T extends { readonly id: string }>(records: readonly T[]): T[] =>
  records.toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe.each(['ner', 're', 'sa'] as const)('the %s sample', (task) => {
  const content = readProjectFile([
    file('sample.json', readFileSync(join(process.cwd(), `public/samples/${task}.json`))),
  ]);
  if (!content.ok) throw new Error(content.error.message);
  const { bundle } = content.value;

  it('goes into the database whole, and comes out equal', async () => {
    const { store } = await freshStore();
    const report = value(await store.bundles.write(bundle));
    expect(report.refused).toEqual([]);
    const back = await store.bundles.read(bundle.project.id);
    for (const table of ['labels', 'documents', 'annotations', 'explanations'] as const) {
      expect(byId<{ id: string }>(back?.[table] ?? [])).toEqual(byId<{ id: string }>(bundle[table]));
    }
  });

  it('opening it again keeps what was done in between', async () => {
    const { store } = await freshStore();
    value(await store.bundles.write(bundle));
    const [document] = bundle.documents;
    if (document === undefined) throw new Error('a sample has documents');
    value(await store.act(bundle.project.id, { kind: 'mark', documentIds: [document.id], flagged: true }));
    value(await store.bundles.write(bundle));
    expect((await store.documents.get(document.id))?.flagged).toBe(true);
  });

  it('its triples come in through the importer without a refusal', async () => {
    const { store } = await freshStore();
    const project = value(
      await store.projects.create({
        name: 'Copy',
        task,
        explanationKinds: bundle.project.explanationKinds,
        labels: [],
      }),
    );
    const { documents, issues } = readAll('triples-jsonl', write('triples-jsonl', bundle), { task });
    expect(issues).toEqual([]);
    const report = value(await store.importer(project.id).appendBatch(documents));
    expect(report.refused).toEqual([]);
    const live = (of: ProjectBundle): number[] => [
      of.documents.length,
      of.annotations.length,
      of.explanations.length,
    ];
    expect([report.documents, report.annotations, report.explanations]).toEqual(live(bundle));
  });
});
