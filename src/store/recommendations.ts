/** What the sources propose for each document, and the one list that the page shows of it. */
import Dexie from 'dexie';
import type { Annotation, Label, Prediction, Recommendation, RecommendedTarget } from '#core/project';
import { mergeRecommendations, visibleRecommendations } from '#core/recommend';
import { attempt, type Env, reading } from './env.ts';
import { isInView } from './in-view.ts';
import { livingLabels } from './labels.ts';
import type { RecommendationSet, Recommendations } from './learning-contract.ts';
import type { Database } from './schema.ts';

export function createRecommendations(env: Env): Recommendations {
  const { db } = env;
  const setsOf = (documentId: string): Promise<RecommendationSet[]> =>
    db.recommendations.where('documentId').equals(documentId).toArray();

  return {
    ofDocument: (documentId) =>
      reading(async () => {
        const doc = await db.documents.get(documentId);
        const project = doc === undefined ? undefined : await db.projects.get(doc.projectId);
        // A text that measures is judged without help.
        if (doc === undefined || project === undefined || doc.split === 'holdout') return [];
        const [sets, content, rejections, annotations, labels] = await Promise.all([
          setsOf(documentId),
          db.texts.get(documentId),
          db.rejections.where('documentId').equals(documentId).toArray(),
          db.annotations.where('documentId').equals(documentId).filter(isInView).toArray(),
          livingLabels(db, doc.projectId),
        ]);
        const known = new Set(labels.map((label) => label.id));
        // Projects of before this source have no switch for it.
        const isOff = project.settings.sources.predictions === false;
        const entities = new Set(annotations.flatMap((one) => spansOfTarget(one.target)));
        const told = (await recommended(db, isOff ? [] : (content?.predictions ?? []), labels)).filter(
          // A relation can only be taken over between what is labelled: it waits for its ends.
          ({ target }) =>
            target.kind !== 'relation' ||
            [target.head, target.tail].every((end) => entities.has(`${end.from} ${end.to}`)),
        );
        const own = visibleRecommendations(sets, project.settings, known, doc.length);
        return mergeRecommendations([...own, told], {
          annotated: decidedTargets(annotations),
          rejected: rejections.map(({ target, labelId }) =>
            labelId === undefined ? { target } : { target, labelId },
          ),
        });
      }),

    setsOfDocument: (documentId) => reading(() => setsOf(documentId)),

    setsOfSource: (projectId, source, fromVersion) =>
      reading(() =>
        db.recommendations
          .where('[projectId+source]')
          .equals([projectId, source])
          .filter((set) => set.version >= fromVersion)
          .toArray(),
      ),

    rejected: (projectId) =>
      reading(async () => {
        const rows = await db.rejections.where('projectId').equals(projectId).toArray();
        return rows.map(({ documentId, target, labelId }) => ({
          documentId,
          target,
          ...(labelId === undefined ? {} : { labelId }),
        }));
      }),

    // Documents are looked at before and not locked with it: an act must not wait for the learner.
    put: (sets) =>
      attempt(env, async () => {
        const there = await db.documents.bulkGet(sets.map((set) => set.documentId));
        await db.recommendations.bulkPut(sets.filter((_, i) => there[i] !== undefined));
      }),

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
        const ids = rows.map((row) => row.documentId);
        const there = await db.documents.bulkGet(ids);
        await db.transaction('rw', db.priorities, async () => {
          const known = await db.priorities.bulkGet(ids);
          const next = rows.map((row, i) => ({ uncertainty: 0, disagreement: 0, ...known[i], ...row }));
          await db.priorities.bulkPut(next.filter((_, i) => there[i] !== undefined));
        });
      }),

    dropPriorities: (documentIds) => attempt(env, () => db.priorities.bulkDelete([...documentIds])),
  };
}

function spansOfTarget(target: Annotation['target']): string[] {
  return target.kind === 'span' ? [`${target.from} ${target.to}`] : [];
}

/** What came with the text, as recommendations. A label that was merged into another of its name is that one. */
async function recommended(
  db: Database,
  predictions: readonly Prediction[],
  living: readonly Label[],
): Promise<readonly Recommendation[]> {
  const known = new Map(living.map((label) => [label.id, label.id]));
  const gone = [...new Set(predictions.map((one) => one.labelId).filter((id) => !known.has(id)))];
  for (const label of await db.labels.bulkGet(gone)) {
    const other = living.find((one) => one.kind === label?.kind && one.name === label.name);
    if (label !== undefined && other !== undefined) known.set(label.id, other.id);
  }
  return predictions.flatMap(({ target, labelId, by, score }): Recommendation[] => {
    const id = known.get(labelId);
    if (id === undefined) return [];
    const scored = score === undefined ? {} : { score };
    return [
      {
        target,
        labelId: id,
        confidence: score ?? unscored,
        provenance: [{ kind: 'prediction', by, ...scored }],
      },
    ];
  });
}

/** A prediction without a score: between what is likely and what is not. */
const unscored = 0.5;

/** Targets about which the annotator has decided: nothing more is proposed for exactly these. */
function decidedTargets(annotations: readonly Annotation[]): readonly RecommendedTarget[] {
  const byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  return annotations.flatMap(({ target }): RecommendedTarget[] => {
    if (target.kind !== 'relation') return [target];
    const [head, tail] = [byId.get(target.head)?.target, byId.get(target.tail)?.target];
    return head?.kind === 'span' && tail?.kind === 'span' ? [{ kind: 'relation', head, tail }] : [];
  });
}
