import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Annotation, mergeBundles, type ProjectBundle, validateBundle } from '#core/project';
import { bundleOf, parsed } from '../../unit/formats/helpers.ts';

const start = bundleOf('re', [
  parsed('a b c d', {
    annotations: [
      { label: 'X', target: { kind: 'span', from: 0, to: 1 }, explanations: [{ kind: 'nl', text: 'first' }] },
      { label: 'X', target: { kind: 'span', from: 2, to: 3 }, explanations: [] },
      {
        label: 'r',
        target: { kind: 'relation', head: 0, tail: 1 },
        explanations: [{ kind: 'trigger', spans: [{ from: 4, to: 5 }] }],
      },
    ],
  }),
  parsed('second'),
]);

/** One person's copy: records edited, deleted, left out or added, at one of a few times, so that ties happen. */
const copy: fc.Arbitrary<ProjectBundle> = fc
  .record({
    edits: fc.array(
      fc.record({
        at: fc.nat(2),
        change: fc.constantFrom('edit', 'delete', 'leave', 'drop'),
        name: fc.nat(3),
      }),
      { minLength: 8, maxLength: 8 },
    ),
    added: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
    at: fc.nat(2),
  })
  .map(({ edits, added, at }) => {
    const changed = <T extends { readonly id: string; readonly updatedAt: number }>(
      records: readonly T[],
      from: number,
      edit: (record: T, name: number) => T,
    ): T[] =>
      records.flatMap((record, index) => {
        const step = edits[(from + index) % edits.length];
        if (step === undefined || step.change === 'leave') return [record];
        if (step.change === 'drop') return [];
        const touched = { ...record, updatedAt: 1 + step.at };
        return [step.change === 'delete' ? { ...touched, deleted: true as const } : edit(touched, step.name)];
      });
    const extra: Annotation[] = added.map((n) => ({
      id: `added${n}`,
      projectId: start.project.id,
      documentId: start.documents[0]?.id ?? '',
      annotator: 'x',
      labelId: start.labels[0]?.id ?? '',
      target: { kind: 'span', from: n, to: n + 1 + (at % 2) },
      source: 'manual',
      updatedAt: at,
    }));
    const documents = changed(start.documents, 0, (doc, name) => ({
      ...doc,
      status: name % 2 === 0 ? ('done' as const) : ('skipped' as const),
    }));
    return {
      project: { ...start.project, name: `name ${at}`, updatedAt: at },
      labels: start.labels.map((label, i) => ({ ...label, colour: edits[i]?.name ?? 0, updatedAt: at })),
      documents: documents.map(
        ({ deleted: _, ...doc }: (typeof documents)[number] & { deleted?: true }) => doc,
      ),
      annotations: [
        ...changed(start.annotations, 2, (a, name) => ({ ...a, annotator: `by ${name}` })),
        ...extra,
      ],
      explanations: changed(start.explanations, 5, (e, name) => ({ ...e, enabled: name % 2 === 0 })),
    };
  });

function merge(a: ProjectBundle, b: ProjectBundle): ProjectBundle {
  const merged = mergeBundles(a, b);
  if (!merged.ok) throw new Error(merged.error.code);
  return merged.value;
}

describe('merging copies of a project, seed 20260705', () => {
  const options = { numRuns: 200, seed: 20260705 };

  it('is commutative', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        expect(merge(a, b)).toEqual(merge(b, a));
      }),
      options,
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(copy, copy, copy, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
      options,
    );
  });

  it('is idempotent, and taking in what is already in changes nothing', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const once = merge(a, a);
        expect(merge(once, once)).toEqual(once);
        const both = merge(a, b);
        expect(merge(both, b)).toEqual(both);
      }),
      options,
    );
  });

  it('loses no record, and is valid after repair', () => {
    fc.assert(
      fc.property(copy, copy, (a, b) => {
        const both = merge(a, b);
        const ids = new Set(both.annotations.map(({ id }) => id));
        for (const { id } of [...a.annotations, ...b.annotations]) expect(ids.has(id)).toBe(true);
        const repaired = validateBundle(both).bundle;
        expect(validateBundle(repaired).violations).toEqual([]);
      }),
      options,
    );
  });
});
