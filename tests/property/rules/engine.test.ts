import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogicalForm } from '#core/explain';
import { type RuleDocument, RuleEngine, type RuleSpec } from '#core/rules';

const words = ['good', 'bad', 'food', 'service', 'and', ','];
const labelIds = ['p', 'n'];

const document: fc.Arbitrary<RuleDocument> = fc
  .record({
    id: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
    tokens: fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 8 }),
    picks: fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
    gold: fc.array(fc.constantFrom('p', 'n', null, undefined), { minLength: 8, maxLength: 8 }),
    kind: fc.constantFrom('span' as const, 'aspect' as const),
  })
  .map(({ id, tokens, picks, gold, kind }) => {
    const starts = tokens.map((_, k) => tokens.slice(0, k).join(' ').length + (k > 0 ? 1 : 0));
    const instances = picks.flatMap((pick) => {
      const from = starts[pick];
      if (from === undefined) return [];
      const target = { kind, from, to: from + tokens[pick]!.length };
      const label = gold[pick];
      return [label === undefined ? { target } : { target, gold: label }];
    });
    return { id, text: tokens.join(' '), instances };
  });

const rule: fc.Arbitrary<RuleSpec> = fc
  .record({
    id: fc.constantFrom('r1', 'r2', 'r3'),
    labelId: fc.constantFrom(...labelIds),
    word: fc.constantFrom(...words),
    side: fc.constantFrom('left' as const, 'right' as const, 'around' as const),
    arg: fc.constantFrom('entity' as const, 'aspect' as const),
    enabled: fc.boolean(),
  })
  .map(({ id, labelId, word, side, arg, enabled }) => {
    const form: LogicalForm = {
      op: 'occurs',
      what: { kind: 'phrase', texts: [word], match: 'word' },
      where: { kind: 'side', side, of: { kind: 'arg', arg } },
      count: { min: 1 },
    };
    return { id, labelId, form, enabled };
  });

type Edit =
  | { readonly kind: 'document'; readonly document: RuleDocument }
  | { readonly kind: 'rule'; readonly rule: RuleSpec }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'update' };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: document.map((one) => ({ kind: 'document' as const, document: one })) },
  { weight: 3, arbitrary: rule.map((one) => ({ kind: 'rule' as const, rule: one })) },
  fc.constantFrom('d1', 'd2', 'r1', 'r2').map((id) => ({ kind: 'remove' as const, id })),
  fc.constant({ kind: 'update' as const }),
);

function run(engine: RuleEngine): unknown {
  for (const _ of engine.update());
  const rows = engine.rows().map(({ weight: _, learnedAccuracy: __, ...row }) => row);
  const matches = rows.map((row) =>
    engine
      .matches(row.ruleId, 99)
      .map((match) => JSON.stringify(match))
      .sort(),
  );
  return {
    rows: rows.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
    matches: matches.sort(),
    summary: engine.summary(),
  };
}

it('says after any edits what an engine says that is given the outcome at once (seed 31)', () => {
  let votes = 0;
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      const options = { labels: labelIds.map((id) => ({ id })), threshold: 1 };
      const engine = new RuleEngine(options);
      const documents = new Map<string, RuleDocument>();
      const rules = new Map<string, RuleSpec>();
      for (const step of edits) {
        if (step.kind === 'update') for (const _ of engine.update());
        if (step.kind === 'document') {
          engine.upsertDocument(step.document);
          documents.set(step.document.id, step.document);
        }
        if (step.kind === 'rule') {
          engine.upsertRule(step.rule);
          rules.set(step.rule.id, step.rule);
        }
        if (step.kind === 'remove') {
          engine.removeDocument(step.id);
          engine.removeRule(step.id);
          documents.delete(step.id);
          rules.delete(step.id);
        }
      }
      const fresh = new RuleEngine(options);
      for (const one of documents.values()) fresh.upsertDocument(one);
      for (const one of rules.values()) fresh.upsertRule(one);
      votes += [...rules.keys()].length * documents.size;
      expect(run(engine)).toEqual(run(fresh));
    }),
    { seed: 31, numRuns: 300 },
  );
  expect(votes).toBeGreaterThan(500);
});
