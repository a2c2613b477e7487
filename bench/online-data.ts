/**
 * What the replayed annotator of `bench:online` knows: texts with their gold, and the reasons that people gave for some of them.
 * BC5CDR with crowd-sourced triggers, SemEval-2010 Task 8 and MAMS with sentences in English.
 */
import { createRng, shuffled } from '#core/base';
import type { Task } from '#core/project';
import type { Span } from '#core/text';
import { type ExplainedInstance, type GoldInstance, readMams, readSemEval } from './rules-data.ts';
import { bc5cdr, bc5cdrLabels, type TaggedSentence, writtenOut } from './train-data.ts';
import { explainedSentences } from './triggers-data.ts';

/** One label of a text; a relation is between the spans `from…to` and `tail`. */
export interface GoldLabel {
  readonly label: string;
  readonly span?: Span;
  readonly tail?: Span;
  /** Why: trigger words, or a sentence. */
  readonly trigger?: readonly Span[];
  readonly sentence?: string;
}

export interface GoldText {
  readonly text: string;
  readonly tokens?: readonly Span[];
  readonly gold: readonly GoldLabel[];
}

export interface OnlineTask {
  readonly name: string;
  readonly task: Task;
  readonly labels: readonly string[];
  /** In the order in which they stand in the project. */
  readonly pool: readonly GoldText[];
  readonly heldOut: readonly GoldText[];
}

function sentenceText(sentence: TaggedSentence): GoldText & { readonly tokens: readonly Span[] } {
  const { text, tokens, entities: found } = writtenOut(sentence);
  return { text, tokens, gold: found.map(({ from, to, label }) => ({ label, span: { from, to } })) };
}

function entities(size: number, heldOut: number, seed: number): OnlineTask {
  const explained = explainedSentences().map(({ words, tags, triggers }): GoldText => {
    const plain = sentenceText({ words, tags });
    const gold = plain.gold.map((one): GoldLabel => {
      const own = triggers.find(
        ({ target }) => target !== undefined && plain.tokens[target.from]?.from === one.span?.from,
      );
      const trigger = own?.positions.flatMap((t) => plain.tokens[t] ?? []);
      return trigger === undefined || trigger.length === 0 ? one : { ...one, trigger };
    });
    return { ...plain, gold };
  });
  const known = new Set(explained.map(({ text }) => text));
  const others = bc5cdr('train.txt')
    .map(sentenceText)
    .filter(({ text }) => !known.has(text));
  const rng = createRng(seed);
  return {
    name: 'BC5CDR',
    task: 'ner',
    labels: bc5cdrLabels,
    pool: shuffled([...explained, ...others].slice(0, size), rng),
    heldOut: shuffled(bc5cdr('test.txt'), createRng(2020)).slice(0, heldOut).map(sentenceText),
  };
}

function pair({ instance, label }: GoldInstance, sentence?: string): GoldText {
  const { x, y, aspect } = instance.args;
  const [span, tail] = aspect === undefined ? [x, y] : [aspect];
  const plain = (one: Span): Span => ({ from: one.from, to: one.to });
  return {
    text: instance.text,
    gold: [
      {
        label,
        ...(span === undefined ? {} : { span: plain(span) }),
        ...(tail === undefined ? {} : { tail: plain(tail) }),
        ...(sentence === undefined ? {} : { sentence }),
      },
    ],
  };
}

function classes(name: string, task: 're' | 'sa', size: number, heldOut: number, seed: number): OnlineTask {
  const data = task === 're' ? readSemEval() : readMams();
  const isKnown = ({ label }: GoldInstance): boolean => data.labels.includes(label);
  const explained = data.explained.map((one: ExplainedInstance) => pair(one, one.explanation));
  const others = shuffled(data.train.filter(isKnown), createRng(7)).map((one) => pair(one));
  return {
    name,
    task,
    labels: data.labels,
    pool: shuffled([...explained, ...others].slice(0, size), createRng(seed)),
    heldOut: shuffled(data.test.filter(isKnown), createRng(2020))
      .slice(0, heldOut)
      .map((one) => pair(one)),
  };
}

export function readOnlineTask(task: Task, size: number, heldOut: number, seed: number): OnlineTask {
  switch (task) {
    case 'ner':
      return entities(size, heldOut, seed);
    case 're':
      return classes('SemEval-2010 Task 8', 're', size, heldOut, seed);
    case 'sa':
      return classes('MAMS', 'sa', size, heldOut, seed);
    default:
      return task satisfies never;
  }
}
