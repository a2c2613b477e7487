/**
 * THE ORDER in which a person sees things get better: one row per stage, the most urgent first, with what it is made from. It
 * is what the loop runs by (`schedule.ts`), what docs/learning.md prints (`npm run loop-table`), and the answer to "when is X
 * made anew?".
 */

import type { StopSignal } from '#core/base';
import type { Report, Stage, Urgency } from './schedule.ts';

/** What comes from outside the loop. */
export const inputs = {
  labels: 'what people labelled, took back or marked as done',
  explanations: 'triggers and sentences, and which of them are switched on',
  documents: 'texts that came in or went',
  settings: 'the project’s settings, its guidelines and its set of labels',
  focus: 'the text on the screen',
  order: '“Train now”',
  thoroughly: '“Train thoroughly”',
  check: '“Check the labels”',
  resumed: 'a pause that ended, or the lead that this tab took over',
  assets: 'networks and vectors that can be fetched again',
  states: 'what the encoder has made of labelled texts',
} as const;

export type InputName = keyof typeof inputs;

interface Row {
  readonly after: readonly (InputName | StageName)[];
  /** Gives way to what a person has ordered. */
  readonly waits?: boolean;
  /** What is made, for the docs. */
  readonly makes: string;
}

export type StageName =
  | 'dictionaries'
  | 'near documents'
  | 'trigger votes'
  | 'exact rules'
  | 'model'
  | 'survey'
  | 'soft rules'
  | 'trigger networks'
  | 'matcher network'
  | 'thorough training'
  | 'check-up';

export type Name = InputName | StageName;

export const theOrder: Readonly<Record<StageName, Row>> = {
  dictionaries: {
    after: ['labels', 'settings'],
    makes: 'the terms that were labelled so far, and pairs of them',
  },
  'near documents': {
    after: ['dictionaries', 'model', 'focus', 'documents', 'assets', 'states', 'exact rules', 'soft rules'],
    makes: 'what dictionaries and model say of the text on the screen, then of the next twelve',
  },
  'trigger votes': {
    after: [
      'labels',
      'explanations',
      'settings',
      'focus',
      'documents',
      'exact rules',
      'soft rules',
      'trigger networks',
    ],
    makes: 'what triggers and rules say of the same texts',
  },
  'exact rules': {
    after: ['labels', 'explanations', 'documents', 'settings'],
    waits: true,
    makes: 'where each sentence that explains is true, word for word',
  },
  model: {
    after: ['labels', 'exact rules', 'settings', 'order', 'resumed', 'assets', 'states', 'thorough training'],
    makes: 'the model, trained on in the background',
  },
  survey: {
    after: ['model', 'documents', 'settings', 'states'],
    makes:
      'how sure the model is of texts from all over the project, and which of them lie far apart, for the order of texts',
  },
  'soft rules': {
    after: ['exact rules', 'matcher network', 'settings', 'resumed', 'assets'],
    waits: true,
    makes: 'where sentences that explain are nearly true',
  },
  'trigger networks': {
    after: ['labels', 'explanations', 'settings', 'order', 'resumed', 'assets'],
    makes: 'the networks that find words like those of a trigger',
  },
  'matcher network': {
    after: ['exact rules', 'order', 'resumed', 'assets'],
    makes: 'the network that finds words like those a sentence quotes',
  },
  'thorough training': {
    after: ['thoroughly', 'resumed', 'assets'],
    makes: 'what the unlabelled texts teach the model, in minutes, where it is better for it',
  },
  'check-up': {
    after: ['check', 'resumed', 'assets'],
    makes: 'which labels may have slipped, and whether reasons paid',
  },
};

/** What a stage does, beside its place in the order. */
export interface StageWork<Now> {
  work(now: Now, stop: StopSignal): Promise<Report>;
  urgency?(now: Now): Urgency;
  forget?(): void;
}

/** The order with its work. */
export function stagesOf<Now>(works: Readonly<Record<StageName, StageWork<Now>>>): Stage<Name, Now>[] {
  // A record's own keys, which its type names.
  return (Object.keys(theOrder) as StageName[]).map((name) => {
    const { after, waits = false } = theOrder[name];
    const { work, urgency, forget } = works[name];
    return {
      name,
      after,
      waits,
      work: (now, stop) => work(now, stop),
      ...(urgency === undefined ? {} : { urgency }),
      ...(forget === undefined ? {} : { forget }),
    };
  });
}
