/** Projects as a whole: making one, its settings, and removal with everything that belongs to it. */
import { defaultSettings, nextTime, type Project, type ProjectSettings } from '#core/project';
import { attempt, type Env, refuse } from './env.ts';
import { newLabelRecords } from './labels.ts';
import { removeRowsOfProject } from './orphans.ts';
import type { Outcome } from './outcome.ts';
import { noProject, storeProblem } from './problems.ts';
import type { ProjectList, Projects } from './project-contract.ts';

/** Longest project name, in UTF-16 units. */
const maxName = 500;

/** All that writes but the backup that is made before a project is removed. */
export function createProjects(
  env: Env,
): Omit<Projects, 'remove' | keyof ProjectList> & { remove(id: string): Outcome<void> } {
  const { db } = env;
  return {
    create: (draft) =>
      attempt(env, async () => {
        const now = env.clock();
        const project: Project = {
          id: env.ids(),
          name: checkedName(draft.name),
          task: draft.task,
          explanationKinds: draft.explanationKinds,
          guidelines: draft.guidelines ?? '',
          settings: mergedSettings(defaultSettings, draft.settings),
          createdAt: now,
          updatedAt: now,
        };
        await db.transaction('rw', db.projects, db.labels, async () => {
          await db.projects.add(project);
          await db.labels.bulkAdd(newLabelRecords(env, project.id, [], draft.labels));
        });
        return project;
      }),

    update: (id, change) =>
      attempt(env, () =>
        db.transaction('rw', db.projects, async () => {
          const project = await db.projects.get(id);
          if (project === undefined) refuse(noProject(id));
          const updated: Project = {
            ...project,
            name: change.name === undefined ? project.name : checkedName(change.name),
            guidelines: change.guidelines ?? project.guidelines,
            explanationKinds: change.explanationKinds ?? project.explanationKinds,
            settings: mergedSettings(project.settings, change.settings),
            updatedAt: nextTime(env.clock(), project.updatedAt),
          };
          await db.projects.put(updated);
          return updated;
        }),
      ),

    remove: (id) =>
      attempt(env, () =>
        db.transaction('rw', [db.projects, db.removedProjects, ...db.projectTables], async () => {
          await db.projects.delete(id);
          await removeRowsOfProject(db, id);
          await db.removedProjects.put({ id, removedAt: env.clock() });
        }),
      ),
  };
}

function mergedSettings(
  settings: ProjectSettings,
  change: Partial<ProjectSettings> | undefined,
): ProjectSettings {
  if (change === undefined) return settings;
  return { ...settings, ...change, sources: { ...settings.sources, ...change.sources } };
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > maxName) {
    refuse(storeProblem('invalid-name', 'A project needs a name.', { length: trimmed.length, maxName }));
  }
  return trimmed;
}
