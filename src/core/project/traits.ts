/**
 * What differs between tasks as far as records, screens and the loop are concerned: one row each. What a task's method is
 * (candidates, network, scores) stands in `core/tasks`.
 */
import type { LabelKind } from './label-set.ts';
import type { Task } from './project.ts';

export interface TaskTraits {
  /** Kinds of label that a project of it has, in the order in which they are asked for. */
  readonly labelKinds: readonly LabelKind[];
  /** The kind that is explained, learned and recommended; others only hold it. */
  readonly learned: LabelKind;
  /** What a word that is known from other texts is recommended as. */
  readonly words: 'span' | 'aspect';
  /** A text is labelled as one sequence of words: what no label covers in a finished text is decided too. */
  readonly isSequence: boolean;
  /** What is labelled is a pair of marked words. */
  readonly hasPairs: boolean;
  /** Labels say how something is meant, so that a word's neighbours in meaning may mean the opposite. */
  readonly isOpinion: boolean;
  /** The model reads words in context without being asked: where it was measured to pay (docs/decisions/encoder-in-the-repository.md). */
  readonly readsContext: boolean;
}

export const taskTraits: Readonly<Record<Task, TaskTraits>> = {
  ner: {
    labelKinds: ['span'],
    learned: 'span',
    words: 'span',
    isSequence: true,
    hasPairs: false,
    isOpinion: false,
    readsContext: false,
  },
  re: {
    labelKinds: ['span', 'relation'],
    learned: 'relation',
    words: 'span',
    isSequence: false,
    hasPairs: true,
    isOpinion: false,
    readsContext: true,
  },
  sa: {
    labelKinds: ['text'],
    learned: 'text',
    words: 'aspect',
    isSequence: false,
    hasPairs: false,
    isOpinion: true,
    readsContext: true,
  },
};

/** All tasks, in the order in which they are offered. */
export const tasks: readonly Task[] = ['ner', 're', 'sa'];
