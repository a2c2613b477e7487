/**
 * Explanations with what they mean as truth values on sentences, in the notation of `meaning-set-aside.txt`: `> explanation`,
 * then its own sentence and others, `+` where the explanation is true of it and `-` where not, each in the notation of
 * `corpus.ts`; `? words` where the language has no way to say it and the answer must name one of the words; `?? words` where it is
 * understood without these words, so that they are asked about. `## style` heads a group.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, type Instance, understand } from '#core/explain';
import { corpusInstance } from './corpus.ts';

export interface MeaningCase {
  readonly style: string;
  readonly explanation: string;
  /** The first is the one that is explained. */
  readonly sentences: readonly { readonly instance: Instance; readonly isTrue: boolean }[];
  /** Not sayable: one of these has to be named. */
  readonly unsayable?: readonly string[];
  /** Asked, with these words left out. */
  readonly asked?: readonly string[];
}

export function readMeanings(file: string): readonly MeaningCase[] {
  const cases: { -readonly [K in keyof MeaningCase]: MeaningCase[K] }[] = [];
  let style = '';
  for (const line of readFileSync(join(import.meta.dirname, file), 'utf8').split('\n')) {
    const last = cases.at(-1);
    const rest = line.slice(2).trim();
    if (line.startsWith('## ')) style = line.slice(3);
    else if (line.startsWith('> ')) cases.push({ style, explanation: rest, sentences: [] });
    else if (last !== undefined && line.startsWith('? ')) last.unsayable = rest.split(' ');
    else if (last !== undefined && line.startsWith('?? ')) last.asked = rest.trim().split(' ');
    else if (last !== undefined && /^[+-] /u.test(line)) {
      last.sentences = [...last.sentences, { instance: corpusInstance(rest), isTrue: line.startsWith('+') }];
    }
  }
  return cases;
}

/**
 * `right`, `wrong`: taken, and meaning what its author means or not. `asked`: words were left out, so that it is put as a question.
 * `refused`: no form, and the reason names a word of the explanation; `mute`: no form, and the reason names none.
 */
export type Outcome = 'right' | 'wrong' | 'asked' | 'refused' | 'mute';

export interface Judged {
  readonly outcome: Outcome;
  /** What was understood, or why nothing was. */
  readonly answer: string;
  /** Numbers of the sentences on which it goes wrong, from 1. */
  readonly wrongOn: readonly number[];
  /** Where not, the reader is told so. */
  readonly isTrueHere: boolean;
}

export function judge(one: MeaningCase): Judged {
  const [own] = one.sentences;
  if (own === undefined) throw new Error(`no sentence for: ${one.explanation}`);
  const { reading, problem, question } = understand(one.explanation, own.instance);
  if (reading === undefined) {
    const answer = problem?.message ?? '';
    const words = one.unsayable ?? one.explanation.split(/\s+/u);
    const names = words.some((w) =>
      answer.toLowerCase().includes(w.toLowerCase().replaceAll(/["',.]/gu, '')),
    );
    return { outcome: names ? 'refused' : 'mute', answer, wrongOn: [], isTrueHere: true };
  }
  const { canonical, form, trueHere } = reading;
  if (question !== undefined) {
    return {
      outcome: 'asked',
      answer: `${canonical} [left out: ${question.leftOut.join(', ')}]`,
      wrongOn: [],
      isTrueHere: trueHere,
    };
  }
  const wrongOn = one.sentences.flatMap(({ instance, isTrue }, i) =>
    evaluate(form, instance) === isTrue ? [] : [i + 1],
  );
  const isRight = one.unsayable === undefined && wrongOn.length === 0;
  return { outcome: isRight ? 'right' : 'wrong', answer: canonical, wrongOn, isTrueHere: trueHere };
}
