export type { Annotation, AnnotationSource, Target } from './annotation.ts';
export type { Document, DocumentStatus } from './document.ts';
export type { Explanation, NlExplanation, TriggerExplanation } from './explanation.ts';
export type { Label, LabelKind } from './label-set.ts';
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
