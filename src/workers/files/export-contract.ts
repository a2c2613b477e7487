/** What the export worker is asked and answers. */
import type { ExportOptions, Loss } from '#core/formats';
import type { VocabularyWords } from '#core/train';
import type { Backup, BackupReason } from '#store';
import type { Progress } from '../rpc/job.ts';

export interface ExportRequest {
  readonly projectId: string;
  readonly formatId: string;
  readonly options: Omit<ExportOptions, 'recommended'>;
  /** What the program says of open texts, too; absent: labels that people gave. */
  readonly recommended?: WantedRecommendations;
}

export interface WantedRecommendations {
  /** The least confidence, in [0, 1]. */
  readonly threshold: number;
  /** One source alone; absent: all that are switched on in the project. */
  readonly source?: 'model' | 'explanations' | 'dictionary';
}

/** One file, or a zip where the format is made of several. The page saves `blob` under `name`. */
export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface LossesRequest {
  readonly projectId: string;
  readonly formatId: string;
  /** Of this person's labels alone. */
  readonly annotator?: string;
}

/** The trained model of a project as a zip: ONNX with weights inside, vocabulary, labels, how to run it. */
export interface ModelRequest {
  readonly projectId: string;
  /** Of the file, without an extension. */
  readonly name: string;
  readonly words: VocabularyWords;
}

/** The project as a folder that labels other texts in a shell, as a zip. */
export interface RunRequest {
  readonly projectId: string;
  /** Of the file, without an extension. */
  readonly name: string;
}

export interface BackUpRequest {
  readonly projectId: string;
  readonly reason: BackupReason;
}

/** A project once more, as a new one. */
export interface CopyRequest {
  readonly projectId: string;
  /** Of the copy. */
  readonly name: string;
  /** With its texts, labels and reasons; otherwise its set of labels, guidelines and settings alone. */
  readonly texts: boolean;
}

export type ExportMethods = {
  readonly copy: {
    readonly request: CopyRequest;
    /** Id of the copy. */
    readonly answer: string;
    readonly progress: never;
  };
  /** A backup on this device, at most so many per project. */
  readonly backUp: {
    readonly request: BackUpRequest;
    readonly answer: Backup;
    readonly progress: never;
  };
  /** Deletes a project after a backup; `isBackedUp` is `false` where there was no room for one. */
  readonly remove: {
    readonly request: { readonly projectId: string };
    readonly answer: { readonly isBackedUp: boolean };
    readonly progress: never;
  };
  readonly runFolder: {
    readonly request: RunRequest;
    readonly answer: ExportedFile;
    readonly progress: Progress;
  };
  /** Answers `no-model` where nothing was trained yet. */
  readonly model: {
    readonly request: ModelRequest;
    readonly answer: ExportedFile;
    readonly progress: Progress;
  };
  readonly run: {
    readonly request: ExportRequest;
    readonly answer: ExportedFile;
    readonly progress: Progress;
  };
  /** What the chosen format cannot hold of this project, to be said before the export. */
  readonly losses: {
    readonly request: LossesRequest;
    readonly answer: readonly Loss[];
    readonly progress: never;
  };
};
