/**
 * Explanations that the tool proposes: a key takes one. Each says how far it reaches; three of the texts stand below, of the
 * first one or of the one that is pointed at.
 */
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { ProposedExplanation } from '#workers/rules/contract';
import { m } from '../../../messages/index.ts';
import { Keys } from '../../../widgets/keys.tsx';
import { Examples } from './understanding.tsx';

/** Beside what is understood of a typed sentence there is room for these. */
const shownWhileTyping = 2;

export function Proposals(props: {
  readonly proposals: readonly ProposedExplanation[];
  /** Something is typed: digits are words then, and the keys are Alt and a digit. */
  readonly isTyped: boolean;
  readonly onTake: (proposal: ProposedExplanation) => void;
}): JSX.Element {
  const t = () => m().sentence.proposals;
  const [pointed, setPointed] = createSignal(0);
  const current = (): ProposedExplanation | undefined => props.proposals[pointed()] ?? props.proposals[0];
  return (
    <section class="proposals" aria-label={t().title}>
      <Show
        when={props.proposals.length > 0}
        fallback={<p class="small soft">{props.isTyped ? '' : t().none}</p>}
      >
        <ol class="proposals-list">
          <For each={props.isTyped ? props.proposals.slice(0, shownWhileTyping) : props.proposals}>
            {(proposal, index) => (
              <li>
                <button
                  type="button"
                  class="proposal"
                  data-current={current() === proposal ? '' : undefined}
                  onPointerDown={(event) => event.preventDefault()}
                  onPointerEnter={() => setPointed(index())}
                  onFocus={() => setPointed(index())}
                  onClick={() => props.onTake(proposal)}
                >
                  <Keys keys={props.isTyped ? `Alt+${index() + 1}` : String(index() + 1)} />
                  <bdi class="proposal-sentence">{proposal.sentence}</bdi>
                  <span class="proposal-reach small">
                    {t().reach(proposal.matches, proposal.agreements, proposal.contradictions)}
                  </span>
                </button>
              </li>
            )}
          </For>
        </ol>
        <Show when={!props.isTyped}>
          <Examples examples={current()?.examples ?? []} />
        </Show>
      </Show>
    </section>
  );
}
