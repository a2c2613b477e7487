/** The project whose screens are shown: kept current by live queries, given to every screen by the project frame. */

import { type Accessor, createContext, useContext } from 'solid-js';
import { InternalError } from '#core/base';
import type { Label, Project } from '#core/project';

export interface ProjectScope {
  readonly project: Accessor<Project>;
  /** By position. */
  readonly labels: Accessor<readonly Label[]>;
}

export const ProjectContext = createContext<ProjectScope>();

export function useProject(): ProjectScope {
  const scope = useContext(ProjectContext);
  if (scope === undefined) throw new InternalError('useProject outside of a project');
  return scope;
}
