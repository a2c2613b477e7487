/** What the Review screen is made of: the labels of all people, read once and looked at in several ways. */
import { disagreementOf, peopleOfText, type SharedText, type Version, versionsOf } from '#core/agreement';
import { peopleOf } from '#core/project';
import { tokenize } from '#core/text';
import type { LayeredDocument, Store } from '#store';

/** A text that at least two people are done with. */
export interface SharedDocument {
  readonly document: LayeredDocument;
  readonly people: readonly string[];
  readonly versions: readonly Version[];
  /** Share of the labels that not everybody gave. */
  readonly disagreement: number;
}

export interface PersonProgress {
  readonly name: string;
  readonly done: number;
  readonly labels: number;
}

export interface ReviewRecords {
  readonly people: readonly PersonProgress[];
  /** Those on which people differ most first. */
  readonly shared: readonly SharedDocument[];
}

export async function readReview(store: Store, projectId: string): Promise<ReviewRecords> {
  const documents = await store.people.documents(projectId);
  const shared = documents.flatMap((document): SharedDocument[] => {
    const people = peopleOfText(document.annotations, document.statuses);
    if (people.length < 2) return [];
    const versions = versionsOf(document.annotations, [], people);
    return [{ document, people, versions, disagreement: disagreementOf(versions, people) }];
  });
  shared.sort((a, b) => b.disagreement - a.disagreement || a.document.position - b.document.position);
  return { people: progressOf(documents), shared };
}

function progressOf(documents: readonly LayeredDocument[]): PersonProgress[] {
  const labels = new Map<string, number>();
  for (const { annotations } of documents) {
    for (const { annotator, gold } of annotations) {
      if (gold !== true) labels.set(annotator, (labels.get(annotator) ?? 0) + 1);
    }
  }
  const unnamed = labels.has('') ? [''] : [];
  const names = [
    ...peopleOf(
      documents,
      documents.flatMap(({ annotations }) => annotations),
    ),
    ...unnamed,
  ];
  return names.map((name) => ({
    name,
    labels: labels.get(name) ?? 0,
    done: documents.filter(({ statuses, annotations }) =>
      statuses[name] === undefined
        ? annotations.some((one) => one.annotator === name && one.gold !== true)
        : statuses[name].status === 'done',
    ).length,
  }));
}

/** The texts that these people share, as agreement is counted on them. Tokens are those of the text itself. */
export async function sharedTexts(
  store: Store,
  shared: readonly SharedDocument[],
  people: readonly string[] | undefined,
): Promise<readonly SharedText[]> {
  const wanted = shared.filter(
    (one) => people === undefined || people.every((person) => one.people.includes(person)),
  );
  const out: SharedText[] = [];
  for (const { document, people: all } of wanted) {
    const text = await store.documents.get(document.id);
    if (text === undefined) continue;
    out.push({
      documentId: document.id,
      length: text.text.length,
      tokens: text.tokens ?? tokenize(text.text),
      people: (people ?? all).map((person) => ({
        person,
        annotations: document.annotations.filter((one) => one.annotator === person && one.gold !== true),
      })),
    });
  }
  return out;
}
