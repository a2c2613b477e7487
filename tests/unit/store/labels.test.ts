import { describe, expect, it } from 'vitest';
import { meantColour } from '#core/project';
import { code, smallProject, value } from './fixture.ts';

describe('labels', () => {
  it('get colours, shortcuts and positions of their own', async () => {
    const { store, project } = await smallProject();
    const labels = await store.labels.list(project.id);
    // Person, Place · lives in, which stands in the header alone · positive
    expect(labels.map((label) => label.shortcut)).toEqual(['1', '2', '1', '3']);
    // The last one has the colour that its name asks for, whoever else has it.
    expect(new Set(labels.slice(0, 3).map((label) => label.colour)).size).toBe(3);
    expect(labels[3]?.colour).toBe(meantColour('positive'));
    expect(labels.map((label) => label.position)).toEqual([0, 1, 2, 3]);
  });

  it('may bear any name that is text', async () => {
    const { store, project } = await smallProject();
    const names = [
      '__proto__',
      'constructor',
      '=1+1',
      '<img src=x onerror=alert(1)>',
      'x'.repeat(500),
      'a\u202Eb',
    ];
    for (const name of names) value(await store.labels.add(project.id, { kind: 'span', name }));
    expect((await store.labels.list(project.id)).slice(4).map((label) => label.name)).toEqual(names);
    expect(code(await store.labels.add(project.id, { kind: 'span', name: '__proto__' }))).toBe(
      'invalid-name',
    );
    expect(code(await store.labels.add(project.id, { kind: 'span', name: ' ' }))).toBe('invalid-name');
    expect(code(await store.labels.add(project.id, { kind: 'span', name: 'x'.repeat(501) }))).toBe(
      'invalid-name',
    );
    value(await store.labels.add(project.id, { kind: 'relation', name: 'constructor' }));
  });

  it('are ten thousand at once without trouble', async () => {
    const { store } = await smallProject();
    const labels = Array.from({ length: 10_000 }, (_, i) => ({ kind: 'span', name: `L${i}` }) as const);
    const project = value(
      await store.projects.create({ name: 'many', task: 'ner', explanationKinds: ['trigger'], labels }),
    );
    expect(await store.labels.list(project.id)).toHaveLength(10_000);
  });

  it('that are used go only when told what becomes of the annotations; undo brings all back', async () => {
    const { store, project, person, place, documentIds } = await smallProject();
    const act = {
      kind: 'annotate',
      documentId: documentIds[0]!,
      target: { kind: 'span', from: 0, to: 3 },
    } as const;
    value(await store.act(project.id, { ...act, labelId: person }));
    value(await store.act(project.id, { ...act, labelId: place }));
    value(await store.act(project.id, { ...act, labelId: person, target: { kind: 'span', from: 4, to: 9 } }));
    expect((await store.labels.usage(project.id)).get(person)).toBe(2);
    expect(await store.labels.remove(person)).toMatchObject({
      error: { code: 'label-in-use', params: { annotations: 2 } },
    });
    value(await store.labels.remove(person, { moveTo: place }));
    const moved = await store.annotations.ofDocument(documentIds[0]!);
    expect(moved.map((one) => one.labelId)).toEqual([place, place]);
    value(await store.history.undo(project.id));
    expect(await store.annotations.ofDocument(documentIds[0]!)).toHaveLength(3);
    value(await store.labels.remove(person, 'remove'));
    expect(await store.annotations.ofDocument(documentIds[0]!)).toHaveLength(1);
    value(await store.history.undo(project.id));
    expect((await store.labels.list(project.id)).map((label) => label.name)).toContain('Person');
    expect(await store.annotations.ofDocument(documentIds[0]!)).toHaveLength(3);
  });

  it('hand their shortcut over, and relations follow a new name', async () => {
    const { store, project, person, place, livesIn } = await smallProject();
    value(await store.labels.update(place, { shortcut: '1', name: 'Location' }));
    const labels = await store.labels.list(project.id);
    const byId = new Map(labels.map((label) => [label.id, label]));
    expect(byId.get(person)?.shortcut).toBe('');
    // A relation may have the key of an entity: they are never offered together.
    expect(byId.get(livesIn)?.shortcut).toBe('1');
    expect(byId.get(place)).toMatchObject({ shortcut: '1', name: 'Location' });
    expect(byId.get(livesIn)?.tailTypes).toEqual(['Location']);
    value(await store.history.undo(project.id));
    expect((await store.labels.list(project.id)).map((label) => label.shortcut)).toEqual([
      '1',
      '2',
      '1',
      '3',
    ]);
    value(await store.labels.reorder(project.id, [livesIn, place]));
    expect((await store.labels.list(project.id)).map((label) => label.id).slice(0, 3)).toEqual([
      livesIn,
      place,
      person,
    ]);
  });
});
