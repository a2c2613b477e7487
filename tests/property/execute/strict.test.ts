import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Corpus, StrictPass } from '#core/execute';
import { evaluate } from '#core/explain';
import { form, instance } from './arbitraries.ts';
import { interpret } from './slow-interpreter.ts';

describe('strict execution', () => {
  it('agrees with the slow interpreter and with the reference on 10 000 random (form, sentence) pairs (seed 11)', () => {
    let truths = 0;
    fc.assert(
      fc.property(
        fc.array(form, { minLength: 10, maxLength: 10 }),
        fc.array(instance, { minLength: 10, maxLength: 10 }),
        (forms, instances) => {
          const corpus = new Corpus();
          const slots = instances.map(({ args, ...sentence }) =>
            corpus.addInstance(corpus.addSentence(sentence), args),
          );
          const pass = new StrictPass(corpus);
          for (const f of forms) {
            const rule = pass.compile(f);
            slots.forEach((slot, i) => {
              const expected = interpret(f, instances[i]!);
              if (expected) truths++;
              expect({
                reference: evaluate(f, instances[i]!),
                strict: pass.holds(rule, slot),
                f,
                at: instances[i],
              }).toEqual({
                reference: expected,
                strict: expected,
                f,
                at: instances[i],
              });
            });
          }
        },
      ),
      { seed: 11, numRuns: 100 },
    );
    // Both answers have to be frequent, or the test says little.
    expect(truths).toBeGreaterThan(2000);
    expect(truths).toBeLessThan(8000);
  });

  it('leaves nothing out by way of the keyword index, whatever comes and goes (seed 12)', () => {
    fc.assert(
      fc.property(
        fc.array(form, { minLength: 3, maxLength: 3 }),
        fc.array(fc.record({ instance, remove: fc.option(fc.nat(20), { nil: undefined }) }), {
          minLength: 1,
          maxLength: 15,
        }),
        (forms, edits) => {
          const corpus = new Corpus();
          const pass = new StrictPass(corpus);
          // Compiled before there is a corpus: rules outlive what they were first run on.
          const rules = forms.map((f) => pass.compile(f));
          for (const edit of edits) {
            const { args, ...sentence } = edit.instance;
            const slot = corpus.addSentence(sentence);
            corpus.addInstance(slot, args);
            corpus.addInstance(slot, {});
            if (edit.remove !== undefined) {
              if (edit.remove % 2 === 0) corpus.removeSentence(edit.remove);
              else corpus.removeInstance(edit.remove);
            }
          }
          for (const rule of rules) expect([...pass.run(rule)]).toEqual([...pass.scan(rule)]);
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });
});
