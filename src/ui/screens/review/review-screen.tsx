/** Several people, one truth: who labelled what, how far they agree, and what is decided where they do not. */
import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js';
import type { ReviewRecords } from '#workers/review/contract';
import { m } from '../../messages/index.ts';
import { withKeptParts } from '../../state/kept-parts.ts';
import { createLive } from '../../state/live.ts';
import { reportProblem } from '../../state/problems.ts';
import { useProject } from '../../state/project-context.ts';
import { reviewWorker } from '../../state/workers.ts';
import { AgreementCard } from './agreement-card.tsx';
import { DecideCard } from './decide-card.tsx';
import { LearnCard } from './learn-card.tsx';
import { PeopleCard } from './people-card.tsx';
import './review.css';

export function ReviewScreen(): JSX.Element {
  const { project } = useProject();
  const revision = createLive(
    () => project().id,
    (store, id) => store.people.revision(id),
  );
  const [records, setRecords] = createSignal<ReviewRecords>();
  // A worker reads the labels of all people: the page stands still for none of them.
  createEffect(
    on(createMemo(revision), async (now) => {
      if (now === undefined) return;
      const answer = await (await reviewWorker()).read(project().id).result;
      if (answer.ok) setRecords((old) => withKeptParts(old, answer.value));
      else if (answer.error.code !== 'superseded') reportProblem(answer.error);
    }),
  );
  /** The text that is being decided, chosen by a person; otherwise the first that is open. */
  const [chosen, setChosen] = createSignal<string>();
  return (
    <div class="card-column">
      <h2 class="visually-hidden">{m().review.title}</h2>
      <Show when={records()}>
        {(found) => (
          <>
            <PeopleCard people={found().people} />
            <Show when={found().people.length > 1}>
              <AgreementCard records={found()} onText={setChosen} />
              <DecideCard records={found()} chosen={chosen()} onChoose={setChosen} />
              <LearnCard />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}
