/** The one place where the page gives the store its clock, its identities and the person's name. */
import type { Result } from '#core/base';
import { openStore, type Store, type StoreProblem } from '#store';
import { annotatorName } from '../state/annotator.ts';

export function openDatabase(): Promise<Result<Store, StoreProblem>> {
  return openStore({
    clock: () => Date.now(),
    ids: () => crypto.randomUUID(),
    annotator: () => annotatorName(),
  });
}
