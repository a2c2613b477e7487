/** The act by which gold labels come about: a text's gold layer is replaced as a whole, so that deciding again is simple. */
import { type Annotation, kindOfLabelFor, recommendedKey, settled, type Target } from '#core/project';
import { spanKey } from '#core/text';
import type { Act } from './act.ts';
import { buryAnnotation } from './annotations.ts';
import { refuse } from './env.ts';
import { checkedExplanation, checkTarget } from './invariants.ts';
import { storeProblem } from './problems.ts';
import { documentOf, later, type Work } from './work.ts';

type Decide = Extract<Act, { readonly kind: 'decide' }>;

export async function decide(work: Work, act: Decide): Promise<void> {
  const { set, env, now } = work;
  const doc = await documentOf(work, act.documentId);
  for (const row of await set.goldOf(doc.id)) await buryAnnotation(set, row, now);
  const entities = new Map<string, string>();
  const known = new Set<string>();
  const isRelation = ({ target }: Decide['labels'][number]): boolean => target.kind === 'relation';
  for (const given of [...act.labels.filter((one) => !isRelation(one)), ...act.labels.filter(isRelation)]) {
    const key = `${given.labelId} ${recommendedKey(given.target)}`;
    if (known.has(key)) continue;
    known.add(key);
    const target = targetOf(given.target, entities);
    checkTarget(target, doc);
    const label = await set.label(given.labelId);
    if (label === undefined || label.kind !== kindOfLabelFor(target)) {
      refuse(storeProblem('invalid-label', 'This label cannot be put here.', { labelId: given.labelId }));
    }
    const id = env.ids();
    if (target.kind === 'span') entities.set(spanKey(target), id);
    const common = { id, projectId: set.projectId, documentId: doc.id, updatedAt: now, goldAt: doc.position };
    const row: Annotation & { readonly goldAt: number } = {
      ...common,
      annotator: env.annotator(),
      labelId: given.labelId,
      target,
      source: 'manual',
      gold: true,
    };
    set.add('annotations', id, row);
    work.annotationIds.push(id);
    for (const [order, draft] of given.explanations.entries()) {
      const explanationId = env.ids();
      set.add('explanations', explanationId, {
        ...checkedExplanation(draft, doc),
        ...common,
        id: explanationId,
        annotationId: id,
        enabled: true,
        order,
      });
      work.explanationIds.push(explanationId);
    }
  }
  await set.stage('documents', doc.id, {
    ...settled(doc),
    decided: { by: env.annotator(), at: now, how: act.how },
    updatedAt: later(work, doc),
  });
}

function targetOf(target: Decide['labels'][number]['target'], entities: ReadonlyMap<string, string>): Target {
  if (target.kind !== 'relation') return target;
  const [head, tail] = [entities.get(spanKey(target.head)), entities.get(spanKey(target.tail))];
  if (head === undefined || tail === undefined || head === tail) {
    refuse(storeProblem('invalid-relation', 'A relation needs two different entities of this text.'));
  }
  return { kind: 'relation', head, tail };
}
