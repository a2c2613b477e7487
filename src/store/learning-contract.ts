import type {
  CheckUp,
  Recommendation,
  RecommendationSource,
  RecommendedTarget,
  Weights,
} from '#core/project';
import type { Outcome } from './outcome.ts';

/** The recommendations of one source for one document; a newer write of the same source replaces it. */
export interface RecommendationSet {
  readonly projectId: string;
  readonly documentId: string;
  readonly source: RecommendationSource;
  /** Model version, or a counter of the source's inputs; shows whether a set is stale. */
  readonly version: number;
  readonly items: readonly Recommendation[];
}

/** How much a document would teach: larger is shown earlier, 0 is not known. Written by the learner. */
export interface Priority {
  readonly documentId: string;
  readonly projectId: string;
  readonly uncertainty: number;
  readonly disagreement: number;
  readonly leastConfidence?: number;
  readonly diversity?: number;
  /** Words that the model is least sure of. */
  readonly about?: string;
  /** Words on which the sources contradict each other. */
  readonly contested?: string;
}

/** A label that a person said is wrong there. */
export interface RejectedTarget {
  readonly documentId: string;
  readonly target: RecommendedTarget;
  readonly labelId?: string;
}

export interface Recommendations {
  /**
   * What to show: the switched-on sources joined (same target and label become one, with all provenance and the
   * highest confidence), without what is rejected, already annotated, or below the project's threshold; best first.
   */
  ofDocument(documentId: string): Promise<readonly Recommendation[]>;
  /** The raw sets, for the learner. */
  setsOfDocument(documentId: string): Promise<readonly RecommendationSet[]>;
  /** The sets that one source made for a project's documents, from this version of it on. */
  setsOfSource(
    projectId: string,
    source: RecommendationSource,
    fromVersion: number,
  ): Promise<readonly RecommendationSet[]>;
  /** What was rejected in a project; without `labelId` under every label. */
  rejected(projectId: string): Promise<readonly RejectedTarget[]>;
  put(sets: readonly RecommendationSet[]): Outcome<void>;
  /** Forgets one source (or all) of a project, rejections kept. */
  clear(projectId: string, source?: RecommendationSource): Outcome<void>;
  /** What a row does not say stays as it is. */
  putPriorities(
    rows: readonly (Partial<Priority> & Pick<Priority, 'documentId' | 'projectId'>)[],
  ): Outcome<void>;
  /** Of documents that are labelled: they are not asked about again. */
  dropPriorities(documentIds: readonly string[]): Outcome<void>;
}

/** A model as it was, without its numbers. */
export type WeightVersion = Pick<Weights, 'version' | 'trainedAt' | 'metrics'>;

export interface WeightStore {
  get(projectId: string, model: string): Promise<Weights | undefined>;
  list(projectId: string): Promise<readonly Weights[]>;
  /** Replaces the row of (project, model) unless the stored one is newer by (`version`, `step`). */
  put(weights: Weights): Outcome<void>;
  /** The model, or all of a project, with their versions. */
  remove(projectId: string, model?: string): Outcome<void>;
  /** Keeps a copy to come back to: of the last few, and of the one that was measured best. */
  keep(weights: Weights): Outcome<void>;
  /** The copies that are kept, the newest first. */
  versions(projectId: string, model: string): Promise<readonly WeightVersion[]>;
  version(projectId: string, model: string, version: number): Promise<Weights | undefined>;
}

/** What checks of a project's own labels found; the last one of each project. */
export interface CheckUps {
  get(projectId: string): Promise<CheckUp | undefined>;
  put(checkUp: CheckUp): Outcome<void>;
}

/** One point of the curves on the Model screen. */
export interface TrainingPoint {
  readonly projectId: string;
  readonly model: string;
  readonly version: number;
  readonly step: number;
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface TrainingLog {
  /** By time; at most the last `limit` (default 500). */
  list(projectId: string, model: string, limit?: number): Promise<readonly TrainingPoint[]>;
  append(points: readonly TrainingPoint[]): Outcome<void>;
  /** Of one model; the log of times and the like stays. */
  clear(projectId: string, model: string): Outcome<void>;
}
