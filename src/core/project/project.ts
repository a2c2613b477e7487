/** A project: one task, one label set, one pile of documents. Records are plain data and survive `structuredClone`. */
import type { ProjectWordList } from './word-list.ts';

export type Task = 'ner' | 're' | 'sa';
export type ExplanationKind = 'trigger' | 'nl';

/** Where recommendations come from (methods.md §6). */
export type RecommendationSource = 'noun-phrases' | 'dictionary' | 'model' | 'explanations' | 'predictions';

/** In which order documents are shown (methods.md §6). */
export type AcquisitionStrategy =
  | 'sequential'
  | 'random'
  /** MNLP of entities; of classes how near the two likeliest are, more for those that have few labels. */
  | 'uncertainty'
  | 'least-confidence'
  /** Of the model and the explanations. */
  | 'disagreement'
  /** Unlike what is labelled, and unlike each other. */
  | 'diversity';

export interface ProjectSettings {
  readonly sources: Readonly<Record<RecommendationSource, boolean>>;
  readonly acquisition: AcquisitionStrategy;
  /** Share of the texts that come in without labels which only measure, in [0, 1]. */
  readonly blindShare: number;
  /** Whether it is noted on this device how long labels take. */
  readonly timing: boolean;
  /** Train in the background after this many new annotations; 0 switches training off. */
  readonly trainEvery: number;
  /** Recommendations of the model below this confidence, in [0, 1], are not shown. */
  readonly confidenceThreshold: number;
  /** A soft match of a rule counts from this score on, in (0, 1]. */
  readonly ruleThreshold: number;
  /** A trigger votes on a sentence from this similarity on, in [0, 1]. */
  readonly triggerThreshold: number;
  /** SA: whether a text or an aspect may carry several labels. */
  readonly multiLabel: boolean;
  /** Several people label it, each in a layer of their own. */
  readonly people: boolean;
  /** Several people: whether gold labels, where there are any, stand for one's own in training. */
  readonly learnFrom: 'gold' | 'mine';
  readonly textDirection: 'auto' | 'ltr' | 'rtl';
  /** Read through `wordListsOf`. */
  readonly wordLists?: readonly ProjectWordList[] | undefined;
  /** What texts are read in context by; `null`, and absent in older projects: the encoder that comes with the app. */
  readonly encoder?: ProjectEncoder | null | undefined;
  /** Entities: whether the encoder that comes with the app serves them, too. */
  readonly entitiesInContext?: boolean | undefined;
}

/** An encoder that a person brought, which lies on the devices it was brought to. */
export interface ProjectEncoder {
  /** Holds its hash. */
  readonly name: string;
  /** What the person calls it. */
  readonly label: string;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly task: Task;
  readonly explanationKinds: readonly ExplanationKind[];
  /** Markdown; shown sanitised. */
  readonly guidelines: string;
  readonly settings: ProjectSettings;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const defaultSettings: ProjectSettings = {
  sources: { 'noun-phrases': true, dictionary: true, model: true, explanations: true, predictions: true },
  acquisition: 'sequential',
  blindShare: 0.1,
  timing: true,
  trainEvery: 5,
  confidenceThreshold: 0.5,
  ruleThreshold: 0.8,
  triggerThreshold: 0.6,
  multiLabel: false,
  people: false,
  learnFrom: 'gold',
  textDirection: 'auto',
};
