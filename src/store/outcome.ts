/** What every write answers. */
import type { Result } from '#core/base';
import type { StoreProblem } from './problems.ts';

export type Outcome<T> = Promise<Result<T, StoreProblem>>;
