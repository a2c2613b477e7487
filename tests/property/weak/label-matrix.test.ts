import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LabelMatrix, labelOfVote, type VoteColumn } from '#core/weak';

const instanceCount = 12;
const ruleCount = 5;

const column: fc.Arbitrary<VoteColumn> = fc
  .uniqueArray(fc.record({ i: fc.nat(instanceCount - 1), label: fc.nat(3) }), { selector: (vote) => vote.i })
  .map((votes) => {
    const sorted = votes.toSorted((a, b) => a.i - b.i);
    return {
      instances: Int32Array.from(sorted, (vote) => vote.i),
      labels: Int32Array.from(sorted, (vote) => vote.label),
    };
  });

type Edit =
  | {
      readonly kind: 'set' | 'patch';
      readonly rule: number;
      readonly column: VoteColumn;
      readonly touched: number[];
    }
  | { readonly kind: 'clear'; readonly rule: number };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('set' as const, 'patch' as const),
    rule: fc.nat(ruleCount - 1),
    column,
    touched: fc.array(fc.nat(instanceCount - 1)),
  }),
  fc.record({ kind: fc.constant('clear' as const), rule: fc.nat(ruleCount - 1) }),
);

it('keeps its sums true to its columns whatever is set, patched or cleared (seed 5)', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
      const matrix = new LabelMatrix();
      matrix.growTo(instanceCount);
      const expected = Array.from({ length: ruleCount }, () => new Map<number, number>());
      for (const step of edits) {
        const votes = expected[step.rule]!;
        if (step.kind === 'clear') {
          matrix.clearColumn(step.rule);
          votes.clear();
          continue;
        }
        if (step.kind === 'set') {
          matrix.setColumn(step.rule, step.column);
          votes.clear();
        } else {
          const touched = new Set([...step.touched, ...step.column.instances]);
          matrix.patchColumn(step.rule, touched, step.column);
          for (const i of touched) votes.delete(i);
        }
        step.column.instances.forEach((i, k) => {
          votes.set(i, labelOfVote(step.column, k));
        });
      }
      const rows = matrix.rows();
      for (let i = 0; i < instanceCount; i++) {
        const labels = expected.flatMap((votes, rule) =>
          votes.has(i) ? [{ rule, label: votes.get(i)! }] : [],
        );
        expect(matrix.row(i)).toEqual(labels.map((vote) => ({ ...vote, score: 1 })));
        expect(matrix.voteCount(i)).toBe(labels.length);
        expect(matrix.isContested(i)).toBe(new Set(labels.map((vote) => vote.label)).size > 1);
        const here = { from: rows.starts[i]!, to: rows.starts[i + 1]! };
        expect([...rows.rules.subarray(here.from, here.to)]).toEqual(labels.map((vote) => vote.rule));
        expect([...rows.labels.subarray(here.from, here.to)]).toEqual(labels.map((vote) => vote.label));
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});
