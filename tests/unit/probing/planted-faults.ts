/**
 * Rules with a planted fault on made-up texts: five with a missing negation, five with a too wide distance. A simulated person
 * who knows the truth answers. The test runs them, and so does `bench/probing.ts` beside its plants in real texts.
 */
import { Corpus, StrictPass } from '#core/execute';
import { type Instance, type LogicalForm, parseExplanation } from '#core/explain';
import { Prober } from '#core/probing';
import { tokenize } from '#core/text';

/** "the <soup> was good": what stands in brackets is the aspect; without brackets the whole text is asked about. */
function instanceOf(marked: string): Instance {
  const from = marked.indexOf('<');
  const text = marked.replace(/[<>]/g, '');
  const aspect = { from, to: marked.indexOf('>') - 1 };
  return { text, tokens: tokenize(text), args: from < 0 ? {} : { aspect } };
}

export interface Faulty {
  readonly texts: readonly string[];
  readonly isRight: readonly boolean[];
  readonly rule: string;
}

/** Asks `answers` times and answers as the truth is; the first text is the rule's own. */
export function probed(
  { texts, isRight, rule }: Faulty,
  answers: number,
  isSeen = (_: number): boolean => true,
) {
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
export function negation(word: string, negated: string, n: number): Faulty {
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

export const faulty: readonly Faulty[] = [
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

/** Does the form keep nothing that is wrong, and at least eight of the ten texts that are right? */
export function isRepaired(one: Faulty, answers: number): boolean {
  const { reply, trueOf } = probed(one, answers);
  if (reply.repair === undefined) return false;
  const kept = trueOf(reply.repair.form);
  return kept.length >= 8 && kept.every((at) => one.isRight[at]);
}
