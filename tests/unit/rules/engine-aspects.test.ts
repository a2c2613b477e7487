import { expect, it } from 'vitest';
import type { LogicalForm } from '#core/explain';
import { type RuleDocument, RuleEngine } from '#core/rules';

const text = 'The waiter and the food were friendly.';
const at = (word: string): { kind: 'aspect'; from: number; to: number } => {
  const from = text.indexOf(word);
  return { kind: 'aspect', from, to: from + word.length };
};
const friendly: LogicalForm = {
  op: 'occurs',
  what: { kind: 'phrase', texts: ['friendly'], match: 'word' },
  where: { kind: 'side', side: 'right', of: { kind: 'arg', arg: 'aspect' } },
  count: { min: 1 },
};

function document(...words: string[]): RuleDocument {
  return { id: 'd', text, instances: words.map((word) => ({ target: at(word) })) };
}

function labelled(engine: RuleEngine): string[] {
  for (const _ of engine.update());
  return [...engine.weakLabels()].map(({ target }) =>
    target.kind === 'aspect' ? text.slice(target.from, target.to) : target.kind,
  );
}

it('gives a keyword to the nearest aspect, also when that one comes later or goes again', () => {
  const engine = new RuleEngine({ labels: [{ id: 'good' }], threshold: 1 });
  engine.upsertRule({ id: 'r', labelId: 'good', form: friendly, enabled: true });
  engine.upsertDocument(document('waiter'));
  expect(labelled(engine)).toEqual(['waiter']);
  engine.upsertDocument(document('waiter', 'food'));
  expect(labelled(engine)).toEqual(['food']);
  engine.upsertDocument(document('waiter'));
  expect(labelled(engine)).toEqual(['waiter']);
});

it('lets a keyword reach no farther than it may', () => {
  const labelledWithin = (reach: number): string[] => {
    const engine = new RuleEngine({ labels: [{ id: 'good' }], threshold: 1, reach });
    engine.upsertRule({ id: 'r', labelId: 'good', form: friendly, enabled: true });
    engine.upsertDocument(document('food'));
    return labelled(engine);
  };
  // "food were friendly": one token between, a distance of two.
  expect(labelledWithin(2)).toEqual(['food']);
  expect(labelledWithin(1)).toEqual([]);
});
