import type { Annotation, Explanation, ProjectBundle, Target } from '#core/project';
import type { Span } from '#core/text';
import type { Act, ActOutcome, HistoryStep } from './act.ts';
import type { Backups } from './backups/backups.ts';
import type { KeptFiles } from './backups/kept-files.ts';
import type { Documents } from './document-contract.ts';
import type { Importer, Imports } from './import-contract.ts';

import type { CheckUps, Recommendations, States, TrainingLog, WeightStore } from './learning-contract.ts';

import type { Outcome } from './outcome.ts';
import type { PackSize } from './packing/packs.ts';
import type { People } from './people-contract.ts';
import type { StoreProblem } from './problems.ts';
import type { Labels, ProjectList, Projects } from './project-contract.ts';

export interface Annotations {
  /** Of one document, by where they start; relations and text labels last. */
  ofDocument(documentId: string): Promise<readonly Annotation[]>;
  get(id: string): Promise<Annotation | undefined>;
  count(projectId: string): Promise<number>;
}

export interface Explanations {
  ofDocument(documentId: string): Promise<readonly Explanation[]>;
  /** All of a project, in the order in which they were given. */
  ofProject(projectId: string): Promise<readonly Explanation[]>;
  count(projectId: string): Promise<number>;
  get(id: string): Promise<Explanation | undefined>;
}

export interface History {
  /** What undo and redo would do now; for buttons, inside `live`. */
  state(projectId: string): Promise<{ readonly undo?: HistoryStep; readonly redo?: HistoryStep }>;
  undo(projectId: string): Outcome<HistoryStep>;
  redo(projectId: string): Outcome<HistoryStep>;
}

/** A pop-up that was open: restored when the document is shown again. One per document. */
export interface Draft {
  readonly projectId: string;
  readonly documentId: string;
  readonly labelId: string;
  readonly target: Target;
  /** Set when explanations of an existing annotation were being edited. */
  readonly annotationId?: string;
  readonly explanationId?: string;
  readonly triggers: readonly (readonly Span[])[];
  readonly sentence: string;
}

export interface Drafts {
  get(documentId: string): Promise<(Draft & { readonly savedAt: number }) | undefined>;
  ofProject(projectId: string): Promise<readonly (Draft & { readonly savedAt: number })[]>;
  save(draft: Draft): Outcome<void>;
  clear(documentId: string): Outcome<void>;
}

export interface MergeReport {
  /** The project had been deleted here; the file brought it back. */
  readonly restored: boolean;
  readonly added: number;
  readonly updated: number;
  /** Records of the file that change nothing here: older than what is here, or equal to it. */
  readonly kept: number;
  /** Records left out because they would break an invariant. */
  readonly refused: readonly StoreProblem[];
}

/** How many living records come in, are not what they were, and go. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Of one person's labels, or of the gold ones. */
export interface LayerChanges extends Changes {
  readonly name: string;
  readonly isGold: boolean;
  /** Of the person at this device. */
  readonly isOwn: boolean;
}

/** What a merge would do. */
export interface MergePreview {
  /** `false`: the project is not here, and would be put in whole. */
  readonly isHere: boolean;
  readonly name: string;
  /** `false`: everything of the file is here. */
  readonly isNews: boolean;
  /** Whether undo takes it back; a very large one is taken back by the backup alone. */
  readonly isUndone: boolean;
  /** Records that would be left out. */
  readonly refused: number;
  readonly texts: Changes;
  readonly layers: readonly LayerChanges[];
  readonly reasons: Changes;
  readonly labels: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  /** Texts with which somebody is further, or back, or that are decided now. */
  readonly progress: number;
  /** Name, guidelines or settings of the project. */
  readonly settings: boolean;
}

/** A whole project as plain records. */
export interface Bundles {
  /** `tombstones`: those of labels and documents too, so that two copies can be merged (a project file). */
  read(
    projectId: string,
    options?: { readonly weights?: boolean; readonly tombstones?: boolean },
  ): Promise<ProjectBundle | undefined>;
  /** What `write` would do. */
  preview(bundle: ProjectBundle): Outcome<MergePreview>;
  /** Puts a project in under its own ids; where it exists, merges (`mergeBundles`), as one undo step. */
  write(bundle: ProjectBundle): Outcome<MergeReport>;
  /** Puts a project in the place of what is here under its id; undo has no steps afterwards. A backup is made first. */
  replace(bundle: ProjectBundle): Outcome<MergeReport>;
}

export interface StorageState {
  /** Bytes used and granted; `undefined` where the browser does not say. */
  readonly usage?: number;
  readonly quota?: number;
  readonly persisted: boolean;
}

export interface Storage {
  state(): Promise<StorageState>;
  /** Asks the browser not to evict; `true` when granted. */
  persist(): Promise<boolean>;
}

/** Just enough of an Observable; the page wraps it in a signal. */
export interface LiveQuery<T> {
  subscribe(next: (value: T) => void, failed?: (failure: StoreProblem) => void): { unsubscribe(): void };
}

/**
 * What is there as soon as the database is open: all that the first screen reads. The rest is code that a project needs, and is
 * loaded when one is opened.
 */
export interface BaseStore {
  readonly projects: ProjectList;
  /** Repeats `query` whenever anything it read changes. `query` may only await this store's reads. */
  live<T>(query: () => Promise<T>): LiveQuery<T>;
  /** Told of what concerns every screen: a newer version in another tab, a full disk. Returns how to stop. */
  onProblem(listener: (found: StoreProblem) => void): () => void;
  /** Deletes the database itself, after a download of everything: the way out of a broken state. */
  destroy(): Outcome<void>;
  close(): void;
  /** The same store with all that it can do. Rejects where its code cannot be had; asked again, it tries again. */
  whole(): Promise<Store>;
}

export interface Store extends Omit<BaseStore, 'whole'> {
  readonly projects: Projects;
  readonly labels: Labels;
  readonly documents: Documents;
  readonly annotations: Annotations;
  readonly explanations: Explanations;
  readonly history: History;
  readonly drafts: Drafts;
  readonly recommendations: Recommendations;
  readonly weights: WeightStore;
  readonly trainingLog: TrainingLog;
  readonly checkUps: CheckUps;
  readonly states: States;
  readonly bundles: Bundles;
  readonly people: People;
  readonly backups: Backups;
  readonly keptFiles: KeptFiles;
  readonly storage: Storage;
  /**
   * One act, or several that belong together: one transaction, one undo step. `by`: who does it, where this is a worker that a
   * page told; absent: the person at this device.
   */
  act(projectId: string, acts: Act | readonly Act[], by?: string): Outcome<ActOutcome>;
  /** `importId` continues (or takes back) an import that was begun before. */
  importer(projectId: string, importId?: string): Importer;
  readonly imports: Imports;
}

export interface StoreOptions {
  /** Name of the database; tests use their own. */
  readonly name?: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A random, globally unique identity. */
  readonly ids: () => string;
  /** Name of the person at this device, written into annotations. */
  readonly annotator?: () => string;
  /** `false`: a database that is not there has been cleared, and is not made anew. */
  readonly create?: boolean;
  /** How many rows lie in one record; tests pack small ones. */
  readonly packs?: PackSize;
}
