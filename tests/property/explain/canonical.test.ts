import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkForm,
  defaultParseOptions,
  evaluate,
  type Instance,
  type LogicalForm,
  parseExplanation,
  printForm,
} from '#core/explain';
import { formOf, relationInstance } from './forms.ts';

const withoutFilter = { ...defaultParseOptions, falseCost: 0 };
const relations = fc.sample(relationInstance, { numRuns: 60, seed: 41 });

/** The same sentences with one argument alone, under another name. */
function alone(name: 'aspect' | 'entity'): readonly Instance[] {
  return relations.map(({ args, ...instance }) => ({
    ...instance,
    args: { [name]: args.x } as Instance['args'],
  })); // x is there
}

function truths(form: LogicalForm, sentences: readonly Instance[]): string {
  return sentences.map((s) => (evaluate(form, s) ? '1' : '0')).join('');
}

function comesBack(form: LogicalForm, sentences: readonly Instance[]): void {
  expect(checkForm(form)).toEqual({ ok: true, value: form });
  const printed = printForm(form);
  const parsed = parseExplanation(printed, sentences[0]!, withoutFilter);
  const back = parsed.ok ? parsed.value[0]! : undefined;
  expect({ printed, back: back?.canonical, truths: back && truths(back.form, sentences) }).toMatchObject({
    printed,
    truths: truths(form, sentences),
  });
}

describe('canonical English', () => {
  it('is understood as the form it was printed from (seed 40)', () => {
    fc.assert(
      fc.property(formOf(['x', 'y']), (form) => comesBack(form, relations)),
      { numRuns: Number(process.env['RUNS'] ?? 250), seed: 40 },
    );
  });

  it.each(['aspect', 'entity'] as const)('is so too where the only argument is the %s (seed 44)', (name) => {
    const sentences = alone(name);
    fc.assert(
      fc.property(formOf([name]), (form) => comesBack(form, sentences)),
      { numRuns: 80, seed: 44 },
    );
  });

  it('does not change when it is parsed and printed again (seed 42)', () => {
    fc.assert(
      fc.property(formOf(['x', 'y']), (form) => {
        const once = parseExplanation(printForm(form), relations[0]!, withoutFilter);
        if (!once.ok) return;
        const twice = parseExplanation(once.value[0]!.canonical, relations[0]!, withoutFilter);
        expect(twice.ok && twice.value[0]!.canonical).toBe(once.value[0]!.canonical);
      }),
      { numRuns: 60, seed: 42 },
    );
  });
});
