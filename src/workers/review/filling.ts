/** Gold labels for the texts that nobody decided: what all agree on, or what a vote of the people says. */
import {
  decisionOf,
  disagreementOf,
  goldVersions,
  majorityOf,
  peopleOfText,
  type Version,
  versionsOf,
} from '#core/agreement';
import { ok, type Problem, type Result } from '#core/base';
import { weighPeople } from '#core/weak';
import type { LayeredDocument, Store } from '#store';
import type { Filled, FillRequest } from './contract.ts';

interface Voted {
  readonly document: LayeredDocument;
  readonly people: readonly string[];
  readonly versions: readonly Version[];
  /** What a person decided for. */
  readonly decided?: readonly Version[];
}

/** One act, and so one undo step. */
export async function fill(
  store: Store,
  { projectId, how, by }: FillRequest,
): Promise<Result<Filled, Problem>> {
  const documents = await store.people.documents(projectId, { explanations: true });
  const voted = documents.flatMap((document): Voted[] => {
    const { annotations, explanations, statuses, decided } = document;
    const people = peopleOfText(annotations, statuses);
    if (people.length < 2) return [];
    const versions = versionsOf(annotations, explanations, people);
    return [
      {
        document,
        people,
        versions,
        ...(decided?.how === 'person' ? { decided: goldVersions(annotations) } : {}),
      },
    ];
  });
  const vote = how === 'weighed' ? weighPeople(voted) : undefined;
  const acts = voted.flatMap(({ document, people, versions }, i) => {
    const isAgreed = disagreementOf(versions, people) === 0;
    if (document.decided !== undefined || isAgreed !== (how === 'agreed')) return [];
    const standing = how === 'agreed' ? versions : (vote?.chosen[i] ?? majorityOf(versions, people));
    return [decisionOf(document.id, how, standing)];
  });
  const filled: Filled = {
    texts: acts.length,
    people: [...(vote?.accuracies ?? [])].map(([name, accuracy]) => ({ name, accuracy })),
  };
  if (acts.length === 0) return ok(filled);
  const shared = await store.people.share(projectId);
  if (!shared.ok) return shared;
  const done = await store.act(projectId, acts, by);
  return done.ok ? ok(filled) : done;
}
