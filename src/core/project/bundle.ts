import type { Annotation } from './annotation.ts';
import type { Document } from './document.ts';
import type { Explanation } from './explanation.ts';
import type { Label } from './label-set.ts';
import type { Project } from './project.ts';
import type { Weights } from './weights.ts';

/**
 * One project with everything that belongs to it: what a project file holds, what an export is made from and
 * what a merge joins. Law: every record's `projectId` is `project.id`; see `validateBundle` for the others.
 */
export interface ProjectBundle {
  readonly project: Project;
  readonly labels: readonly Label[];
  /** By `position`. */
  readonly documents: readonly Document[];
  /** Tombstones (`deleted`) included. */
  readonly annotations: readonly Annotation[];
  readonly explanations: readonly Explanation[];
  readonly weights?: readonly Weights[];
}

/** Where new ids come from: the page gives random ones, tests count. Law: never twice the same. */
export interface IdSource {
  next(): string;
}
