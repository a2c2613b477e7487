/** What the sources propose for each document, and the one list that the page shows of it. */
import Dexie from 'dexie';
import type { Annotation, Recommendation } from '#core/project';
import type { Span } from '#core/text';
import { isAlive } from './change-set.ts';
import { attempt, type Env, reading } from './env.ts';
import type { RecommendationSet, Recommendations } from './store.ts';
import { isInside, recommendedKey } from './target.ts';

export function createRecommendations(env: Env): Recommendations {
  const { db } = env;
  const setsOf = (documentId: string): Promise<RecommendationSet[]> =>
    db.recommendations.where('documentId').equals(documentId).toArray();

  return {
    ofDocument: (documentId) =>
      reading(async () => {
        const doc = await db.documents.get(documentId);
        const project = doc === undefined ? undefined : await db.projects.get(doc.projectId);
        if (doc === undefined || project === undefined) return [];
        const [sets, rejections, annotations, labels] = await Promise.all([
          setsOf(documentId),
          db.rejections.where('documentId').equals(documentId).toArray(),
          db.annotations.where('documentId').equals(documentId).filter(isAlive).toArray(),
          db.labels.where('projectId').equals(doc.projectId).primaryKeys(),
        ]);
        const { sources, confidenceThreshold } = project.settings;
        const known = new Set(labels);
        const rejected = new Set(rejections.map((row) => row.key));
        const decided = decidedKeys(annotations);
        const shown = sets
          .filter((set) => sources[set.source])
          .flatMap((set) =>
            set.source === 'model'
              ? set.items.filter((item) => item.confidence >= confidenceThreshold)
              : set.items,
          )
          .filter((item) => {
            const key = recommendedKey(item.target);
            return (
              (item.labelId === undefined || known.has(item.labelId)) &&
              spansOf(item.target).every((span) => isInside(span, doc.length)) &&
              !rejected.has(`${key} `) &&
              !(item.labelId !== undefined && rejected.has(`${key} ${item.labelId}`)) &&
              !decided.has(key)
            );
          });
        return joined(shown);
      }),

    setsOfDocument: (documentId) => reading(() => setsOf(documentId)),

    put: (sets) =>
      attempt(env, () =>
        db.transaction('rw', db.documents, db.recommendations, async () => {
          // A document may have gone while the worker was thinking about it.
          const there = await db.documents.bulkGet(sets.map((set) => set.documentId));
          await db.recommendations.bulkPut(sets.filter((_, i) => there[i] !== undefined));
        }),
      ),

    clear: (projectId, source) =>
      attempt(env, async () => {
        const rows =
          source === undefined
            ? db.recommendations.where('projectId').equals(projectId)
            : db.recommendations.where('[projectId+source]').equals([projectId, source]);
        await rows.delete();
        if (source === undefined || source === 'model') {
          await db.priorities
            .where('[projectId+uncertainty]')
            .between([projectId, Dexie.minKey], [projectId, Dexie.maxKey])
            .delete();
        }
      }),

    putPriorities: (rows) =>
      attempt(env, async () => {
        await db.priorities.bulkPut([...rows]);
      }),
  };
}

function spansOf(target: Recommendation['target']): readonly Span[] {
  switch (target.kind) {
    case 'span':
    case 'aspect':
      return [target];
    case 'relation':
      return [target.head, target.tail];
    case 'text':
      return [];
    default:
      return target satisfies never;
  }
}

/** Targets about which the annotator has decided: nothing more is proposed for exactly these. */
function decidedKeys(annotations: readonly Annotation[]): ReadonlySet<string> {
  const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  const keys = new Set<string>();
  for (const { target } of annotations) {
    if (target.kind !== 'relation') {
      keys.add(recommendedKey(target));
      continue;
    }
    const [head, tail] = [byId.get(target.head)?.target, byId.get(target.tail)?.target];
    if (head?.kind === 'span' && tail?.kind === 'span') {
      keys.add(recommendedKey({ kind: 'relation', head, tail }));
    }
  }
  return keys;
}

/** One per (target, label) with all provenance and the highest confidence; a bare target goes where a label has it. */
function joined(items: readonly Recommendation[]): readonly Recommendation[] {
  const byKey = new Map<string, Recommendation>();
  const labelled = new Set<string>();
  for (const item of items) {
    const target = recommendedKey(item.target);
    if (item.labelId !== undefined) labelled.add(target);
    const key = `${target} ${item.labelId ?? ''}`;
    const same = byKey.get(key);
    byKey.set(
      key,
      same === undefined
        ? item
        : {
            ...same,
            confidence: Math.max(same.confidence, item.confidence),
            provenance: [...same.provenance, ...item.provenance],
          },
    );
  }
  return [...byKey.values()]
    .filter((item) => item.labelId !== undefined || !labelled.has(recommendedKey(item.target)))
    .sort(
      (a, b) =>
        Number(b.labelId !== undefined) - Number(a.labelId !== undefined) ||
        b.confidence - a.confidence ||
        (spansOf(a.target)[0]?.from ?? 0) - (spansOf(b.target)[0]?.from ?? 0),
    );
}
