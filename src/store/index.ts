export type { Act, ActKind, ActOutcome, HistoryStep, NewExplanation } from './act.ts';
export type { Backups } from './backups/backups.ts';
export type { KeptFile } from './backups/kept-files.ts';
export type { Backup, BackupReason } from './backups/rotation.ts';
export type {
  DocumentCounts,
  DocumentFilter,
  DocumentPage,
  DocumentSummary,
  Documents,
  NextDocument,
} from './document-contract.ts';
export type {
  Attachment,
  BatchReport,
  ImportedAnnotation,
  ImportedDocument,
  Importer,
  ImportOrigin,
  ImportRecord,
  Imports,
} from './import-contract.ts';
export type {
  KeptStates,
  Priority,
  RecommendationSet,
  Recommendations,
  TrainingLog,
  TrainingPoint,
  WeightStore,
  WeightVersion,
} from './learning-contract.ts';
export { openStore } from './open.ts';
export type { Outcome } from './outcome.ts';
export type { LayeredDocument, Layers, People } from './people-contract.ts';
export { type StoreCode, StoreFailure, type StoreProblem } from './problems.ts';
export type { Labels, NewLabel, NewProject, ProjectSummary, Projects } from './project-contract.ts';
export type {
  Annotations,
  BaseStore,
  Bundles,
  Draft,
  Drafts,
  Explanations,
  History,
  LayerChanges,
  LiveQuery,
  MergePreview,
  MergeReport,
  Storage,
  StorageState,
  Store,
  StoreOptions,
} from './store.ts';
