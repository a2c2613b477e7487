export type { Annotation, AnnotationSource, Target } from './annotation.ts';
export type { IdSource, ProjectBundle } from './bundle.ts';
export type { CheckUp, PayOff, PayOffPoint } from './check-up.ts';
export { copyBundle } from './copy.ts';
export type { Decision, Document, DocumentStatus, PersonStatus } from './document.ts';
export {
  compareExplanations,
  type Explanation,
  nextOrder,
  type TriggerExplanation,
} from './explanation.ts';
export { countingIds, createProject } from './factory.ts';
export {
  addLabel,
  assignShortcut,
  type Label,
  type LabelKind,
  LabelMaker,
  labelNameProblem,
  maxLabelName,
  meantColour,
  paletteSize,
  renameLabel,
  reorderLabels,
  sharesKeys,
  shortcutKeys,
} from './label-set.ts';
export { alive, type LabelledDocument, type TaughtDocument } from './labelled-document.ts';
export {
  goldName,
  isOwn,
  type LeftOut,
  labelsForExport,
  layerOf,
  layersLeftOut,
  peopleOf,
  statusFor,
} from './layer.ts';
export { compareDocuments, mergeBundles, newerWeights } from './merge.ts';
export { type Migration, migrateTables, type RawTables, recordsVersion } from './migrate.ts';
export {
  type AcquisitionStrategy,
  defaultSettings,
  type ExplanationKind,
  type Project,
  type ProjectSettings,
  type RecommendationSource,
  type Task,
} from './project.ts';
export {
  type Prediction,
  type Provenance,
  provenanceRecord,
  type Recommendation,
  type RecommendedTarget,
} from './provenance.ts';
export { settled } from './reconcile.ts';
export { parseRecord, type RecordTable, recordSchemas, settingFaults } from './schema.ts';
export {
  isInside,
  kindOfLabelFor,
  normalSpans,
  recommendedKey,
  spanOf,
  spansOf,
  startOf,
  targetKey,
  toRecommended,
} from './target.ts';
export { nextTime } from './times.ts';
export { tasks, taskTraits } from './traits.ts';
export { labelAllowsTypes } from './type-restriction.ts';
export { tokensFit, type Violation, validateBundle } from './validate.ts';
export type { JudgedItem, Measured, TensorRecord, Weights } from './weights.ts';
export {
  listedTerms,
  maxListedWords,
  maxListName,
  type ProjectWordList,
  readWords,
  wordListFault,
  wordListsOf,
} from './word-list.ts';
