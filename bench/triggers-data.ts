/** BC5CDR with crowd-sourced triggers (TriggerNER, Lin et al. 2020), cut for the comparison of issue 6. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, shuffled } from '#core/base';
import { spansOfTags, type TokenSpan } from '#core/train';
import type { Trigger } from '#core/triggers';
import { bc5cdr, bc5cdrLabels, dataFolder, type TaggedSentence } from './train-data.ts';

/** A sentence whose every entity is labelled and has triggers. */
export interface ExplainedSentence extends TaggedSentence {
  readonly triggers: readonly (Trigger & { readonly label: number })[];
}

const keyOf = (words: readonly string[]): string => words.join(' ');

/** `trigger_20.txt`: rows of one sentence follow one another, each with one entity and its triggers `T-0`, `T-1`, …. */
export function explainedSentences(): ExplainedSentence[] {
  const tags = new Map(bc5cdr('train_20.txt').map((s) => [keyOf(s.words), s.tags]));
  const found = new Map<string, { words: readonly string[]; triggers: (Trigger & { label: number })[] }>();
  const text = readFileSync(join(dataFolder, 'bc5cdr-triggers', 'trigger_20.txt'), 'utf8');
  for (const block of text.split(/(?:\r?\n){2,}/)) {
    const lines = block.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length === 0) continue;
    const words = lines.map((line) => line.split('\t')[0] ?? '');
    const marks = lines.map((line) => (line.split('\t')[1] ?? 'O').trim());
    const key = keyOf(words);
    const sentence = found.get(key) ?? { words, triggers: [] };
    found.set(key, sentence);
    const target = entityOf(marks);
    if (target === undefined) continue;
    const label = bc5cdrLabels.indexOf(target.label);
    const groups = new Map<string, number[]>();
    marks.forEach((mark, t) => {
      if (mark.startsWith('T-')) groups.set(mark, [...(groups.get(mark) ?? []), t]);
    });
    for (const positions of groups.values()) {
      sentence.triggers.push({
        explanationId: `${key} #${sentence.triggers.length}`,
        documentId: key,
        labelId: target.label,
        label,
        words,
        positions,
        phrase: positions.map((t) => words[t]).join(' '),
        target: { from: target.from, to: target.to },
      });
    }
  }
  return [...found].map(([key, { words, triggers }]) => {
    const own = tags.get(key);
    if (own === undefined) throw new Error(`not in train_20.txt: ${key}`);
    return { words, tags: own, triggers };
  });
}

function entityOf(marks: readonly string[]): (TokenSpan & { readonly label: string }) | undefined {
  const from = marks.findIndex((mark) => mark.startsWith('B-'));
  if (from < 0) return undefined;
  let to = from + 1;
  while (marks[to]?.startsWith('I-') === true) to++;
  return { from, to, label: (marks[from] ?? '').slice(2) };
}

export interface Cut {
  /** k labelled sentences with triggers. */
  readonly explained: readonly ExplainedSentence[];
  /** These and as many more, for the arm with twice the labels and no triggers. */
  readonly doubled: readonly ExplainedSentence[];
  /** Of train.txt what `explained` has not; its tags are for measuring weak labels only. */
  readonly rest: readonly TaggedSentence[];
  /** Likewise of `doubled`. */
  readonly restOfDoubled: readonly TaggedSentence[];
}

export interface Corpus {
  readonly all: readonly ExplainedSentence[];
  readonly train: readonly TaggedSentence[];
  /** For stopping and for choosing settings: a part of dev.txt. */
  readonly dev: readonly TaggedSentence[];
  readonly test: readonly TaggedSentence[];
}

/** `testOn: 'dev'`: what is called test is the rest of dev.txt, so that settings can be chosen without a look at test.txt. */
export function readCorpus(
  devSentences: number,
  testSentences: number,
  testOn: 'test' | 'dev' = 'test',
): Corpus {
  const part = (all: readonly TaggedSentence[], count: number): readonly TaggedSentence[] =>
    count >= all.length ? all : shuffled(all, createRng(2020)).slice(0, count);
  const dev = shuffled(bc5cdr('dev.txt'), createRng(2020));
  return {
    all: explainedSentences(),
    train: bc5cdr('train.txt'),
    dev: dev.slice(0, devSentences),
    test: part(testOn === 'dev' ? dev.slice(devSentences) : bc5cdr('test.txt'), testSentences),
  };
}

/** `percent` of the explained sentences, drawn by `seed`. */
export function cutCorpus({ all, train }: Corpus, percent: number, seed: number): Cut {
  const order = shuffled(all, createRng(7000 + seed));
  const count = Math.round((all.length * percent) / 100);
  const explained = order.slice(0, count);
  const doubled = order.slice(0, 2 * count);
  const without = (sentences: readonly TaggedSentence[]): TaggedSentence[] => {
    const taken = new Set(sentences.map((s) => keyOf(s.words)));
    return train.filter((s) => !taken.has(keyOf(s.words)));
  };
  return { explained, doubled, rest: without(explained), restOfDoubled: without(doubled) };
}

export const entitiesOf = (sentence: TaggedSentence) => spansOfTags(sentence.tags);
