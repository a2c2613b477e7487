/** The one place where the page gives the store its clock, its identities and the person's name. */
import type { Result } from '#core/base';
import { openStore, type Store, type StoreProblem } from '#store';
import { annotatorName } from '../state/annotator.ts';

export async function openDatabase(): Promise<Result<Store, StoreProblem>> {
  const opened = await openStore({
    clock: () => Date.now(),
    ids: () => crypto.randomUUID(),
    annotator: () => annotatorName(),
  });
  // Workers read the name in the database; one that was given before there was a place for it goes there now.
  if (opened.ok && annotatorName() !== '') void opened.value.people.setName(annotatorName());
  return opened;
}
