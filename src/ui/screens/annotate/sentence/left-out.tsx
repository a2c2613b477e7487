/** Words that a reading passes over are asked about before it is taken, with sentences that would be taken as they are. */
import { For, type JSX, Show } from 'solid-js';
import { m } from '../../../messages/index.ts';
import { Button } from '../../../widgets/button.tsx';

export interface Question {
  readonly ref: (button: HTMLButtonElement) => void;
  readonly take: () => void;
  readonly leave: () => void;
}

export function LeftOut(props: {
  readonly words: readonly string[];
  readonly question: Question | undefined;
  readonly nearest: readonly string[];
  readonly rephrase: (sentence: string) => void;
}): JSX.Element {
  const t = () => m().sentence;
  return (
    <Show when={props.question} fallback={<p class="small soft">{t().taken(props.words.join(', '))}</p>}>
      {(question) => (
        <div class="left-out">
          <p class="small">
            {t().leftOut}: <em class="left-out-words">{props.words.join(', ')}</em>
          </p>
          <div class="left-out-answers">
            <Button ref={question().ref} size="sm" onClick={() => question().take()}>
              {t().takeIt}
            </Button>
            <Button look="quiet" size="sm" onClick={() => question().leave()}>
              {t().rephrase}
            </Button>
          </div>
          <p class="small soft">{t().keptUntil}</p>
          <Nearest sentences={props.nearest} rephrase={props.rephrase} />
        </div>
      )}
    </Show>
  );
}

/** Each is written in place of what was typed. */
export function Nearest(props: {
  readonly sentences: readonly string[];
  readonly rephrase: (sentence: string) => void;
}): JSX.Element {
  return (
    <Show when={props.sentences.length > 0}>
      <p class="small soft">{m().sentence.nearest}</p>
      <ul class="nearest">
        <For each={props.sentences}>
          {(sentence) => (
            <li>
              <button type="button" class="sentence-completion" onClick={() => props.rephrase(sentence)}>
                {sentence}
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
