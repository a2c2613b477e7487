/** What the review worker does: reads the labels of all, counts how far they agree, and fills gold. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { type AgreementReport, isDefined } from '#core/agreement';
import { type Problem, type Result, StopSource } from '#core/base';
import { openStore, type Store } from '#store';
import { fill } from '../../../../src/workers/review/filling.ts';
import { readReview } from '../../../../src/workers/review/records.ts';
import { report } from '../../../../src/workers/review/reporting.ts';
import { smallProject } from '../../store/fixture.ts';

const span = (from: number, to: number) => ({ kind: 'span', from, to }) as const;
let databases = 0;

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** One project with the labels of several people: `[person, text, label, from, to]`, each done with all texts. */
async function labelledBy(
  people: readonly string[],
  labels: readonly (readonly [string, number, 'Person' | 'Place', number, number])[],
  texts = ['Ada lived in London.', 'Grace flew to Paris.', 'Nothing here.'],
) {
  const small = await smallProject(
    texts.map((text) => ({ text })),
    'ner',
  );
  const { project, person, place, documentIds } = small;
  const blank = (await small.store.bundles.read(project.id))!;
  let main: Store | undefined;
  for (const name of people) {
    let [now, ids] = [5_000_000, 0];
    const own = value(
      await openStore({
        name: `review-${++databases}`,
        clock: () => ++now,
        ids: () => `${name}-${databases}-${++ids}`,
        annotator: () => name,
      }),
    );
    value(await own.bundles.write(blank));
    const acts = labels.flatMap(([by, text, label, from, to]) =>
      by === name
        ? [
            {
              kind: 'annotate',
              documentId: documentIds[text] ?? '',
              labelId: label === 'Person' ? person : place,
              target: span(from, to),
              explanations: [{ kind: 'trigger', spans: [span(from, to)] }],
            } as const,
          ]
        : [],
    );
    value(await own.act(project.id, [...acts, { kind: 'mark', documentIds, status: 'done' }]));
    if (main === undefined) main = own;
    else value(await main.bundles.write((await own.bundles.read(project.id, { tombstones: true }))!));
  }
  return { store: main!, project, person, place, documentIds };
}

const threeSay = [
  ['ann', 0, 'Person', 0, 3],
  ['bob', 0, 'Person', 0, 3],
  ['cleo', 0, 'Person', 0, 3],
  ['ann', 1, 'Person', 0, 5],
  ['bob', 1, 'Person', 0, 5],
  ['cleo', 1, 'Place', 14, 19],
] as const;
const three = ['ann', 'bob', 'cleo'];

const job = (stop = new StopSource()) => {
  const told: number[] = [];
  return { stop, told, progress: ({ done }: { readonly done: number }) => told.push(done) };
};

describe('reading', () => {
  it('puts the texts on which people differ first, and counts what each did', async () => {
    const { store, project } = await labelledBy(three, threeSay);
    const records = value(await readReview(store, project.id));
    expect(records.people).toEqual([
      { name: 'ann', labels: 2, done: 3 },
      { name: 'bob', labels: 2, done: 3 },
      { name: 'cleo', labels: 2, done: 3 },
    ]);
    expect(records.shared.map(({ position, disagreement }) => [position, disagreement])).toEqual([
      [1, 1],
      [0, 0],
      [2, 0],
    ]);
  });

  it('stays the same as long as people’s own labels do, and tells when anything is new', async () => {
    const { store, project, documentIds, person } = await labelledBy(three, threeSay);
    const [before, revision] = [
      value(await readReview(store, project.id)).stamp,
      await store.people.revision(project.id),
    ];
    value(await fill(store, { projectId: project.id, how: 'agreed', by: 'ann' }));
    expect(value(await readReview(store, project.id)).stamp).toBe(before);
    const decided = await store.people.revision(project.id);
    expect(decided).not.toBe(revision);
    value(
      await store.act(project.id, {
        kind: 'annotate',
        documentId: documentIds[2] ?? '',
        labelId: person,
        target: span(0, 7),
      }),
    );
    expect(value(await readReview(store, project.id)).stamp).not.toBe(before);
    expect(await store.people.revision(project.id)).not.toBe(decided);
  });
});

