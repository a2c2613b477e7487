/** Which texts are like another. */
import { describe, expect, it } from 'vitest';
import { meanState, mostLike } from '#core/encoder';

const states = (...rows: number[][]) => ({
  dim: 2,
  codes: Int8Array.from(rows.flat()),
  scales: new Float32Array(rows.length).fill(0.5),
});

describe('texts that are like another', () => {
  it('are compared by the mean of their words', () => {
    expect([...meanState(states([2, 4], [4, -8]))]).toEqual([1.5, -1]);
    expect([...meanState(states())]).toEqual([0, 0]);
  });

  it('come in order, without what all texts have in common', () => {
    const texts = new Map(
      Object.entries({ same: [101, 101], other: [99, 99], nearly: [101, 100.9], none: [100, 100] }).map(
        ([key, text]) => [key, Float32Array.from(text)],
      ),
    );
    // All of them point the same way, and only differ from each other in what is left.
    const found = mostLike(Float32Array.of(102, 102), texts, 3);
    expect(found.map(({ key }) => key)).toEqual(['same', 'nearly', 'none']);
    expect(found[0]?.likeness).toBeCloseTo(1, 3);
    expect(mostLike(Float32Array.of(98, 98), texts, 1)[0]?.key).toBe('other');
  });

  it('are none where there are none, and as good as any where nothing is said', () => {
    expect(mostLike(Float32Array.of(1, 0), new Map(), 3)).toEqual([]);
    const same = new Map([['a', Float32Array.of(1, 0)]]);
    expect(mostLike(Float32Array.of(1, 0), same, 3)).toEqual([{ key: 'a', likeness: 0 }]);
  });
});
