/** What a merge would do, in numbers that a person can judge it by. */
import { type Annotation, goldName, layerOf, type ProjectBundle } from '#core/project';
import { maxChanges } from './history.ts';
import type { MergePlan } from './merge-plan.ts';
import { sameContent } from './same-content.ts';
import type { Changes, LayerChanges, MergePreview } from './store.ts';

/** `me`: who sits at this device. */
export function previewOf({ isHere, before, after, changes, refused }: MergePlan, me: string): MergePreview {
  const name = after.project.name;
  if (!isHere) {
    return { isHere, name, isNews: true, isUndone: false, refused: refused.length, ...nothing };
  }
  const [old, next] = [labelNames(before), labelNames(after)];
  return {
    isHere,
    name: before.project.name,
    isNews: changes.length > 0,
    isUndone: changes.length <= maxChanges,
    refused: refused.length,
    texts: differences(before.documents, after.documents, () => ({})),
    layers: layerChanges(before.annotations, after.annotations, me),
    reasons: differences(before.explanations, after.explanations, contentOf),
    labels: {
      added: [...next].flatMap(([id, label]) => (old.has(id) ? [] : [label])),
      removed: [...old].flatMap(([id, label]) => (next.has(id) ? [] : [label])),
      renamed: [...old].flatMap(([id, from]) => {
        const to = next.get(id);
        return to === undefined || to === from ? [] : [{ from, to }];
      }),
    },
    progress: differences(before.documents, after.documents, ({ statuses, decided }) => ({
      statuses,
      decided,
    })).changed,
    settings: !sameContent(contentOf(before.project), contentOf(after.project)),
  };
}

const none: Changes = { added: 0, changed: 0, removed: 0 };
const nothing = {
  texts: none,
  layers: [],
  reasons: none,
  labels: { added: [], removed: [], renamed: [] },
  progress: 0,
  settings: false,
};

function labelNames({ labels }: ProjectBundle): ReadonlyMap<string, string> {
  return new Map(labels.flatMap(({ id, name, deleted }) => (deleted === true ? [] : [[id, name] as const])));
}

/** A record without what a merge keeps books with. */
function contentOf<T extends object>(record: T): object {
  const {
    updatedAt: _time,
    was: _was,
    ...content
  } = record as T & {
    readonly updatedAt?: number;
    readonly was?: object;
  };
  return content;
}

interface Dated {
  readonly id: string;
  readonly deleted?: true;
}

/** Living records. */
function differences<T extends Dated>(
  before: readonly T[],
  after: readonly T[],
  content: (record: T) => object,
): Changes {
  const living = (records: readonly T[]): ReadonlyMap<string, T> =>
    new Map(records.flatMap((one) => (one.deleted === true ? [] : [[one.id, one] as const])));
  const [old, next] = [living(before), living(after)];
  const both = [...next].flatMap(([id, record]) => {
    const other = old.get(id);
    return other === undefined ? [] : [[other, record] as const];
  });
  return {
    added: next.size - both.length,
    removed: old.size - both.length,
    changed: both.filter(([a, b]) => !sameContent(content(a), content(b))).length,
  };
}

/** Those that change anything, one's own first, gold last. */
function layerChanges(
  before: readonly Annotation[],
  after: readonly Annotation[],
  me: string,
): readonly LayerChanges[] {
  const layers = new Map<string, { before: Annotation[]; after: Annotation[] }>();
  const put = (one: Annotation, side: 'before' | 'after'): void => {
    const key = layerOf(one);
    const layer = layers.get(key) ?? { before: [], after: [] };
    layers.set(key, layer);
    layer[side].push(one);
  };
  for (const one of before) put(one, 'before');
  for (const one of after) put(one, 'after');
  const rank = ({ isGold, isOwn }: LayerChanges): number => (isOwn ? 0 : isGold ? 2 : 1);
  return [...layers.values()]
    .flatMap((layer): LayerChanges[] => {
      const [one] = [...layer.after, ...layer.before];
      const found = differences(layer.before, layer.after, contentOf);
      if (one === undefined || found.added + found.changed + found.removed === 0) return [];
      const isGold = one.gold === true;
      return [
        { ...found, name: isGold ? goldName : one.annotator, isGold, isOwn: !isGold && one.annotator === me },
      ];
    })
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
