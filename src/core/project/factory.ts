/** Fresh records with every field set. Ids and times come from the caller: core has neither clock nor chance. */
import type { IdSource } from './bundle.ts';
import {
  defaultSettings,
  type ExplanationKind,
  type Project,
  type ProjectSettings,
  type Task,
} from './project.ts';

export function createProject(
  draft: {
    readonly name: string;
    readonly task: Task;
    readonly explanationKinds?: readonly ExplanationKind[];
    readonly guidelines?: string;
    readonly settings?: Partial<ProjectSettings>;
  },
  ids: IdSource,
  now: number,
): Project {
  return {
    id: ids.next(),
    name: draft.name,
    task: draft.task,
    explanationKinds: draft.explanationKinds ?? ['trigger', 'nl'],
    guidelines: draft.guidelines ?? '',
    settings: { ...defaultSettings, ...draft.settings },
    createdAt: now,
    updatedAt: now,
  };
}

/** Ids that count: `p1`, `p2`, … For tests, tools and samples, where a file must come out the same each time. */
export function countingIds(prefix: string): IdSource {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return `${prefix}${count}`;
    },
  };
}
