/** The instance that an explanation is about, cut as the rules' executor cuts it, so that both mean the same. */
import { type CutInstance, InstanceCutter } from '#core/execute';
import type { WordList } from '#core/explain';
import type { Annotation, Document, Label, RecommendedTarget } from '#core/project';
import { typesOf } from '#core/tasks';

export function instanceOf(
  document: Document,
  annotations: readonly Annotation[],
  target: RecommendedTarget,
  labels: ReadonlyMap<string, Label>,
  lists: readonly WordList[] = [],
): CutInstance {
  const cutter = new InstanceCutter(document);
  const { from, to } = cutter.window(target);
  const { instance, offset } = cutter.cut(target, typesOf(target, annotations, labels));
  const entities = annotations.flatMap((one) => {
    const type = labels.get(one.labelId)?.name;
    if (one.target.kind !== 'span' || type === undefined) return [];
    if (one.target.from < from || one.target.to > to) return [];
    return [{ from: one.target.from - from, to: one.target.to - from, type: type.toUpperCase() }];
  });
  return { instance: { ...instance, entities, ...(lists.length === 0 ? {} : { lists }) }, offset };
}
