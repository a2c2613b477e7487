export type { Annotation, AnnotationSource, Target } from './annotation.ts';
export type { IdSource, ProjectBundle } from './bundle.ts';
export type { Document, DocumentStatus } from './document.ts';
export type { Explanation, NlExplanation, TriggerExplanation } from './explanation.ts';
export { countingIds, createProject } from './factory.ts';
export {
  addLabel,
  assignShortcut,
  type Label,
  type LabelKind,
  labelNameProblem,
  maxLabelName,
  nextColour,
  nextShortcut,
  paletteSize,
  renameLabel,
  reorderLabels,
  shortcutKeys,
} from './label-set.ts';
export {
  type AcquisitionStrategy,
  defaultSettings,
  type ExplanationKind,
  type Project,
  type ProjectSettings,
  type RecommendationSource,
  type Task,
} from './project.ts';
export type { Provenance, Recommendation, RecommendedTarget } from './provenance.ts';
export type { TensorRecord, Weights } from './weights.ts';
