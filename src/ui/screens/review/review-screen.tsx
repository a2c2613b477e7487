/** Several people, one truth: who labelled what, how far they agree, and what is decided where they do not. */
import { createSignal, type JSX, Show } from 'solid-js';
import { m } from '../../messages/index.ts';
import { createLive } from '../../state/live.ts';
import { useProject } from '../../state/project-context.ts';
import { AgreementCard } from './agreement-card.tsx';
import { DecideCard } from './decide-card.tsx';
import { LearnCard } from './learn-card.tsx';
import { PeopleCard } from './people-card.tsx';
import { readReview } from './records.ts';
import './review.css';

export function ReviewScreen(): JSX.Element {
  const { project } = useProject();
  const records = createLive(
    () => project().id,
    (store, id) => readReview(store, id),
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
