import { describe, expect, test } from 'vitest';
import { evaluate, parseExplanation, sameMeaning } from '#core/explain';
import { goodReviews } from '../../good-reviews.ts';
import { type Faulty, faulty, isRepaired, negation, probed } from './planted-faults.ts';

describe('probing a rule', () => {
  test('repairs at least eight of ten planted faults within five answers', () => {
    const repaired = faulty.filter((one) => isRepaired(one, 5));
    expect(repaired.length).toBeGreaterThanOrEqual(8);
  });

  test('a repair is true of its own text, and its English means what it means', () => {
    for (const one of faulty) {
      const { reply, here } = probed(one, 5);
      if (reply.repair === undefined) continue;
      const { form, sentence, before, after } = reply.repair;
      expect(evaluate(form, here), sentence).toBe(true);
      const read = parseExplanation(sentence, here);
      const best = read.ok ? read.value[0]?.form : undefined;
      expect(best !== undefined && sameMeaning(best, form), sentence).toBe(true);
      expect(after.wrong).toBeLessThan(before.wrong);
      expect(after.matches).toBeLessThan(before.matches);
    }
  });

  test('offers nothing before three answers, and nothing where all answers are right', () => {
    const one = negation('good', 'not', 6);
    expect(probed(one, 2).reply.repair).toBeUndefined();
    const sound = { ...one, isRight: one.texts.map(() => true) };
    expect(probed(sound, 5).reply.repair).toBeUndefined();
  });

  test('asks about each match once, none of them unseen, until all are judged', () => {
    const one = negation('good', 'not', 6);
    const all = probed(one, 100);
    expect(all.reply.probe).toBeUndefined();
    expect(all.reply.open).toBe(0);
    expect(all.answered.size).toBe(one.texts.length - 1);
    const some = probed(one, 100, (at) => at !== 12);
    expect(some.answered.has(12)).toBe(false);
    expect(some.reply.figures.matches).toBe(one.texts.length - 2);
  });

  test('says which other form would decide otherwise', () => {
    const { reply } = probed(negation('good', 'not', 6), 0);
    expect(reply.probe?.why.kind).toBe('clause');
  });
});

test('whole texts are probed too', () => {
  const one: Faulty = {
    texts: [...goodReviews],
    isRight: [true, true, true, true, true, false, false, false, false, false],
    rule: 'the word "good" appears',
  };
  const { reply } = probed(one, 5);
  expect(reply.repair?.sentence).toContain('the word "not" does not appear');
  expect(reply.repair?.after.wrong).toBe(0);
});
