import type { Label, LabelKind, Project, ProjectSettings, Task } from '#core/project';
import type { Backup } from './backups/rotation.ts';
import type { Outcome } from './outcome.ts';

export interface ProjectSummary {
  readonly project: Project;
  readonly labels: number;
  readonly documents: number;
  readonly done: number;
  readonly skipped: number;
  readonly annotations: number;
  /** When something was last done in it, in milliseconds since the epoch. */
  readonly changedAt: number;
}

export interface NewProject {
  readonly name: string;
  readonly task: Task;
  readonly explanationKinds: Project['explanationKinds'];
  readonly guidelines?: string;
  readonly settings?: Partial<ProjectSettings>;
  readonly labels: readonly NewLabel[];
}

/** Colour and shortcut are chosen where absent: the next of the palette, the next free of 1…9, 0, a…z. */
export interface NewLabel {
  readonly kind: LabelKind;
  readonly name: string;
  readonly colour?: number;
  readonly shortcut?: string;
  readonly headTypes?: readonly string[];
  readonly tailTypes?: readonly string[];
}

/** What the first screen reads. */
export interface ProjectList {
  list(): Promise<readonly ProjectSummary[]>;
  get(id: string): Promise<Project | undefined>;
  summary(id: string): Promise<ProjectSummary | undefined>;
}

export interface Projects extends ProjectList {
  create(draft: NewProject): Outcome<Project>;
  /** Name, guidelines, explanation kinds and settings; settings are merged key by key into the current ones. */
  update(
    id: string,
    change: {
      readonly name?: string;
      readonly guidelines?: string;
      readonly explanationKinds?: Project['explanationKinds'];
      readonly settings?: Partial<ProjectSettings>;
    },
  ): Outcome<Project>;
  /** Everything of it, in one transaction, after a backup; `undefined` where there was no room for one. */
  remove(id: string): Outcome<{ readonly backup: Backup | undefined }>;
}

/** Changes of the label set are undo steps like any act. */
export interface Labels {
  /** By `position`. */
  list(projectId: string): Promise<readonly Label[]>;
  /** How many annotations carry each label, by its id. */
  usage(projectId: string): Promise<ReadonlyMap<string, number>>;
  add(projectId: string, label: NewLabel): Outcome<Label>;
  /** A shortcut that another label has moves to this one; relations that name a renamed label follow. */
  update(
    id: string,
    change: Partial<Pick<Label, 'name' | 'colour' | 'shortcut' | 'headTypes' | 'tailTypes'>>,
  ): Outcome<Label>;
  /** `'refuse'` (default) answers `label-in-use`; `'remove'` deletes its annotations; or they move to another label. */
  remove(id: string, annotations?: 'refuse' | 'remove' | { readonly moveTo: string }): Outcome<void>;
  /** The labels in a new order; ids that are not named keep their order behind those that are. */
  reorder(projectId: string, ids: readonly string[]): Outcome<void>;
}
