/**
 * The method of each task, one row each: what can be labelled in a text, how labels become examples of its network, and how
 * predictions are scored. Nothing else in core asks which task it is.
 */
import type { Task } from '#core/project';
import type { JudgedScores, NerExample, RelationExample, TextExample } from '#core/train';
import type { Candidate, CandidateSource } from './candidate.ts';
import { entityCandidates, nerScheme } from './ner.ts';
import { relationCandidates, relationScheme } from './relations.ts';
import type { Schedule } from './schedule.ts';
import type { TaskScheme } from './task.ts';
import { textCandidates, textScheme } from './texts.ts';

/** Some task's examples: training hands them back to the scheme that made them and never looks inside. */
type SomeExample = NerExample & RelationExample & TextExample;

export interface TaskMethod {
  /** What rules and triggers vote on in a text. */
  readonly candidates: (source: CandidateSource) => Candidate[];
  /** `labels`: ids of what is learned. */
  readonly scheme: (labels: readonly string[]) => TaskScheme<SomeExample>;
  /** Ids that a scheme was made of, from those of its network's outputs. */
  readonly labelsOf: (outputs: readonly string[]) => readonly string[];
  /** The one figure that a model is judged by, in [0, 1]. */
  readonly score: (scores: JudgedScores) => number;
  readonly schedule: Schedule;
}

/** Examples only travel between the parts of one scheme, so the type of the other schemes' cannot matter. */
function hidden<Example>(
  make: (labels: readonly string[]) => TaskScheme<Example>,
): (labels: readonly string[]) => TaskScheme<SomeExample> {
  return make as unknown as (labels: readonly string[]) => TaskScheme<SomeExample>;
}

const usualSchedule: Schedule = {
  batchSize: 4,
  maxBatchSize: 16,
  coldSteps: 60,
  warmSteps: 30,
  minEpochs: 1,
  maxEpochs: 30,
  warmDocuments: 400,
  hyperParameters: { learningRate: 0.003 },
  dropout: {},
};
const classSchedule: Schedule = { ...usualSchedule, batchSize: 8, coldSteps: 120 };

/**
 * Schedules were chosen on development sentences: NER by replaying BC5CDR's `dev.txt`, RE on 100 labels of SemEval-2010;
 * docs/experiments/learning.md has the alternatives that were tried. SA follows RE.
 */
const methods: Readonly<Record<Task, TaskMethod>> = {
  ner: {
    candidates: entityCandidates,
    scheme: hidden(nerScheme),
    labelsOf: (outputs) => outputs,
    score: ({ micro }) => micro.f1,
    schedule: usualSchedule,
  },
  re: {
    candidates: relationCandidates,
    scheme: hidden(relationScheme),
    // The last output stands for "no relation".
    labelsOf: (outputs) => outputs.slice(0, -1),
    score: ({ macroF1 }) => macroF1,
    schedule: classSchedule,
  },
  sa: {
    candidates: textCandidates,
    scheme: hidden(textScheme),
    labelsOf: (outputs) => outputs,
    score: ({ macroF1 }) => macroF1,
    schedule: classSchedule,
  },
};

export const methodOf = (task: Task): TaskMethod => methods[task];