describe('the report', () => {
  const exact = ({ overall }: AgreementReport) =>
    overall.exact !== undefined && isDefined(overall.exact) ? overall.exact.value : undefined;

  it('is of two people where they are named, and tells how far it is', async () => {
    const { store, project } = await labelledBy(three, threeSay);
    const asked = { projectId: project.id, goneLabel: '?' };
    const two = job();
    const ofTwo = value(await report(store, { ...asked, people: ['ann', 'cleo'] }, two));
    // Two labels each, one of them the same.
    expect(exact(ofTwo)).toBe(0.5);
    expect(ofTwo.confusion.map(({ first, second }) => [first, second])).toContainEqual(['Person', '']);
    expect(two.told.at(-1)).toBeGreaterThan(500);
    expect([...two.told].sort((a, b) => a - b)).toEqual(two.told);
    const all = value(await report(store, asked, job()));
    expect(exact(all)).toBeUndefined();
    expect(all.overall.unitising).toBeDefined();
    expect(all.byLabel.map(({ label }) => label)).toEqual(['Person', 'Place']);
  });

  it('stops when it is told to', async () => {
    const { store, project } = await labelledBy(three, threeSay);
    const stopped = job();
    const running = report(
      store,
      { projectId: project.id, goneLabel: '?' },
      {
        stop: stopped.stop,
        progress: (now) => {
          stopped.progress(now);
          if (now.done > 200) stopped.stop.stop();
        },
      },
    );
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(stopped.told.length).toBeLessThan(20);
  });
});

describe('filling gold', () => {
  const goldOf = async (store: Store, id: string) => {
    const layers = await store.people.layers(id);
    return {
      decided: layers?.document.decided,
      labels: layers?.annotations.filter(({ gold }) => gold === true).map(({ labelId }) => labelId) ?? [],
      reasons: layers?.explanations.filter(
        ({ annotationId }) => layers.annotations.find(({ id: one }) => one === annotationId)?.gold === true,
      ).length,
    };
  };

  it('accepts what all agree on in one act, with their reasons once', async () => {
    const { store, project, person, documentIds } = await labelledBy(three, threeSay);
    const [first = '', second = '', third = ''] = documentIds;
    const done = value(await fill(store, { projectId: project.id, how: 'agreed', by: 'ann' }));
    expect(done.texts).toBe(2);
    expect(await goldOf(store, first)).toMatchObject({
      decided: { how: 'agreed', by: 'ann' },
      labels: [person],
      reasons: 1,
    });
    expect(await goldOf(store, third)).toMatchObject({ decided: { how: 'agreed' }, labels: [] });
    expect((await goldOf(store, second)).decided).toBeUndefined();
    value(await store.history.undo(project.id));
    expect((await goldOf(store, first)).decided).toBeUndefined();
    expect((await goldOf(store, third)).decided).toBeUndefined();
  });

  it('fills the others by a vote, which is marked as one, and leaves alone what was decided', async () => {
    const { store, project, person, place, documentIds } = await labelledBy(three, threeSay);
    const [first = '', second = ''] = documentIds;
    value(await store.people.share(project.id));
    value(
      await store.act(project.id, {
        kind: 'decide',
        documentId: first,
        how: 'person',
        labels: [{ labelId: place, target: span(0, 3), explanations: [] }],
      }),
    );
    for (const how of ['vote', 'weighed'] as const) {
      const done = value(await fill(store, { projectId: project.id, how, by: 'bob' }));
      expect(done.texts).toBe(1);
      expect(done.people).toHaveLength(how === 'vote' ? 0 : 3);
      expect(await goldOf(store, second)).toMatchObject({ decided: { how, by: 'bob' }, labels: [person] });
      expect(await goldOf(store, first)).toMatchObject({ decided: { how: 'person' }, labels: [place] });
      value(await store.history.undo(project.id));
    }
  });
});
