/** Agreement against worked examples from the literature, each named where it is. */
import { describe, expect, it } from 'vitest';
import {
  cohenKappa,
  coincidences,
  contingency,
  krippendorffAlpha,
} from '../../../src/core/agreement/nominal.ts';
import { countSpans, spanF1 } from '../../../src/core/agreement/spans.ts';
import {
  countUnits,
  sumUnits,
  unitisingAlpha,
  unitisingDisagreement,
} from '../../../src/core/agreement/unitising.ts';

const repeat = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);

describe('Cohen κ', () => {
  it('of Cohen (1960), table 1: 200 cases in three categories, κ = 0.492', () => {
    // Shares of the table: diagonal 0.44, 0.20, 0.06.
    const rows = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    const pairs = rows.flatMap((row, i) => row.flatMap((n, j) => repeat(n, [`${i}`, `${j}`] as const)));
    expect(cohenKappa(contingency(pairs))).toMatchObject({ units: 200 });
    expect(cohenKappa(contingency(pairs))).toHaveProperty('value', expect.closeTo(0.492, 3));
  });

  it('of 50 grant applications read by two (Wikipedia, "Cohen’s kappa"), κ = 0.40', () => {
    const pairs = [
      ...repeat(20, ['yes', 'yes'] as const),
      ...repeat(5, ['yes', 'no'] as const),
      ...repeat(10, ['no', 'yes'] as const),
      ...repeat(15, ['no', 'no'] as const),
    ];
    expect(cohenKappa(contingency(pairs))).toHaveProperty('value', expect.closeTo(0.4, 10));
  });

  it('is not defined where nothing, or only one label, was given', () => {
    expect(cohenKappa(contingency([]))).toEqual({ why: 'no-units', units: 0 });
    expect(cohenKappa(contingency(repeat(3, ['a', 'a'] as const)))).toEqual({
      why: 'no-variation',
      units: 3,
    });
  });
});

describe('Krippendorff α, nominal', () => {
  const alphaOf = (rows: readonly string[]): ReturnType<typeof krippendorffAlpha> => {
    const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, c) =>
      rows.flatMap((row) => (row[c] === '.' || row[c] === undefined ? [] : [row[c]])),
    );
    const pairable = columns.filter((values) => values.length > 1);
    return krippendorffAlpha(coincidences(pairable), pairable.length);
  };

  it('of Krippendorff (2011), section C: 4 observers, 12 units, values missing, α = 0.743', () => {
    const found = alphaOf(['123321412...', '1233224125..', '.33323422513', '12332441251.']);
    expect(found).toHaveProperty('value', expect.closeTo(0.743, 3));
  });

  it('of 3 coders and 15 units (Wikipedia, "Krippendorff’s alpha"), values missing, α = 0.691', () => {
    const found = alphaOf(['.....34121133.3', '1.213343.......', '..21344.21133.4']);
    expect(found).toHaveProperty('value', expect.closeTo(0.691, 3));
  });

  it('is not defined where only one label was given', () => {
    expect(alphaOf(['aa', 'aa'])).toEqual({ why: 'no-variation', units: 2 });
  });
});

describe('α of unitising', () => {
  // Krippendorff (2004), p. 254: a continuum from 150 on, 300 long, two observers, categories c and k.
  const at = (from: number, length: number) => ({ from: from - 150, to: from - 150 + length });
  const c = countUnits(
    [
      [at(225, 70), at(370, 30)],
      [at(220, 80), at(355, 20), at(400, 20)],
    ],
    300,
  );
  const k = countUnits(
    [
      [at(180, 60), at(300, 50)],
      [at(180, 60), at(300, 50)],
    ],
    300,
  );

  it('has the disagreements of Krippendorff (2004), p. 255', () => {
    expect(unitisingDisagreement(sumUnits([c])).observed).toBeCloseTo(0.0144, 4);
    expect(unitisingDisagreement(sumUnits([c])).expected).toBeCloseTo(0.0532, 4);
    expect(unitisingDisagreement(sumUnits([k])).observed).toBe(0);
    expect(unitisingDisagreement(sumUnits([k])).expected).toBeCloseTo(0.049, 4);
  });

  it('is 0.7286 for c, 1 for k, and 0.8591 over both', () => {
    expect(unitisingAlpha([sumUnits([c])])).toEqual({ value: expect.closeTo(0.7286, 3), units: 5 });
    expect(unitisingAlpha([sumUnits([k])])).toEqual({ value: 1, units: 4 });
    expect(unitisingAlpha([sumUnits([c]), sumUnits([k])])).toEqual({
      value: expect.closeTo(0.8591, 3),
      units: 9,
    });
  });

  it('says why it is not defined', () => {
    expect(unitisingAlpha([sumUnits([countUnits([[], []], 10)])])).toEqual({ why: 'no-units', units: 0 });
  });
});

describe('F1 of spans', () => {
  it('counts the same words, or a common character, with the same label', () => {
    const mine = [
      { from: 0, to: 5, label: 'A' },
      { from: 10, to: 15, label: 'A' },
    ];
    const theirs = [
      { from: 0, to: 5, label: 'A' },
      { from: 12, to: 20, label: 'A' },
      { from: 30, to: 33, label: 'B' },
    ];
    // Exact: 1 of 2 and 1 of 3. Overlapping: 2 of 2 and 2 of 3.
    expect(spanF1([countSpans(mine, theirs, 'exact')])).toEqual({ value: expect.closeTo(0.4, 10), units: 5 });
    expect(spanF1([countSpans(mine, theirs, 'overlap')])).toEqual({
      value: expect.closeTo(0.8, 10),
      units: 5,
    });
  });
});
