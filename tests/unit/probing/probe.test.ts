import { describe, expect, test } from 'vitest';
import { Corpus, StrictPass } from '#core/execute';
import { evaluate, type Instance, type LogicalForm, parseExplanation, sameMeaning } from '#core/explain';
import { Prober } from '#core/probing';
import { tokenize } from '#core/text';
import { goodReviews } from '../../good-reviews.ts';

/** "the <soup> was good": what stands in brackets is the aspect; without brackets the whole text is asked about. */
function instanceOf(marked: string): Instance {
  const from = marked.indexOf('<');
  const text = marked.replace(/[<>]/g, '');
  const aspect = { from, to: marked.indexOf('>') - 1 };
  return { text, tokens: tokenize(text), args: from < 0 ? {} : { aspect } };
}

interface Faulty {
  readonly texts: readonly string[];
  readonly isRight: readonly boolean[];
  readonly rule: string;
}

/** Asks `answers` times and answers as the truth is; the first text is the rule's own. */
function probed({ texts, isRight, rule }: Faulty, answers: number, isSeen = (_: number): boolean => true) {
  const instances = texts.map(instanceOf);
  const here = instances[0] as Instance; // the list is not empty
  const corpus = new Corpus();
  for (const { args, ...sentence } of instances) corpus.addInstance(corpus.addSentence(sentence), args);
  const read = parseExplanation(rule, here);
  const form = read.ok ? read.value[0]?.form : undefined;
  if (form === undefined) throw new Error(rule);
  const prober = new Prober(corpus);
  const answered = new Map<number, boolean>();
  const ask = () => prober.ask({ form, here, instance: 0, isRight: (at) => answered.get(at), isSeen });
  let reply = ask();
  for (let k = 0; k < answers && reply.probe !== undefined; k++) {
    answered.set(reply.probe.instance, isRight[reply.probe.instance] === true);
    reply = ask();
  }
  const pass = new StrictPass(corpus);
  const trueOf = (of: LogicalForm): number[] => [...pass.run(pass.compile(of))];
  return { reply, answered, here, trueOf };
}

const things = ['soup', 'bread', 'coffee', 'fish', 'service', 'room', 'music', 'price', 'view', 'staff'];

/** Rules with a missing negation: right but for the texts with "not" before the word. */
function negation(word: string, negated: string, n: number): Faulty {
  const plain = things.map((thing) => `the <${thing}> was ${word} as ever`);
  const turned = things.slice(0, n).map((thing) => `the <${thing}> was ${negated} ${word} today`);
  return {
    texts: [...plain, ...turned],
    isRight: [...plain.map(() => true), ...turned.map(() => false)],
    rule: `the word "${word}" appears after the aspect`,
  };
}

/** Rules with a too wide distance: wrong where the word belongs to something else. */
function distance(word: string, gap: string, n: number): Faulty {
  const near = things.map((thing) => `the <${thing}> was ${word} as ever`);
  const far = things.slice(0, n).map((thing) => `the <${thing}> came late ${gap} ${word} music`);
  return {
    texts: [...near, ...far],
    isRight: [...near.map(() => true), ...far.map(() => false)],
    rule: `the word "${word}" appears after the aspect`,
  };
}

const faulty: readonly Faulty[] = [
  negation('good', 'not', 6),
  negation('great', 'never', 5),
  negation('fresh', 'not', 8),
  negation('cheap', 'not', 4),
  negation('warm', "wasn't", 7),
  distance('loud', 'and then there was much too', 8),
  distance('cold', 'when we came in from the', 6),
  distance('slow', 'but after an hour we heard a', 9),
  distance('old', 'while the people beside us sang some very', 5),
  distance('sweet', 'and out on the terrace they played', 7),
];

describe('probing a rule', () => {
  test('repairs at least eight of ten planted faults within five answers', () => {
    const repaired = faulty.filter((one) => {
      const { reply, trueOf } = probed(one, 5);
      if (reply.repair === undefined) return false;
      const kept = trueOf(reply.repair.form);
      return kept.length >= 8 && kept.every((at) => one.isRight[at]);
    });
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
