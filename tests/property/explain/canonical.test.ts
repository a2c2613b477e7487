import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArgName,
  checkForm,
  defaultParseOptions,
  evaluate,
  parseExplanation,
  printForm,
} from '#core/explain';
import { formOf, relationInstance } from './forms.ts';

const withoutFilter = { ...defaultParseOptions, falseCost: 0 };
const sentences = fc.sample(relationInstance, { numRuns: 60, seed: 41 });
const first = sentences[0]!;

function truths(form: Parameters<typeof evaluate>[0]): string {
  return sentences.map((s) => (evaluate(form, s) ? '1' : '0')).join('');
}

describe('canonical English', () => {
  it('is understood as the form it was printed from (seed 40)', () => {
    fc.assert(
      fc.property(formOf(['x', 'y'] satisfies ArgName[]), (form) => {
        expect(checkForm(form)).toEqual({ ok: true, value: form });
        const printed = printForm(form);
        const parsed = parseExplanation(printed, first, withoutFilter);
        const back = parsed.ok ? parsed.value[0]! : undefined;
        expect({ printed, back: back?.canonical, truths: back && truths(back.form) }).toMatchObject({
          printed,
          truths: truths(form),
        });
      }),
      { numRuns: Number(process.env['RUNS'] ?? 250), seed: 40 },
    );
  });

  it('does not change when it is parsed and printed again (seed 42)', () => {
    fc.assert(
      fc.property(formOf(['x', 'y'] satisfies ArgName[]), (form) => {
        const once = parseExplanation(printForm(form), first, withoutFilter);
        if (!once.ok) return;
        const twice = parseExplanation(once.value[0]!.canonical, first, withoutFilter);
        expect(twice.ok && twice.value[0]!.canonical).toBe(once.value[0]!.canonical);
      }),
      { numRuns: 60, seed: 42 },
    );
  });
});
