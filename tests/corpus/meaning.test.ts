import { describe, expect, it } from 'vitest';
import { printForm, understand } from '#core/explain';
import { judge, readMeanings } from './meaning.ts';

/** The seven kinds of fault of parsing that were found, their siblings, and what had no form before; each by truth values. */
describe('what explanations mean', () => {
  it.each(readMeanings('meaning.txt'))('$style: $explanation', (one) => {
    const { outcome, answer, wrongOn } = judge(one);
    expect({ outcome, answer, wrongOn }).toMatchObject({
      outcome: one.asked !== undefined ? 'asked' : one.unsayable !== undefined ? 'refused' : 'right',
      wrongOn: [],
    });
    for (const word of one.asked ?? []) expect(answer).toContain(`left out: ${word}`);
  });

  it('is printed back as what is understood the same way', () => {
    for (const { explanation, sentences, unsayable } of readMeanings('meaning.txt')) {
      const [own] = sentences;
      const form = understand(explanation, own!.instance).reading?.form;
      if (unsayable !== undefined || form === undefined) continue;
      const again = understand(printForm(form), own!.instance);
      expect([explanation, again.question, again.reading?.form]).toEqual([explanation, undefined, form]);
    }
  });
});
