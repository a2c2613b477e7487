/** What the import worker is asked and answers. Formats are named by their id in the registry of `#core/formats`. */
import type { ColumnMapping, ImportIssue, ParsedDocument, ParseOptions, RefusedFile } from '#core/formats';
import type { MergePreview } from '#store';

export interface InspectRequest {
  readonly projectId: string;
  readonly files: readonly File[];
  /** Absent: detected. */
  readonly formatId?: string;
  readonly options: ParseOptions;
}

export interface Inspection {
  /** Best first; `confidence` in [0, 1]. Empty where nothing is known about such a file. */
  readonly candidates: readonly { readonly formatId: string; readonly confidence: number }[];
  /** Empty where nothing of the files is read. */
  readonly formatId: string;
  /** All formats of the files, where each is read by its own. */
  readonly formatIds: readonly string[];
  /** Files that are not read, with what they are. */
  readonly refused: readonly RefusedFile[];
  /** The first rows as they would come in, at most 20. */
  readonly preview: readonly ParsedDocument[];
  /** Explanations of labels that the project has already, as far as the file was looked at; such a file has no text. */
  readonly attachments: number;
  readonly issues: readonly ImportIssue[];
  /** Tables: header or column numbers, and the mapping that was guessed; absent for other formats. */
  readonly columns?: readonly string[];
  readonly mapping?: ColumnMapping;
  /** Files of these names came in before, or some of the first texts are here by their names (`known`, of `named`). */
  readonly before: { readonly sameFiles: boolean; readonly known: number; readonly named: number };
  /** Plain text: what a text is, where nothing was chosen. */
  readonly documentPer: 'line' | 'file';
  /** A project file: the page offers to open it as a project (`openProject`) instead. */
  readonly isProject: boolean;
}

export interface ImportRequest {
  readonly projectId: string;
  readonly files: readonly File[];
  /** Absent: each file by its own, as `inspect` found. */
  readonly formatId?: string;
  readonly options: ParseOptions;
}

/** Goes on with an import that was interrupted: from the files that its record keeps, behind what came in of them. */
export interface ResumeRequest {
  readonly importId: string;
}

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  readonly documents: number;
  readonly issues: number;
}

export interface ImportSummary {
  /** For taking the import back: `store.importer(projectId, importId).rollback()`. */
  readonly importId: string;
  /** Of one that went on, these and the rest count what came in since. */
  readonly documents: number;
  readonly annotations: number;
  readonly explanations: number;
  /** What other programs said: it is proposed, and no label until somebody accepts it. */
  readonly predictions: number;
  /** Labels that are in the files and did not come in; every one is named in the issues. */
  readonly leftOut: number;
  /** At most the first 1000; `issueCount` is the true number. */
  readonly issues: readonly ImportIssue[];
  readonly issueCount: number;
}

export interface OpenProjectRequest {
  readonly file: File;
  /** `PreviewedProject.id`, where it was looked at before: it is not read again. */
  readonly previewed?: string;
}

/** What opening a project file would do. */
export interface PreviewedProject extends MergePreview {
  readonly id: string;
}

/** A project file was put in as a new project, or merged into the copy that was here. */
export interface OpenedProject {
  readonly projectId: string;
  readonly merged: boolean;
  readonly added: number;
  readonly updated: number;
  readonly kept: number;
  /** What was damaged or did not fit and was left out: the first of it, and how much in all. */
  readonly issues: readonly ImportIssue[];
  readonly issueCount: number;
}

/** Living records in which two states of a project differ. */
export interface Difference {
  readonly documents: number;
  readonly annotations: number;
  readonly explanations: number;
}

export interface BackupPreview {
  readonly isHere: boolean;
  /** Labels by name, at most 12 of them. */
  readonly labels: readonly string[];
  /** In the backup and not here. */
  readonly back: Difference;
  /** In both, and not the same. */
  readonly changed: Difference;
  /** Here and not in the backup: what would go. */
  readonly gone: Difference;
}

export type ImportMethods = {
  /** What restoring would bring back and take away. Error `not-found`: there is no such backup any more. */
  readonly previewBackup: {
    readonly request: { readonly id: string };
    readonly answer: BackupPreview;
    readonly progress: never;
  };
  /** Puts the backup in the place of the project, of which a backup is made before. */
  readonly restoreBackup: {
    readonly request: { readonly id: string };
    readonly answer: OpenedProject;
    readonly progress: never;
  };
  readonly inspect: {
    readonly request: InspectRequest;
    readonly answer: Inspection;
    readonly progress: never;
  };
  /** A cancelled import takes back what it brought in. */
  readonly run: {
    readonly request: ImportRequest;
    readonly answer: ImportSummary;
    readonly progress: ImportProgress;
  };
  /** Like `run`, but cancelled it stays as far as it came, and can go on again. Error `not-found`: there is nothing to go on with. */
  readonly resume: {
    readonly request: ResumeRequest;
    readonly answer: ImportSummary;
    readonly progress: ImportProgress;
  };
  readonly previewProject: {
    readonly request: { readonly file: File };
    readonly answer: PreviewedProject;
    readonly progress: never;
  };
  readonly openProject: {
    readonly request: OpenProjectRequest;
    readonly answer: OpenedProject;
    readonly progress: ImportProgress;
  };
};
