import { common } from './common.ts';
import { problems } from './problems.ts';
import { projects } from './projects.ts';

/** What the first screen says, and what goes wrong anywhere. The other screens' words come with them (`withMessages`). */
export const first = { common, projects, problems };
