/**
 * Random sequences of acts, right and wrong ones. Laws: the invariants hold after each; a refused act changes
 * nothing; undoing everything gives the content at the start, redoing everything the content at the end; a
 * transaction that the platform kills leaves nothing half done.
 */

import { IDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '#core/project';
import type { Act, NewExplanation, Store } from '#store';
import { type Small, smallProject, value } from '../../unit/store/fixture.ts';

/** Numbers that a test turns into ids of what exists then, so that most acts fit. */
interface Draw {
  readonly kind:
    | 'annotate'
    | 'relate'
    | 'remove'
    | 'relabel'
    | 'retarget'
    | 'explain'
    | 'edit'
    | 'enable'
    | 'unexplain'
    | 'mark'
    | 'reject'
    | 'accept'
    | 'label-add'
    | 'label-remove'
    | 'label-update'
    | 'undo'
    | 'redo';
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly flag: boolean;
}

const draws = fc.array(
  fc.record<Draw>({
    kind: fc.constantFrom(
      'annotate',
      'annotate',
      'annotate',
      'relate',
      'relate',
      'remove',
      'relabel',
      'retarget',
      'explain',
      'edit',
      'enable',
      'unexplain',
      'mark',
      'reject',
      'accept',
      'label-add',
      'label-remove',
      'label-update',
      'undo',
      'redo',
    ),
    a: fc.nat(50),
    b: fc.nat(22),
    c: fc.nat(22),
    flag: fc.boolean(),
  }),
  { minLength: 8, maxLength: 60, size: 'max' },
);

function pick<T>(items: readonly T[], n: number): T | undefined {
  return items[n % Math.max(1, items.length)];
}

async function content(store: Store, projectId: string) {
  const bundle = (await store.bundles.read(projectId))!;
  const alive = <T extends { id: string; updatedAt?: number; deleted?: true }>(records: readonly T[]) =>
    records
      .filter((one) => one.deleted !== true)
      .map(({ updatedAt: _, ...rest }) => rest)
      .sort((x, y) => (x.id < y.id ? -1 : 1));
  return {
    labels: alive(bundle.labels),
    documents: alive(bundle.documents),
    annotations: alive(bundle.annotations),
    explanations: alive(bundle.explanations),
  };
}

async function checkInvariants(store: Store, projectId: string): Promise<void> {
  const { labels, documents, annotations, explanations } = await content(store, projectId);
  const docs = new Map(documents.map((doc) => [doc.id, doc]));
  const byId = new Map(annotations.map((one) => [one.id, one]));
  const labelIds = new Set(labels.map((label) => label.id));
  const keys = annotations.map((one) =>
    JSON.stringify([one.documentId, one.labelId, one.target, one.annotator]),
  );
  expect(new Set(keys).size).toBe(keys.length);
  for (const one of annotations) {
    expect(labelIds).toContain(one.labelId);
    const { target } = one;
    const { text } = docs.get(one.documentId)!;
    if (target.kind === 'span') {
      expect(0 <= target.from && target.from < target.to && target.to <= text.length).toBe(true);
    }
    if (target.kind === 'relation') {
      for (const end of [target.head, target.tail]) {
        expect(byId.get(end)).toMatchObject({ documentId: one.documentId, target: { kind: 'span' } });
      }
    }
  }
  for (const one of explanations) {
    expect(byId.has(one.annotationId)).toBe(true);
    if ('spans' in one) expect(one.spans).not.toEqual([]);
  }
}

/** Carries a draw out; says whether it was done. */
async function perform({ store, project, documentIds }: Small, draw: Draw): Promise<boolean> {
  const { annotations, explanations, labels } = await content(store, project.id);
  const documentId = pick(documentIds, draw.a)!;
  const spanLabels = labels.filter((label) => label.kind === 'span');
  const labelId = pick(spanLabels, draw.b)?.id ?? 'none';
  // Few places, so that acts meet each other; about a quarter is wrong.
  const target: Target = { kind: 'span', from: (draw.b % 5) - 1, to: draw.c % 7 };
  const annotationId = pick(annotations, draw.a)?.id ?? 'none';
  const explanationId = pick(explanations, draw.a)?.id ?? 'none';
  const explanation: NewExplanation = draw.flag
    ? { kind: 'trigger', spans: [{ from: draw.b % 4, to: 2 + (draw.c % 7) }] }
    : { kind: 'nl', text: ' '.repeat(draw.b % 3) + 'x'.repeat(draw.c % 3) };
  const act = async (one: Act | readonly Act[]): Promise<boolean> => (await store.act(project.id, one)).ok;
  switch (draw.kind) {
    case 'annotate': {
      const explanations = draw.flag ? [explanation] : [];
      return act({ kind: 'annotate', documentId, labelId, target, explanations });
    }
    case 'relate': {
      const entities = annotations.filter((one) => one.documentId === documentId);
      const relation = labels.find((label) => label.kind === 'relation')?.id ?? 'none';
      const [head, tail] = [pick(entities, draw.b)?.id ?? 'none', pick(entities, draw.c)?.id ?? 'none'];
      return act({
        kind: 'annotate',
        documentId,
        labelId: relation,
        target: { kind: 'relation', head, tail },
      });
    }
    case 'remove':
      return act({
        kind: 'remove',
        annotationIds: [annotationId, pick(annotations, draw.b)?.id ?? 'none'],
        relations: draw.flag ? 'remove' : 'refuse',
      });
    case 'relabel':
      return act({ kind: 'relabel', annotationIds: [annotationId], labelId });
    case 'retarget':
      return act({ kind: 'retarget', annotationId, target });
    case 'explain':
      return act({ kind: 'explain', annotationId, explanations: [explanation] });
    case 'edit':
      return act({ kind: 'edit-explanation', explanationId, explanation });
    case 'enable':
      return act({ kind: 'enable-explanations', explanationIds: [explanationId], enabled: draw.flag });
    case 'unexplain':
      return act({ kind: 'remove-explanations', explanationIds: [explanationId] });
    case 'mark':
      return act([
        { kind: 'mark', documentIds: [documentId], status: draw.flag ? 'done' : 'skipped' },
        { kind: 'mark', documentIds, flagged: draw.flag, split: draw.b % 2 === 0 ? 'holdout' : 'none' },
      ]);
    case 'reject':
      return act({
        kind: 'reject',
        documentId,
        items: [{ target: { kind: 'span', from: draw.b, to: draw.c } }],
      });
    case 'accept':
      return act({
        kind: 'accept',
        documentId,
        items: [{ labelId, target: { kind: 'span', from: draw.b, to: draw.c } }],
      });
    case 'label-add':
      return (await store.labels.add(project.id, { kind: 'span', name: `L${draw.b}` })).ok;
    case 'label-remove': {
      const moveTo = pick(spanLabels, draw.c)?.id ?? 'none';
      return (await store.labels.remove(labelId, draw.flag ? 'remove' : { moveTo })).ok;
    }
    case 'label-update':
      return (await store.labels.update(labelId, { name: `N${draw.c}`, shortcut: draw.flag ? '1' : '' })).ok;
    case 'undo':
    case 'redo':
      return (await store.history[draw.kind](project.id)).ok;
    default:
      return draw.kind satisfies never;
  }
}

async function drain(store: Store, projectId: string, direction: 'undo' | 'redo'): Promise<void> {
  for (;;) {
    const moved = await store.history[direction](projectId);
    if (moved.ok) continue;
    expect(moved.error.code).toBe(`nothing-to-${direction}`);
    return;
  }
}

describe('history', () => {
  it('undoes everything to the start and redoes everything to the end (seed 20200705)', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(draws, async (sequence) => {
        const small = await smallProject();
        const { store, project } = small;
        const start = await content(store, project.id);
        for (const draw of sequence) {
          const before = await content(store, project.id);
          if (await perform(small, draw)) done++;
          else expect(await content(store, project.id)).toEqual(before);
          await checkInvariants(store, project.id);
        }
        await drain(store, project.id, 'redo');
        const end = await content(store, project.id);
        await drain(store, project.id, 'undo');
        expect(await content(store, project.id)).toEqual(start);
        await drain(store, project.id, 'redo');
        expect(await content(store, project.id)).toEqual(end);
        await store.destroy();
      }),
      { numRuns: 25, seed: 20200705 },
    );
    expect(done).toBeGreaterThan(250); // the sequences are not all refusals
  }, 120_000);

  it('is left whole by a transaction that the platform kills (seed 20200706)', async () => {
    const puts = IDBObjectStore.prototype.put;
    const adds = IDBObjectStore.prototype.add;
    let left = Number.POSITIVE_INFINITY;
    const failing = (real: typeof puts): typeof puts =>
      function put(this: IDBObjectStore, ...args) {
        left--;
        if (left < 0) throw new DOMException('no space', 'QuotaExceededError');
        return real.apply(this, args);
      };
    IDBObjectStore.prototype.put = failing(puts);
    IDBObjectStore.prototype.add = failing(adds);
    let killed = 0;
    try {
      await fc.assert(
        fc.asyncProperty(draws, fc.nat(4), async (sequence, writes) => {
          left = Number.POSITIVE_INFINITY;
          const small = await smallProject();
          const { store, project } = small;
          for (const draw of sequence.slice(0, 12)) await perform(small, draw);
          const before = await content(store, project.id);
          const history = await store.history.state(project.id);
          left = writes;
          const refused = await store.act(project.id, [
            {
              kind: 'annotate',
              id: 'k',
              documentId: small.documentIds[1]!,
              labelId: small.person,
              target: { kind: 'span', from: 0, to: 2 },
            },
            { kind: 'mark', documentIds: [small.documentIds[1]!], status: 'done' },
          ]);
          left = Number.POSITIVE_INFINITY;
          if (!refused.ok) {
            if (refused.error.code === 'quota-exceeded') killed++;
            expect(await content(store, project.id)).toEqual(before);
            expect(await store.history.state(project.id)).toEqual(history);
          }
          value(
            await store.act(project.id, { kind: 'mark', documentIds: [...small.documentIds], flagged: true }),
          );
          await store.destroy();
        }),
        { numRuns: 20, seed: 20200706 },
      );
    } finally {
      IDBObjectStore.prototype.put = puts;
      IDBObjectStore.prototype.add = adds;
    }
    expect(killed).toBeGreaterThan(5);
  }, 120_000);
});
