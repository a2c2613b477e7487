/** Agreement against slow implementations that do nothing but what the definitions say, on random data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cohenKappa,
  coincidences,
  contingency,
  krippendorffAlpha,
} from '../../../src/core/agreement/nominal.ts';
import { countSpans, spanF1 } from '../../../src/core/agreement/spans.ts';
import { countUnits, sumUnits, unitisingDisagreement } from '../../../src/core/agreement/unitising.ts';

const label = fc.constantFrom('a', 'b', 'c', '');
const runs = { numRuns: 150, seed: 14 };

function numberOf(figure: { readonly value?: number } | { readonly why: string }): number | undefined {
  return 'value' in figure ? figure.value : undefined;
}

function expectSame(found: number | undefined, wanted: number): void {
  if (Number.isFinite(wanted)) expect(Math.abs((found ?? Number.NaN) - wanted)).toBeLessThan(1e-9);
  else expect(found).toBeUndefined();
}

describe('from the definition', () => {
  it('Cohen κ: every pair of cases drawn at random would agree by chance', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { maxLength: 40 }), (pairs) => {
        const agreed = pairs.filter(([a, b]) => a === b).length / pairs.length;
        let chance = 0;
        for (const [a] of pairs) for (const [, b] of pairs) if (a === b) chance += 1 / pairs.length ** 2;
        const wanted = Math.abs(1 - chance) < 1e-12 ? Number.NaN : (agreed - chance) / (1 - chance);
        expectSame(numberOf(cohenKappa(contingency(pairs))), wanted);
      }),
      runs,
    );
  });

  it('Krippendorff α: differences within units against those of all values that can be paired', () => {
    const units = fc.array(fc.array(label, { maxLength: 4 }), { maxLength: 20 });
    fc.assert(
      fc.property(units, (all) => {
        const pairable = all.filter((values) => values.length > 1);
        const values = pairable.flat();
        const n = values.length;
        let observed = 0;
        for (const unit of pairable) {
          let own = 0;
          unit.forEach((a, i) => {
            unit.forEach((b, j) => {
              if (i !== j && a !== b) own++;
            });
          });
          observed += own / (unit.length - 1) / n;
        }
        let expected = 0;
        values.forEach((a, i) => {
          values.forEach((b, j) => {
            if (i !== j && a !== b) expected += 1 / (n * (n - 1));
          });
        });
        const wanted = expected === 0 ? Number.NaN : 1 - observed / expected;
        expectSame(numberOf(krippendorffAlpha(coincidences(all), pairable.length)), wanted);
      }),
      runs,
    );
  });

  it('α of unitising: every section against every other, every unit in every place it could be', () => {
    const length = 24;
    const span = fc
      .tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 6 }))
      .map(([from, size]) => ({ from, to: Math.min(length, from + size) }));
    const person = fc.array(span, { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(person, { minLength: 2, maxLength: 3 }), (people) => {
        // A character is in a unit or not; touching spans stay two units, so they are kept apart here.
        const apart = people.map((own) => {
          const kept: { from: number; to: number }[] = [];
          for (const one of own) {
            if (kept.every((other) => one.to < other.from || other.to < one.from)) kept.push(one);
          }
          return kept.sort((a, b) => a.from - b.from);
        });
        const sections = apart.map((own) => {
          const borders = [...new Set([0, length, ...own.flatMap(({ from, to }) => [from, to])])].sort(
            (a, b) => a - b,
          );
          return borders.slice(1).map((to, i) => {
            const from = borders[i] ?? 0;
            return { from, to, unit: own.some((one) => one.from === from && one.to === to) };
          });
        });
        const m = people.length;
        let observed = 0;
        sections.forEach((rows, i) => {
          sections.forEach((others, j) => {
            if (i === j) return;
            for (const a of rows) {
              for (const b of others) {
                const meet = a.from < b.to && b.from < a.to;
                if (a.unit && b.unit && meet) observed += (a.from - b.from) ** 2 + (a.to - b.to) ** 2;
                if (a.unit && !b.unit && a.from >= b.from && a.to <= b.to) observed += (a.to - a.from) ** 2;
                if (!a.unit && b.unit && b.from >= a.from && b.to <= a.to) observed += (b.to - b.from) ** 2;
              }
            }
          });
        });
        observed /= m * (m - 1) * length ** 2;
        const flat = sections.flat();
        const units = flat.filter(({ unit }) => unit).map(({ from, to }) => to - from);
        let placements = 0;
        let repeated = 0;
        for (const size of units) {
          // Over a unit of the same length in all ways that meet: shifted by −(l − 1) … l − 1.
          let shifts = 0;
          for (let d = 1 - size; d < size; d++) shifts += d ** 2;
          placements += (units.length - 1) * shifts;
          for (const gap of flat.filter(({ unit }) => !unit)) {
            for (let at = gap.from; at + size <= gap.to; at++) placements += size ** 2;
          }
          repeated += size * (size - 1);
        }
        const expected =
          units.length === 0 ? 0 : ((2 / length) * placements) / (m * length * (m * length - 1) - repeated);
        const found = unitisingDisagreement(sumUnits([countUnits(apart, length)]));
        expect(Math.abs(found.observed - (units.length === 0 ? 0 : observed))).toBeLessThan(1e-9);
        expect(Math.abs(found.expected - expected)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('F1 of exact spans: twice what both have, of all there are', () => {
    const span = fc.record({ from: fc.integer({ min: 0, max: 6 }), label: fc.constantFrom('a', 'b') });
    const person = fc
      .uniqueArray(span, { maxLength: 6, selector: ({ from, label: name }) => `${from} ${name}` })
      .map((all) => all.map((one) => ({ ...one, to: one.from + 2 })));
    fc.assert(
      fc.property(person, person, (a, b) => {
        const both = a.filter((x) => b.some((y) => JSON.stringify(x) === JSON.stringify(y))).length;
        const wanted = a.length + b.length === 0 ? Number.NaN : (2 * both) / (a.length + b.length);
        expectSame(numberOf(spanF1([countSpans(a, b, 'exact')])), wanted);
      }),
      runs,
    );
  });
});
