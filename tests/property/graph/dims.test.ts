import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDims, type Dim, evaluateDim, multiplyDims, symbolsOf } from '#core/graph';

const symbol = fc.constantFrom('batch', 'time', 'labels');
const atom: fc.Arbitrary<Dim> = fc.oneof(fc.integer({ min: 0, max: 9 }), symbol);
const dim: fc.Arbitrary<Dim> = fc
  .array(fc.array(atom, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((terms) => addDims(...terms.map((factors) => multiplyDims(...factors))));
const sizes = fc.record({
  batch: fc.integer({ min: 1, max: 20 }),
  time: fc.integer({ min: 1, max: 20 }),
  labels: fc.integer({ min: 1, max: 20 }),
});
const run = { seed: 20261123, numRuns: 300 };

describe('dimensions (seed 20261123)', () => {
  it('add as their values do', () => {
    fc.assert(
      fc.property(dim, dim, sizes, (a, b, at) => {
        expect(evaluateDim(addDims(a, b), at)).toBe(evaluateDim(a, at) + evaluateDim(b, at));
      }),
      run,
    );
  });

  it('multiply as their values do', () => {
    fc.assert(
      fc.property(dim, dim, sizes, (a, b, at) => {
        expect(evaluateDim(multiplyDims(a, b), at)).toBe(evaluateDim(a, at) * evaluateDim(b, at));
      }),
      run,
    );
  });

  it('are equal as text where they are equal by the laws of arithmetic', () => {
    fc.assert(
      fc.property(dim, dim, dim, (a, b, c) => {
        expect(addDims(a, b)).toBe(addDims(b, a));
        expect(multiplyDims(a, b)).toBe(multiplyDims(b, a));
        expect(addDims(addDims(a, b), c)).toBe(addDims(a, addDims(b, c)));
        expect(multiplyDims(a, addDims(b, c))).toBe(addDims(multiplyDims(a, b), multiplyDims(a, c)));
        expect(addDims(a, 0)).toBe(a);
        expect(multiplyDims(a, 1)).toBe(a);
      }),
      run,
    );
  });

  it('are numbers exactly where no symbol is left', () => {
    fc.assert(
      fc.property(dim, (a) => {
        expect(typeof a === 'number').toBe(symbolsOf([a]).length === 0);
      }),
      run,
    );
  });
});
