/** What the Review screen is made of: the labels of all people, read once. */
import { disagreementOf, peopleOfText, versionsOf } from '#core/agreement';
import { fnv1a, ok, type Result } from '#core/base';
import { peopleOf } from '#core/project';
import type { LayeredDocument, Store } from '#store';
import type { PersonProgress, ReviewRecords, SharedDocument } from './contract.ts';

export async function readReview(store: Store, projectId: string): Promise<Result<ReviewRecords, never>> {
  const documents = await store.people.documents(projectId);
  const shared = documents.flatMap((document): SharedDocument[] => {
    const people = peopleOfText(document.annotations, document.statuses);
    if (people.length < 2) return [];
    const { id, position, decided, annotations } = document;
    const disagreement = disagreementOf(versionsOf(annotations, [], people), people);
    return [{ id, position, people, disagreement, ...(decided === undefined ? {} : { decided }) }];
  });
  shared.sort((a, b) => b.disagreement - a.disagreement || a.position - b.position);
  return ok({ people: progressOf(documents), shared, stamp: stampOf(documents, shared) });
}

/** Of what people themselves said. */
function stampOf(documents: readonly LayeredDocument[], shared: readonly SharedDocument[]): string {
  let stamp = fnv1a(JSON.stringify(shared.map(({ id, people }) => [id, people])));
  for (const { annotations } of documents) {
    for (const { id, updatedAt, gold } of annotations) {
      if (gold !== true) stamp = (stamp + fnv1a(`${id} ${updatedAt}`)) >>> 0;
    }
  }
  return stamp.toString(36);
}

function progressOf(documents: readonly LayeredDocument[]): PersonProgress[] {
  const [labels, done] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const { annotations, statuses } of documents) {
    const own = annotations.filter(({ gold }) => gold !== true);
    for (const { annotator } of own) count(labels, annotator);
    const finished = Object.keys(statuses).filter((name) => statuses[name]?.status === 'done');
    const unsaid = own.flatMap(({ annotator }) => (statuses[annotator] === undefined ? [annotator] : []));
    for (const name of new Set([...finished, ...unsaid])) count(done, name);
  }
  const unnamed = labels.has('') ? [''] : [];
  const names = peopleOf(
    documents,
    documents.flatMap(({ annotations }) => annotations),
  );
  return [...names, ...unnamed].map((name) => ({
    name,
    labels: labels.get(name) ?? 0,
    done: done.get(name) ?? 0,
  }));
}
