/** Projects as the first screen lists them: its cards are counted over indexes, no record is read. */
import Dexie from 'dexie';
import type { Project } from '#core/project';
import { countDocuments } from './document-counts.ts';
import { reading } from './env.ts';
import { isAlive } from './in-view.ts';
import type { ProjectList, ProjectSummary } from './project-contract.ts';

import type { Database } from './schema.ts';

export function createProjectList(db: Database): ProjectList {
  const summarise = async (project: Project): Promise<ProjectSummary> => {
    const [counts, labels, annotations, lastStep] = await Promise.all([
      countDocuments(db, project.id),
      db.labels.where('projectId').equals(project.id).filter(isAlive).count(),
      db.annotations
        .where('[projectId+at]')
        .between([project.id, Dexie.minKey], [project.id, Dexie.maxKey])
        .count(),
      db.history.where('projectId').equals(project.id).last(),
    ]);
    const { total, done, skipped } = counts;
    const changedAt = Math.max(project.updatedAt, lastStep?.at ?? 0);
    return { project, labels, documents: total, done, skipped, annotations, changedAt };
  };

  return {
    list: () =>
      reading(async () => {
        const summaries = await Promise.all((await db.projects.toArray()).map(summarise));
        return summaries.sort((a, b) => b.changedAt - a.changedAt);
      }),
    get: (id) => reading(() => db.projects.get(id)),
    summary: (id) =>
      reading(async () => {
        const project = await db.projects.get(id);
        return project === undefined ? undefined : summarise(project);
      }),
  };
}
