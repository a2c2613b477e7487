/** The one place where the page gives the store its clock, its identities and the person's name. */
import { ok, type Result } from '#core/base';
import type { BaseStore, StoreProblem } from '#store';
import { openBaseStore } from '#store/page';
import { annotatorName } from '../state/annotator.ts';

export async function openDatabase(): Promise<Result<BaseStore, StoreProblem>> {
  const opened = await openBaseStore({
    clock: () => Date.now(),
    ids: () => crypto.randomUUID(),
    annotator: () => annotatorName(),
  });
  if (!opened.ok || annotatorName() === '') return opened;
  const base = opened.value;
  const whole = async () => {
    const store = await base.whole();
    // Workers read the name in the database; one that was given before there was a place for it goes there now.
    void store.people.setName(annotatorName());
    return store;
  };
  return ok({ ...base, whole });
}
