/**
 * What becomes of annotations when they are changed or removed, whichever act does it: their explanations go with them,
 * and the twins that a merge hid behind them (`was`) follow, so that they do not come back at the next merge.
 */
import { nextTime, settled } from '#core/project';
import type { ChangeSet } from './change-set.ts';
import { tombstone } from './history.ts';
import type { AnnotationRow } from './rows.ts';

/** The annotation, its twins and their explanations become tombstones. Relations that end in it are the caller's. */
export async function buryAnnotation(set: ChangeSet, row: AnnotationRow, now: number): Promise<void> {
  for (const one of [row, ...(await set.twinsOf(row))]) {
    for (const explanation of await set.explanationsOf(one.id)) {
      const gone = tombstone(explanation, nextTime(now, explanation.updatedAt));
      await set.stage('explanations', explanation.id, gone);
    }
    await set.stage('annotations', one.id, tombstone(one, nextTime(now, one.updatedAt)));
  }
}

/** Another label or another target for an annotation that is there. */
export async function changeAnnotation(
  set: ChangeSet,
  before: AnnotationRow,
  change: Partial<Pick<AnnotationRow, 'labelId' | 'target'>>,
  now: number,
): Promise<void> {
  const twins = await set.twinsOf(before);
  const after = { ...settled(before), ...change, updatedAt: nextTime(now, before.updatedAt) };
  await set.stage('annotations', before.id, after);
  for (const twin of twins) {
    const updatedAt = nextTime(now, twin.updatedAt);
    await set.stage('annotations', twin.id, { ...twin, ...change, was: { deleted: false }, updatedAt });
  }
}
