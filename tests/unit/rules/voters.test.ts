/** Predictions of other programs are votes beside those of rules: counted, judged by gold, weighed, and named. */
import { expect, it } from 'vitest';
import type { LogicalForm } from '#core/explain';
import type { Prediction } from '#core/project';
import { RuleEngine } from '#core/rules';

const friendly: LogicalForm = {
  op: 'occurs',
  what: { kind: 'phrase', texts: ['friendly'], match: 'word' },
  where: { kind: 'sentence' },
  count: { min: 1 },
};

const predicted = (by: string, labelId: string, score?: number): Prediction => ({
  target: { kind: 'text' },
  labelId,
  by,
  ...(score === undefined ? {} : { score }),
});

/** Ten texts: `gpt` is right in all, `coin` in half of them; two are labelled by a person. */
function engineWithVoters(): RuleEngine {
  const engine = new RuleEngine({ labels: [{ id: 'good' }, { id: 'bad' }], threshold: 1 });
  engine.upsertRule({ id: 'r', labelId: 'good', form: friendly, enabled: true });
  for (let at = 0; at < 10; at++) {
    const truth = at % 2 === 0 ? 'good' : 'bad';
    const text = truth === 'good' ? 'They were friendly.' : 'They were rude.';
    const gold = at < 2 ? { gold: truth } : {};
    engine.upsertDocument({ id: `d${at}`, text, instances: [{ target: { kind: 'text' }, ...gold }] });
    engine.setPredictions(`d${at}`, [
      predicted('gpt', truth, 0.9),
      predicted('coin', at < 5 ? 'good' : 'bad'),
    ]);
  }
  for (const _ of engine.update());
  return engine;
}

it('counts what each says, where they disagree, and how often labels of people bear them out', () => {
  const [gpt, coin] = engineWithVoters().voterRows();
  expect([gpt?.by, gpt?.votes, gpt?.coverage, gpt?.correct, gpt?.incorrect, gpt?.accuracy]).toEqual([
    'gpt',
    10,
    1,
    2,
    0,
    1,
  ]);
  expect([coin?.by, coin?.correct, coin?.incorrect, coin?.accuracy]).toEqual(['coin', 1, 1, 0.5]);
  expect(coin?.conflicts).toBeGreaterThan(0);
  expect(gpt?.labelIds.toSorted()).toEqual(['bad', 'good']);
  expect(gpt?.learnedAccuracy).toBeGreaterThan(coin?.learnedAccuracy ?? 1);
  expect(gpt?.weight).toBeGreaterThan(coin?.weight ?? 9);
});

it('are named in what the votes together say, and never as exact', () => {
  const engine = engineWithVoters();
  const [weak] = [...engine.weakLabels('d4')];
  expect(weak?.labelId).toBe('good');
  expect(weak?.votes.map(({ ruleId, by, strict }) => [ruleId ?? by, strict])).toEqual([
    ['r', true],
    ['gpt', false],
    ['coin', false],
  ]);
});

it('a text that goes takes its votes along; one that comes again has only what was predicted last', () => {
  const engine = engineWithVoters();
  engine.removeDocument('d9');
  engine.setPredictions('d8', [predicted('gpt', 'bad')]);
  for (const _ of engine.update());
  const [gpt, coin] = engine.voterRows();
  expect([gpt?.votes, coin?.votes]).toEqual([9, 8]);
});
